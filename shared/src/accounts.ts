// People and their accounts. People belong to the installation; a membership says what somebody is at one
// conference. Names and mail addresses reach only the person and the CE office; each feature says what others
// see.
import { z } from 'zod'
import { conference, pictureRate } from './conferences.ts'
import { register } from './creditRegisters.ts'
import { identifiers, privateDetails } from './details.ts'
import { id, instant } from './ids.ts'
import { affiliationMax, credentialsMax, nameMax, printedNameMax } from './limits.ts'
import { mailLanguageNames } from './mailKinds.ts'
import { professions } from './professions.ts'
import { conferenceRole, type Role, role, roles } from './roles.ts'
import { declareRoutes, done, files } from './route.ts'
import { bounded, text, textOrNone } from './text.ts'

export const profession = z.enum(professions)
export { type Profession, professions } from './professions.ts'

/** Who somebody is, at every conference. */
export const identity = z.object({
  id,
  /** As others read it: given and family name. */
  name: z.string().min(1).max(nameMax),
  /** Both are absent until somebody has confirmed how the name divides (`names.ts` guesses meanwhile). */
  givenName: z.string().max(nameMax).exactOptional(),
  familyName: z.string().min(1).max(nameMax).exactOptional(),
  /** What certificates print; absent: the name with the credentials. */
  printedName: z.string().min(1).max(printedNameMax).exactOptional(),
  /** e.g. "MD, FACC"; shown after the name on certificates and for faculty. */
  credentials: z.string().max(credentialsMax).default(''),
  affiliation: z.string().max(affiliationMax).default(''),
  profession: profession.default('other'),
  /** A member of the CE office. */
  isOffice: z.boolean().optional(),
})
export type Identity = z.infer<typeof identity>

/** What somebody is at one conference. */
export const membership = z.object({
  /** Empty for a member of the office who is nothing else there. */
  roles: z.array(conferenceRole),
  /** The exhibitor (company) this person staffs a booth for. */
  exhibitorId: id.optional(),
  /** Since when, in ms. */
  since: instant,
})
export type Membership = z.infer<typeof membership>

/**
 * A person at one conference: the identity with the roles there. A route of the installation gets the same
 * with the roles `['office']` or none.
 */
export const person = identity.extend({
  roles: z.array(role),
  exhibitorId: membership.shape.exhibitorId,
})
export type Person = z.infer<typeof person>

/** The person at a conference where they are a member, or which they run as the office. */
export const personAt = (
  { isOffice, ...who }: Identity,
  at: Pick<Membership, 'roles' | 'exhibitorId'> | undefined,
): Person | undefined => {
  if (!at && !isOffice) return undefined
  const roles: Role[] = isOffice
    ? [...(at?.roles.filter((each) => each !== 'organiser') ?? []), 'organiser', 'office']
    : (at?.roles ?? [])
  return {
    ...who,
    ...(isOffice && { isOffice }),
    roles,
    ...(at?.exhibitorId !== undefined && { exhibitorId: at.exhibitorId }),
  }
}

/** The person for a route of the installation. */
export const personOfInstallation = (who: Identity): Person => ({
  ...who,
  roles: who.isOffice ? ['office'] : [],
})

/** The address of the person's picture, if they have one. */
const pictureReply = z.object({ picture: z.string().optional() })

const me = pictureReply.extend({
  /** With their roles at this conference. */
  person,
  conference,
  /** The server's clock at the time of the answer, in ms since the epoch. */
  now: z.number(),
})
export type Me = z.infer<typeof me>

export const invited = z.object({ personId: id, link: z.string() })

/** The secret at the end of a personal link. */
const linkToken = z.strictObject({ token: bounded(200) })
const linkOwner = z.object({
  name: z.string(),
  /** The person already signed in in this browser, if not the link's owner. */
  signedInAs: z.string().nullable(),
})
export type LinkOwner = z.infer<typeof linkOwner>

/** A personal link that still works. */
const personalLink = z.object({
  id: bounded(64),
  /** Null for links made before this was recorded. */
  createdAt: instant.nullable(),
  expiresAt: instant,
})
export type PersonalLink = z.infer<typeof personalLink>

