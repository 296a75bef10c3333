// The conference, and the provider whose CE office runs it.
import { z } from 'zod'
import { linkToken } from './accounts.ts'
import { id } from './ids.ts'
import { declareRoutes, done } from './route.ts'
import { bounded, text, textOrNone } from './text.ts'

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

export const conference = z.object({ id, title: z.string(), timeZone: z.string() })

/** What an operator can change. */
export const conferencePlan = z.strictObject({
  title: text(120).exactOptional(),
  timeZone: timeZone.exactOptional(),
})

/** Creates the first conference of an empty installation and the first member of the office. */
export const setupRequest = z.strictObject({
  /** The secret at the end of the link printed by the server. */
  token: bounded(64),
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

export const conferenceRoutes = declareRoutes({
  'conferences.checkSetup': {
    summary: 'Whether a setup link works.',
    who: 'anybody',
    body: linkToken,
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
