// The sheet on which a visitor leaves details: every box
// starts unticked, and only ticked fields are sent. Pure.
import type { Person } from '@lectern/shared/accounts'
import { type Consent, type LeadField, leadFields, leadValues } from '@lectern/shared/consents'
import { professionWords } from '../../words/credit.ts'
import type { Problems } from '../../words/problems.ts'

export interface LeadForm {
  ticked: readonly LeadField[]
  values: Readonly<Record<LeadField, string>>
}

/** Filled from the person's profile; nothing is ticked. */
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
  email: 'This email address is not complete.',
  phone: 'This is not a telephone number. Use digits, spaces and a leading +.',
}

/** By the form's field, such as `values.email`. */
export function leadProblemsOf({ ticked, values }: LeadForm): Problems {
  if (ticked.length === 0) return { ticked: 'Nothing is ticked yet. Tick what you want to share.' }
  return Object.fromEntries(
    ticked.flatMap((field) => {
      if (!values[field].trim()) return [[`values.${field}`, 'Fill this in, or untick it.']]
      const isRight = leadValues.shape[field].safeParse(values[field]).success
      return isRight ? [] : [[`values.${field}`, wrong[field] ?? 'This is too long.']]
    }),
  )
}

/** Exactly the ticked fields: a value that is not ticked is not sent. */
export const consentOf = ({ ticked, values }: LeadForm): Consent => ({
  fields: leadFields.filter((field) => ticked.includes(field)),
  values: Object.fromEntries(ticked.map((field) => [field, values[field].trim()])),
})