/** A browser in which the person is signed in. */
const signIn = z.object({
  id: bounded(64),
  at: instant,
  /** e.g. "Firefox on Windows" */
  device: z.string(),
  /** The browser that sent this request. */
  isThis: z.boolean(),
})
/** Everything a person can sign in with. */
const access = z.object({ person, links: z.array(personalLink), signIns: z.array(signIn) })
export type Access = z.infer<typeof access>

/** Which links and sign-ins to end. */
export const ending = z.union([
  z.strictObject({ signInId: bounded(64) }),
  z.strictObject({ linkId: bounded(64) }),
  /**
   * `others`: all sign-ins but the requesting one; `all`: every link, and every sign-in but the requesting
   * one.
   */
  z.strictObject({ every: z.enum(['others', 'all']) }),
])
export type Ending = z.infer<typeof ending>

/** People whose name matches the search, at most `peopleShown`. */
const peopleList = z.object({
  people: z.array(person.pick({ id: true, name: true, affiliation: true, roles: true })),
  /** How many match in total. */
  found: z.number().int(),
})
export const peopleShown = 50
const searchMax = 80
/** By name, affiliation or id. Only the first characters of a long search are used. */
const peopleSearch = z.object({
  search: z
    .string()
    .default('')
    .transform((words) => words.slice(0, searchMax).trim().toLocaleLowerCase()),
})

/** Why a browser was signed out. */
const signedOutReasons = ['signed_out', 'sign_in_ended', 'link_revoked', 'too_many_sign_ins'] as const
export type SignedOutReason = (typeof signedOutReasons)[number]

/** The parts of a name as somebody confirms them; together at most `nameMax` characters. */
export const confirmedNames = z
  .strictObject({
    givenName: textOrNone(nameMax).default(''),
    familyName: text(nameMax),
    credentials: textOrNone(credentialsMax).default(''),
    /** Null or the proposal itself: certificates print the proposal. */
    printedName: text(printedNameMax).nullable().default(null),
  })
  .refine(({ givenName, familyName }) => givenName.length + familyName.length < nameMax, {
    path: ['familyName'],
    message: `at most ${nameMax} characters with the given name`,
  })
export type ConfirmedNames = z.output<typeof confirmedNames>

export const affiliation = textOrNone(affiliationMax).default('')

/** Everything that the installation knows of the person who asks, besides their roles. */
const ownDetails = privateDetails.extend({
  name: z.string(),
  givenName: z.string(),
  familyName: z.string(),
  /** Nobody has confirmed how the name divides. */
  isGuessed: z.boolean(),
  credentials: z.string(),
  affiliation: z.string(),
  profession,
  /** As certificates print the name. */
  printedName: z.string(),
  /** What they print unless another name is chosen. */
  proposedName: z.string(),
  /** False: certificates cannot show the printed name in its script, so none can be issued. */
  isPrintable: z.boolean(),
})
export type OwnDetails = z.infer<typeof ownDetails>

/** An id for a new link, made by the caller: a repeat with the same id returns the existing link. */
export const linkId = id.exactOptional()

/** Creates a personal link for a person, or for the first speaker or moderator of a session. */
export const linkRequest = z.union([
  z.strictObject({ personId: id, days: z.number().positive().max(366).optional(), linkId }),
  z.strictObject({ sessionId: id, as: z.enum(['speaker', 'moderator']), linkId }),
])

/** Failed attempts from one address, which a whole hospital may share. */
const linkFailures = {
  codes: ['link_unknown', 'link_expired', 'link_revoked'],
  points: 30,
  seconds: 60,
  pool: 'link',
} as const
/** Viewing and ending links and sign-ins. */
const accessRate = { points: 60, seconds: 30, pool: 'access' } as const
/** Forms that a person fills in. */
const detailsRate = { points: 60, seconds: 30, pool: 'details' } as const
const byPerson = { personId: id }

/** Of what an address without a conference is about: it only decides which conference is meant. */
const onlyNamed = bounded(64)
  .optional()
  .transform(() => undefined)
const pageAbout = z.object({ sessionId: onlyNamed, boothId: onlyNamed, activityId: onlyNamed })

