import { afterEach, beforeEach, expect, jest, test } from '@jest/globals'
import type { Person } from '@lectern/shared/accounts'
import { byHand, command } from '@lectern/shared/command'
import { AppError, errors } from '@lectern/shared/errors'
import { id } from '@lectern/shared/ids'
import { type Role, roles } from '@lectern/shared/roles'
import { z } from 'zod'
import { type MemoryLog, memoryLog } from '../../../scripts/testing/log.ts'
import { createProgramStore } from '../program/programStore.ts'
import { noGuard } from '../testing/conference.ts'
import { faculty, fakeCaller, personNamed, sessionOf } from '../testing/people.ts'
import { fileRedis } from '../testing/redis.ts'
import { createCommandRunner, type RunCommand } from './runCommand.ts'

const staff = ['speaker', 'moderator', 'organiser'] as const
const said = z.object({ text: z.string() })
const commands = {
  say: command({
    who: staff,
    request: z.strictObject({ note: z.strictObject({ text: z.string().max(5) }) }),
    reply: said,
    rate: { points: 3, seconds: 10 },
  }),
  direct: command({
    who: staff,
    request: z.strictObject({ sessionId: id }),
    reply: said,
    rate: { points: 1000, seconds: 1 },
  }),
  large: command({
    who: staff,
    request: z.strictObject({}),
    reply: z.object({ text: z.string() }),
    rate: { points: 1000, seconds: 1 },
    large: true,
  }),
  fail: command({ who: roles, request: z.strictObject({}), reply: said, rate: byHand }),
}

const redis = await fileRedis()
const connection = redis.connect()
const program = createProgramStore(connection, () => 0)
await program.saveSession(sessionOf('mine', { speakers: [faculty('sam')], moderators: [faculty('mo')] }))
await program.saveSession(sessionOf('other', { speakers: [faculty('ann')], moderators: [faculty('bo')] }))
let log: MemoryLog
let run: RunCommand
/** The error that `fail` throws. */
let failure: () => unknown
/** The server's clock. */
let now = 0
/** The reply of `large`. */
let largeText: string
/** The commands that reached their handler. */
let handled: string[]

const note = (text: string) => ({ note: { text } })

async function codeOf(name: string, request: unknown, caller: Person): Promise<string> {
  const answer = await run(name, request, fakeCaller(caller))
  return answer.ok ? 'ok' : answer.error.code
}

beforeEach(() => {
  handled = []
  log = memoryLog()
  const answer = (name: string, text: string) => {
    handled.push(name)
    return Promise.resolve({ text })
  }
  run = createCommandRunner({
    commands,
    handlers: {
      say: (request: { note: { text: string } }) => answer('say', request.note.text),
      direct: (request: { sessionId: string }) => answer('direct', request.sessionId),
      large: () => answer('large', largeText),
      fail: async () => {
        throw await failure()
      },
    },
    findSession: program.findSession,
    guard: noGuard,
    metrics: createMetrics(),
    clock: () => now,
    log: log.log,
  })
})

afterEach(() => {
  jest.useRealTimers()
})

test("the handler's reply is acknowledged", async () => {
  expect(await run('say', note('hello'), fakeCaller(personNamed('sam', 'speaker')))).toEqual({
    ok: true,
    value: { text: 'hello' },
  })
})

test('a command that reaches its handler after its page has given it up is refused with the time, and never runs', async () => {
  now = 5000
  const sam = fakeCaller(personNamed('sam', 'speaker'))
  const late = errors.cameLate(5000).toBody()
  expect(await run('say', note('late'), sam, undefined, 5000)).toEqual({ ok: false, error: late })
  expect(handled).toEqual([])
  expect(await run('say', note('ok'), sam, undefined, 5001)).toMatchObject({ ok: true })
})

test.each(['', 'nonsense', 'constructor', '__proto__', 'toString', 'hasOwnProperty', 'say '])(
  'there is no command "%s"',
  async (name) => {
    const answer = await run(name, {}, fakeCaller(personNamed('ito', ...roles)))
    expect(answer).toEqual({ ok: false, error: errors.notFound('command').toBody() })
    expect(log.lines).toEqual([])
  },
)

test('a declared command without a handler is not found either', async () => {
  const half = createCommandRunner({
    commands,
    handlers: {},
    findSession: async () => undefined,
    guard: noGuard,
    metrics: createMetrics(),
    clock: () => now,
    log: log.log,
  })
  expect(await half('fail', {}, fakeCaller(personNamed('ito', ...roles)))).toMatchObject({
    error: { code: 'not_found' },
  })
})

