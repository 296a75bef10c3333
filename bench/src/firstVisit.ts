// Measures a person's first visit on a slow device: from the personal link to the first frame of an
// accredited session, with both presses on the way made at once.
import type { Browser, BrowserContext, Page } from 'playwright-core'
import type { Bench, Figures } from './bench.ts'
import { countBytes, slowDevice } from './browser/slowDevice.ts'
import { traceVisit, type VisitTimes, visitSteps } from './browser/traceVisit.ts'
import { inTime } from './inTime.ts'
import { startStages } from './stages.ts'
import { median, ratiosOf } from './statistics.ts'

/** Longer than any visit may take, in ms. */
const visitMs = 60_000

interface Visit {
  times: VisitTimes
  bytes: number
}

/** The whole visit, by a browser that has never been there. */
async function visit(browser: Browser, address: string): Promise<Visit> {
  const context = await browser.newContext()
  try {
    await context.addInitScript(traceVisit)
    const page = await context.newPage()
    const bytesSoFar = countBytes(await slowDevice(page))
    await page.goto(address, { waitUntil: 'commit' })
    return await inTime(visitMs, `no frame at ${address}`, async () => {
      const times = await frameOf(page)
      return { times, bytes: bytesSoFar() }
    })
  } finally {
    await close(context)
  }
}

/** A document that is left takes its promise with it: the next one is asked then. */
async function frameOf(page: Page): Promise<VisitTimes> {
  for (;;) {
    const times = await page
      .evaluate(() => window.visited)
      .catch((error: unknown) => {
        if (page.isClosed()) throw error
      })
    if (times) return times
    await page.waitForLoadState('domcontentloaded')
  }
}

const close = (context: BrowserContext) => context.close()

const timeline = (visits: readonly Visit[]): Figures =>
  Object.fromEntries(
    visitSteps.flatMap((step) => {
      const times = visits.map(({ times }) => times[step]).filter((time) => time !== undefined)
      return times.length > 0 ? [[`${step}Ms`, median(times)]] : []
    }),
  )

const figures = (visits: readonly Visit[]) => ({
  firstVisitMs: median(visits.map(({ times }) => times.firstFrame!)),
  bytesBeforeFrame: median(visits.map(({ bytes }) => bytes)),
})

export const firstVisit: Bench = {
  what: 'personal link to the first frame of an accredited session, on a slow device with an empty cache',
  deadlineMinutes: 10,
  async run(options) {
    const { quick, say } = options
    const { browser, product, floor } = await startStages(options)
    const rounds = quick ? 3 : 12
    const visits = { product: [] as Visit[], floor: [] as Visit[] }
    for (let round = 1; round <= rounds; round++) {
      visits.product.push(await visit(browser, await product.invitation()))
      visits.floor.push(await visit(browser, `${floor.address}?now`))
      const [own, least] = [visits.product, visits.floor].map((all) => all.at(-1)!)
      say(
        `visit ${round} of ${rounds}: Lectern ${own!.times.firstFrame!.toFixed(0)} ms, ${own!.bytes} bytes; ` +
          `floor ${least!.times.firstFrame!.toFixed(0)} ms, ${least!.bytes} bytes`,
      )
    }
    const [metrics, least] = [figures(visits.product), figures(visits.floor)]
    const { firstVisitMs, bytesBeforeFrame } = ratiosOf(['firstVisitMs', 'bytesBeforeFrame'], metrics, least)
    return {
      metrics: { ...metrics, ...timeline(visits.product), visits: rounds },
      floor: { ...least, ...timeline(visits.floor), visits: rounds },
      ratios: { firstVisit: firstVisitMs, bytes: bytesBeforeFrame },
    }
  },
}
