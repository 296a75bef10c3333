import type { Redis } from 'ioredis'
import { script } from './script.ts'

const runSwap = script<[number]>(import.meta.url, './swap.lua')

/** False where somebody has changed it since it was read. `null` is none; `field` null for a string. */
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