test.each([
  ['a text that is too long', note('my patient Jane'), 'note.text'],
  ['a field of another type', { note: { text: { patient: 'Jane' } } }, 'note.text'],
  ['no request at all', 'Jane', 'the request'],
  ['a field too many', { note: { text: 'a', extra: 'Jane' } }, 'note'],
])('%s is refused with where the mistake is, and without the value', async (_what, request, where) => {
  const answer = await run('say', request, fakeCaller(personNamed('sam', 'speaker')))
  expect(answer).toMatchObject({ ok: false, error: { code: 'invalid_request' } })
  const text = JSON.stringify(answer)
  expect(text).toContain(` ${where}: `)
  expect(text).not.toContain('Jane')
  expect(JSON.stringify(log.lines)).not.toContain('Jane')
  expect(handled).toEqual([])
})

test.each(roles.filter((role) => !(staff as readonly Role[]).includes(role)))(
  'somebody who is only %s is refused before the request is looked at',
  async (role) => {
    expect(await codeOf('say', note('hello'), personNamed('pat', role))).toBe('forbidden')
    expect(await codeOf('say', 'nonsense', personNamed('pat', role))).toBe('forbidden')
    expect(handled).toEqual([])
  },
)

test.each(staff)('somebody who is only %s may', async (role) => {
  expect(await codeOf('say', note('hello'), personNamed('pat', role))).toBe('ok')
})

test.each([
  ['sam', 'speaker', 'mine', 'ok'],
  ['sam', 'speaker', 'other', 'forbidden'],
  ['mo', 'moderator', 'mine', 'ok'],
  ['mo', 'moderator', 'other', 'forbidden'],
  ['ito', 'organiser', 'mine', 'ok'],
  ['ito', 'organiser', 'other', 'ok'],
  // Needs the session's role as well as the account's: neither alone is enough.
  ['sam', 'moderator', 'mine', 'forbidden'],
  ['sam', 'clinician', 'mine', 'forbidden'],
] as const)('%s as %s in the session "%s": %s', async (who, role, sessionId, outcome) => {
  expect(await codeOf('direct', { sessionId }, personNamed(who, role))).toBe(outcome)
  expect(handled).toEqual(outcome === 'ok' ? ['direct'] : [])
})

test('any of several roles is enough', async () => {
  expect(await codeOf('direct', { sessionId: 'mine' }, personNamed('sam', 'clinician', 'speaker'))).toBe('ok')
  expect(await codeOf('direct', { sessionId: 'other' }, personNamed('sam', 'speaker', 'organiser'))).toBe(
    'ok',
  )
})

test('a session that does not exist is not found', async () => {
  const answer = await run('direct', { sessionId: 'nowhere' }, fakeCaller(personNamed('ito', 'organiser')))
  expect(answer).toEqual({ ok: false, error: errors.notFound('session').toBody() })
  expect(handled).toEqual([])
})

test('a person who sends too often is told when to try again, and may then', async () => {
  jest.useFakeTimers()
  const sam = personNamed('sam', 'speaker')
  for (let i = 0; i < 3; i++) expect(await codeOf('say', note('hello'), sam)).toBe('ok')
  jest.advanceTimersByTime(4000)
  expect(await run('say', note('hello'), fakeCaller(sam))).toEqual({
    ok: false,
    error: errors.rateLimited(6).toBody(),
  })
  expect(errors.rateLimited(6).details).toEqual({ retryAfterSeconds: 6 })
  expect(handled).toHaveLength(3)
  // Neither other people nor the same person's other commands are affected.
  expect(await codeOf('say', note('hello'), personNamed('mo', 'moderator'))).toBe('ok')
  failure = () => errors.conflict('no')
  expect(await codeOf('fail', {}, sam)).toBe('conflict')
  jest.advanceTimersByTime(6000)
  expect(await codeOf('say', note('hello'), sam)).toBe('ok')
})

test('malformed requests count as well', async () => {
  jest.useFakeTimers()
  const sam = personNamed('sam', 'speaker')
  for (let i = 0; i < 3; i++) expect(await codeOf('say', 'nonsense', sam)).toBe('invalid_request')
  expect(await codeOf('say', note('hello'), sam)).toBe('rate_limited')
})

