// The people of the installation, for the CE office: who they are, where they have a place, duplicates,
// their data and its erasure; and a conference's members, for its organisers, without identifiers.
import { z } from 'zod'
import { affiliation, confirmedNames, profession } from './accounts.ts'
import { identifiers, privateDetails } from './details.ts'
import { createdId, id, instant } from './ids.ts'
import { disciplineMax, duplicatesMax, peoplePageMax, registrationsMax } from './limits.ts'
import { mailAddress, mailAddressOrNone } from './mailAddress.ts'
import { duplicateGroup, erasurePreview, mergePreview } from './peopleMerging.ts'
import { conferenceRole, conferenceRoles, role } from './roles.ts'
import { declareRoutes, done, files } from './route.ts'
import { bounded, list, textOrNone } from './text.ts'

/** What can be missing of a person. */
export const lackKinds = ['email', 'confirmed_name', 'printable_name', 'profession', 'membership'] as const
export type LackKind = (typeof lackKinds)[number]

const searchMax = 80
/** Only the first characters of a long search are used. */
const search = z
  .string()
  .default('')
  .transform((words) => words.slice(0, searchMax).trim())
const filters = {
  search,
  role: role.optional(),
  profession: profession.optional(),
  lacks: z.enum(lackKinds).optional(),
  /** From 0. */
  page: z.coerce.number<unknown>().int().min(0).max(10_000).default(0),
}

/** One person in a list. */
const listed = z.object({
  id,
  name: z.string(),
  credentials: z.string(),
  affiliation: z.string(),
  profession,
  roles: z.array(role),
  lacks: z.array(z.enum(lackKinds)),
})
const listedPerson = listed.extend({
  email: z.string(),
  /** Titles of their conferences, the latest first. */
  conferences: z.array(z.string()),
})
export type ListedPerson = z.infer<typeof listedPerson>
const listedMember = listed.extend({ hasEmail: z.boolean(), since: instant })
export type ListedMember = z.infer<typeof listedMember>

const page = <Row extends z.ZodType>(row: Row) =>
  z.object({
    people: z.array(row).max(peoplePageMax),
    /** How many match in total. */
    found: z.int().nonnegative(),
  })

const personMembership = z.object({
  conferenceId: id,
  title: z.string(),
  roles: z.array(conferenceRole),
  exhibitorId: id.optional(),
  since: instant,
})
export type PersonMembership = z.infer<typeof personMembership>

const historyEntry = z.object({
  at: instant,
  /** The person's name, "the operator" or "Lectern". */
  by: z.string(),
  what: z.array(z.string()),
})

/** Everything that the office sees of a person on one page. */
const personPage = z.object({
  /** The one they were merged into, if another id was asked for. */
  id,
  isOffice: z.boolean(),
  name: z.string(),
  givenName: z.string(),
  familyName: z.string(),
  isGuessed: z.boolean(),
  printedName: z.string(),
  proposedName: z.string(),
  isPrintable: z.boolean(),
  credentials: z.string(),
  affiliation: z.string(),
  profession,
  details: privateDetails,
  memberships: z.array(personMembership),
  links: z.int(),
  signIns: z.int(),
  /** Activities in which they have claimed credit. */
  credit: z.array(
    z.object({ activityId: id, conferenceId: id, title: z.string(), claims: z.int(), claimedAt: instant }),
  ),
  /** Sessions whose content they control, and whether their disclosure is cleared there. */
  faculty: z.array(
    z.object({
      sessionId: id,
      conferenceId: id,
      title: z.string(),
      role: z.string(),
      isCleared: z.boolean(),
    }),
  ),
  history: z.array(historyEntry),
})
export type PersonPage = z.infer<typeof personPage>

/** A person as the office writes them. */
export const identityPlan = confirmedNames.safeExtend({
  affiliation,
  profession,
  email: mailAddressOrNone,
  /** Somebody else uses this mail address, too. */
  sharedEmail: z.boolean().default(false),
  identifiers: identifiers.exactOptional(),
})
export type IdentityPlan = z.output<typeof identityPlan>

