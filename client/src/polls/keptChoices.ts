// A choice that is being made outlives a reload of the tab, not the tab: on a shared computer nothing is left behind.
import type { PollChoice } from '@lectern/shared/polls'
import { keep, keptJson } from '../live/kept.ts'

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
  const name = `lectern.polls.${personId}.${sessionId}`
  return {
    read() {
      const entries = Object.entries(keptJson(name, 'tab') ?? {})
      return Object.fromEntries(entries.filter(([, value]) => isChoice(value)))
    },
    write(choices) {
      keep(name, Object.keys(choices).length === 0 ? null : JSON.stringify(choices), 'tab')
    },
  }
}
