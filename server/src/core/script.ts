// Loads Lua files, which are next to the store that runs them. Each has a header listing KEYS, ARGV and its
// return value.
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Redis, Result } from 'ioredis'

declare module 'ioredis' {
  // Scripts are commands of a connection and its pipelines, named by the path of their file.
  interface RedisCommander<Context> {
    [script: `${string}.lua`]: (
      keyCount: number,
      ...keysAndArguments: (string | number)[]
    ) => Result<unknown, Context>
  }
}

const texts: Record<string, { lua: string }> = {}
/** All scripts, for a new connection: defining one later would break an open batch. */
export const scripts = (): typeof texts => ({ ...texts })

type Script<Reply> = (
  redis: Redis,
  scriptKeys: string[],
  scriptArguments?: (string | number)[],
) => Promise<Reply>

/**
 * `script<Reply>(import.meta.url, './move.lua')`: ioredis sends the text once per connection, then the hash.
 * `Reply` is the return type according to the file's header.
 */
export function script<Reply = unknown>(from: string, file: `./${string}.lua`): Script<Reply> {
  const url = new URL(file, from)
  const lua = readFileSync(url, 'utf8')
  const name = fileURLToPath(url) as `${string}.lua`
  texts[name] = { lua }
  return async (redis, scriptKeys, scriptArguments = []) => {
    if (!(name in redis)) redis.defineCommand(name, { lua })
    return (await redis[name]!(scriptKeys.length, ...scriptKeys, ...scriptArguments)) as Reply
  }
}

/** A flat HGETALL reply from Lua as a record. */
export function fromPairs(flat: string[]): Record<string, string> {
  const record: Record<string, string> = {}
  for (let i = 0; i + 1 < flat.length; i += 2) record[flat[i]!] = flat[i + 1]!
  return record
}
