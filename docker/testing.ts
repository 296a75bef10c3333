// The compose file as a container engine reads it, for tests: variables filled in as docker/.env would.
import { type ChildProcess, type ChildProcessByStdio, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { parse } from 'yaml'
import { root } from '../scripts/prepare/machine.mjs'

export const readDocker = (file: string): string => readFileSync(join(root, 'docker', file), 'utf8')

export interface Service {
  command?: string[]
  environment?: Record<string, string>
  volumes?: string[]
  ports?: string[]
  networks?: string[] | Record<string, { aliases?: string[] } | null>
}
export interface Compose {
  services: Record<'redis' | 'server' | 'sfu' | 'proxy' | 'turn', Service>
  networks: Record<string, { internal?: boolean } | null>
}

const hex = () => randomBytes(32).toString('hex')

/** docker/.env as example.env says to fill it in. */
export const filledIn = (): Record<string, string> => ({
  SITE_ADDRESS: 'conference.example.org',
  SFU_ANNOUNCED_ADDRESS: '203.0.113.7',
  SESSION_SECRET: hex(),
  SFU_CONTROL_SECRET: hex(),
  REDIS_PASSWORD: hex(),
  LEDGER_KEY: randomBytes(32).toString('base64'),
})

/** Like `docker compose`, throws if a required variable (`:?`) is empty. */
export function readCompose(env: Record<string, string>): Compose {
  const fill = (text: string) =>
    text.replace(/\$\{(\w+)(?::([?-])([^}]*))?\}/g, (_all, name: string, kind?: string, words = '') => {
      const value = env[name]
      if (!value && kind === '?') throw new Error(`${name}: ${words}`)
      return value || words
    })
  return parse(readDocker('compose.yaml'), (_key, value: unknown) =>
    typeof value === 'string' ? fill(value) : value,
  ) as Compose
}

export const networksOf = ({ networks = [] }: Service): string[] =>
  Array.isArray(networks) ? networks : Object.keys(networks)

/** A service's own command, with the paths of mounted files on this machine. */
export function commandOf({ command = [], volumes = [] }: Service): string[] {
  const mounts = new Map(
    volumes.map((volume) => volume.split(':') as [string, string]).map(([from, to]) => [to, from]),
  )
  return command.map((word) => (mounts.has(word) ? join(root, 'docker', mounts.get(word)!) : word))
}

/** Starts a process as its container would: with its own environment and only our PATH. */
export function launch(
  [program, ...args]: string[],
  environment: Record<string, string> = {},
): ChildProcessByStdio<null, Readable, Readable> {
  const env = { PATH: process.env.PATH, ...environment }
  return spawn(program!, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] })
}

/** Resolves to the first match in a process's output. Rejects with all of its output if it ends before. */
export function printed(
  child: ChildProcessByStdio<null, Readable, Readable>,
  pattern: RegExp,
): Promise<RegExpMatchArray> {
  let all = ''
  return new Promise((resolve, reject) => {
    const read = (data: Buffer) => {
      all += data.toString()
      const match = all.match(pattern)
      if (match) resolve(match)
    }
    child.stdout.on('data', read)
    child.stderr.on('data', read)
    child.once('error', reject)
    child.once('close', (status) => reject(new Error(`ended with ${status}: ${all}`)))
  })
}

export async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  child.kill('SIGTERM')
  await gone
}
