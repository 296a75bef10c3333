// The main job: a speaker is live in front of clinicians, despite lost servers, networks and media nodes.
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type { Browser } from 'playwright-core'
import { launchBrowser, readDisclosures, until, type Visitor, visit } from './browser.ts'
import { makeFakeCapture } from './media/fakeCapture.ts'
import { framesMove, shownWidth } from './media/screen.ts'
import { Network } from './network.ts'
import { type Product, startProduct } from './product.ts'

let product: Product
let browser: Browser
let speaker: Visitor
let moderator: Visitor
/** On the first server, and on the second. */
let near: Visitor
let far: Visitor
const farNetwork = new Network()

const sessionPath = '/sessions/heart-failure'

beforeAll(async () => {
  product = await startProduct({ servers: 2 })
  browser = await launchBrowser({ devices: makeFakeCapture() })
}, 60_000)

afterAll(async () => {
  await browser?.close()
  farNetwork.close()
  await product?.close()
})

test('a speaker checks the devices in the green room and goes backstage', async () => {
  speaker = await visit(browser, await product.linkOf({ sessionId: 'heart-failure', as: 'speaker' }), {
    path: `${sessionPath}/green-room`,
  })
  const { page } = speaker
  await page.getByText('Microphone hears you').waitFor()
  await page.getByRole('button', { name: 'Go backstage' }).click()
  await page.getByText('You are backstage. Viewers do not see or hear you.').waitFor()
})

test('clinicians wait in the lobby until the moderator starts the session', async () => {
  near = await visit(browser, await product.linkOf({ personId: 'clara' }))
  await near.page
    .getByRole('link', { name: /Details: Heart failure/ })
    .first()
    .click()
  const { pathname } = new URL(await product.linkOf({ personId: 'noah' }, 1))
  const link = `${await farNetwork.through(product.addresses[1]!)}${pathname}`
  far = await visit(browser, link, { path: sessionPath, network: farNetwork })
  for (const { page } of [near, far]) {
    await page.getByText('Stay here').waitFor()
    await readDisclosures(page)
  }

  moderator = await visit(browser, await product.linkOf({ sessionId: 'heart-failure', as: 'moderator' }), {
    path: `${sessionPath}/desk`,
  })
  await moderator.page.getByTitle('Adaeze Okafor, MD').waitFor()
  await moderator.page.getByRole('button', { name: 'Start the session' }).click()
  for (const { page } of [near, far]) await page.getByText('Waiting for the speaker').waitFor()
})

test('backstage media reaches no viewer', async () => {
  expect(await near.page.locator('video').count()).toBe(0)
  // Her name is in the programme, and on no tile.
  expect(await near.page.locator('figure').count()).toBe(0)
})

test('with one press the speaker is on stage: two viewers on two servers read its frames from their screens', async () => {
  await moderator.page.getByRole('button', { name: 'Bring on Adaeze Okafor' }).click()
  await speaker.page.getByText('On stage in').waitFor()
  await speaker.page.getByText('You are ON STAGE').waitFor()
  const frames = await Promise.all([framesMove(near.page), framesMove(far.page)])
  expect(frames.every(Number.isInteger)).toBe(true)
})

test('sound arrives too', async () => {
  const plays = `(() => {
    const audio = document.querySelector('audio')
    return Boolean(audio.srcObject?.getAudioTracks().some((track) => !track.muted) && !audio.paused)
  })()`
  expect(await near.page.evaluate(plays)).toBe(true)
})

test('the picture is as fine as its tile is large', async () => {
  await near.page.setViewportSize({ width: 320, height: 640 })
  await shownWidth(near.page, (width) => width <= 320)
  await near.page.setViewportSize({ width: 1600, height: 1000 })
  await shownWidth(near.page, (width) => width >= 640)
})

/**
 * How far the largest picture is from what is above and below it (with the name in between), and whether any
 * part of one is covered.
 */
const fill = `(() => {
  const box = (selector) => document.querySelector(selector).getBoundingClientRect()
  const largest = box('.tile-picture')
  const isCovered = [...document.querySelectorAll('.tile-picture')].some((picture) => {
    const { left, top, width, height } = picture.getBoundingClientRect()
    const shares = [0.02, 0.25, 0.5, 0.75, 0.98]
    return shares.some((x) => shares.some((y) => {
      const hit = document.elementFromPoint(left + x * width, top + y * height)
      // An attention check may come at any moment.
      return hit?.closest('.tile-picture') !== picture && !hit?.closest('.check')
    }))
  })
  return { above: largest.top - box('.room-head').bottom, below: box('.room-controls').top - largest.bottom, isCovered }
})()`

