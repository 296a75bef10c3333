// Conferences, and the provider whose CE office runs them. An installation is one provider with many
// conferences. The pages and the API of one live under its own address (`conferencePath`).
import { z } from 'zod'
import { errors } from './errors.ts'
import { id, instant } from './ids.ts'
import { contactMax, trackMax, tracksMax } from './limits.ts'
import { mailAddressOrNone } from './mailAddress.ts'
import { role } from './roles.ts'
import { declareRoutes, done, files } from './route.ts'
import { support, supporter } from './support.ts'
import { bounded, list, text, textOrNone } from './text.ts'

const isTimeZone = (name: string): boolean => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}
/** A name from the IANA time zone database, e.g. "Europe/Berlin". */
export const timeZone = bounded(64)
  .refine(isTimeZone, 'not a time zone like "Europe/Berlin"')
  .meta({ examples: ['Europe/Berlin'] })

/** The accredited organisation, as named on its certificates. */
export const provider = z.strictObject({
  name: text(160),
  address: textOrNone(240, { lines: true }).default(''),
  /** For registers: 7 digits. */
  number: textOrNone(20).default(''),
  /** The first four digits of each UAN (ACPE). */
  acpeNumber: bounded(4)
    .regex(/^\d{4}$/, 'a provider’s number at ACPE has 4 digits')
    .meta({ examples: ['1234'] })
    .exactOptional(),
  /** By the ACCME, ACPE and ANCC together; absent: not recorded. */
  jointlyAccredited: z.boolean().exactOptional(),
})
export type Provider = z.infer<typeof provider>

/** In the order of the programme. */
const tracks = list(text(trackMax), tracksMax)

/** A day of the calendar, like "2026-11-28", in the conference's time zone. */
const day = bounded(10)
  .refine((written) => z.iso.date().safeParse(written).success, 'not a day like "2026-11-28"')
  .meta({ examples: ['2026-11-28'] })

const isLanguage = (tag: string): boolean => {
  try {
    return Intl.getCanonicalLocales(tag).length === 1
  } catch {
    return false
  }
}
/** A language tag (BCP 47), e.g. "de" or "pt-BR". */
const language = bounded(35)
  .refine(isLanguage, 'not a language like "de" or "pt-BR"')
  .meta({ examples: ['de'] })

export const conference = z.object({
  id,
  title: z.string(),
  timeZone: z.string(),
  tracks: z.array(z.string()).optional(),
  /** How to reach the organiser: an email address, a telephone number. */
  contact: z.string().optional(),
  /** First and last day. */
  startsOn: day.optional(),
  endsOn: day.optional(),
  languages: z.array(language).optional(),
  /** Commercial support of the whole conference: learners read it before every accredited session. */
  support: z.array(supporter).optional(),
  /** The logo's address. */
  logo: z.string().optional(),
  /** The example that a first start can create. */
  isExample: z.boolean().optional(),
  /** When the office closed its books: nothing runs in an archived conference. */
  archivedAt: instant.optional(),
})
export type Conference = z.infer<typeof conference>

/** What operators and organisers can change; null: not known any more. */
export const conferencePlan = z.strictObject({
  title: text(120).exactOptional(),
  timeZone: timeZone.exactOptional(),
  tracks: tracks.exactOptional(),
  contact: textOrNone(contactMax).exactOptional(),
  startsOn: day.nullable().exactOptional(),
  endsOn: day.nullable().exactOptional(),
  languages: list(language, 10, 1).nullable().exactOptional(),
  support: support.exactOptional(),
})

export type ConferencePlan = z.output<typeof conferencePlan>

interface Dates {
  startsOn?: string | null | undefined
  endsOn?: string | null | undefined
}

/** Throws `invalid_request` if a conference would end before it begins. */
export function requireOrder({ startsOn, endsOn }: Dates): void {
  if (startsOn && endsOn && startsOn > endsOn)
    throw errors.invalidRequest('endsOn: the conference would end before it begins')
}

/** What people see before they sign in. Where it is not clear which conference, the provider's name alone. */
const welcome = conference.pick({ title: true, timeZone: true, contact: true, logo: true }).extend({
  /** When its first session starts and its last one ends; null without sessions. */
  startsAt: instant.nullable(),
  endsAt: instant.nullable(),
})
export type Welcome = z.infer<typeof welcome>

/** The secret at the end of the link that the server prints. */
const setupToken = z.strictObject({ token: bounded(64) })

/** Creates the first conference of an empty installation and the first member of the office. */
export const setupRequest = setupToken.extend({
  /** The person who sets it up: the office's first member. */
  name: text(120),
  /** Their mail address, by which they get a new link; may be left out. */
  email: mailAddressOrNone.default(''),
  title: text(120),
  timeZone,
  provider,
})
export type SetupRequest = z.output<typeof setupRequest>
export const setupReply = z.object({
  /** That person's sign-in link. */
  link: z.string(),
})

/** One of the conferences at which a person has a place. */
const ownConference = conference
  .pick({ id: true, title: true, timeZone: true, startsOn: true, endsOn: true, logo: true, archivedAt: true })
  .extend({ roles: z.array(role) })
export type OwnConference = z.infer<typeof ownConference>

