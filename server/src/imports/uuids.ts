// Ids of ours as UUIDs, which other programs' schedules need: the same for the same id, and recognisable.
import { createHash } from 'node:crypto'

/** Version 8 is for UUIDs of one's own making (RFC 9562). */
export function uuidOf(id: string): string {
  const hash = createHash('sha256').update(id).digest('hex')
  const variant = ((Number.parseInt(hash[16]!, 16) & 0x3) | 0x8).toString(16)
  return [
    hash.slice(0, 8),
    hash.slice(8, 12),
    `8${hash.slice(13, 16)}`,
    variant + hash.slice(17, 20),
    hash.slice(20, 32),
  ].join('-')
}

export const isOurUuid = (key: string): boolean =>
  /^[\da-f]{8}-[\da-f]{4}-8[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/.test(key)

/** Any version's. */
export const isUuid = (key: string): boolean => /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/.test(key)

/** Which of these ids a UUID stands for. */
export const byUuid = (ids: readonly string[]): Map<string, string> =>
  new Map(ids.map((id) => [uuidOf(id), id]))
