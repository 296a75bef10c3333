// How every connection behaves if Redis fails over behind one address, is slow or full, or refuses us.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from '@jest/globals'
import { isFailover, isRedisAway, RedisRefusedError, redisErrorCode } from '@lectern/shared/redisAway'
import type { RequestHandler } from 'express'
import type { Redis } from 'ioredis'
import { freePort } from '../../../scripts/testing/freePort.ts'
import { memoryLog } from '../../../scripts/testing/log.ts'
import { startRedis } from '../../../scripts/testing/redis.ts'
import { startRedisPair } from '../../../scripts/testing/redisPair.ts'
import { createWebSessions } from '../http/webSession.ts'
import { connectRedis, createFailover, untilReady } from './redis.ts'

const closing: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})
function connect(url: string, ...more: [failover?: ReturnType<typeof createFailover>]): Redis {
  const redis = connectRedis(url, memoryLog().log, ...more)
  closing.push(() => redis.disconnect())
  return redis
}
const failureOf = (run: Promise<unknown>): Promise<unknown> =>
  run.then(
    () => undefined,
    (error: unknown) => error,
  )

/** Stores something in a web session, as a request does; rejects if the store refuses it. */
async function keep(middleware: RequestHandler, id: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const request = { headers: {}, originalUrl: '/', url: '/', connection: {} } as never
    const response = { on: () => undefined, once: () => undefined, end: () => undefined } as never
    middleware(request, response, (error?: unknown) => {
      if (error) return reject(error as Error)
      const { session } = request as unknown as {
        session: { personId: string; save(done: (error?: unknown) => void): void }
      }
      session.personId = id
      session.save((problem) => (problem ? reject(problem as Error) : resolve()))
    })
  })
}

test('after a failover behind one address, the first READONLY renews every connection', async () => {
  const pair = await startRedisPair()
  closing.push(() => pair.close())
  const { log, lines } = memoryLog()
  const failover = createFailover(log)
  const stores = connect(pair.url, failover)
  const reading = connect(pair.url, failover).duplicate()
  closing.push(() => reading.disconnect())
  const sessions = await createWebSessions(pair.url, 'a secret of the test', false, log, failover)
  closing.push(() => sessions.close())
  await Promise.all([stores.set('before', '1'), reading.ping(), keep(sessions.middleware, 'ann')])

  await pair.failOver()
  const reconnected = [once(stores, 'ready'), once(reading, 'ready')]
  const refused = await failureOf(stores.eval("return redis.call('SET', KEYS[1], 'x')", 1, 'during'))
  expect(redisErrorCode(refused)).toBe('READONLY')
  expect(isRedisAway(refused)).toBe(true)
  await Promise.all(reconnected)
  await stores.set('after', '1')
  await reading.set('copy', '1')
  while (await failureOf(keep(sessions.middleware, 'ben')));
  expect(await pair.master().mget('before', 'after', 'copy', 'during')).toEqual(['1', '1', '1', null])
  expect((await pair.master().keys('web:*')).length).toBeGreaterThanOrEqual(2)
  expect(lines.filter(({ msg }) => msg === 'redis has failed over: reconnecting')).toHaveLength(1)
})

test('a web session that meets READONLY first renews the stores too', async () => {
  const pair = await startRedisPair()
  closing.push(() => pair.close())
  const { log } = memoryLog()
  const failover = createFailover(log)
  const stores = connect(pair.url, failover)
  const sessions = await createWebSessions(pair.url, 'a secret of the test', false, log, failover)
  closing.push(() => sessions.close())
  await stores.ping()
  await pair.failOver()
  const reconnected = once(stores, 'ready')
  expect(isRedisAway(await failureOf(keep(sessions.middleware, 'ann')))).toBe(true)
  await reconnected
  await stores.set('after', '1')
  while (await failureOf(keep(sessions.middleware, 'ann')));
})

const reply = (message: string): Error => Object.assign(new Error(message), { name: 'ReplyError' })

