// The conference, and the provider whose CE office runs it.
import { z } from 'zod'
import { id, instant } from './ids.ts'
import { contactMax, trackMax, tracksMax } from './limits.ts'
import { declareRoutes, done, files } from './route.ts'
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
const timeZone = bounded(64)
  .refine(isTimeZone, 'not a time zone like "Europe/Berlin"')
  .meta({ examples: ['Europe/Berlin'] })

/** The accredited organisation, as named on its certificates. */
export const provider = z.strictObject({
  name: text(160),
  address: textOrNone(240, { lines: true }).default(''),
  /** For registers: 7 digits. */
  number: textOrNone(20).default(''),
})
export type Provider = z.infer<typeof provider>

/** In the order of the programme. */
const tracks = list(text(trackMax), tracksMax)

export const conference = z.object({
  id,
  title: z.string(),
  timeZone: z.string(),
  tracks: z.array(z.string()).optional(),
  /** How to reach the organiser: an email address, a telephone number. */
  contact: z.string().optional(),
  /** The logo's address. */
  logo: z.string().optional(),
})
export type Conference = z.infer<typeof conference>

/** What operators and organisers can change. */
export const conferencePlan = z.strictObject({
  title: text(120).exactOptional(),
  timeZone: timeZone.exactOptional(),
  tracks: tracks.exactOptional(),
  contact: textOrNone(contactMax).exactOptional(),
})

export type ConferencePlan = z.output<typeof conferencePlan>

/** What people see before they sign in. */
const welcome = conference.omit({ id: true }).extend({
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
  title: text(120),
  timeZone,
  provider,
})
export type SetupRequest = z.output<typeof setupRequest>
export const setupReply = z.object({
  /** That person's sign-in link. */
  link: z.string(),
})

/** Failed attempts with setup links from one address. */
const setupFailures = { codes: ['link_unknown'], points: 10, seconds: 60, pool: 'setup' } as const

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
    summary: 'Changes the conference’s name, time zone, or how to reach the organiser.',
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
  'conferences.checkSetup': {
    summary: 'Whether a setup link works.',
    who: 'anybody',
    body: setupToken,
    reply: done,
    failures: setupFailures,
  },
  'conferences.setUp': {
    summary: 'Sets the conference up, once, and answers the personal link of the office’s first member.',
    who: 'anybody',
    body: setupRequest,
    reply: setupReply,
    status: 201,
    failures: setupFailures,
  },
})
