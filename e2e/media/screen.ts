// What a page's screen shows: read from its pixels.
import type { Page } from 'playwright-core'
import { frameCounterScript } from './frameCounter.ts'

/** The stage's largest picture. */
const picture = 'figure[data-testid="tile"] video'
const patienceMs = 20_000

/** Resolves with the number of a frame that the screen shows and did not show at first: the picture moves. `of` is its selector. */
export async function framesMove(page: Page, of = picture): Promise<number> {
  await page.evaluate(frameCounterScript())
  return page.evaluate(`(async () => {
    let first = null
    for (const deadline = performance.now() + ${patienceMs}; performance.now() < deadline; ) {
      const video = document.querySelector(${JSON.stringify(of)})
      const frame = video && readFrame(video)
      if (frame !== null && first !== null && frame !== first) return frame
      first ??= frame
      await new Promise((resolve) => setTimeout(resolve, 40))
    }
    throw new Error('the picture does not move')
  })()`)
}

/** The width (px) of the picture as it arrives, once `isRight` says so of it. */
export async function shownWidth(page: Page, isRight = (width: number) => width > 0): Promise<number> {
  for (const deadline = Date.now() + patienceMs; Date.now() < deadline; ) {
    const width = Number(await page.evaluate(`document.querySelector('${picture}')?.videoWidth ?? 0`))
    if (isRight(width)) return width
    await page.waitForTimeout(100)
  }
  throw new Error('the picture never had that width')
}
