import { randomBytes } from 'node:crypto'

/** A random id that cannot be guessed: URL-safe, 16 characters. */
export const newId = (): string => randomBytes(12).toString('base64url')