const place = {
  roles: list(conferenceRole, conferenceRoles.length, 1),
  /** For an exhibitor: the company whose booth they staff. */
  exhibitorId: id.exactOptional(),
}
export const membershipPlan = z.strictObject(place)
export type MembershipPlan = z.output<typeof membershipPlan>

const newPerson = identityPlan.safeExtend({
  personId: createdId,
  /** Their first place. */
  at: z.strictObject({ conferenceId: id, ...place }).exactOptional(),
})

export const registrationModes = ['closed', 'code', 'open'] as const
/** How people can join a conference by themselves. */
export const registration = z
  .strictObject({
    mode: z.enum(registrationModes),
    /** Needed for `code`; case and blanks do not matter. */
    code: textOrNone(40).default(''),
    /** At most so many members; null: no limit. */
    limit: z.int().min(1).max(registrationsMax).nullable().default(null),
  })
  .refine(({ mode, code }) => mode !== 'code' || code.length >= 6, {
    path: ['code'],
    message: 'a code of at least 6 characters',
  })
export type Registration = z.infer<typeof registration>

export const registrationRequest = z.strictObject({
  givenName: confirmedNames.shape.givenName,
  familyName: confirmedNames.shape.familyName,
  email: mailAddress,
  profession,
  code: bounded(200).default(''),
  /** Where a body asks: the company that recruited the person; empty: nobody. Absent: not declared. */
  recruitedBy: textOrNone(disciplineMax).exactOptional(),
})
export type RegistrationRequest = z.output<typeof registrationRequest>

const byPerson = { personId: id }
const byPlace = { personId: id, conferenceId: id }
const office = { who: ['office'], of: 'installation' } as const
const looking = { points: 120, seconds: 30, pool: 'people' } as const
const changing = { points: 60, seconds: 30, pool: 'people changes' } as const
/** Reads everybody. */
const searching = { points: 20, seconds: 30, pool: 'people search' } as const
const heavy = { points: 20, seconds: 60, pool: 'people data' } as const
/** Wrong codes from one address, which a whole hospital may share. */
const codeFailures = { codes: ['code_unknown'], points: 30, seconds: 60, pool: 'registration' } as const

