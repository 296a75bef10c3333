// Devices that go away, media that the browser pauses, the Back button: the product on ordinary machines.
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type { Browser, Page } from 'playwright-core'
import { launchBrowser, readDisclosures, until, type Visitor, visit } from './browser.ts'
import { makeFakeCapture } from './media/fakeCapture.ts'
import { framesMove } from './media/screen.ts'
import { type Product, startProduct } from './product.ts'

const sessionPath = '/sessions/heart-failure'

/** Shows the test what the page has opened and requested. */
const watchDevices = `{
  const get = MediaDevices.prototype.getUserMedia
  window.opened = []
  MediaDevices.prototype.getUserMedia = async function (constraints) {
    const stream = await get.call(this, constraints)
    window.opened.push(...stream.getTracks())
    return stream
  }
  window.locks = 0
  WakeLock.prototype.request = async () => {
    window.locks++
    return Object.assign(new EventTarget(), { released: false, release: async () => undefined })
  }
}`

/** A browser that cannot measure the microphone, like Firefox with a headset of another sample rate. */
const refuseLevels = `AudioContext.prototype.createMediaStreamSource = () => {
  throw new DOMException('Connecting AudioNodes from AudioContexts with different sample-rate', 'NotSupportedError')
}`

/** Unplugs the device behind the newest track of this kind. */
const pullOut = (kind: 'audio' | 'video') => `{
  const track = window.opened.filter(({ kind, readyState }) => kind === '${kind}' && readyState === 'live').at(-1)
  track.stop()
  track.dispatchEvent(new Event('ended'))
  navigator.mediaDevices.dispatchEvent(new Event('devicechange'))
}`

/** The voice that the page sends now is audible. */
const isLive = (page: Page) =>
  page.evaluate(`window.opened.some(({ kind, readyState, enabled }) =>
    kind === 'audio' && readyState === 'live' && enabled)`)

let product: Product
let browser: Browser
let speaker: Visitor
let moderator: Visitor
let clinician: Visitor

beforeAll(async () => {
  product = await startProduct()
  browser = await launchBrowser({ devices: makeFakeCapture(), backForwardCache: true })
  const as = (who: 'speaker' | 'moderator') => product.linkOf({ sessionId: 'heart-failure', as: who })
  speaker = await visit(browser, await as('speaker'), {
    path: `${sessionPath}/green-room`,
    initScript: watchDevices + refuseLevels,
  })
  moderator = await visit(browser, await as('moderator'), { path: `${sessionPath}/desk` })
  clinician = await visit(browser, await product.linkOf({ personId: 'clara' }), {
    path: sessionPath,
    initScript: watchDevices,
  })
  // No cache may keep the document of a personal link, so Back loads such a page again.
  for (const { page } of [speaker, clinician]) await page.reload()
}, 60_000)

afterAll(async () => {
  await browser?.close()
  await product?.close()
})

test('a speaker whose level cannot be measured comes on stage, and a clinician watches with the screen kept on', async () => {
  const { page } = speaker
  await page.getByText('cannot show the level').waitFor()
  await page.getByText('Microphone is on').waitFor()
  await page.getByRole('button', { name: 'Go backstage' }).click()
  await readDisclosures(clinician.page)
  await moderator.page.getByRole('button', { name: 'Start the session' }).click()
  await moderator.page.getByRole('button', { name: 'Bring on Adaeze Okafor' }).click()
  await page.getByText('You are ON STAGE').waitFor()
  await framesMove(clinician.page)
  await until(clinician.page, 'window.locks > 0')
  await until(page, 'window.locks > 0')
  await clinician.page.getByLabel('Connection: good').waitFor()
})

test("when a muted speaker's microphone is replaced, nobody hears the new one before a press", async () => {
  const { page } = speaker
  await page.getByRole('button', { name: 'Mute' }).click()
  await page.evaluate(pullOut('audio'))
  await page.getByText('Your microphone is gone: no one hears you.').waitFor()
  await moderator.page.getByText('Lost: microphone').first().waitFor()
  await page.getByRole('button', { name: /^Use Fake/ }).click()
  await moderator.page.getByText('Lost: microphone').first().waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'Unmute' }).waitFor()
  expect(await isLive(page)).toBe(false)
  await page.getByRole('button', { name: 'Unmute' }).click()
  await page.getByRole('button', { name: 'Mute', exact: true }).waitFor()
  expect(await isLive(page)).toBe(true)
})

test('unplugging a camera leaves the name for viewers, and the next camera brings the picture back', async () => {
  const { page } = speaker
  await page.evaluate(pullOut('video'))
  await clinician.page.locator('.tile-initials').waitFor()
  await page.getByRole('button', { name: /^Use / }).click()
  await framesMove(clinician.page)
})

const pauseAll = `for (const element of document.querySelectorAll('audio, video')) element.pause()`
const allPlay = `[...document.querySelectorAll('audio, video')].every(({ paused, srcObject }) => srcObject && !paused)`

test('sound and picture paused by the browser are played again at once', async () => {
  const { page } = clinician
  await page.evaluate(pauseAll)
  await until(page, allPlay)
  await framesMove(page)
})

test('media that may not be played again is announced, does not count, and comes back with a press', async () => {
  const { page } = clinician
  await page.getByText('Counting', { exact: true }).waitFor()
  await page.evaluate(`{
    const play = HTMLMediaElement.prototype.play
    HTMLMediaElement.prototype.play = () => Promise.reject(new DOMException('', 'NotAllowedError'))
    window.allow = () => { HTMLMediaElement.prototype.play = play }
    ${pauseAll}
  }`)
  const button = page.getByRole('button', { name: 'Turn the sound on' })
  await button.waitFor()
  await page.getByText('Not counting:').waitFor()
  await page.getByLabel('Connection: nothing is shown or played').waitFor()
  await page.evaluate('window.allow()')
  await button.click()
  await until(page, allPlay)
  await button.waitFor({ state: 'detached' })
  await page.getByText('Counting', { exact: true }).waitFor()
})

/** Leaves for another page and returns with the Back button; returns whether the page was kept. */
async function leaveAndGoBack(page: Page): Promise<boolean> {
  await page.evaluate(`window.kept = true`)
  await page.goto(`${product.addresses[0]}/healthz`)
  await page.evaluate('history.back()').catch(() => undefined)
  // A page restored from memory does not load.
  await page.waitForURL(/sessions/, { waitUntil: 'commit' })
  return Boolean(await page.evaluate('window.kept'))
}

test('after Back the clinician sees, hears and counts again', async () => {
  const { page } = clinician
  expect(await leaveAndGoBack(page)).toBe(true)
  await framesMove(page)
  await until(page, allPlay)
  await page.getByLabel('Connection: good').waitFor()
  await page.getByText('Counting', { exact: true }).waitFor()
})

test('after Back the speaker is there again with the devices, still muted, and can be brought on', async () => {
  const { page } = speaker
  await page.getByRole('button', { name: 'Mute', exact: true }).click()
  await page.getByRole('button', { name: 'Unmute' }).waitFor()
  expect(await leaveAndGoBack(page)).toBe(true)
  await page.getByText(/^You are backstage/).waitFor()
  await moderator.page.getByRole('button', { name: /^Bring on Adaeze Okafor/ }).click()
  await page.getByText('You are ON STAGE').waitFor()
  await framesMove(clinician.page)
  await page.getByRole('button', { name: 'Unmute' }).waitFor()
  expect(await isLive(page)).toBe(false)
})
