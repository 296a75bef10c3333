// Measures from a frame at the speaker's camera to the same frame on a viewer's screen.
import { frameCounterScript } from '../../e2e/media/frameCounter.ts'
import type { Bench } from './bench.ts'
import { watchFrames } from './browser/watchFrames.ts'
import { frameLatencies } from './frameLatency.ts'
import { type Stage, startStages } from './stages.ts'
import { compareTimes, median } from './statistics.ts'

const atSpeaker = {
  selector: 'video[aria-label="Your own picture"], body[data-sending] video',
  time: 'captureTime',
} as const
const atViewer = { selector: 'video', time: 'expectedDisplayTime' } as const

async function openViewer({ viewer, speaker, address, door }: Stage) {
  const page = await viewer.newPage()
  await page.goto(address)
  await page.locator(door).click()
  await page.locator(atViewer.selector).waitFor()
  for (const each of [speaker, page]) await each.evaluate(frameCounterScript())
  return {
    /** The speaker is watched for longer than the viewer: frames the viewer sees were captured earlier. */
    async latencies(ms: number): Promise<number[]> {
      const taken = speaker.evaluate(watchFrames, { ...atSpeaker, ms: ms + 2000 })
      await page.waitForTimeout(1000)
      const shown = await page.evaluate(watchFrames, { ...atViewer, ms })
      return frameLatencies(await taken, shown)
    },
  }
}

export const stageLatency: Bench = {
  what: 'a frame at the speaker’s camera to the same frame on a viewer’s screen',
  deadlineMinutes: 10,
  async run(options) {
    const { quick, say } = options
    const stages = await startStages(options)
    // The product plays picture and sound in sync, and the picture waits for the sound; so does the floor's
    // page.
    const floorStage = { ...stages.floor, address: `${stages.floor.address}?sound` }
    const viewers = { product: await openViewer(stages.product), floor: await openViewer(floorStage) }
    // Bandwidth estimates start low; until they have grown, a smaller picture is sent.
    await stages.product.speaker.waitForTimeout(quick ? 4000 : 15_000)

    const rounds = quick ? 2 : 10
    const windowMs = quick ? 3000 : 6000
    const all = { product: [] as number[], floor: [] as number[] }
    for (let round = 1; round <= rounds; round++) {
      const sides = ['product', 'floor'] as const
      for (const side of round % 2 === 1 ? sides : sides.toReversed()) {
        const latencies = await viewers[side].latencies(windowMs)
        all[side].push(...latencies)
        const middle = median(latencies).toFixed(1)
        say(`${side} ${round} of ${rounds}: ${latencies.length} frames, median ${middle} ms`)
      }
    }
    const { metrics, floor, ratios } = compareTimes(all.product, all.floor)
    return {
      metrics: { ...metrics, frames: all.product.length },
      floor: { ...floor, frames: all.floor.length },
      ratios,
    }
  },
}
