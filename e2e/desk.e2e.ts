// The moderator's desk: what it hears, what a break does to viewers, and what a single key may and may not
// do.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Browser, Page } from 'playwright-core'
import { connect } from '../scripts/programClient.ts'
import {
  boxAtRest,
  launchBrowser,
  objections,
  readDisclosures,
  until,
  type Visitor,
  visit,
} from './browser.ts'
import { sticksOut } from './checks.ts'
import { type FilledDesk, fillDesk, filledDesk } from './filledDesk.ts'
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
  await other.page.getByRole('link', { name: 'My credit', exact: true }).click()
  await until(
    other.page,
    `document.title.startsWith('My credit – ') && document.activeElement?.tagName === 'H1'`,
  )
  await other.page.getByRole('link', { name: 'Agenda', exact: true }).click()
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
  await desk.page.getByRole('button', { name: 'Resume', exact: true }).click()
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

test('a key lays out the stage, opens the breaks and a new poll, and nothing while single keys are off', async () => {
  const { page } = desk
  const layout = page.getByRole('group', { name: 'Layout' })
  await page.keyboard.press('3')
  await layout.getByRole('button', { name: 'Slides', pressed: true }).waitFor()
  await page.keyboard.press('1')
  await layout.getByRole('button', { name: 'Automatic layout', pressed: true }).waitFor()
  await page.keyboard.press('Shift+P')
  await page.getByRole('menuitem', { name: '15 minutes', exact: true }).waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('menu').waitFor({ state: 'detached' })
  await page.keyboard.press('n')
  await page.getByRole('region', { name: 'New poll' }).waitFor()
  await page.getByRole('button', { name: 'Discard' }).click()
  await page.keyboard.press('?')
  const keys = page.getByRole('dialog', { name: 'Keyboard shortcuts' })
  await keys.getByRole('switch', { name: 'Single keys act' }).press('Space')
  await page.keyboard.press('Escape')
  await keys.waitFor({ state: 'detached' })
  await page.keyboard.press('n')
  expect(await page.getByRole('region', { name: 'New poll' }).count()).toBe(0)
  expect(await page.locator('.session-desk kbd').count()).toBe(0)
  await page.getByRole('button', { name: 'Keyboard shortcuts' }).click()
  await keys.getByRole('switch', { name: 'Single keys act' }).press('Space')
  await page.keyboard.press('Escape')
  await keys.waitFor({ state: 'detached' })
})

test('a cue is large for the speaker until it is confirmed, once, whatever is reloaded or killed', async () => {
  const { page } = desk
  await page.getByRole('button', { name: 'Wrap up' }).click()
  const cue = speaker.page.locator('.speaker-cue[data-large]')
  await cue.getByText('Wrap up').waitFor()
  await page.getByText('Not confirmed yet').waitFor()
  await speaker.page.getByRole('button', { name: 'Got it' }).click()
  await cue.waitFor({ state: 'detached' })
  await page.getByText('Confirmed by Adaeze Okafor').waitFor()
  await product.kill('server1')
  await product.start('server1')
  const crew = await connect(await product.linkOf({ personId: 'okafor' }, 1))
  const { cue: kept } = await crew.send('crew.list', { sessionId: 'heart-failure' })
  expect(kept?.seenBy).toEqual([{ personId: 'okafor', name: 'Adaeze Okafor' }])
  crew.close()
  // The page has come back by itself, and shows nothing again.
  await speaker.page.getByRole('textbox', { name: 'Message to the crew' }).fill('Two minutes more, please.')
  await speaker.page.keyboard.press('Enter')
  await page.getByRole('log', { name: 'Crew chat' }).getByText('Two minutes more, please.').waitFor()
  expect(await cue.count()).toBe(0)
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
  await page.getByRole('button', { name: 'End for everyone' }).click()
  await page.getByText('Its questions and polls are closed.').waitFor()
  await page
    .getByRole('region', { name: 'Closed: polls' })
    .getByRole('heading', { name: 'Do you use it?' })
    .waitFor()
  await page
    .getByRole('region', { name: 'On air' })
    .getByText('The question that is being answered')
    .waitFor()
  for (const name of [/Close questions/, /Bring on/, /^Break$/, /New poll/, /Show on stage/])
    expect(await page.getByRole('button', { name }).count()).toBe(0)
  await viewer.page.getByText('This session has ended.').waitFor()
  expect(
    [...desk.problems, ...viewer.problems].filter((text) => !/ERR_|status of [45]|WebSocket/.test(text)),
  ).toEqual([])
})

/** How many elements are whole in the window and in the column that scrolls them. */
const wholeInView = (page: Page, selector: string): Promise<number> =>
  page.evaluate(
    ([selected]) =>
      [...document.querySelectorAll(selected!)].filter((element) => {
        const { top, bottom, left, right, height } = element.getBoundingClientRect()
        const scroller = element.closest('.desk-scroll, .desk-polls, .desk-stage-parts')
        const within = scroller?.getBoundingClientRect() ?? { top: 0, bottom: innerHeight }
        const isWithin = top >= within.top - 1 && bottom <= within.bottom + 1
        return height > 0 && isWithin && top >= 0 && bottom <= innerHeight && left >= 0 && right <= innerWidth
      }).length,
    [selector] as const,
  )
const incoming = '[role="tabpanel"]:has(h3) .desk-scroll .desk-card'

