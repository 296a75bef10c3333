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
  birthMonth: { label: 'Month of birth', description: '1 to 12' },
  birthDay: { label: 'Day of birth', description: '1 to 31; the year is not asked for' },
  efn: { label: 'EFN', description: 'Einheitliche Fortbildungsnummer, 15 digits' },
}

export const isNumber = (field: ProfileField): field is 'birthMonth' | 'birthDay' =>
  field === 'birthMonth' || field === 'birthDay'

const inRange =
  (field: ProfileField) =>
  (_value: string, { code }: { code: string }) =>
    code === 'custom' ? undefined : `From ${fieldWords[field].description}.`

/** Problems of the profile's fields, by field. */
export const profileProblems = (profile: CreditProfile): Problems =>
  problemsIn(creditProfile, profile, {
    own: { birthMonth: inRange('birthMonth'), birthDay: inRange('birthDay') },
  })
