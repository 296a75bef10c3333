import type { Redis } from 'ioredis'
import { script } from './script.ts'

const runSwap = script<[number, string?]>(import.meta.url, './swap.lua')

/** False if it was changed since it was read. A `null` text means none; a `null` field, a string key. */
export async function swap(
  redis: Redis,
  key: string,
  field: string | null,
  read: string | null,
  next: string | null,
): Promise<boolean> {
  const [swapped] = await runSwap(redis, [key], [field ?? '', read ?? '', next ?? ''])
  return swapped === 1
}

/** Stores a text over another one, and returns that one; null stores none. As `swap`, but cannot fail. */
export async function exchange(
  redis: Redis,
  key: string,
  field: string | null,
  next: string | null,
): Promise<string | null> {
  let read = ''
  for (;;) {
    const [swapped, present = ''] = await runSwap(redis, [key], [field ?? '', read, next ?? ''])
    if (swapped === 1) return read || null
    read = present
  }
}