describe('a desk with thirty questions, two open polls and four presenters', () => {
  let page: Page
  let filled: FilledDesk

  beforeAll(async () => {
    filled = await fillDesk(product)
    const visitor = await visit(browser, await product.linkOf({ personId: 'moreau' }), {
      path: filledDesk,
      width: 1440,
      height: 900,
    })
    page = visitor.page
    await page.getByRole('tab', { name: 'Incoming 30' }).waitFor()
    await page.locator('.desk-poll').nth(1).waitFor()
    await page.locator('.presenter').nth(3).waitFor()
  }, 60_000)

  afterAll(() => filled?.close())

  test.each([
    [1440, 900, 9],
    [1280, 800, 7],
  ])('at %d × %d shows all of it without scrolling', async (width, height, questions) => {
    await page.setViewportSize({ width, height })
    await page.locator('.desk-preview .poll-on-stage').waitFor()
    expect(await wholeInView(page, incoming)).toBeGreaterThanOrEqual(questions)
    const shown = ['.desk-poll', '.presenter', '.desk-preview .stage', '.crew-form']
    const counts = await Promise.all(shown.map((selector) => wholeInView(page, selector)))
    expect(Object.fromEntries(shown.map((selector, index) => [selector, counts[index]]))).toEqual({
      '.desk-poll': 2,
      '.presenter': 4,
      '.desk-preview .stage': 1,
      '.crew-form': 1,
    })
    expect(await page.evaluate('document.documentElement.scrollHeight - innerHeight')).toBeLessThanOrEqual(0)
  })

  test('a row that is not chosen has 56 to 64 px, and the chosen one is always whole in view', async () => {
    const heights: number[] = await page.evaluate(
      `[...document.querySelectorAll('.desk-scroll .desk-card:not([data-chosen="true"])')].map((each) => each.offsetHeight)`,
    )
    expect(Math.min(...heights)).toBeGreaterThanOrEqual(56)
    expect(Math.max(...heights)).toBeLessThanOrEqual(64)
    for (let step = 0; step < 29; step++) {
      await page.keyboard.press('j')
      await until(page, `document.activeElement?.closest('.desk-card')?.dataset.chosen === 'true'`)
      // The row grows to all of its words, and the column follows a frame later.
      const isWhole = async () => (await wholeInView(page, '.desk-scroll [data-chosen="true"]')) === 1
      for (let frame = 0; frame < 100 && !(await isWhole()); frame++) await page.waitForTimeout(16)
      expect([step, await isWhole()]).toEqual([step, true])
    }
  })

  test('⇧G puts a waiting question on air and pins it, in the preview too; u takes it back', async () => {
    const chosen: string = await page.evaluate(
      `document.querySelector('[data-chosen="true"] .question-text').textContent`,
    )
    await page.keyboard.press('Shift+G')
    await page.getByRole('region', { name: 'On air' }).getByText(chosen).waitFor()
    await page.getByRole('region', { name: 'Pinned' }).getByText(chosen).waitFor()
    await page.locator('.desk-preview .pinned-over').getByText(chosen).waitFor()
    await page.getByText('On air and pinned').waitFor()
    await page.keyboard.press('u')
    await page.locator('.desk-preview .pinned-over').getByText(chosen).waitFor({ state: 'detached' })
    await page.getByRole('tab', { name: 'Incoming 30' }).waitFor()
  })

  test('a toast covers nothing that is worked with', async () => {
    await page.keyboard.press('x')
    const toast = page.locator('.toast')
    await toast.waitFor()
    const [box, foot] = [await boxAtRest(toast), await boxAtRest(page.locator('.desk-foot'))]
    expect(box.x + box.width).toBeLessThanOrEqual(24 + 300 + 1)
    expect(box.y).toBeGreaterThanOrEqual(foot.y - 1)
    await page.keyboard.press('u')
  })

  test('another moderator’s cursor is seen where it rests', async () => {
    const other = await visit(browser, await product.linkOf({ personId: 'ito' }, 1), {
      path: filledDesk,
      width: 1440,
      height: 900,
    })
    await other.page.getByRole('tab', { name: 'Incoming 30' }).waitFor()
    await page.evaluate(`document.querySelector('.desk-scroll').scrollTop = 0`)
    await other.page.getByRole('button', { name: 'Why?', exact: true }).click()
    await page
      .locator('.desk-card')
      .filter({ hasText: 'Why?' })
      .first()
      .getByText(/ is here$/)
      .waitFor({ state: 'attached' })
    await other.context.close()
    await page
      .getByText(/ is here$/)
      .first()
      .waitFor({ state: 'detached' })
  })

  test.each([
    ['light', 1440, 900],
    ['dark', 1440, 900],
    ['light', 1280, 800],
    ['light', 820, 1180],
    ['light', 375, 812],
    ['dark', 375, 812],
    ['light', 320, 640],
  ] as const)('axe finds nothing: %s, %d × %d, in each part', async (colorScheme, width, height) => {
    await page.emulateMedia({ colorScheme })
    await page.setViewportSize({ width, height })
    await page.locator(`html[data-mantine-color-scheme=${colorScheme}]`).waitFor()
    // A row that has come to lie under the pointer would show its tooltip, which lies beside the page.
    await page.mouse.move(0, 0)
    for (const part of width < 1024 ? ['Stage', 'Questions', 'Polls'] : [undefined]) {
      if (part) await page.locator('.desk-parts').getByText(part, { exact: true }).click()
      expect([part, ...(await objections(page))]).toEqual([part])
      expect(await sticksOut(page)).toEqual([])
    }
  })
})
