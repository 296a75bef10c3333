import type { Redis } from 'ioredis'
import { script } from './script.ts'

const runMerge = script<[before: string, after: string] | []>(import.meta.url, './merge.lua')

export interface Merged {
  /** JSON of the object before; undefined if it is new. */
  before: string | undefined
  after: string
}

/**
 * Changes the given fields of an object stored as JSON; null removes one. Where there is no object yet it is
 * created from them and `fresh`; without `fresh` the result is undefined.
 */
export async function merge(
  redis: Redis,
  key: string,
  given: object,
  fresh?: object,
): Promise<Merged | undefined> {
  const [before, after] = await runMerge(
    redis,
    [key],
    [JSON.stringify(given), fresh === undefined ? '' : JSON.stringify(fresh)],
  )
  return after === undefined ? undefined : { before: before || undefined, after }
}
