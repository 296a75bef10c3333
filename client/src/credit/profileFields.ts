// The numbers that credit bodies and registers ask for, as people know them.
import type { CreditProfile, ProfileField } from '@lectern/shared/credit'
import { creditProfile } from '@lectern/shared/credit'
import { type Problems, problemsIn } from '../words/problems.ts'

interface Words {
  label: string
  description?: string
}
export const fieldWords: Record<ProfileField, Words> = {
  firstName: { label: 'First name', description: 'As your register has it' },
  lastName: { label: 'Last name', description: 'As your register has it' },
  licenceState: { label: 'State of licensure', description: 'For example: MA' },
  licenceNumber: { label: 'Licence number', description: 'As printed on your licence' },
  npi: { label: 'NPI', description: 'National Provider Identifier, 10 digits' },
  boardId: { label: 'Board ID', description: 'Of your certifying board' },
  nabpId: { label: 'NABP e-Profile ID', description: 'Digits only' },
  birthMonth: { label: 'Month of birth' },
  birthDay: { label: 'Day of birth', description: 'The year is not asked for' },
  efn: { label: 'EFN', description: 'Einheitliche Fortbildungsnummer, 15 digits' },
}

type Birthday = 'birthMonth' | 'birthDay'
export const isBirthday = (field: ProfileField): field is Birthday =>
  field === 'birthMonth' || field === 'birthDay'

const monthNames = new Intl.DateTimeFormat('en', { month: 'long', timeZone: 'UTC' })
const choices: Record<Birthday, { value: string; label: string }[]> = {
  birthMonth: Array.from({ length: 12 }, (_, i) => ({
    value: String(i + 1),
    label: monthNames.format(Date.UTC(2000, i)),
  })),
  birthDay: Array.from({ length: 31 }, (_, i) => ({ value: String(i + 1), label: String(i + 1) })),
}
/** To choose from; the first one takes an answer back. */
export const choicesOf = (field: Birthday) => [{ value: '', label: 'Not given' }, ...choices[field]]

/** The parts of the form. */
const groups: { title: string; fields: ProfileField[] }[] = [
  { title: 'Name', fields: ['firstName', 'lastName'] },
  {
    title: 'Licence and numbers',
    fields: ['licenceState', 'licenceNumber', 'npi', 'boardId', 'nabpId', 'efn', 'birthMonth', 'birthDay'],
  },
]
/** Those with fields that are asked for, and of these only such fields. */
export const groupsOf = (asks: readonly ProfileField[]) =>
  groups
    .map(({ title, fields }) => ({ title, fields: fields.filter((field) => asks.includes(field)) }))
    .filter(({ fields }) => fields.length > 0)

const inRange =
  (max: number) =>
  (_value: string, { code }: { code: string }) =>
    code === 'custom' ? undefined : `From 1 to ${max}.`

/** Problems of the profile's fields, by field. */
export const profileProblems = (profile: CreditProfile): Problems =>
  problemsIn(creditProfile, profile, {
    own: { birthMonth: inRange(12), birthDay: inRange(31) },
  })