test.each([
  'READONLY You can not write against a read only replica.',
  'LOADING Redis is loading the dataset in memory',
  'MOVED 3999 127.0.0.1:6381',
  'CLUSTERDOWN The cluster is down',
  'MASTERDOWN Link with MASTER is down',
  'NOREPLICAS Not enough good replicas to write.',
  'UNBLOCKED force unblock from blocking operation',
])('%s leads to a new connection and is no fault of ours', (message) => {
  expect([isRedisAway(reply(message)), isFailover(reply(message))]).toEqual([true, true])
})

test.each([
  ['EXECABORT Transaction discarded because of previous errors.', true],
  ['BUSY Redis is busy running a script.', true],
  ["OOM command not allowed when used memory > 'maxmemory'.", true],
  ['MISCONF Redis is configured to save RDB snapshots', true],
  ['SOMETHING that a later version says', true],
  ['ERR max number of clients reached', true],
  ['ERR unknown command', false],
  ['WRONGTYPE Operation against a key holding the wrong kind of value', false],
])('%s: the storage is unavailable: %s', (message, away) => {
  expect([isRedisAway(reply(message)), isFailover(reply(message))]).toEqual([away, false])
})

test('an error of our own that only looks like one of Redis is ours', () => {
  expect(isRedisAway(new Error('READONLY is what somebody wrote'))).toBe(false)
  expect(isRedisAway(new TypeError('OOM'))).toBe(false)
})

test('a full Redis and a busy one count as unavailable storage', async () => {
  const server = await startRedis()
  closing.push(() => server.close())
  const redis = connect(server.url)
  await redis.config('SET', 'maxmemory', '1')
  const script = "redis.call('SET', KEYS[1], ARGV[1]) redis.call('SET', KEYS[1], ARGV[1])"
  for (const refused of [
    await failureOf(redis.set('full', '1')),
    await failureOf(redis.eval(script, 1, 'full', 'x')),
    await failureOf(redis.multi().set('full', '1').exec()),
  ])
    expect(isRedisAway(refused)).toBe(true)
  await redis.config('SET', 'maxmemory', '0')
  expect(await redis.exists('full')).toBe(0)
})

test('the start waits for a Redis that is there but does not answer yet, and says so', async () => {
  const server = await startRedis()
  closing.push(() => server.close())
  const { log, lines } = memoryLog()
  const other = connect(server.url)
  await other.ping()
  // Answers nothing for longer than a command waits.
  const paused = other.call('CLIENT', 'PAUSE', '4500', 'ALL')
  await paused
  await untilReady(connect(server.url), server.url, log)
  expect(lines.map(({ msg }) => msg)).toContainEqual(expect.stringContaining('Waiting for it'))
})

test('the start fails if nobody answers or the password is refused, with a message that shows no password', async () => {
  const nobody = `redis://:hidden-password@127.0.0.1:${await freePort()}`
  const { log, lines } = memoryLog()
  expect(isRedisAway(await failureOf(untilReady(connect(nobody), nobody, log)))).toBe(true)
  const server = await startProtected(['--requirepass', 'right-password'])
  const wrong = `redis://:hidden-password@127.0.0.1:${server}`
  const refused = await failureOf(untilReady(connect(wrong), wrong, log))
  expect(refused).toBeInstanceOf(RedisRefusedError)
  expect((refused as Error).message).toContain('refuses its user or password')
  expect(JSON.stringify([String(refused), lines])).not.toContain('hidden-password')
})

/** A redis-server with these settings; returns its port. */
async function startProtected(settings: string[], port?: number): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'lectern-protected-'))
  const plain = await freePort()
  const child = spawn(
    'redis-server',
    ['--port', String(port === undefined ? plain : 0), '--dir', folder, '--save', '', ...settings],
    { stdio: ['ignore', 'pipe', 'ignore'] },
  )
  closing.push(async () => {
    const gone = once(child, 'exit')
    child.kill('SIGKILL')
    await gone
    await rm(folder, { recursive: true, force: true })
  })
  for await (const text of child.stdout) if (String(text).includes('Ready to accept')) break
  return port ?? plain
}

