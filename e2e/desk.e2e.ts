// The moderator's desk: what it hears, what a break does to viewers, and what a single key may and may not
// do.
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type { Browser, Page } from 'playwright-core'
import { launchBrowser, readDisclosures, until, type Visitor, visit } from './browser.ts'
import { makeFakeCapture } from './media/fakeCapture.ts'
import { framesMove } from './media/screen.ts'
import { type Product, startProduct } from './product.ts'

let product: Product
let browser: Browser
let desk: Visitor
let viewer: Visitor
let speaker: Visitor
const session = '/sessions/heart-failure'

/** The loudest sound the page plays within two seconds: 0 for silence. */
const loudness = `(async () => {
  const audio = document.querySelector('audio[data-testid="sound"]')
  const stream = audio?.srcObject
  if (!stream || audio.paused || audio.muted || stream.getAudioTracks().length === 0) return 0
  const context = new AudioContext()
  const analyser = context.createAnalyser()
  context.createMediaStreamSource(stream).connect(analyser)
  const samples = new Float32Array(analyser.fftSize)
  let most = 0
  for (let i = 0; i < 40; i++) {
    await new Promise((resolve) => setTimeout(resolve, 50))
    analyser.getFloatTimeDomainData(samples)
    most = Math.max(most, ...samples.map(Math.abs))
  }
  await context.close()
  return most * audio.volume
})()`
const isHeard = async (page: Page): Promise<void> => {
  for (let i = 0; i < 10; i++) if (Number(await page.evaluate(loudness)) > 0.01) return
  throw new Error('nothing is heard')
}
const card = (text: string) => desk.page.locator('.desk-card').filter({ hasText: text })
async function ask(text: string): Promise<void> {
  await viewer.page.getByLabel('Ask a question').fill(text)
  await viewer.page.getByRole('button', { name: 'Send' }).click()
  await card(text).waitFor()
}

beforeAll(async () => {
  product = await startProduct({ servers: 2 })
  browser = await launchBrowser({ devices: makeFakeCapture() })
  desk = await visit(browser, await product.linkOf({ personId: 'moreau' }), {
    path: `${session}/desk`,
    width: 1440,
    height: 900,
    holdsBackSound: true,
  })
  speaker = await visit(browser, await product.linkOf({ personId: 'okafor' }, 1), {
    path: `${session}/green-room`,
  })
  await speaker.page.getByText('Microphone hears you').waitFor()
  await speaker.page.getByRole('button', { name: 'Go backstage' }).click()
  await speaker.page.getByText('You are backstage.').waitFor()
  await desk.page.getByRole('button', { name: 'Start the session' }).click()
  viewer = await visit(browser, await product.linkOf({ personId: 'clara' }, 1), {
    path: session,
    height: 1000,
  })
  await readDisclosures(viewer.page)
  await desk.page.getByRole('button', { name: 'Bring on Adaeze Okafor' }).click()
  await framesMove(viewer.page)
}, 120_000)

afterAll(async () => {
  await browser?.close()
  await product?.close()
})

test('each page has its own title, and a link leads to the heading of the page', async () => {
  const { page } = desk
  expect(await page.title()).toMatch(/^Desk – Heart failure in 2026 – /)
  expect(await viewer.page.title()).toMatch(/^Heart failure in 2026 – /)
  const other = await visit(browser, await product.linkOf({ personId: 'noah' }), {})
  await other.page.getByRole('link', { name: 'My credit' }).click()
  await until(
    other.page,
    `document.title.startsWith('My credit – ') && document.activeElement?.tagName === 'H1'`,
  )
  await other.page.getByRole('link', { name: 'Agenda' }).click()
  await until(
    other.page,
    `document.title.startsWith('Agenda – ') && document.activeElement?.tagName === 'H1'`,
  )
  await other.context.close()
})

test('the desk plays the talk, and says so if the browser blocks the sound', async () => {
  const { page } = desk
  // A page that nobody has pressed yet.
  await page.reload()
  await page.getByRole('button', { name: 'Turn the sound on' }).click()
  await isHeard(page)
  const level = page.getByRole('meter', { name: 'Level of the talk' })
  await until(page, `document.querySelector('meter').value > 0.2`)
  await page.getByRole('button', { name: 'Mute', exact: true }).click()
  expect(await page.evaluate(loudness)).toBe(0)
  // While muted here, the level still shows that there is sound.
  await until(page, `document.querySelector('meter').value > 0.2`)
  await page.getByRole('button', { name: 'Unmute', exact: true }).click()
  await isHeard(page)
  expect(await level.count()).toBe(1)
})

