// What one connection, one person and one address can do to a server, over raw frames.
import { once } from 'node:events'
import { afterEach, describe, expect, test } from '@jest/globals'
import { WebSocket } from 'ws'
import type { LecternServer } from '../createServer.ts'
import { startServers } from '../testing/servers.ts'
import { openingsOf } from './connectionLimits.ts'
import { messageBudget } from './messageGate.ts'

const perAddress = 700
const lectern = await startServers({ settings: { CONNECTIONS_PER_ADDRESS: String(perAddress) } })
const { lines } = lectern.log
const [server] = lectern.servers as [LecternServer]
const cookie = await lectern.cookieOf('clara')
const open: RawPage[] = []

afterEach(() => {
  for (const page of open.splice(0)) page.socket.terminate()
})
const cookieOf = (personId: string): Promise<string> => lectern.cookieOf(personId, true)

/** A connection that sends anything. */
interface RawPage {
  socket: WebSocket
  received: string[]
  /** Waits for a matching frame. */
  frame(pattern: RegExp): Promise<string>
  ended: Promise<unknown>
}

function raw(headers: Record<string, string> = { cookie }): RawPage {
  const url = `${server.address.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`
  const socket = new WebSocket(url, { headers })
  const received: string[] = []
  socket.on('message', (data: Buffer) => received.push(data.toString()))
  socket.on('error', () => undefined)
  const page: RawPage = {
    socket,
    received,
    ended: new Promise((resolve) => socket.once('close', resolve)),
    async frame(pattern) {
      for (;;) {
        const found = received.find((text) => pattern.test(text))
        if (found !== undefined) return found
        await once(socket, 'message')
      }
    },
  }
  open.push(page)
  return page
}
async function joined(headers?: Record<string, string>): Promise<RawPage> {
  const page = raw(headers)
  await page.frame(/^0/)
  page.socket.send('40')
  await page.frame(/^4[04]/)
  return page
}
const command = (id: number, name = 'program.follow', request: unknown = { sessionId: 'heart-failure' }) =>
  `42${id}${JSON.stringify(['command', name, request])}`
const serverLives = async () => expect((await fetch(`${server.address}/api/me`)).status).toBe(401)
/** How many sockets the server has for a person: those that hear the sign-out. */
const accepted = (pages: RawPage[]) =>
  pages.filter(({ received }) => received.some((text) => /^40/.test(text)))

