// How long the office waits for the audit pack of a course of twenty sessions that ten thousand people
// attended, and what the server needs for it: memory must not grow with people. The floor zips the same
// bytes.
import { setTimeout as wait } from 'node:timers/promises'
import type { Pack } from '@lectern/shared/audit'
import { startProduct } from '../../e2e/product.ts'
import { signIn } from '../../scripts/programClient.ts'
import { startRedis } from '../../scripts/testing/redis.ts'
import { readZip } from '../../server/src/testing/zip.ts'
import type { Bench, BenchOptions } from './bench.ts'
import { bareZip } from './floor/bareZip.ts'
import { holdCourse } from './tables/longCourse.ts'
import { residentMiB, watchPeak } from './tables/processMemory.ts'

const activityId = 'heart-failure-2026'
/** A server is idle once it has been left alone this long, in ms. */
const idleMs = 3000
const askMs = 100

interface MadePack {
  seconds: number
  peakMiB: number
  growthMiB: number
  file: Buffer
}

async function packFor({ scope, say }: BenchOptions, people: number, sessions: number): Promise<MadePack> {
  const redis = await scope.use(startRedis, (running) => running.close())
  const product = await scope.use(
    () => startProduct({ mediaNode: false, env: { REDIS_URL: redis.url } }),
    (running) => running.close(),
  )
  say(`${people} people attend ${sessions} sessions`)
  await holdCourse(redis.url, { conferenceId: 'cardiology', activityId, people, sessions })
  const cookie = await signIn(await product.linkOf({ personId: 'ito' }))
  const ask = (path: string, body?: object) =>
    fetch(product.addresses[0]! + path, {
      method: body ? 'POST' : 'GET',
      headers: { cookie, 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    })
  await wait(idleMs)
  const pid = product.pid('server0')
  const idle = residentMiB(pid)
  const peak = watchPeak(pid)
  const startedAt = performance.now()
  let answer = await ask(`/api/office/audit/${activityId}/packs`, { packId: 'bench' })
  for (;;) {
    const { packs } = (await answer.json()) as { packs: Pack[] }
    if (packs[0]!.state === 'ready') break
    if (packs[0]!.state !== 'making') throw new Error(`the pack is ${packs[0]!.state}`)
    await wait(askMs)
    answer = await ask(`/api/audit/${activityId}/packs`)
  }
  const seconds = (performance.now() - startedAt) / 1000
  const growthMiB = peak() - idle
  say(`${people} people: ${seconds.toFixed(1)} s, ${growthMiB.toFixed(0)} MiB above idle`)
  const file = Buffer.from(await (await ask(`/api/audit/${activityId}/packs/bench.zip`)).arrayBuffer())
  return { seconds, growthMiB, peakMiB: growthMiB + idle, file }
}

export const auditPack: Bench = {
  what: 'time and memory of the audit pack of 20 sessions that 10,000 people attended',
  deadlineMinutes: 12,
  async run(options) {
    const [many, few, sessions] = options.quick ? [1000, 100, 5] : [10_000, 1000, 20]
    const little = await packFor(options, few, sessions)
    const much = await packFor(options, many, sessions)
    const files = readZip(much.file)
    const bytes = [...files.values()].reduce((sum, { length }) => sum + length, 0)
    const bare = await bareZip(files)
    return {
      metrics: {
        secondsAt10000: (much.seconds * 10_000) / many,
        seconds: much.seconds,
        peakMiB: much.peakMiB,
        growthMiB: much.growthMiB,
        growthMiBAtFew: little.growthMiB,
        megabytes: bytes / 1e6,
        packedMegabytes: much.file.length / 1e6,
        people: many,
        few,
        sessions,
      },
      floor: { seconds: bare },
      ratios: { memoryGrowth: much.growthMiB / little.growthMiB, seconds: much.seconds / bare },
    }
  },
}
