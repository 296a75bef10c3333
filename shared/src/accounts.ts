// Who a person is to the conference. Names and mail addresses never leave the server except to the person itself and
// to the CE office; what others see is said per feature.
import { z } from 'zod'
import { id, instant } from './ids.ts'
import { affiliationMax, credentialsMax, nameMax } from './limits.ts'
import { bounded } from './text.ts'

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

export const invited = z.object({ personId: id, link: z.string() })

/** `POST /api/sign-in/link` says whose link it is, `POST /api/sign-in` signs in by it. */
export const linkToken = z.strictObject({ token: bounded(200) })
export const linkOwner = z.object({
  name: z.string(),
  /** Who is signed in in this browser already, if that is somebody else. */
  signedInAs: z.string().nullable(),
})
export type LinkOwner = z.infer<typeof linkOwner>

/** A personal link that works. */
export const personalLink = z.object({
  id: bounded(64),
  /** Null for one that was made before this was noted. */
  createdAt: instant.nullable(),
  expiresAt: instant,
})
export type PersonalLink = z.infer<typeof personalLink>

/** A browser in which somebody is signed in. */
export const signIn = z.object({
  id: bounded(64),
  at: instant,
  /** e.g. "Firefox on Windows" */
  device: z.string(),
  /** The browser that asks. */
  isThis: z.boolean(),
})
export type SignIn = z.infer<typeof signIn>

/** `GET /api/account`: one's own; `GET /api/office/people/:personId`: anybody's, for organisers. */
export const access = z.object({ person, links: z.array(personalLink), signIns: z.array(signIn) })
export type Access = z.infer<typeof access>

/** What is ended: `POST /api/account/end`, or of anybody `POST /api/office/people/:personId/end`. */
export const ending = z.union([
  z.strictObject({ signInId: bounded(64) }),
  z.strictObject({ linkId: bounded(64) }),
  /** `others`: all sign-ins but the one that asks; `all`: every link and every sign-in but the one that asks. */
  z.strictObject({ every: z.enum(['others', 'all']) }),
])
export type Ending = z.infer<typeof ending>

/** `GET /api/office/people`, for organisers: who matches the search, by name, at most `peopleShown` of them. */
export const peopleList = z.object({
  people: z.array(person.pick({ id: true, name: true, affiliation: true, roles: true })),
  /** How many match. */
  found: z.number().int(),
})
export type PeopleList = z.infer<typeof peopleList>
export const peopleShown = 50

/** Why a browser is signed out. */
export const signedOutReasons = ['signed_out', 'sign_in_ended', 'link_revoked', 'too_many_sign_ins'] as const
export type SignedOutReason = (typeof signedOutReasons)[number]

/** `POST /api/operator/links`: a fresh personal link for somebody, or for whoever speaks in or moderates a session first. */
export const linkRequest = z.union([
  z.strictObject({ personId: id, days: z.number().positive().max(366).optional() }),
  z.strictObject({ sessionId: id, as: z.enum(['speaker', 'moderator']) }),
])