export const accountRoutes = declareRoutes({
  'accounts.me': {
    summary: 'Who you are signed in as, the conference, and the server’s clock.',
    who: roles,
    query: pageAbout,
    reply: me,
  },
  'accounts.linkOwner': {
    summary: 'Whose personal link this is. Signs nobody in.',
    who: 'anybody',
    of: 'installation',
    body: linkToken,
    reply: linkOwner,
    failures: linkFailures,
  },
  'accounts.signIn': {
    summary: 'Signs in by a personal link; the answer sets the session cookie.',
    who: 'anybody',
    of: 'installation',
    body: linkToken,
    /** `continueAt`: the page where an account elsewhere waits to be linked. */
    reply: z.object({ continueAt: z.string().optional() }),
    failures: linkFailures,
  },
  'accounts.signOut': {
    summary: 'Ends the session of this browser, with its connections on every server.',
    who: 'anybody',
    of: 'installation',
    /** `endAt`: where the sign-in at the provider of accounts ends, too. */
    reply: z.object({ endAt: z.string().optional() }),
    rate: { points: 30, strangers: 300, seconds: 60 },
  },
  'accounts.access': {
    summary: 'Your own links and the browsers in which you are signed in.',
    who: 'signedIn',
    of: 'installation',
    reply: access,
    rate: accessRate,
  },
  'accounts.end': {
    summary: 'Revokes one of your links, or signs you out of other browsers.',
    who: 'signedIn',
    of: 'installation',
    body: ending,
    reply: done,
    rate: accessRate,
  },
  'accounts.details': {
    summary: 'Your name, mail address, identifiers and permissions.',
    who: 'signedIn',
    of: 'installation',
    reply: ownDetails,
    rate: detailsRate,
  },
  'accounts.saveNames': {
    summary: 'Confirms how your name divides, and how certificates print it.',
    who: 'signedIn',
    of: 'installation',
    body: confirmedNames,
    reply: ownDetails,
    rate: detailsRate,
  },
  'accounts.saveIdentifiers': {
    summary: 'Saves what bodies and registers ask of you.',
    who: 'signedIn',
    of: 'installation',
    body: identifiers,
    reply: ownDetails,
    rate: detailsRate,
  },
  'accounts.saveLanguage': {
    summary: 'Chooses the language of the mails that you get; null: that of each conference.',
    who: 'signedIn',
    of: 'installation',
    body: z.strictObject({ language: z.enum(mailLanguageNames).nullable() }),
    reply: ownDetails,
    rate: detailsRate,
  },
  'accounts.permit': {
    summary: 'Permits that a register gets your credit, or withdraws that.',
    who: 'signedIn',
    of: 'installation',
    body: z.strictObject({ register, given: z.boolean() }),
    reply: ownDetails,
    rate: detailsRate,
  },
  'accounts.picture': {
    summary: 'A person’s picture. Each upload has an address of its own.',
    who: 'signedIn',
    of: 'installation',
    params: { personId: id, pictureId: id },
    reply: files('image/webp'),
  },
  'accounts.uploadPicture': {
    summary: 'Replaces your picture.',
    who: 'signedIn',
    of: 'installation',
    body: files('application/octet-stream'),
    reply: pictureReply,
    status: 201,
    rate: pictureRate,
  },
  'accounts.removePicture': {
    summary: 'Removes your picture.',
    who: 'signedIn',
    of: 'installation',
    reply: pictureReply,
    rate: pictureRate,
  },
  'accounts.people': {
    summary: 'People of the conference by name, affiliation or id.',
    who: ['office'],
    query: peopleSearch,
    reply: peopleList,
    rate: accessRate,
  },
  'accounts.accessOf': {
    summary: 'Somebody’s links and the browsers in which they are signed in.',
    who: ['office'],
    of: 'installation',
    params: byPerson,
    reply: access,
    rate: accessRate,
  },
  'accounts.endOf': {
    summary: 'Revokes somebody’s links, or signs them out.',
    who: ['office'],
    of: 'installation',
    params: byPerson,
    body: ending,
    reply: done,
    rate: accessRate,
  },
  'accounts.makeLink': {
    summary: 'Makes a new personal link for somebody.',
    who: ['office'],
    of: 'installation',
    params: byPerson,
    reply: invited,
    status: 201,
    rate: accessRate,
  },
})