test('the picture fills the space between the title and the controls, and nothing lies over it', async () => {
  for (const [width, height] of [
    [1440, 900],
    [1280, 800],
  ] as const) {
    await near.page.setViewportSize({ width, height })
    // The tiles move into place after the window has changed.
    await until(
      near.page,
      `(({ above, below, isCovered }) => !isCovered && above >= 0 && above < 45 && below < 75)(${fill})`,
    )
  }
})

test('slides are shown beside the speaker while a screen is shared, and nothing lies over them', async () => {
  await speaker.page.getByRole('button', { name: 'Share the screen' }).click()
  for (const { page } of [near, far]) {
    await page.getByLabel('Slides of Adaeze Okafor').waitFor()
    await page.locator('.tile[data-small]').getByLabel('Picture of Adaeze Okafor').waitFor()
    expect(await page.evaluate(`(${fill}).isCovered`)).toBe(false)
  }
  await speaker.page.getByRole('button', { name: 'Stop sharing' }).click()
  for (const { page } of [near, far])
    await page.getByLabel('Slides of Adaeze Okafor').waitFor({ state: 'detached' })
})

test('a camera that is switched off leaves the name, and comes back', async () => {
  await speaker.page.getByRole('button', { name: 'Camera off' }).click()
  await near.page.locator('.tile-initials').waitFor()
  await speaker.page.getByRole('button', { name: 'Camera on' }).click()
  await framesMove(near.page)
})

test('killing a server takes no picture away, and its viewers come back to it by themselves', async () => {
  await product.kill('server1')
  await far.page.getByText('Reconnecting to the server').waitFor()
  await framesMove(far.page)
  await product.start('server1')
  await far.page.getByText('Reconnecting to the server').waitFor({ state: 'detached' })
  // The page follows the stage again: the moderator's actions reach it.
  await moderator.page.getByRole('button', { name: 'Take off Adaeze Okafor' }).click()
  await far.page.getByText('Waiting for the speaker').waitFor()
  await moderator.page.getByRole('button', { name: 'Bring on Adaeze Okafor' }).click()
  await framesMove(far.page)
})

test('a viewer whose network goes away has the picture back without doing anything', async () => {
  const notice = far.page.getByText('Reconnecting. The video comes back by itself')
  farNetwork.cut()
  await notice.waitFor()
  expect(await shownWidth(far.page)).toBeGreaterThan(0)
  farNetwork.heal()
  await notice.waitFor({ state: 'detached' })
  await framesMove(far.page)
})

test('a killed media node is replaced, and speaker and viewers find each other again', async () => {
  await product.kill('sfu')
  await product.start('sfu')
  await Promise.all([framesMove(near.page), framesMove(far.page)])
  await speaker.page.getByText('You are ON STAGE').waitFor()
})

test('Redis may restart: nothing of the session is forgotten', async () => {
  await product.kill('redis')
  await framesMove(near.page)
  await product.start('redis')
  await near.page.reload()
  await framesMove(near.page)
})

test('pause shows the break, and everyone is told of the end', async () => {
  await moderator.page.getByRole('button', { name: 'Break', exact: true }).click()
  await moderator.page.getByRole('menuitem', { name: '10 minutes' }).click()
  await near.page.getByText(/^Break until /).waitFor()
  await moderator.page.getByRole('button', { name: 'Resume', exact: true }).click()
  await moderator.page.getByRole('button', { name: 'End', exact: true }).click()
  await moderator.page.getByRole('button', { name: 'End for everyone' }).click()
  for (const { page } of [near, far]) await page.getByText('This session has ended.').waitFor()
  await speaker.page.getByText('This session has ended').waitFor()
  // Losing a server, Redis or the network is no problem of the page; nor is a connection that has ended
  // there.
  for (const { problems } of [near, speaker, moderator])
    expect(
      problems.filter((text) => !/ERR_|status of 5|WebSocket|status of 400 .*\/socket\.io\//.test(text)),
    ).toEqual([])
})