/** A conference in the office's list, with its figures. */
const listedConference = conference.extend({
  createdAt: instant,
  sessions: z.number().int().nonnegative(),
  activities: z.number().int().nonnegative(),
  /** Everyone with a place there, whatever their roles. */
  people: z.number().int().nonnegative(),
  /** Sessions that are live or paused now. */
  running: z.number().int().nonnegative(),
  /** Its records must be kept until then; null where nothing has to be kept. */
  keepUntil: instant.nullable(),
})
export type ListedConference = z.infer<typeof listedConference>

export const newConference = conferencePlan.extend({
  /** Part of the conference's address; made from the title if absent. A repeat with the same id finds it. */
  id: id.exactOptional(),
  title: text(120),
  timeZone,
  /**
   * The conference to copy as a template: sessions as drafts, activities, texts; no people, nothing that
   * happened. Every session moves by the days between the first days of the two.
   */
  copyOf: id.exactOptional(),
})
export type NewConference = z.output<typeof newConference>

/** Failed attempts with setup links from one address. */
const setupFailures = { codes: ['link_unknown'], points: 10, seconds: 60, pool: 'setup' } as const

const byConference = { conferenceId: id }
const managing = { points: 60, seconds: 60, pool: 'conferences' } as const

/** Uploading pictures that are shown to everyone. */
export const pictureRate = { points: 20, seconds: 60, pool: 'pictures' } as const

export const conferenceRoutes = declareRoutes({
  'conferences.welcome': {
    summary: 'The conference’s name, logo and dates, for pages before the sign-in.',
    who: 'anybody',
    reply: welcome,
  },
  'conferences.logo': {
    summary: 'The conference’s logo. Each upload has an address of its own.',
    who: 'anybody',
    params: { logoId: id },
    reply: files('image/png'),
  },
  'conferences.settings': {
    summary: 'The conference, for its settings.',
    who: ['organiser'],
    reply: conference,
  },
  'conferences.plan': {
    summary: 'Changes the conference’s name, dates, time zone, or how to reach the organiser.',
    who: ['organiser'],
    body: conferencePlan,
    reply: conference,
    rate: { points: 30, seconds: 60 },
  },
  'conferences.uploadLogo': {
    summary: 'Replaces the conference’s logo.',
    who: ['organiser'],
    body: files('application/octet-stream'),
    reply: conference,
    status: 201,
    rate: pictureRate,
  },
  'conferences.removeLogo': {
    summary: 'Removes the conference’s logo.',
    who: ['organiser'],
    reply: conference,
    rate: pictureRate,
  },
  'conferences.mine': {
    summary: 'The conferences at which you have a place, the latest first.',
    who: 'signedIn',
    of: 'installation',
    reply: z.object({ conferences: z.array(ownConference) }),
  },
  'conferences.list': {
    summary: 'Every conference of the installation with its figures, the latest first.',
    who: ['office'],
    of: 'installation',
    reply: z.object({ conferences: z.array(listedConference) }),
    rate: managing,
  },
  'conferences.create': {
    summary: 'Creates a conference, from nothing or as a copy of another one.',
    who: ['office'],
    of: 'installation',
    body: newConference,
    reply: conference,
    status: 201,
    rate: managing,
  },
  'conferences.change': {
    summary: 'Changes any conference.',
    who: ['office'],
    of: 'installation',
    params: byConference,
    body: conferencePlan,
    reply: conference,
    rate: managing,
  },
  'conferences.archive': {
    summary: 'Closes a conference: nothing can be started there any more. It stays readable.',
    who: ['office'],
    of: 'installation',
    params: byConference,
    reply: conference,
    rate: managing,
  },
  'conferences.unarchive': {
    summary: 'Opens an archived conference again.',
    who: ['office'],
    of: 'installation',
    params: byConference,
    reply: conference,
    rate: managing,
  },
  'conferences.remove': {
    summary: 'Deletes a conference with everything in it, unless its records must still be kept.',
    who: ['office'],
    of: 'installation',
    params: byConference,
    reply: done,
    rate: managing,
  },
  'conferences.removeExample': {
    summary: 'Deletes the example with everything in it, for good.',
    who: ['office'],
    of: 'installation',
    reply: done,
    rate: managing,
  },
  'conferences.checkSetup': {
    summary: 'Whether a setup link works.',
    who: 'anybody',
    of: 'installation',
    body: setupToken,
    reply: done,
    failures: setupFailures,
  },
  'conferences.setUp': {
    summary: 'Sets the conference up, once, and answers the personal link of the office’s first member.',
    who: 'anybody',
    of: 'installation',
    body: setupRequest,
    reply: setupReply,
    status: 201,
    failures: setupFailures,
  },
})

export const providerRoutes = declareRoutes({
  'provider.read': {
    summary: 'The provider’s details.',
    who: ['office'],
    of: 'installation',
    reply: z.object({ provider: provider.nullable() }),
    rate: managing,
  },
  'provider.save': {
    summary: 'Changes the provider’s details, for certificates that are issued from now on.',
    who: ['office'],
    of: 'installation',
    body: provider,
    reply: z.object({ provider }),
    rate: managing,
  },
})
