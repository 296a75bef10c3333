// Snapshots of Redis at one moment, by the programs that come with it.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { redisLocation } from '@lectern/shared/redisAway'
import { Redis } from 'ioredis'
import { BackupError } from './archive.ts'

const missing = (program: string, debianPackage: string): BackupError =>
  new BackupError(
    `The program ${program} is needed here: install Redis (Debian: ${debianPackage}), then try again.`,
  )

const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ENOENT'

/**
 * How redis-cli reaches the server; passwords go through the environment, where no process list shows them.
 */
function clientOf(url: string): { args: string[]; env: Record<string, string> } {
  if (url.startsWith('unix://')) return { args: ['-s', redisLocation(url)], env: {} }
  const { protocol, hostname, port, username, password, pathname } = new URL(url)
  const database = pathname.slice(1)
  return {
    args: [
      ...['-h', hostname.replace(/^\[|\]$/g, ''), '-p', port || '6379'],
      ...(database && database !== '0' ? ['-n', database] : []),
      ...(username ? ['--user', decodeURIComponent(username)] : []),
      ...(protocol === 'rediss:' ? ['--tls'] : []),
    ],
    env: password ? { REDISCLI_AUTH: decodeURIComponent(password) } : {},
  }
}

/** Writes everything in Redis, as it is at one moment, to a file. */
export async function takeSnapshot(redisUrl: string, file: string): Promise<void> {
  const { args, env } = clientOf(redisUrl)
  const client = spawn('redis-cli', [...args, '--rdb', file], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  for (const stream of [client.stdout, client.stderr])
    stream.on('data', (data: Buffer) => {
      said = (said + String(data)).slice(-2000)
    })
  const [status] = (await once(client, 'close').catch((error: unknown) => {
    throw isMissing(error) ? missing('redis-cli', 'redis-tools') : error
  })) as [number]
  if (status !== 0)
    throw new BackupError(`Redis gave no snapshot. It said: ${said.trim().split('\n').at(-1) ?? 'nothing'}`)
}

/** Reads a snapshot by a Redis of its own, which ends with `use`. */
export async function withSnapshot<Result>(
  folder: string,
  name: string,
  use: (redis: Redis) => Promise<Result>,
): Promise<Result> {
  const socket = join(folder, 's')
  const settings = {
    port: '0',
    unixsocket: socket,
    dir: folder,
    dbfilename: name,
    save: '',
    appendonly: 'no',
  }
  const server = spawn(
    'redis-server',
    Object.entries(settings).flatMap(([setting, value]) => [`--${setting}`, value]),
    { stdio: 'ignore' },
  )
  const gone = once(server, 'close').then(
    () => {
      throw new BackupError(
        'The snapshot in this backup cannot be read by the Redis of this machine, which may be older.',
      )
    },
    (error: unknown) => {
      throw isMissing(error) ? missing('redis-server', 'redis-server') : error
    },
  )
  gone.catch(() => undefined)
  const redis = new Redis(socket, { lazyConnect: true, retryStrategy: () => 50, maxRetriesPerRequest: null })
  redis.on('error', () => undefined)
  try {
    await Promise.race([gone, readyFor(redis)])
    return await Promise.race([gone, use(redis)])
  } finally {
    redis.disconnect()
    server.kill('SIGKILL')
  }
}

/** While it loads, every command is refused. */
async function readyFor(redis: Redis): Promise<void> {
  await redis.connect().catch(() => undefined)
  while (redis.status !== 'ready') await wait(20)
}