export const peopleRoutes = declareRoutes({
  'people.list': {
    summary: 'People of the installation, by name, affiliation, mail address or id.',
    ...office,
    query: z.object({ ...filters, conferenceId: id.optional() }),
    reply: page(listedPerson),
    rate: looking,
  },
  'people.create': {
    summary: 'Creates a person, with a first place at a conference if one is given.',
    ...office,
    body: newPerson,
    reply: z.object({ personId: id }),
    status: 201,
    rate: changing,
  },
  'people.one': {
    summary: 'One person: identity, memberships, credit, disclosures, history.',
    ...office,
    params: byPerson,
    reply: personPage,
    rate: looking,
  },
  'people.change': {
    summary: 'Changes who a person is.',
    ...office,
    params: byPerson,
    body: identityPlan,
    reply: done,
    rate: changing,
  },
  'people.setOffice': {
    summary: 'Makes a person a member of the CE office, or ends that.',
    ...office,
    params: byPerson,
    body: z.strictObject({ isOffice: z.boolean() }),
    reply: done,
    rate: changing,
  },
  'people.place': {
    summary: 'Gives a person a place at a conference, or changes their roles there.',
    ...office,
    params: byPlace,
    body: membershipPlan,
    reply: done,
    rate: changing,
  },
  'people.endPlace': {
    summary: 'Ends a person’s place at a conference.',
    ...office,
    params: byPlace,
    reply: done,
    rate: changing,
  },
  'people.duplicates': {
    summary: 'People who are probably the same.',
    ...office,
    reply: z.object({ groups: z.array(duplicateGroup).max(duplicatesMax), found: z.int() }),
    rate: searching,
  },
  'people.mergePreview': {
    summary: 'What merging another person into this one would move, change and refuse.',
    ...office,
    params: { personId: id, otherId: id },
    reply: mergePreview,
    rate: looking,
  },
  'people.merge': {
    summary: 'Merges another person into this one, as it was previewed.',
    ...office,
    params: { personId: id, otherId: id },
    body: z.strictObject({ seen: bounded(64) }),
    reply: done,
    rate: changing,
  },
  'people.data': {
    summary: 'Everything that names a person, as JSON.',
    ...office,
    params: byPerson,
    reply: files('application/json'),
    rate: heavy,
  },
  'people.dataText': {
    summary: 'Everything that names a person, to read.',
    ...office,
    params: byPerson,
    reply: files('text/plain'),
    rate: heavy,
  },
  'people.erasurePreview': {
    summary: 'What erasing a person would erase, and what must be kept until when.',
    ...office,
    params: byPerson,
    reply: erasurePreview,
    rate: looking,
  },
  'people.erase': {
    summary: 'Erases a person, as it was previewed.',
    ...office,
    params: byPerson,
    body: z.strictObject({ seen: bounded(64) }),
    reply: done,
    rate: changing,
  },
  'people.ownData': {
    summary: 'Everything that names you, as JSON.',
    who: 'signedIn',
    of: 'installation',
    reply: files('application/json'),
    rate: heavy,
  },
  'people.ownDataText': {
    summary: 'Everything that names you, to read.',
    who: 'signedIn',
    of: 'installation',
    reply: files('text/plain'),
    rate: heavy,
  },

  'members.list': {
    summary: 'The members of the conference, without identifiers.',
    who: ['organiser'],
    query: z.object(filters),
    reply: page(listedMember),
    rate: looking,
  },
  'members.one': {
    summary: 'One member of the conference, without identifiers.',
    who: ['organiser'],
    params: byPerson,
    reply: listed.omit({ lacks: true }).extend({
      roles: z.array(conferenceRole),
      exhibitorId: id.optional(),
      hasEmail: z.boolean(),
      since: instant,
    }),
    rate: looking,
  },
  'members.invite': {
    summary: 'Gives a person a place at the conference: a new one, or the one who has this mail address.',
    who: ['organiser'],
    body: z.strictObject({
      /** Of a new person. */
      invitedId: createdId,
      givenName: confirmedNames.shape.givenName,
      familyName: confirmedNames.shape.familyName,
      affiliation,
      profession,
      email: mailAddress,
      ...place,
    }),
    reply: z.object({ personId: id }),
    status: 201,
    rate: changing,
  },
  'members.change': {
    summary: 'Changes a member’s roles.',
    who: ['organiser'],
    params: byPerson,
    body: membershipPlan,
    reply: done,
    rate: changing,
  },
  'members.end': {
    summary: 'Ends a membership.',
    who: ['organiser'],
    params: byPerson,
    reply: done,
    rate: changing,
  },
  'members.registration': {
    summary: 'How people can join the conference by themselves, and how many have a place.',
    who: ['organiser'],
    reply: z.object({ registration, members: z.int() }),
    rate: looking,
  },
  'members.setRegistration': {
    summary: 'Changes how people can join the conference by themselves.',
    who: ['organiser'],
    body: registration,
    reply: done,
    rate: changing,
  },
  'members.joining': {
    summary: 'Whether people can join the conference by themselves, and whether they need a code.',
    who: 'anybody',
    reply: z.object({
      mode: z.enum(registrationModes),
      isFull: z.boolean(),
      /** A body wants to know whether a company recruited people. */
      asksRecruitment: z.literal(true).exactOptional(),
    }),
    rate: { points: 60, seconds: 60, byAddress: true },
  },
  'members.join': {
    summary:
      'Joins the conference as a clinician. A personal link goes to the mail address; signs nobody in.',
    who: 'anybody',
    body: registrationRequest,
    reply: done,
    rate: { points: 300, seconds: 60, byAddress: true },
    failures: codeFailures,
  },
})
