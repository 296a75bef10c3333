import type { PollChoice } from '@lectern/shared/polls'
import { type Kept, keptInTab } from '../live/kept.ts'

export type Choices = Readonly<Record<string, PollChoice>>

const isChoice = (value: unknown): boolean => {
  const { options, text } = (value ?? {}) as Partial<PollChoice>
  return Array.isArray(options) && typeof text === 'string'
}
const isChoices = (value: unknown): value is Choices =>
  typeof value === 'object' && value !== null && Object.values(value).every(isChoice)

/** Choices that a person is making in a session. */
export const keptChoices = (personId: string, sessionId: string): Kept<Choices> =>
  keptInTab(`lectern.polls.${personId}.${sessionId}`, isChoices)
