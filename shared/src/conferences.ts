// The conference, and the provider whose CE office runs it.
import { z } from 'zod'
import { bounded, text, textOrNone } from './text.ts'

const isTimeZone = (name: string): boolean => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}
/** A name of the IANA time zone database, e.g. "Europe/Berlin". */
export const timeZone = bounded(64).refine(isTimeZone, 'not a time zone like "Europe/Berlin"')

/** The accredited organisation, as its certificates name it. */
export const provider = z.strictObject({
  name: text(160),
  address: textOrNone(240, { lines: true }).default(''),
  /** For registers: 7 digits. */
  number: textOrNone(20).default(''),
})
export type Provider = z.infer<typeof provider>

/** `PUT /api/operator/conference` */
export const conferencePlan = z.strictObject({
  title: text(120).exactOptional(),
  timeZone: timeZone.exactOptional(),
})

/** `POST /api/setup`: an installation without a conference gets its first one, and the office its first member. */
export const setupRequest = z.strictObject({
  /** The end of the link that the server printed. */
  token: bounded(64),
  /** Who sets it up: the office's first member. */
  name: text(120),
  title: text(120),
  timeZone,
  provider,
})
export type SetupRequest = z.output<typeof setupRequest>
export const setupReply = z.object({
  /** The personal sign-in link of whoever set it up. */
  link: z.string(),
})
