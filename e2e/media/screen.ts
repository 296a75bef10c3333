// What a page's screen shows, read from its pixels.
import { frameCounterScript } from './frameCounter.ts'

/** The stage's largest picture. */
const picture = 'figure[data-testid="tile"] video'
const patienceMs = 20_000

/** A page of Chromium or of Firefox. */
interface Screen {
  evaluate(expression: string): Promise<unknown>
}

/** Resolves to the number of a newly shown frame: the picture moves. `of` is its selector. */
export async function framesMove(page: Screen, of = picture): Promise<number> {
  await page.evaluate(frameCounterScript())
  return Number(
    await page.evaluate(`(async () => {
    let first = null
    for (const deadline = performance.now() + ${patienceMs}; performance.now() < deadline; ) {
      const video = document.querySelector(${JSON.stringify(of)})
      const frame = video && readFrame(video)
      if (frame !== null && first !== null && frame !== first) return frame
      first ??= frame
      await new Promise((resolve) => setTimeout(resolve, 40))
    }
    throw new Error('the picture does not move')
  })()`),
  )
}

/** For a video without frame numbers: resolves once its mean colour changes. */
export async function coloursMove(page: Screen): Promise<void> {
  await page.evaluate(`(async () => {
    const context = document.createElement('canvas').getContext('2d', { willReadFrequently: true })
    const seen = new Set()
    for (const deadline = performance.now() + ${patienceMs}; performance.now() < deadline; ) {
      const video = document.querySelector(${JSON.stringify(picture)})
      if (video?.videoWidth) {
        context.drawImage(video, 0, 0, 1, 1)
        seen.add(context.getImageData(0, 0, 1, 1).data.map((value) => value >> 4).join())
        if (seen.size > 1) return
      }
      await new Promise((resolve) => setTimeout(resolve, 40))
    }
    throw new Error('the picture does not change: ' + [...seen].join(' '))
  })()`)
}

/** The width (px) of the received picture, once `isRight` accepts it. */
export async function shownWidth(page: Screen, isRight = (width: number) => width > 0): Promise<number> {
  for (const deadline = Date.now() + patienceMs; Date.now() < deadline; ) {
    const width = Number(await page.evaluate(`document.querySelector('${picture}')?.videoWidth ?? 0`))
    if (isRight(width)) return width
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error('the picture never had that width')
}
