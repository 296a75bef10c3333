// Every transport that a page may use, against the whole server.
import { randomBytes } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { get, type IncomingMessage } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import type { Acknowledgement } from '@lectern/shared/command'
import { io, type Socket } from 'socket.io-client'
import { atEnd } from '../testing/atEnd.ts'
import { startServers } from '../testing/servers.ts'

const pages = await mkdtemp(join(tmpdir(), 'lectern-pages-'))
atEnd(() => rm(pages, { recursive: true, force: true }))
await writeFile(join(pages, 'index.html'), '<title>Lectern</title>')
const lectern = await startServers({ settings: { CLIENT_DIR: pages } })
const { lines } = lectern.log
const server = lectern.servers[0]!
const cookie = await lectern.cookieOf('clara')

function open(options: Record<string, unknown>): Socket {
  const socket = io(server.address, { forceNew: true, extraHeaders: { cookie }, ...options })
  atEnd(() => socket.disconnect())
  return socket
}
const event = (socket: { once(name: string, listener: (value: unknown) => void): unknown }, name: string) =>
  new Promise<unknown>((resolve) => {
    socket.once(name, resolve)
  })
const follow = (socket: Socket): Promise<Acknowledgement> =>
  socket.timeout(10_000).emitWithAck('command', 'program.follow', { sessionId: 'heart-failure' })

const polling = (query = '', init: RequestInit = {}): Promise<Response> =>
  fetch(`${server.address}/socket.io/?EIO=4&transport=polling${query}`, init)
const openPolling = async (): Promise<string> => {
  const text = await (await polling()).text()
  return (JSON.parse(text.slice(1)) as { sid: string }).sid
}

describe('a command is answered and an event arrives over', () => {
  test.each([
    ['WebSocket alone', { transports: ['websocket'] }, 'websocket'],
    ['polling alone', { transports: ['polling'] }, 'polling'],
    ['polling that does not upgrade', { transports: ['polling', 'websocket'], upgrade: false }, 'polling'],
  ] as const)('%s', async (_what, options, transport) => {
    const socket = open({ ...options })
    expect(await event(socket, 'hello')).toEqual({ now: expect.any(Number) })
    expect(await follow(socket)).toMatchObject({ ok: true })
    expect(socket.io.engine.transport.name).toBe(transport)
  })

  test('polling that upgrades', async () => {
    const socket = open({ transports: ['polling', 'websocket'] })
    await event(socket, 'connect')
    if (socket.io.engine.transport.name !== 'websocket') await event(socket.io.engine, 'upgrade')
    expect(await follow(socket)).toMatchObject({ ok: true })
    expect(socket.io.engine.transport.name).toBe('websocket')
  })
})

test.each([
  ['/agenda', 200],
  ['/api/nothing', 404],
  ['/socket.io/?EIO=4&transport=polling', 200],
])('%s answers who asks to upgrade to what the server does not speak', async (path, status) => {
  const headers = {
    connection: 'Upgrade, HTTP2-Settings',
    upgrade: 'h2c',
    'http2-settings': 'AAMAAABk',
    cookie,
  }
  const asked = get(`${server.address}${path}`, { headers })
  atEnd(() => asked.destroy())
  const response = (await event(asked, 'response')) as IncomingMessage
  response.resume()
  expect(response.statusCode).toBe(status)
})

describe('requests of strangers at the sockets’ path', () => {
  test('only the sockets answer a waiting poll, and a second one beside it ends only its own connection', async () => {
    const sid = await openPolling()
    const waiting = polling(`&sid=${sid}`)
    const second = await polling(`&sid=${sid}`)
    expect([second.status, await second.text()]).toEqual([400, ''])
    const first = await waiting
    expect([first.status, await first.text()]).toEqual([200, '1'])
    expect((await fetch(server.address)).status).toBe(200)
  })

  test('a server that does not know the connection says so at once, so that the page opens a new one', async () => {
    const answer = await polling(`&sid=${randomBytes(15).toString('base64url')}`)
    expect(answer.status).toBe(400)
    expect(await answer.json()).toMatchObject({ code: 1 })
  })

  test.each(['/socket.io/', '/socket.io/?EIO=4', '/socket.io/nothing?EIO=4&transport=flash'])(
    '%s is refused, by every method',
    async (path) => {
      for (const method of ['GET', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'HEAD', 'PATCH']) {
        const answer = await fetch(server.address + path, { method })
        expect([method, answer.status]).toEqual([method, ['GET', 'POST'].includes(method) ? 400 : 405])
        expect(await answer.text()).not.toContain('Lectern')
      }
    },
  )

  test('JSONP is refused', async () => {
    expect((await polling('&j=0')).status).toBe(400)
    expect((await polling('&b64=1')).status).toBe(400)
  })
})

test('nothing was logged as an error', () => {
  expect(lines.filter(({ level }) => Number(level) >= 50)).toEqual([])
})
