// People in words.
import { type Profession, professions } from '@lectern/shared/accounts'
import type { LackKind } from '@lectern/shared/people'
import type { ConferenceRole, Role } from '@lectern/shared/roles'
import { professionWords } from '../words/credit.ts'

export const roleWords: Record<Role, string> = {
  clinician: 'Clinician',
  speaker: 'Speaker',
  moderator: 'Moderator',
  exhibitor: 'Exhibitor',
  organiser: 'Organiser',
  office: 'CE office',
}
export const rolesIn = (roles: readonly (Role | ConferenceRole)[]): string =>
  roles.map((role) => roleWords[role]).join(', ')

export const lackWords: Record<LackKind, string> = {
  email: 'Mail address',
  confirmed_name: 'Confirmed name',
  printable_name: 'Printable name',
  profession: 'Profession',
  membership: 'Conference',
}

export const professionChoices: { value: Profession; label: string }[] = professions.map((value) => ({
  value,
  label: professionWords[value],
}))
