import type { Redis } from 'ioredis'
import { script } from './script.ts'

const runSwap = script<number>(import.meta.url, './swapInList.lua')

/** Rewrites the entries of a list to which others append at its end. */
export async function swapInList(redis: Redis, key: string, next: (text: string) => string): Promise<void> {
  const texts = await redis.lrange(key, 0, -1)
  for (const [i, text] of texts.entries()) {
    const after = next(text)
    if (after !== text) await runSwap(redis, [key], [i, text, after])
  }
}
