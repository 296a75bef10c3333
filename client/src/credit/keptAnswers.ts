import type { FormAnswers } from '@lectern/shared/creditForms'
import { type Kept, keptInTab } from '../live/kept.ts'

const isAnswers = (value: unknown): value is FormAnswers =>
  typeof value === 'object' &&
  value !== null &&
  Object.values(value).every((each) => typeof each === 'string')

/** Answers to a person's form that the server does not have yet. */
export const keptAnswers = (personId: string, activityId: string, form: string): Kept<FormAnswers> =>
  keptInTab(`lectern.${form}.${personId}.${activityId}`, isAnswers)
