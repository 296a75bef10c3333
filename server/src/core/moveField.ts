import type { Redis } from 'ioredis'
import { swap } from './swap.ts'

/**
 * Moves a hash's field to another one. `join` unites both if both exist; by default the other one stays. It
 * may run twice on the same texts, and must give the same then: a process may die between the two steps.
 */
export async function moveField(
  redis: Redis,
  key: string,
  from: string,
  to: string,
  join = (_moved: string, kept: string): string => kept,
): Promise<void> {
  for (;;) {
    const [moved, kept] = await redis.hmget(key, from, to)
    if (moved === null || moved === undefined) return
    const next = kept ? join(moved, kept) : moved
    if (next !== kept && !(await swap(redis, key, to, kept ?? null, next))) continue
    if (await swap(redis, key, from, moved, null)) return
  }
}