test('every kind of connection sends the password, with and without TLS', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'lectern-tls-'))
  closing.push(() => rm(folder, { recursive: true, force: true }))
  const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'cert.pem')]
  const made = spawn(
    'openssl',
    `req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=localhost -addext subjectAltName=DNS:localhost,IP:127.0.0.1 -keyout ${key} -out ${certificate}`.split(
      ' ',
    ),
    { stdio: 'ignore' },
  )
  expect(await once(made, 'exit')).toEqual([0, null])
  const plain = await startProtected(['--requirepass', 'p@ss/word'])
  const tlsPort = await freePort()
  await startProtected(
    `--requirepass p@ss/word --tls-port ${tlsPort} --tls-auth-clients no --tls-key-file ${key} --tls-cert-file ${certificate} --tls-ca-cert-file ${certificate}`.split(
      ' ',
    ),
    tlsPort,
  )
  for (const url of [
    `redis://:p%40ss%2Fword@127.0.0.1:${plain}/1`,
    `rediss://default:p%40ss%2Fword@127.0.0.1:${tlsPort}/1`,
  ]) {
    // Its own process: it trusts the certificate from its start.
    const child = spawn(process.execPath, ['--input-type=module', '--eval', connectBoth(url)], {
      cwd: import.meta.dirname,
      env: { ...process.env, NODE_OPTIONS: '', NODE_EXTRA_CA_CERTS: certificate },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let told = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (told += String(text)))
    expect([await once(child, 'exit'), told]).toEqual([[0, null], 'kept 1'])
  }
})

/** A program that writes through both kinds of connection. */
const connectBoth = (url: string): string => `
  import { connectRedis } from './redis.ts'
  import { createLog } from './log.ts'
  import { createWebSessions } from '../http/webSession.ts'
  const log = createLog('info')
  const redis = connectRedis(${JSON.stringify(url)}, log)
  await redis.set('key', '1')
  const sessions = await createWebSessions(${JSON.stringify(url)}, 'a secret of the test', false, log)
  process.stdout.write('kept ' + (await redis.get('key')))
  await sessions.close()
  redis.disconnect()
`

test('a command that timed out while Redis was away, and was reported as failed, does not run once it is back', async () => {
  const server = await startRedis()
  closing.push(() => server.close())
  const redis = connect(server.url)
  await redis.ping()
  await server.kill()
  const failures = await Promise.all(
    [
      redis.set('one', '1'),
      redis.eval("return redis.call('SET', KEYS[1], '1')", 1, 'script'),
      redis.pipeline().set('two', '1').set('three', '1').exec(),
      redis.multi().set('four', '1').set('five', '1').exec(),
    ].map(failureOf),
  )
  expect(failures.slice(0, 2).every(isRedisAway)).toBe(true)
  const later = redis.set('later', '1')
  await server.start()
  await later
  await redis.multi().set('then', '1').exec()
  expect((await redis.keys('*')).sort()).toEqual(['later', 'then'])
})

test('a reply that arrived while this process stood still is taken, though its time is over', async () => {
  const { url, close } = await startRedis()
  closing.push(close)
  const other = connect(url)
  const redis = connect(url).duplicate({ commandTimeout: 100 })
  closing.push(() => redis.disconnect())
  await redis.set('answer', '42')
  await other.call('CLIENT', 'PAUSE', '50')
  const reply = redis.get('answer')
  // It is sent now, and answered while nothing runs here.
  await new Promise((resolve) => setImmediate(resolve))
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 300)
  expect(await reply).toBe('42')
  await other.call('CLIENT', 'PAUSE', '400')
  expect(await failureOf(redis.get('answer'))).toMatchObject({ message: 'Command timed out' })
})
