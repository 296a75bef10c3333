// Watched time when every process dies: the product as deployed, with kill -9.
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { keys } from '@lectern/shared/keys'
import { hasBit, slotAt } from '@lectern/shared/watchTime'
import type { Redis } from 'ioredis'
import { connect, type ProgramClient } from '../scripts/programClient.ts'
import { memoryLog } from '../scripts/testing/log.ts'
import { startRedis, type TestRedis } from '../scripts/testing/redis.ts'
import { createMarksStore } from '../server/src/attendance/marksStore.ts'
import { lostAfterMs } from '../server/src/attendance/outages.ts'
import { createSeatsStore } from '../server/src/attendance/seatsStore.ts'
import { connectRedis } from '../server/src/core/redis.ts'
import { createProgramStore } from '../server/src/program/programStore.ts'
import { testLedger } from '../server/src/testing/conference.ts'
import { type Product, startProduct } from './product.ts'

const sessionId = 'heart-failure'
let redis: TestRedis
let product: Product
let own: Redis
let clients: ProgramClient[] = []

beforeAll(async () => {
  redis = await startRedis()
  product = await startProduct({ env: { REDIS_URL: redis.url } })
  own = connectRedis(redis.url, memoryLog().log)
})
afterAll(async () => {
  for (const client of clients) client.close()
  own?.disconnect()
  await product?.close()
  await redis?.close()
})

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
async function join(personId: string): Promise<ProgramClient> {
  const client = await connect(await product.linkOf({ personId }))
  clients.push(client)
  return client
}
async function slotsOf(personId: string): Promise<number[]> {
  const seat = await createSeatsStore(own).find(sessionId, personId)
  const [bits] = await createMarksStore(own).bits(sessionId, [seat!.seat], 32)
  return Array.from({ length: 32 }, (_, slot) => slot).filter((slot) => hasBit(bits!.present, slot))
}

test('marks that were acknowledged outlive server and Redis, and the outage is in the ledger', async () => {
  await (await join('moreau')).send('program.start', { sessionId })
  const { liveAt } = await createProgramStore(own, Date.now).state(sessionId)
  const clara = await join('clara')
  const { disclosures } = await clara.send('attendance.status', { sessionId })
  const { acknowledgedAt } = await clara.send('attendance.acknowledge', {
    sessionId,
    version: disclosures.version,
  })
  const { peerId } = await clara.send('stage.watch', { sessionId, rtpCapabilities: { codecs: [] } })
  clara.socket.emit('beat', { peerId })
  while ((await slotsOf('clara')).length === 0) await pause(50)
  const marked = await slotsOf('clara')

  await Promise.all([product.kill('server0'), redis.kill()])
  for (const client of clients) client.close()
  clients = []
  await redis.start()
  const lastPulses = (await own.hvals(keys.serverPulses())).map(Number)
  await pause(lostAfterMs)
  const startedAt = Date.now()
  await product.start('server0')
  const runningAt = Date.now()

  expect(await slotsOf('clara')).toEqual(marked)
  const again = await join('clara')
  expect(await again.send('attendance.status', { sessionId })).toMatchObject({ acknowledgedAt })
  await again.send('stage.attach', { peerId })
  again.socket.emit('beat', { peerId })
  const now = slotAt(liveAt!, Date.now())
  while (!(await slotsOf('clara')).some((slot) => slot >= now)) await pause(50)
  expect(await slotsOf('clara')).toEqual(expect.arrayContaining(marked))

  const ledger = testLedger(own, Date.now)
  const entries = await ledger.read(1, 1000)
  const kinds = entries.map(({ kind }) => kind)
  for (const kind of ['session.opened', 'disclosure.acknowledged', 'outage.opened', 'outage.closed'] as const)
    expect(kinds.filter((each) => each === kind)).toEqual([kind])
  const { from, to } = entries.find(({ kind }) => kind === 'outage.closed')!.data as {
    from: number
    to: number
  }
  expect([from]).toEqual(lastPulses)
  expect(to).toBeGreaterThanOrEqual(startedAt)
  expect(to).toBeLessThanOrEqual(runningAt)
})