test('a known error reaches the person unchanged and is not logged', async () => {
  failure = () => new AppError('conflict', 'Somebody was faster.', { phase: 'live' })
  expect(await run('fail', {}, fakeCaller(personNamed('sam', 'speaker')))).toEqual({
    ok: false,
    error: { code: 'conflict', message: 'Somebody was faster.', details: { phase: 'live' } },
  })
  expect(log.lines).toEqual([])
})

test.each([
  ['an error', () => new Error('secret detail')],
  ['a thrown text', () => 'secret detail'],
])('%s that nobody foresaw is logged and kept from the person', async (_what, make) => {
  failure = make
  expect(await run('fail', {}, fakeCaller(personNamed('sam', 'speaker')))).toEqual({
    ok: false,
    error: errors.internal().toBody(),
  })
  expect(log.lines).toMatchObject([{ level: 50, command: 'fail', personId: 'sam' }])
  expect(JSON.stringify(log.lines)).not.toContain('secret detail')
  expect(JSON.stringify(log.lines)).not.toContain('Dr sam')
})

/** The error of Redis or of its connection. */
const errorOf = (answer: Promise<unknown>): Promise<unknown> =>
  answer.then(
    () => new Error('Redis took it'),
    (error: unknown) => error,
  )
const write = () => errorOf(connection.set('key', 'value'))

async function expectStorageUnavailable(): Promise<void> {
  expect(await run('fail', {}, fakeCaller(personNamed('sam', 'speaker')))).toEqual({
    ok: false,
    error: errors.storageUnavailable().toBody(),
  })
  expect(log.lines).toMatchObject([{ level: 40, command: 'fail', personId: 'sam' }])
}

test('a read-only Redis is reported as unavailable storage', async () => {
  failure = write
  await connection.replicaof('127.0.0.1', '1')
  await expectStorageUnavailable()
  await connection.replicaof('NO', 'ONE')
  expect(await connection.set('key', 'value')).toBe('OK')
})

test('so is a full Redis', async () => {
  failure = write
  await connection.config('SET', 'maxmemory', '1')
  await expectStorageUnavailable()
  await connection.config('SET', 'maxmemory', '0')
})

test('so is a killed Redis; an interrupted command is not run again when it is back', async () => {
  failure = () => {
    const waiting = errorOf(connection.blpop('list', 0))
    void redis.kill()
    return waiting
  }
  await expectStorageUnavailable()
  await redis.start()
  expect(await connection.rpush('list', 'value')).toBe(1)
  expect(await connection.llen('list')).toBe(1)
})

test('a large reply is sent as unchanged to a page that has it, and in full once it has changed', async () => {
  const sam = fakeCaller(personNamed('sam', 'speaker'))
  largeText = 'a'
  const first = await run('large', {}, sam)
  expect(first).toEqual({ ok: true, value: { text: 'a' }, tag: expect.any(String) })
  const { tag } = first as { tag: string }
  expect(await run('large', {}, sam, tag)).toEqual({ ok: true, value: null, tag, unchanged: true })
  // Another person's reply counts as the same only if it is identical.
  largeText = 'b'
  const next = await run('large', {}, sam, tag)
  expect(next).toMatchObject({ ok: true, value: { text: 'b' } })
  expect(next).not.toHaveProperty('unchanged')
  expect(await run('direct', { sessionId: 'mine' }, sam, 'tag')).not.toHaveProperty('tag')
})

test('large replies are limited per person; unchanged ones cost nothing, and others are not affected', async () => {
  jest.useFakeTimers()
  const sam = fakeCaller(personNamed('sam', 'speaker'))
  largeText = 'a'.repeat(9 * 1024 * 1024)
  const first = await run('large', {}, sam)
  const { tag } = first as { tag: string }
  for (let i = 0; i < 2; i++) expect(await run('large', {}, sam, tag)).toMatchObject({ unchanged: true })
  expect((await run('large', {}, sam)).ok).toBe(true)
  handled = []
  expect(await run('large', {}, sam, tag)).toMatchObject({ error: { code: 'rate_limited' } })
  largeText = 'a'
  expect(handled).toEqual([])
  expect(await run('large', {}, fakeCaller(personNamed('mo', 'moderator')))).toMatchObject({ ok: true })
  expect(await run('say', note('hello'), sam)).toMatchObject({ ok: true })
  jest.advanceTimersByTime(60_000)
  expect(await run('large', {}, sam)).toMatchObject({ ok: true })
})

import { createMetrics } from '../core/metrics.ts'
