// A node's announcement when Redis or the node's own clock misbehaves.
import { EventEmitter, once } from 'node:events'
import { afterEach, expect, jest, test } from '@jest/globals'
import { logSerializers } from '@lectern/shared/logError'
import { redisLocation } from '@lectern/shared/redisAway'
import { nodeExpiryMs, type SfuNode } from '@lectern/shared/sfuContract'
import { Redis } from 'ioredis'
import { pino } from 'pino'
import { startRedis } from '../../scripts/testing/redis.ts'
import { startRedisPair } from '../../scripts/testing/redisPair.ts'
import { register } from './registration.ts'
import { nextAnnouncement } from './testing/announcement.ts'

const node: SfuNode = {
  nodeId: 'node',
  controlUrl: 'http://127.0.0.1:1',
  region: 'default',
  workers: 1,
  load: 0,
  viewers: 0,
  draining: false,
}

/** Emits the message of each logged line. */
const logged = new EventEmitter()
const log = pino(
  { serializers: logSerializers },
  {
    write(line) {
      const entry = JSON.parse(line)
      logged.emit(entry.msg, entry)
    },
  },
)
const leftovers: (() => unknown)[] = []
afterEach(async () => {
  jest.restoreAllMocks()
  for (const end of leftovers.splice(0).reverse()) await end()
})

async function announce(redisUrl: string): Promise<void> {
  const registration = await register(redisUrl, () => node, log)
  leftovers.push(() => registration.close())
}

test('after a failover behind one address the node announces itself to the new master', async () => {
  const pair = await startRedisPair()
  leftovers.push(pair.close)
  await announce(pair.url)
  for (let failover = 0; failover < 2; failover++) {
    await pair.failOver()
    expect((await nextAnnouncement(pair.url, node.nodeId)).node).toEqual(node)
  }
})

test.each([
  ['an hour ahead', 3_600_000],
  ['an hour behind', -3_600_000],
])('a node whose own clock is %s announces itself by Redis’ clock', async (_, offMs) => {
  const redis = await startRedis()
  leftovers.push(redis.close)
  const store = new Redis(redisLocation(redis.url))
  leftovers.push(() => store.disconnect())
  const redisMs = async () => Number((await store.time())[0]) * 1000
  const ownClock = Date.now.bind(Date)
  jest.spyOn(Date, 'now').mockImplementation(() => ownClock() + offMs)

  const before = await redisMs()
  await announce(redis.url)
  const { expiresAt, livesMs } = await nextAnnouncement(redis.url, node.nodeId)
  expect(expiresAt).toBeGreaterThanOrEqual(before + nodeExpiryMs)
  expect(expiresAt).toBeLessThanOrEqual((await redisMs()) + nodeExpiryMs)
  expect(livesMs).toBeLessThanOrEqual(nodeExpiryMs)
})

test('an absent Redis is logged once, through the error serializer', async () => {
  const redis = await startRedis()
  leftovers.push(redis.close)
  await announce(redis.url)
  const lines: object[] = []
  const listen = (line: object) => lines.push(line)
  logged.on('redis is away; media goes on', listen)
  leftovers.push(() => logged.off('redis is away; media goes on', listen))
  const away = once(logged, 'redis is away; media goes on')
  await redis.kill()
  await away
  await redis.start()
  await nextAnnouncement(redis.url, node.nodeId)
  expect(lines).toEqual([expect.objectContaining({ err: { type: expect.any(String) } })])
  expect(lines[0]).not.toHaveProperty('reason')
})
