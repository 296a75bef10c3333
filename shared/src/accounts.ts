// Who a person is to the conference. Names and mail addresses never leave the server except to the person itself and
// to the CE office; what others see is said per feature.
import { z } from 'zod'
import { id } from './ids.ts'
import { affiliationMax, credentialsMax, nameMax } from './limits.ts'
import { list, text, textOrNone } from './text.ts'

export const roles = ['clinician', 'speaker', 'moderator', 'exhibitor', 'organiser'] as const
export const role = z.enum(roles)
export type Role = z.infer<typeof role>

export const professions = ['physician', 'nurse', 'pharmacist', 'pharmacy_technician', 'other'] as const
export const profession = z.enum(professions)
export type Profession = z.infer<typeof profession>

export const person = z.object({
  id,
  name: z.string().min(1).max(nameMax),
  /** e.g. "MD, FACC"; shown behind the name on certificates and for faculty. */
  credentials: z.string().max(credentialsMax).default(''),
  affiliation: z.string().max(affiliationMax).default(''),
  profession: profession.default('other'),
  roles: z.array(role).min(1),
  /** The exhibitor (company) this person staffs a booth for. */
  exhibitorId: id.optional(),
})
export type Person = z.infer<typeof person>

/** `GET /api/me` */
export const me = z.object({
  person,
  conference: z.object({ id, title: z.string(), timeZone: z.string() }),
  /** The server's clock when it answered, in ms since the epoch. */
  now: z.number(),
})
export type Me = z.infer<typeof me>

/** `POST /api/operator/people`: what an operator (a script on the machine, holding the operator token) may create. */
export const invitation = z.strictObject({
  id: id.optional(),
  name: text(nameMax),
  credentials: textOrNone(credentialsMax).optional(),
  affiliation: textOrNone(affiliationMax).optional(),
  profession: profession.optional(),
  roles: list(role, roles.length, 1),
  exhibitorId: id.optional(),
})
export type Invitation = z.infer<typeof invitation>
export const invited = z.object({ personId: id, link: z.string() })

/** `POST /api/operator/links`: a fresh personal link for somebody, or for whoever speaks in or moderates a session first. */
export const linkRequest = z.union([
  z.strictObject({ personId: id, days: z.number().positive().max(366).optional() }),
  z.strictObject({ sessionId: id, as: z.enum(['speaker', 'moderator']) }),
])
