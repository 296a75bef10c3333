// Answers that the server does not have yet outlive a reload of the tab, not the tab: on a shared computer nothing is left behind.
import type { FormAnswers } from '@lectern/shared/credit'
import { keep, keptJson } from '../live/kept.ts'

export interface KeptAnswers {
  /** Undefined where nothing waits for the server. */
  read(): FormAnswers | undefined
  write(answers: FormAnswers | undefined): void
}

const isAnswers = (value: unknown): value is FormAnswers =>
  typeof value === 'object' &&
  value !== null &&
  Object.values(value).every((each) => typeof each === 'string')

/** Of one person's form. A browser that stores nothing only forgets it on a reload. */
export function keptAnswers(personId: string, activityId: string, form: string): KeptAnswers {
  const name = `lectern.${form}.${personId}.${activityId}`
  return {
    read() {
      const value = keptJson(name, 'tab')
      return isAnswers(value) ? value : undefined
    },
    write: (answers) => keep(name, answers ? JSON.stringify(answers) : null, 'tab'),
  }
}
