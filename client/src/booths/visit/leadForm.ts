// The sheet on which a visitor leaves details: every box empty, and only what is ticked is sent. Pure.
import type { Person } from '@lectern/shared/accounts'
import { type Consent, type LeadField, leadFields, leadValues } from '@lectern/shared/consents'
import { professionWords } from '../../words/credit.ts'

export interface LeadForm {
  ticked: readonly LeadField[]
  values: Readonly<Record<LeadField, string>>
}

export type LeadProblems = Partial<Record<LeadField | 'all', string>>

/** From the person's own profile; nothing of it is ticked. */
export const leadFormOf = ({ name, affiliation, profession }: Person): LeadForm => ({
  ticked: [],
  values: {
    name,
    email: '',
    affiliation,
    profession: profession === 'other' ? '' : professionWords[profession],
    phone: '',
    message: '',
  },
})

const wrong: Partial<Record<LeadField, string>> = {
  email: 'This is not a whole mail address.',
  phone: 'This is not a telephone number. Use digits, spaces and a leading +.',
}

export function leadProblemsOf({ ticked, values }: LeadForm): LeadProblems {
  if (ticked.length === 0) return { all: 'Nothing is ticked yet. Tick what you want to give.' }
  return Object.fromEntries(
    ticked.flatMap((field) => {
      if (!values[field].trim()) return [[field, 'Fill this in, or untick it.']]
      const isRight = leadValues.shape[field].safeParse(values[field]).success
      return isRight ? [] : [[field, wrong[field] ?? 'This is too long.']]
    }),
  )
}

/** Exactly what was ticked: a value that is filled in and not ticked stays here. */
export const consentOf = ({ ticked, values }: LeadForm): Consent => ({
  fields: leadFields.filter((field) => ticked.includes(field)),
  values: Object.fromEntries(ticked.map((field) => [field, values[field].trim()])),
})
