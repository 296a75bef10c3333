import { z } from 'zod'

/** Ids are short, URL-safe and opaque; no meaning may be read from them. */
export const id = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/, 'not an id')

/** Milliseconds since the epoch, on the server's clock. */
export const instant = z.number().int().nonnegative()

export const nothing = z.strictObject({})
