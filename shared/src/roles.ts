// A person's roles; one person may have several. All but `office` are roles at one conference, given by a
// membership. `office` (the CE office) is a role of the installation: whoever has it also organises every
// conference.
import { z } from 'zod'

export const roles = ['clinician', 'speaker', 'moderator', 'exhibitor', 'organiser', 'office'] as const
export const role = z.enum(roles)
export type Role = z.infer<typeof role>

/** Whether somebody with this role alone may use what is for these. */
export const isFor = (who: readonly Role[], role: Role): boolean =>
  who.includes(role) || (role === 'office' && who.includes('organiser'))

/** The roles that a membership can give. */
export const conferenceRoles = ['clinician', 'speaker', 'moderator', 'exhibitor', 'organiser'] as const
export const conferenceRole = z.enum(conferenceRoles)
export type ConferenceRole = z.infer<typeof conferenceRole>
