// Lua files stand next to the store that runs them. Each has a header that lists KEYS, ARGV and what it returns.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Redis } from 'ioredis'

type Script = (redis: Redis, scriptKeys: string[], scriptArguments?: (string | number)[]) => Promise<unknown>

/** `script(import.meta.url, './move.lua')`: runs by hash, and by text where Redis does not know it yet. */
export function script(from: string, file: string): Script {
  const text = readFileSync(new URL(file, from), 'utf8')
  const hash = createHash('sha1').update(text).digest('hex')
  return async (redis, scriptKeys, scriptArguments = []) => {
    try {
      return await redis.evalsha(hash, scriptKeys.length, ...scriptKeys, ...scriptArguments)
    } catch (error) {
      if (!(error instanceof Error && error.message.startsWith('NOSCRIPT'))) throw error
      return redis.eval(text, scriptKeys.length, ...scriptKeys, ...scriptArguments)
    }
  }
}

/** A flat HGETALL answer from Lua as a record. */
export function fromPairs(flat: string[]): Record<string, string> {
  const record: Record<string, string> = {}
  for (let i = 0; i + 1 < flat.length; i += 2) record[flat[i]!] = flat[i + 1]!
  return record
}
