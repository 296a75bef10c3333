// Redis' clock decides: a server with a wrong clock says so, stands aside, and harms nobody.
import { expect, test } from '@jest/globals'
import { keys } from '@lectern/shared/keys'
import { memoryLog } from '../../../scripts/testing/log.ts'
import type { LecternServer } from '../createServer.ts'
import { startServers } from '../testing/servers.ts'

const log = memoryLog()
/** How far the wrong server's clock is ahead, in ms. */
let ahead = 60_000
const { connection: own, start } = await startServers({ servers: 0, settings: { LECTERN_EXAMPLE: '0' } })
const good = await start({}, { wall: Date.now })
const wrong = await start({}, { wall: () => Date.now() + ahead, into: log.log })

async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 50))
}
const pulses = () => own.hlen(keys.serverPulses())
async function clockCheckOf({ address }: LecternServer): Promise<string | undefined> {
  const answer = await fetch(`${address}/readyz`)
  const { failing = [] } = (await answer.json()) as { failing?: { name: string; code: string }[] }
  return failing.find(({ name }) => name === 'clock')?.code
}

/** Levels of what was logged about the clock: it is compared once a second, later than pulses begin or stop. */
const logged = () => log.lines.filter(({ msg }) => String(msg).includes('clock')).map(({ level }) => level)

test('it is not ready, sends no pulse, records no outage and declares no living node dead; it takes part once it agrees', async () => {
  await own
    .multi()
    // A node whose clock is a minute slow: its announcement lives by Redis' clock.
    .set(keys.node('living'), '{}', 'PX', 60_000)
    .zadd(keys.nodes(), Date.now() - 60_000, 'living')
    .zadd(keys.nodes(), Date.now() - 60_000, 'dead')
    .exec()
  expect(await clockCheckOf(wrong)).toBe('clock_differs')
  expect(await clockCheckOf(good)).toBeUndefined()
  await until(async () => (await own.zscore(keys.nodes(), 'dead')) === null)
  expect(await pulses()).toBe(1)

  ahead = 500
  await until(async () => (await pulses()) === 2)
  expect(await clockCheckOf(wrong)).toBeUndefined()
  await until(async () => logged().length === 2)
  // Set back while it runs.
  ahead = -300_000
  await until(async () => (await pulses()) === 1)
  await until(async () => (await clockCheckOf(wrong)) === 'clock_differs')
  await until(async () => logged().length === 3)
  ahead = 8000
  await new Promise((resolve) => setTimeout(resolve, 1500))
  expect(await pulses()).toBe(1)
  ahead = 0
  await until(async () => (await pulses()) === 2)

  expect(await own.zscore(keys.nodes(), 'living')).not.toBeNull()
  expect(await own.hgetall(keys.outages())).toEqual({})
  await until(async () => logged().length === 4)
  expect(logged()).toEqual([50, 30, 50, 30])
})
