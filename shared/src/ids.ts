import { z } from 'zod'
import { bounded } from './text.ts'

/** Ids are short, URL-safe and opaque; no meaning may be read from them. */
export const id = bounded(64)
  .regex(/^[A-Za-z0-9_-]+$/, 'not an id')
  .meta({ examples: ['heart-failure'] })

/** Milliseconds since the epoch, on the server's clock; what `Date` can hold. */
export const instant = z
  .int()
  .min(0)
  .max(8.64e15)
  .meta({ examples: [1_772_265_600_000, 1_772_269_200_000] })

/**
 * The id of what a request creates. Pages make it themselves, so that a repeated request finds what stands; for whoever gives
 * none, one is made where the request is read.
 */
export const createdId = id.default(() => crypto.randomUUID())

export const nothing = z.strictObject({})
