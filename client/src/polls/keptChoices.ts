// A choice that is being made outlives a reload of the tab, not the tab: on a shared computer nothing is left behind.
import type { PollChoice } from '@lectern/shared/polls'

export type Choices = Readonly<Record<string, PollChoice>>

export interface KeptChoices {
  read(): Choices
  write(choices: Choices): void
}

const isChoice = (value: unknown): value is PollChoice => {
  const { options, text } = (value ?? {}) as Partial<PollChoice>
  return Array.isArray(options) && typeof text === 'string'
}

/** For one person in one session. A browser that stores nothing only forgets it on a reload. */
export function keptChoices(personId: string, sessionId: string): KeptChoices {
  const key = `lectern.polls.${personId}.${sessionId}`
  return {
    read() {
      try {
        const entries = Object.entries(JSON.parse(sessionStorage.getItem(key) ?? '{}') as object)
        return Object.fromEntries(entries.filter(([, value]) => isChoice(value))) as Choices
      } catch {
        return {}
      }
    },
    write(choices) {
      try {
        if (Object.keys(choices).length === 0) sessionStorage.removeItem(key)
        else sessionStorage.setItem(key, JSON.stringify(choices))
      } catch {
        return
      }
    },
  }
}
