// The moderators' desk with few and many questions: from a key on one moderator's page to the change on the
// other's screen, and frames dropped while a column is scrolled. The floor scrolls as many plain rows.
import { setTimeout as wait } from 'node:timers/promises'
import type { Page } from 'playwright-core'
import { launchBrowser, visit } from '../../e2e/browser.ts'
import { type Product, startProduct } from '../../e2e/product.ts'
import type { Bench, BenchOptions, Figures } from './bench.ts'
import { firstQuestions, notePresses, scrollFor, watchMark } from './browser/watchDesk.ts'
import { CrowdSocket } from './crowd/crowdSocket.ts'
import { behindProxy, signInPeople } from './crowd/people.ts'
import { inFlight } from './inFlight.ts'
import { percentile } from './statistics.ts'

const sessionId = 'heart-failure'
const sizes = [30, 300, 1000]
/** One person may ask this many questions a minute. */
const asksEach = 5
const atOnce = 16
/** Changes are sent at most four times a second; one after a rest is sent at once. */
const restMs = 400
/** Rows on which keys are pressed: those that both pages show. */
const rows = 8
const lateMs = 10_000

interface Desks {
  product: Product
  /** Where keys are pressed. */
  one: Page
  /** Where the change is awaited. */
  other: Page
  floor: Page
}

async function startDesks({ scope, say }: BenchOptions): Promise<Desks> {
  say('starting the product and a browser')
  const product = await scope.use(
    () => startProduct({ env: behindProxy }),
    (running) => running.close(),
  )
  const browser = await scope.use(
    () => launchBrowser(),
    (running) => running.close(),
  )
  const open = async (personId: string) => {
    const path = `/sessions/${sessionId}/desk`
    const size = { width: 1440, height: 900 }
    return (await visit(browser, await product.linkOf({ personId }), { path, ...size })).page
  }
  const one = await open('moreau')
  await one.evaluate(notePresses)
  return { product, one, other: await open('ito'), floor: await browser.newPage() }
}

/** Asks until the queue has this many questions. */
async function ask(product: Product, from: number, to: number): Promise<void> {
  const count = to - from
  const cookies = await signInPeople(product, `asker-${to}`, Math.ceil(count / asksEach))
  const askers: CrowdSocket[] = []
  await inFlight(cookies.length, atOnce, async (index) => {
    askers[index] = await CrowdSocket.open(product.addresses[0]!, cookies[index]!)
  })
  await inFlight(count, atOnce, async (index) => {
    const text = `Question ${from + index}: which of the four medicines would you start first, and at what dose?`
    await askers[Math.floor(index / asksEach)]!.send('questions.ask', { sessionId, text })
  })
}

/** From the key to the other screen, in ms. */
async function keyTime({ one, other }: Desks, questionId: string): Promise<number> {
  await other.evaluate(watchMark, questionId)
  await one.keyboard.press('x')
  const late = wait(lateMs, undefined, { ref: false }).then(() => {
    throw new Error('the other desk did not show the change')
  })
  const markedAt = await Promise.race([other.evaluate(() => window.markedAt), late])
  return markedAt - (await one.evaluate(() => window.pressedAt))
}

async function keyTimes(desks: Desks, presses: number): Promise<number[]> {
  const { one } = desks
  const ids = await one.evaluate(firstQuestions, rows)
  const times: number[] = []
  for (let n = 0; n < presses; n++) {
    // The cursor begins on the first question, and goes through the rows again and again.
    const questionId = ids[n % rows]!
    await one.locator(`[data-question="${questionId}"] .question-text`).click()
    await wait(restMs)
    times.push(await keyTime(desks, questionId))
  }
  return times
}

async function showFloor(page: Page, count: number): Promise<void> {
  const row = '<li style="height:63px;border-bottom:1px solid #ddd">Which of the four medicines first?</li>'
  await page.setContent(
    `<div id="list" style="height:640px;width:360px;overflow-y:auto"><ul style="margin:0">${row.repeat(count)}</ul></div>`,
  )
}

export const desk: Bench = {
  what: 'a key on one moderator’s desk to the change on another’s screen, and scrolling, by number of questions',
  deadlineMinutes: 15,
  async run(options) {
    const { quick, say } = options
    const [presses, ms, rounds] = quick ? [10, 1500, 1] : [60, 5000, 4]
    const desks = await startDesks(options)
    const metrics: Figures = {}
    const floor: Figures = {}
    let asked = 0
    for (const size of sizes) {
      await ask(desks.product, asked, size)
      asked = size
      for (const page of [desks.one, desks.other])
        await page.getByRole('tab', { name: `Incoming ${size}` }).waitFor()
      await showFloor(desks.floor, size)
      const times = await keyTimes(desks, presses)
      const dropped = { product: [] as number[], floor: [] as number[] }
      for (let round = 0; round < rounds; round++) {
        await desks.other.bringToFront()
        dropped.product.push(await desks.other.evaluate(scrollFor, { selector: '.desk-scroll', ms }))
        await desks.floor.bringToFront()
        dropped.floor.push(await desks.floor.evaluate(scrollFor, { selector: '#list', ms }))
      }
      metrics[`p50KeyMsAt${size}`] = percentile(times, 0.5)
      metrics[`p95KeyMsAt${size}`] = percentile(times, 0.95)
      metrics[`droppedFramesAt${size}`] = percentile(dropped.product, 0.5)
      floor[`droppedFramesAt${size}`] = percentile(dropped.floor, 0.5)
      say(
        `${size} questions: p95 ${metrics[`p95KeyMsAt${size}`]!.toFixed(0)} ms, dropped ` +
          `${metrics[`droppedFramesAt${size}`]!.toFixed(1)}% (floor ${floor[`droppedFramesAt${size}`]!.toFixed(1)}%)`,
      )
    }
    const [least, most] = [sizes[0]!, sizes.at(-1)!]
    return {
      metrics: {
        ...metrics,
        p95KeyMs: metrics[`p95KeyMsAt${most}`]!,
        droppedFrames: metrics[`droppedFramesAt${most}`]!,
        questions: most,
      },
      floor: { ...floor, droppedFrames: floor[`droppedFramesAt${most}`]! },
      ratios: { growth: metrics[`p95KeyMsAt${most}`]! / metrics[`p95KeyMsAt${least}`]! },
    }
  },
}
