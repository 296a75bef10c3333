import { z } from 'zod'
import { bounded } from './text.ts'

/** Ids are short, URL-safe and opaque. */
export const id = bounded(64)
  .regex(/^[A-Za-z0-9_-]+$/, 'not an id')
  .meta({ examples: ['heart-failure'] })

/** A day as calendars write it, e.g. "2027-03-01". */
export const day = bounded(10)
  .regex(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, 'not a day like 2027-03-01')
  .meta({ examples: ['2027-03-01'] })

/** Milliseconds since the epoch on the server's clock, within the range of `Date`. */
export const instant = z
  .int()
  .min(0)
  .max(8.64e15)
  .meta({ examples: [1_772_265_600_000, 1_772_269_200_000] })

/**
 * The id of what a request creates. Pages make it, so that a repeated request finds what exists; a client
 * that sends none gets one on parsing.
 */
export const createdId = id.default(() => crypto.randomUUID())

export const nothing = z.strictObject({})