test('a break is dark and silent for viewers, says how long, and everyone is back after it', async () => {
  await isHeard(viewer.page)
  const track = `window.heard = document.querySelector('audio[data-testid="sound"]').srcObject.getAudioTracks()[0]`
  await viewer.page.evaluate(`${track}; 0`)
  await desk.page.getByRole('button', { name: 'Break', exact: true }).click()
  await desk.page.getByRole('menuitem', { name: '5 minutes', exact: true }).click()
  for (const { page } of [viewer, desk])
    await page
      .getByText(/^Break until \S+/)
      .first()
      .waitFor()
  await viewer.page.getByText(/^0?4:\d\d$/).waitFor()
  await speaker.page.getByText('Break. Viewers do not see or hear you').waitFor()
  await viewer.page.locator('video').first().waitFor({ state: 'detached' })
  expect(await viewer.page.evaluate(loudness)).toBe(0)
  expect(await viewer.page.evaluate(`window.heard.readyState`)).toBe('ended')
  // Not only on this page: newcomers get nothing either.
  await viewer.page.reload()
  await viewer.page.getByText(/^Break until /).waitFor()
  expect(await viewer.page.evaluate(loudness)).toBe(0)
  await ask('Is the dose the same in renal failure?')
  await desk.page.getByRole('button', { name: 'Go on', exact: true }).click()
  // The desk stayed throughout; the viewer has just come.
  for (const { page } of [viewer, desk]) {
    await framesMove(page)
    await isHeard(page)
  }
  await speaker.page.getByText('You are ON STAGE', { exact: true }).waitFor()
})

test('g, then p: the pinned question is the one on air', async () => {
  await ask('And in pregnancy?')
  const asked = 'Is the dose the same in renal failure?'
  await card(asked).getByRole('button', { name: asked, exact: true }).click()
  for (const key of ['a', 'g', 'p']) await desk.page.keyboard.press(key)
  const pinned = viewer.page.locator('.pinned-over')
  await pinned.getByText(asked).waitFor()
  await pinned.getByText('Being answered now').waitFor()
})

test('b takes a person off the stage, and u brings them back without a countdown', async () => {
  await desk.page.keyboard.press('b')
  await viewer.page.getByText('Waiting for the speaker').waitFor()
  await desk.page.getByText('Adaeze Okafor is off the stage.').waitFor()
  const countdown = desk.page.getByText(/^On in \d/).waitFor({ timeout: 4000 })
  const isCounted = countdown.then(
    () => true,
    () => false,
  )
  await desk.page.keyboard.press('u')
  await framesMove(viewer.page)
  expect(await isCounted).toBe(false)
})

test('the end closes questions and polls, and the desk offers what is left to do', async () => {
  const { page } = desk
  await page.getByRole('button', { name: 'New poll' }).click()
  await page.getByLabel('Question', { exact: true }).fill('Do you use it?')
  await page.getByLabel('Option 1', { exact: true }).fill('Yes')
  await page.getByLabel('Option 2', { exact: true }).fill('No')
  await page.getByRole('button', { name: 'Save and open now' }).click()
  await page
    .getByRole('region', { name: 'Open: polls' })
    .getByRole('heading', { name: 'Do you use it?' })
    .waitFor()
  await page.getByRole('button', { name: 'End', exact: true }).click()
  await page.getByRole('button', { name: 'End it for all' }).click()
  await page.getByText('Its questions and polls are closed.').waitFor()
  await page
    .getByRole('region', { name: 'Closed: polls' })
    .getByRole('heading', { name: 'Do you use it?' })
    .waitFor()
  await page.getByRole('region', { name: /^Live/ }).getByText('The question that is being answered').waitFor()
  for (const name of [/Close the questions/, /Bring on/, /^Break$/, /New poll/, /Show on stage/])
    expect(await page.getByRole('button', { name }).count()).toBe(0)
  await viewer.page.getByText('This session has ended.').waitFor()
  expect(
    [...desk.problems, ...viewer.problems].filter((text) => !/ERR_|status of [45]|WebSocket/.test(text)),
  ).toEqual([])
})
