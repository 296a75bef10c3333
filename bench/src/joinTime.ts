// Measures from the press on a session's link in the agenda to its first frame on the screen.
import { setTimeout as wait } from 'node:timers/promises'
import type { Bench, Figures } from './bench.ts'
import { slowProcessor } from './browser/slowDevice.ts'
import { type JoinTimes, joinSteps, traceJoin } from './browser/traceJoin.ts'
import { inTime } from './inTime.ts'
import { type Stage, startStages } from './stages.ts'
import { compareTimes, median } from './statistics.ts'

/** Longer than any first frame may take, in ms. */
const joinMs = 20_000
/** Between two joins, in ms, so that the keyframe requested by one never serves another. */
const restMs = 1000

const sides = ['product', 'floor'] as const
type Joins = Record<(typeof sides)[number], JoinTimes[]>

/**
 * One join, by a page newly opened and idle. `isSlow`: with the processor throttled from before the press.
 */
async function join({ viewer, address, door }: Stage, isSlow: boolean): Promise<JoinTimes> {
  const page = await viewer.newPage()
  try {
    await page.goto(address)
    await page.locator(door).waitFor()
    await page.waitForLoadState('networkidle')
    if (isSlow) await slowProcessor(page)
    await page.locator(door).click()
    return await inTime(joinMs, `no frame at ${address}`, () => page.evaluate(() => window.joined))
  } finally {
    await page.close()
    await wait(restMs)
  }
}

const firstFrames = (joins: readonly JoinTimes[]): number[] => joins.map(({ firstFrame }) => firstFrame!)

/** The median time of each step. */
const timeline = (joins: readonly JoinTimes[], suffix: string): Figures =>
  Object.fromEntries(
    joinSteps.flatMap((step) => {
      const times = joins.map((times) => times[step]).filter((time) => time !== undefined)
      return times.length > 0 ? [[`${step}${suffix}Ms`, median(times)]] : []
    }),
  )

export const joinTime: Bench = {
  what: 'press on a session in the agenda to the first frame on the screen',
  deadlineMinutes: 15,
  async run(options) {
    const { quick, say } = options
    const stages = await startStages(options)
    for (const side of sides) await stages[side].viewer.addInitScript(traceJoin)
    // The first join on each side finds nothing compiled or cached, unlike all later ones.
    for (const side of sides) await join(stages[side], false)

    const joins: Joins = { product: [], floor: [] }
    const slowJoins: Joins = { product: [], floor: [] }
    const rounds = quick ? 4 : 30
    const slowRounds = quick ? 4 : 20
    for (let round = 1; round <= rounds + slowRounds; round++) {
      // Spread evenly over the run, so that both kinds meet the same machine.
      const isSlow = Math.floor((round * slowRounds) / (rounds + slowRounds)) > slowJoins.product.length
      const into = isSlow ? slowJoins : joins
      for (const side of round % 2 === 1 ? sides : sides.toReversed())
        into[side].push(await join(stages[side], isSlow))
      const [product, floor] = sides.map((side) => into[side].at(-1)!.firstFrame!.toFixed(0))
      const kind = isSlow ? 'slow join' : 'join'
      say(`${kind} ${round} of ${rounds + slowRounds}: Lectern ${product} ms, floor ${floor} ms`)
    }
    const usual = compareTimes(firstFrames(joins.product), firstFrames(joins.floor))
    const slow = compareTimes(firstFrames(slowJoins.product), firstFrames(slowJoins.floor))
    const figuresOf = (side: (typeof sides)[number], key: 'metrics' | 'floor'): Figures => ({
      ...usual[key],
      p50ThrottledMs: slow[key].p50Ms,
      p95ThrottledMs: slow[key].p95Ms,
      ...timeline(joins[side], ''),
      ...timeline(slowJoins[side], 'Throttled'),
      joins: rounds,
      joinsThrottled: slowRounds,
    })
    return {
      metrics: figuresOf('product', 'metrics'),
      floor: figuresOf('floor', 'floor'),
      ratios: { ...usual.ratios, p50Throttled: slow.ratios.p50, p95Throttled: slow.ratios.p95 },
    }
  },
}
