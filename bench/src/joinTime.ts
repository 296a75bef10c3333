// Measures from the press on a session's link in the agenda to its first frame on the screen.
import { setTimeout as wait } from 'node:timers/promises'
import type { Bench, Figures } from './bench.ts'
import { type JoinTimes, joinSteps, traceJoin } from './browser/traceJoin.ts'
import { type Stage, startStages } from './stages.ts'
import { compareTimes, median } from './statistics.ts'

/** Longer than any first frame may take, in ms. */
const joinMs = 20_000
/** Between two joins, in ms, so that the keyframe requested by one never serves another. */
const restMs = 1000

/** One join, by a page newly opened and idle. */
async function join({ viewer, address, door }: Stage): Promise<JoinTimes> {
  const page = await viewer.newPage()
  try {
    await page.goto(address)
    await page.locator(door).waitFor()
    await page.waitForLoadState('networkidle')
    await page.locator(door).click()
    const late = wait(joinMs, undefined, { ref: false }).then(() => {
      throw new Error(`no frame within ${joinMs / 1000} s at ${address}`)
    })
    return await Promise.race([page.evaluate(() => window.joined), late])
  } finally {
    await page.close()
    await wait(restMs)
  }
}

const firstFrames = (joins: readonly JoinTimes[]): number[] => joins.map(({ firstFrame }) => firstFrame!)

/** The median time of each step. */
const timeline = (joins: readonly JoinTimes[]): Figures =>
  Object.fromEntries(
    joinSteps.flatMap((step) => {
      const times = joins.map((times) => times[step]).filter((time) => time !== undefined)
      return times.length > 0 ? [[`${step}Ms`, median(times)]] : []
    }),
  )

export const joinTime: Bench = {
  what: 'press on a session in the agenda to the first frame on the screen',
  deadlineMinutes: 10,
  async run(options) {
    const { quick, say } = options
    const stages = await startStages(options)
    for (const { viewer } of Object.values(stages)) await viewer.addInitScript(traceJoin)
    // The first join on each side finds nothing compiled or cached, unlike all later ones.
    for (const side of ['product', 'floor'] as const) await join(stages[side])

    const rounds = quick ? 4 : 30
    const joins = { product: [] as JoinTimes[], floor: [] as JoinTimes[] }
    for (let round = 1; round <= rounds; round++) {
      const sides = ['product', 'floor'] as const
      for (const side of round % 2 === 1 ? sides : sides.toReversed())
        joins[side].push(await join(stages[side]))
      const [product, floor] = [joins.product, joins.floor].map((all) => all.at(-1)!.firstFrame!.toFixed(0))
      say(`join ${round} of ${rounds}: Lectern ${product} ms, floor ${floor} ms`)
    }
    const { metrics, floor, ratios } = compareTimes(firstFrames(joins.product), firstFrames(joins.floor))
    return {
      metrics: { ...metrics, ...timeline(joins.product), joins: rounds },
      floor: { ...floor, ...timeline(joins.floor), joins: rounds },
      ratios,
    }
  },
}
