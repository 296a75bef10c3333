// A page's connection through proxies that block WebSockets.
import { randomBytes } from 'node:crypto'
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals'
import { io, type Socket } from 'socket.io-client'
import { keepBestTransport, transportOptions } from '../client/src/live/transports.ts'
import { operator, signIn } from '../scripts/programClient.ts'
import { memoryLog } from '../scripts/testing/log.ts'
import { type OnUpgrade, startProxy, type TestProxy } from '../scripts/testing/proxy.ts'
import { startRedis, type TestRedis } from '../scripts/testing/redis.ts'
import { readConfig } from '../server/src/core/config.ts'
import { createServer, type LecternServer } from '../server/src/createServer.ts'

const { log } = memoryLog()
const leftovers: (() => unknown)[] = []
let redis: TestRedis
let server: LecternServer
let cookie: string

beforeAll(async () => {
  redis = await startRedis()
  const operatorToken = randomBytes(24).toString('hex')
  const config = readConfig({
    SESSION_SECRET: randomBytes(24).toString('hex'),
    SFU_CONTROL_SECRET: randomBytes(24).toString('hex'),
    OPERATOR_TOKEN: operatorToken,
    REDIS_URL: redis.url,
    PORT: '0',
    LECTERN_EXAMPLE: '1',
  })
  server = await createServer(config, log)
  const { link } = await operator<{ link: string }>(server.address, operatorToken, 'POST', 'links', {
    personId: 'clara',
  })
  cookie = await signIn(link)
})
afterEach(async () => {
  for (const end of leftovers.splice(0).reverse()) await end()
})
afterAll(async () => {
  await server?.close()
  await redis?.close()
})

async function open(onUpgrade: OnUpgrade, tryAgainMs?: number): Promise<{ proxy: TestProxy; page: Socket }> {
  const proxy = await startProxy(server.address, onUpgrade, { cookie })
  leftovers.push(() => proxy.close())
  const page = io(proxy.address, { ...transportOptions(), forceNew: true })
  leftovers.push(keepBestTransport(page, tryAgainMs), () => page.disconnect())
  return { proxy, page }
}
const connected = (page: Socket) => new Promise<void>((resolve) => page.once('connect', resolve))
const transportOf = (page: Socket) => page.io.engine.transport.name
const follow = (page: Socket) =>
  page.timeout(10_000).emitWithAck('command', 'program.follow', { sessionId: 'heart-failure' })

test.each(['refuse', 'reset', 'swallow'] as const)(
  'where a proxy does this to upgrades: %s, a page works by polling, and comes back by it',
  async (onUpgrade) => {
    const { page } = await open(onUpgrade)
    await connected(page)
    expect(transportOf(page)).toBe('polling')
    expect(await follow(page)).toMatchObject({ ok: true })
    page.io.engine.close()
    await connected(page)
    expect(await follow(page)).toMatchObject({ ok: true })
    expect(transportOf(page)).toBe('polling')
  },
)

test('with nothing in the way a page uses a WebSocket from the start', async () => {
  const { page } = await open('pass')
  await connected(page)
  expect(transportOf(page)).toBe('websocket')
})

test('a page on polling moves to a WebSocket as soon as the network allows one, without a break', async () => {
  const { page, proxy } = await open('refuse', 50)
  await connected(page)
  let breaks = 0
  page.on('disconnect', () => {
    breaks += 1
  })
  while (proxy.upgrades < 3) await new Promise((resolve) => setTimeout(resolve, 20))
  expect([transportOf(page), breaks]).toEqual(['polling', 0])
  const upgraded = new Promise((resolve) => page.io.engine.once('upgrade', resolve))
  proxy.onUpgrade = 'pass'
  await upgraded
  expect(await follow(page)).toMatchObject({ ok: true })
  expect([transportOf(page), breaks]).toEqual(['websocket', 0])
})
