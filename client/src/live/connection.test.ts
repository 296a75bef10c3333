/** @jest-environment node */
// Commands over an unreliable network, on a real Socket.IO server.
import { once } from 'node:events'
import { createServer, type Server as HttpServer } from 'node:http'
import { type AddressInfo, connect, createServer as createRelay, type Server, type Socket } from 'node:net'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { errors } from '@lectern/shared/errors'
import { Server as LiveServer } from 'socket.io'
import { type Connection, createConnection } from './connection.ts'

let http: HttpServer
let live: LiveServer
let relay: Server
let connection: Connection
/** Every command that ran, in order. */
let ran: { name: string; request: Record<string, unknown> }[] = []
/** Requests that arrived after their page had given up, and did not run. */
let late: Record<string, unknown>[] = []
/** The network: whether it carries anything, and its open sockets. */
const network = { isUp: true, sockets: new Set<Socket>() }
/** Whether the server replies. */
let answers = true
/** How far (ms) the server's clock is ahead of the test's. */
let ahead = 0
const serverNow = () => Date.now() + ahead
/** A large reply and its tag, and the tags that the page sent. */
let list = { tag: 'first', value: { questions: ['a'] } }
const had: (string | undefined)[] = []
function answerList(have: string | undefined): unknown {
  had.push(have)
  const { tag, value } = list
  return have === tag ? { ok: true, value: null, tag, unchanged: true } : { ok: true, value, tag }
}

/** A line that carries nothing for a while, and then everything: the connection does not close. */
const stall = (isStalled: boolean): void => {
  for (const socket of network.sockets) {
    if (isStalled) socket.pause()
    else socket.resume()
  }
}
const cut = (): void => {
  network.isUp = false
  for (const socket of network.sockets) socket.destroy()
}
const mend = (): void => {
  network.isUp = true
}
const whenConnected = (): Promise<void> =>
  new Promise((resolve) => {
    const stop = connection.onConnected(() =>
      queueMicrotask(() => {
        stop()
        resolve()
      }),
    )
  })

beforeEach(async () => {
  ran = []
  late = []
  answers = true
  ahead = 0
  mend()
  http = createServer().listen(0, '127.0.0.1')
  await once(http, 'listening')
  live = new LiveServer(http)
  live.on('connection', (socket) => {
    socket.emit('hello', { now: serverNow() })
    socket.on('command', (name, request, ...rest) => {
      const acknowledge = rest.at(-1)
      const givenUpAt = rest.find((each) => typeof each === 'number') ?? Number.POSITIVE_INFINITY
      const now = serverNow()
      if (now >= givenUpAt) {
        late.push(request)
        return acknowledge({ ok: false, error: errors.cameLate(now).toBody() })
      }
      ran.push({ name, request })
      if (name === 'questions.list')
        acknowledge(answerList(rest.find((each: unknown) => typeof each === 'string')))
      else if (answers) acknowledge({ ok: true, value: request })
    })
  })
  relay = createRelay((near) => {
    if (!network.isUp) return near.destroy()
    const far = connect((http.address() as AddressInfo).port, '127.0.0.1')
    for (const socket of [near, far]) {
      network.sockets.add(socket)
      socket.on('error', () => undefined).on('close', () => network.sockets.delete(socket))
    }
    near.pipe(far).pipe(near)
  }).listen(0, '127.0.0.1')
  await once(relay, 'listening')
  connection = createConnection(`http://127.0.0.1:${(relay.address() as AddressInfo).port}`, 300)
  await whenConnected()
})
afterEach(async () => {
  connection.close()
  cut()
  await live.close()
  relay.close()
})

const ask = (text: string): Promise<unknown> =>
  connection.send('program.reportBias', { sessionId: 's', text }).then(
    () => 'ok',
    (error: { code: string }) => error.code,
  )

test('a command that was reported as failed while there was no connection never runs later', async () => {
  cut()
  await new Promise<void>((resolve) => {
    const stop = connection.store.subscribe(({ status }) => {
      if (status !== 'reconnecting') return
      stop()
      resolve()
    })
  })
  expect(await ask('offline')).toBe('no_answer')
  mend()
  await whenConnected()
  expect(await ask('online')).toBe('ok')
  expect(ran.map(({ request }) => request.text)).toEqual(['online'])
})

test('a page whose person has no place there is told so, and does not ask again', async () => {
  let asked = 0
  live.use((_socket, next) => {
    asked += 1
    next(Object.assign(new Error('refused'), { data: errors.notFound('conference').toBody() }))
  })
  const refused = new Promise<void>((resolve) => {
    connection.store.subscribe(({ status }) => status === 'refused' && resolve())
  })
  cut()
  mend()
  await refused
  expect(connection.store.getState().refusal?.code).toBe('not_found')
  expect(await ask('anything')).toBe('no_answer')
  expect(asked).toBe(1)
})

test('a command sent shortly before the connection opens runs once', async () => {
  cut()
  mend()
  const asked = ask('in a gap')
  await whenConnected()
  expect(['ok', 'no_answer']).toContain(await asked)
  while ((await ask('in a gap')) !== 'ok');
  expect(new Set(ran.map(({ request }) => request.reportId)).size).toBe(1)
})

test('a request repeated until it succeeds keeps one id, over a flapping network', async () => {
  for (let i = 0; i < 49; i += 1) {
    // Some replies are lost, some connections, some neither.
    answers = i % 3 !== 1
    const text = `question ${i}`
    const first = ask(text)
    if (i % 4 === 0) {
      cut()
      mend()
    }
    let outcome = await first
    answers = true
    while (outcome !== 'ok') outcome = await ask(text)
  }
  const idsOf = new Map<unknown, Set<unknown>>()
  for (const { request } of ran)
    idsOf.set(request.text, (idsOf.get(request.text) ?? new Set()).add(request.reportId))
  expect(idsOf.size).toBe(49)
  expect([...idsOf.values()].map(({ size }) => size)).toEqual(Array(49).fill(1))
  expect(ran.length).toBeGreaterThan(49)
})

test('a large reply that is still current comes from the page, and a new one from the server', async () => {
  const load = () => connection.send('questions.list', { sessionId: 's' })
  expect(await load()).toEqual({ questions: ['a'] })
  expect(await load()).toEqual({ questions: ['a'] })
  list = { tag: 'second', value: { questions: ['b'] } }
  expect(await load()).toEqual({ questions: ['b'] })
  // A request about another session has another reply.
  await connection.send('questions.list', { sessionId: 't' })
  expect(had).toEqual([undefined, 'first', 'first', undefined])
})

test('a command that a stalled line delivers after it was reported as failed never runs', async () => {
  expect(await ask('before')).toBe('ok')
  stall(true)
  expect(await ask('stalled')).toBe('no_answer')
  stall(false)
  expect(await ask('after')).toBe('ok')
  expect(ran.map(({ request }) => request.text)).toEqual(['before', 'after'])
  expect(late.map(({ text }) => text)).toEqual(['stalled'])
})

test('a page that is wrong about the server’s clock is corrected by a refusal, and retries', async () => {
  expect(await ask('before')).toBe('ok')
  ahead = 60_000
  expect(await ask('later')).toBe('ok')
  expect(late.map(({ text }) => text)).toEqual(['later'])
  expect(await ask('then')).toBe('ok')
  expect(ran.map(({ request }) => request.text)).toEqual(['before', 'later', 'then'])
})