describe('one connection', () => {
  test('is one socket, even if it asks many times at once', async () => {
    const page = raw()
    await page.frame(/^0/)
    for (let i = 0; i < 2000; i++) page.socket.send('40')
    await page.ended
    expect(page.received.filter((text) => text.startsWith('40')).length).toBeLessThan(2)
    const other = raw()
    await other.frame(/^0/)
    for (let i = 0; i < 100; i++) other.socket.send(`40/room-${i},`)
    await other.ended
    await serverLives()
  })

  test('with too many commands is told so for each, then that it is cut off', async () => {
    const page = await joined()
    const { atOnce, refused } = messageBudget
    for (let id = 0; id < atOnce + 50; id++) page.socket.send(command(id))
    const answer = await page.frame(new RegExp(`^43${atOnce + 40}\\[`))
    expect(answer).toMatch(/"code":"rate_limited".*"retryAfterSeconds":\d/)
    for (let id = 0; id < refused; id++) page.socket.send(command(id, 'no.such.command'))
    expect(await page.frame(/^42\["refused"/)).toMatch(/"code":"rate_limited"/)
    await page.ended
  })

  const flood = messageBudget.atOnce + messageBudget.refused + 100
  test.each([
    ['events that are no commands', '42["nothing"]', flood],
    ['beats', '42["beat",{"peerId":"nobody"}]', 20 * flood],
    ['acknowledgements of nothing', '431[]', flood],
    ['answers to pings', '3', flood],
  ])('that floods the server with %s is cut off', async (_what, frame, times) => {
    const page = await joined()
    for (let i = 0; i < times; i++) page.socket.send(frame)
    await page.ended
    expect(page.received.at(-1)).toMatch(/^42\["refused",\{"code":"rate_limited"/)
  })

  test('that floods the server with WebSocket pings is cut off', async () => {
    const page = await joined()
    for (let i = 0; i < flood; i++) page.socket.ping()
    await page.ended
  })

  test('that floods the server over polling is cut off', async () => {
    const url = `${server.address}/socket.io/?EIO=4&transport=polling`
    const text = await (await fetch(url, { headers: { cookie } })).text()
    const { sid } = JSON.parse(text.slice(1)) as { sid: string }
    const body = Array.from({ length: 2000 }, () => '42["nothing"]').join('\x1e')
    const post = (sent: string) => fetch(`${url}&sid=${sid}`, { method: 'POST', body: sent })
    await post('40')
    await post(body)
    // It is told why, then cut off; a page that keeps sending finds the session unknown.
    let status = 200
    while (status === 200) status = (await post('3')).status
    expect(status).toBe(400)
  })

  test.each([
    ['a binary message', Buffer.from([1, 2, 3])],
    ['an event with attachments', '4510000-["command",{"_placeholder":true,"num":0}]'],
    ['an acknowledgement with attachments', '461-1[{"_placeholder":true,"num":0}]'],
    ['a packet of a server', '44{"message":"no"}'],
    ['a packet of no kind', '49'],
    ['a packet that is not JSON', '42["command'],
    ['an event for another room', '42/other,["command"]'],
    ['an event without a name', '42[]'],
    ['an event of Socket.IO’s own', '42["disconnect"]'],
    ['a ping, which only servers send', '2'],
    ['a packet of no protocol', 'x'],
    ['nothing', ''],
    ['more than 64 KiB', `42["command","${'x'.repeat(65 * 1024)}"]`],
  ] as [string, string | Buffer][])('that sends %s ends, and nothing else does', async (_what, frame) => {
    const page = await joined()
    page.socket.send(frame)
    await page.ended
    await serverLives()
  })

  test.each([
    ['an error', '42["error",{"message":"no"}]'],
    ['a name that is no text', '42[1,2]'],
    ['a command whose name is an object', '427["command",{"toString":1},{}]'],
    ['a command without a request', '427["command","program.follow"]'],
    ['a prototype', '427["command","__proto__",{"__proto__":{"x":1}}]'],
    ['deep nesting', `427["command","program.follow",${'['.repeat(20_000)}${']'.repeat(20_000)}]`],
  ])('that sends %s goes on', async (_what, frame) => {
    const page = await joined()
    page.socket.send(frame)
    page.socket.send(command(1))
    await page.frame(/^431\[/)
  })

  test('that sends a 60 KB session to resume is not looked up', async () => {
    const page = raw()
    await page.frame(/^0/)
    page.socket.send(`40${JSON.stringify({ pid: 'x'.repeat(60_000), offset: '1-1' })}`)
    await page.ended
  })
})

test('one person has a limited number of pages, and is told so in words', async () => {
  const noah = await cookieOf('noah')
  const pages = await Promise.all(Array.from({ length: 70 }, () => joined({ cookie: noah })))
  expect(accepted(pages)).toHaveLength(64)
  const refusedPages = pages.filter((page) => !accepted([page]).length)
  for (const { received } of refusedPages)
    expect(received.at(-1)).toMatch(/^44\{"message":"Lectern is open too many times.*"code":"rate_limited"/)
  pages[pages.indexOf(accepted(pages)[0]!)]!.socket.close()
  await accepted(pages)[0]!.ended
  expect(accepted([await joined({ cookie: noah })])).toHaveLength(1)
})

test('500 people of one hospital connect at once; strangers there do not crowd them out', async () => {
  const hospital = { 'x-forwarded-for': '203.0.113.7' }
  const people = await Promise.all(
    Array.from({ length: 25 }, async (_, i) => {
      const { link } = await lectern.invite({ name: `Nurse ${i}`, roles: ['clinician'] })
      return lectern.enter(link)
    }),
  )
  const strangers = Array.from({ length: 400 }, () => raw(hospital))
  const pages = await Promise.all(
    Array.from({ length: 500 }, (_, i) => joined({ ...hospital, cookie: people[i % people.length]! })),
  )
  expect(accepted(pages)).toHaveLength(500)
  expect(strangers).toHaveLength(400)
  // Connections over the address's limit are refused, in words.
  const more = Array.from({ length: perAddress }, () => raw({ ...hospital, cookie }))
  await Promise.race(more.map(({ ended }) => ended))
  const answer = await fetch(`${server.address}/socket.io/?EIO=4&transport=polling`, { headers: hospital })
  expect(answer.status).toBe(429)
  expect(await answer.json()).toMatchObject({ error: { code: 'rate_limited' } })
  expect(accepted([await joined({ cookie, 'x-forwarded-for': '203.0.113.8' })])).toHaveLength(1)
})

test('an empty session id counts as none: strangers who send it are limited like others', async () => {
  const url = `${server.address}/socket.io/?EIO=4&transport=polling&sid=`
  const from = { headers: { 'x-forwarded-for': '203.0.113.9' } }
  const statuses = await Promise.all(
    Array.from({ length: 300 }, async () => {
      const answer = await fetch(url, from)
      await answer.text()
      return answer.status
    }),
  )
  expect(statuses.filter((status) => status === 200)).toHaveLength(200)
  expect(statuses.filter((status) => status === 429)).toHaveLength(100)
})

test('nothing was logged as an error', () => {
  expect(lines.filter(({ level }) => Number(level) >= 50)).toEqual([])
})

test('after a restart every page that an address may have can try to come back more than once', () => {
  expect(openingsOf(perAddress).points).toBe(10_000)
  expect(openingsOf(100_000).points).toBeGreaterThanOrEqual(200_000)
})
