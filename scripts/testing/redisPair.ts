// A master and its replica behind one address, like a managed Redis: after a failover the address leads to
// the other.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Redis } from 'ioredis'
import { freePort } from './freePort.ts'

export interface RedisPair {
  /** For REDIS_URL: the one address. */
  url: string
  /** Promotes the replica. Existing connections stay with the old master, which is now a replica. */
  failOver(): Promise<void>
  /** The server that the address leads to now. */
  master(): Redis
  close(): Promise<void>
}

async function startOne(folder: string): Promise<{ port: number; redis: Redis; child: ChildProcess }> {
  const port = await freePort()
  const settings = { port: String(port), bind: '127.0.0.1', dir: folder, save: '', appendonly: 'no' }
  const options = Object.entries({ ...settings, 'repl-diskless-sync-delay': '0', logfile: `${port}.log` })
  const child = spawn(
    'redis-server',
    options.flatMap(([name, value]) => [`--${name}`, value]),
    { stdio: 'ignore' },
  )
  const redis = new Redis(port, '127.0.0.1', { retryStrategy: () => 50, maxRetriesPerRequest: null })
  redis.on('error', () => undefined)
  await redis.ping()
  return { port, redis, child }
}

export async function startRedisPair(): Promise<RedisPair> {
  const folder = await mkdtemp(join(tmpdir(), 'lectern-pair-'))
  const first = await startOne(folder)
  const second = await startOne(folder)
  await second.redis.replicaof('127.0.0.1', first.port)
  while (!(await second.redis.info('replication')).includes('master_link_status:up'))
    await new Promise((resolve) => setTimeout(resolve, 20))

  let target = first
  const sockets = new Set<Socket>()
  const relay = createServer((near) => {
    const far = connect(target.port, '127.0.0.1')
    for (const socket of [near, far]) {
      sockets.add(socket)
      socket.on('error', () => undefined).on('close', () => sockets.delete(socket))
    }
    near.pipe(far).pipe(near)
  }).listen(0, '127.0.0.1')
  await once(relay, 'listening')

  return {
    url: `redis://127.0.0.1:${(relay.address() as AddressInfo).port}`,
    master: () => target.redis,
    async failOver() {
      const [old, next] = target === first ? [first, second] : [second, first]
      // The new master gets everything before it accepts writes. WAIT covers this connection's writes.
      await old.redis.set('failing-over', '1', 'PX', 1)
      while ((await old.redis.wait(1, 1000)) === 0);
      await next.redis.replicaof('NO', 'ONE')
      target = next
      await old.redis.replicaof('127.0.0.1', next.port)
    },
    async close() {
      for (const socket of sockets) socket.destroy()
      relay.close()
      for (const { redis, child } of [first, second]) {
        redis.disconnect()
        if (child.exitCode === null) {
          const gone = once(child, 'exit')
          child.kill('SIGKILL')
          await gone
        }
      }
      await rm(folder, { recursive: true, force: true })
    },
  }
}
