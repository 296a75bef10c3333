// How long the office waits for a congress to come in from files: ten thousand people and five hundred
// sessions, from the upload to the last row applied; and what the server needs for it. The floor appends as
// many entries to a bare stream.
import { setTimeout as wait } from 'node:timers/promises'
import { startProduct } from '../../e2e/product.ts'
import { startRedis } from '../../scripts/testing/redis.ts'
import type { Bench, BenchOptions } from './bench.ts'
import type { BareRedis } from './floor/bareRedis.ts'
import { startHelper } from './helper.ts'
import { peopleFile, programFile, startOffice } from './tables/officeImports.ts'
import { residentMiB, watchPeak } from './tables/processMemory.ts'

/** A server is idle once it has been left alone this long, in ms. */
const idleMs = 3000
/** About what is stored of a person. */
const entryBytes = 600

interface Imported {
  seconds: number
  peakMiB: number
  growthMiB: number
}

async function importAll({ scope, say }: BenchOptions, people: number, sessions: number): Promise<Imported> {
  const redis = await scope.use(startRedis, (running) => running.close())
  const product = await scope.use(
    () => startProduct({ mediaNode: false, env: { REDIS_URL: redis.url } }),
    (running) => running.close(),
  )
  const importFile = await startOffice(product)
  await wait(idleMs)
  const pid = product.pid('server0')
  const idle = residentMiB(pid)
  const peak = watchPeak(pid)
  const startedAt = performance.now()
  await importFile('people', peopleFile(people, 'person'))
  const peakMiB = peak()
  if (sessions > 0) await importFile('program', programFile(sessions, Date.parse('2027-03-01T08:00:00Z')))
  const seconds = (performance.now() - startedAt) / 1000
  say(
    `${people} people and ${sessions} sessions: ${seconds.toFixed(1)} s, ${(peakMiB - idle).toFixed(0)} MiB above idle`,
  )
  return { seconds, peakMiB, growthMiB: peakMiB - idle }
}

export const importTables: Bench = {
  what: 'time and memory to import 10,000 people and 500 sessions from files',
  deadlineMinutes: 12,
  async run(options) {
    const [many, few, sessions] = options.quick ? [2000, 200, 50] : [10_000, 1000, 500]
    const little = await importAll(options, few, 0)
    const much = await importAll(options, many, sessions)
    const redis = await options.scope.use(startRedis, (running) => running.close())
    const floor = await startHelper<BareRedis>(options.scope, './floor/bareRedis.ts')
    await floor.ask('connect', redis.url)
    const bare = await floor.ask('append', { entries: many + sessions, bytes: entryBytes })
    return {
      metrics: {
        seconds: much.seconds,
        peakMiBAt10000: much.peakMiB,
        growthMiB: much.growthMiB,
        growthMiBAtFew: little.growthMiB,
        people: many,
        few,
        sessions,
      },
      floor: { seconds: bare },
      ratios: { memoryGrowth: much.growthMiB / little.growthMiB, seconds: much.seconds / bare },
    }
  },
}
