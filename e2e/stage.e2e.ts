// The main job: a speaker is live in front of clinicians, over lost servers, networks and media nodes.
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type { Browser, Page } from 'playwright-core'
import { launchBrowser, type Visitor, visit } from './browser.ts'
import { makeFakeCapture } from './media/fakeCapture.ts'
import { frameCounterScript } from './media/frameCounter.ts'
import { type Product, startProduct } from './product.ts'

let product: Product
let browser: Browser
let speaker: Visitor
let moderator: Visitor
/** On the first server, and on the second. */
let near: Visitor
let far: Visitor

const sessionPath = '/sessions/heart-failure'
const main = 'figure[data-testid="tile"] video'

const linkOf = async (body: unknown, server = 0): Promise<string> => {
  const { link } = await product.operator<{ link: string }>('POST', 'links', body)
  return `${product.addresses[server]}${new URL(link).pathname}`
}

/** Resolves with the number of a frame that the screen shows and did not show at first; the picture moves. */
async function framesMove(page: Page): Promise<number> {
  await page.evaluate(frameCounterScript())
  return page.evaluate(`(async () => {
    let first = null
    for (const deadline = performance.now() + 20_000; performance.now() < deadline; ) {
      const video = document.querySelector('${main}')
      const frame = video && readFrame(video)
      if (frame !== null && first !== null && frame !== first) return frame
      first ??= frame
      await new Promise((resolve) => setTimeout(resolve, 40))
    }
    throw new Error('the picture does not move')
  })()`)
}

beforeAll(async () => {
  product = await startProduct({ servers: 2 })
  browser = await launchBrowser({ devices: makeFakeCapture() })
}, 60_000)

afterAll(async () => {
  await browser?.close()
  await product?.close()
})

test('a speaker checks the devices in the green room and goes backstage', async () => {
  speaker = await visit(
    browser,
    await linkOf({ sessionId: 'heart-failure', as: 'speaker' }),
    `${sessionPath}/green-room`,
  )
  const { page } = speaker
  await page.getByText('Microphone hears you').waitFor()
  await page.getByRole('button', { name: 'Go backstage' }).click()
  await page.getByText('You are backstage. Viewers do not see or hear you.').waitFor()
})

test('clinicians wait in the lobby until the moderator starts the session', async () => {
  near = await visit(browser, await linkOf({ personId: 'clara' }), '/')
  await near.page.getByRole('link', { name: /Watch: Heart failure/ }).click()
  far = await visit(browser, await linkOf({ personId: 'noah' }, 1), sessionPath)
  for (const { page } of [near, far]) await page.getByText('Stay on this page').waitFor()

  moderator = await visit(
    browser,
    await linkOf({ sessionId: 'heart-failure', as: 'moderator' }),
    `${sessionPath}/desk`,
  )
  await moderator.page.getByText('Adaeze Okafor').waitFor()
  await moderator.page.getByRole('button', { name: 'Start the session' }).click()
  for (const { page } of [near, far]) await page.getByText('Waiting for the speaker').waitFor()
})

test('what is backstage reaches no viewer, neither by page nor by command', async () => {
  const stage = (await near.page.evaluate(`fetch('/api/program').then((r) => r.json())`)) as {
    sessions: unknown[]
  }
  expect(stage.sessions.length).toBeGreaterThan(0)
  expect(await near.page.locator('video').count()).toBe(0)
})

test('with one press the speaker is on stage: two viewers on two servers read its frames from their screens', async () => {
  await moderator.page.getByRole('button', { name: 'Bring Adaeze Okafor on stage' }).click()
  await speaker.page.getByText('You are about to be on stage').waitFor()
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

test('a server that is killed takes no picture away, and its viewers come back to it by themselves', async () => {
  await product.kill('server1')
  await far.page.getByText('Reconnecting to the server').waitFor()
  await framesMove(far.page)
  await product.start('server1')
  await far.page.getByText('Reconnecting to the server').waitFor({ state: 'detached' })
  // The page follows the stage again: what the moderator does now reaches it.
  await moderator.page.getByRole('button', { name: 'Take Adaeze Okafor off the stage' }).click()
  await far.page.getByText('Waiting for the speaker').waitFor()
  await moderator.page.getByRole('button', { name: 'Bring Adaeze Okafor on stage' }).click()
  await framesMove(far.page)
})

test('a viewer whose network goes away has the picture back without touching anything', async () => {
  const devtools = await far.context.newCDPSession(far.page)
  const cut = { offline: true, latency: 0, downloadThroughput: 0, uploadThroughput: 0, packetLoss: 100 }
  const whole = { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: -1, packetLoss: 0 }
  await devtools.send('Network.enable')
  await devtools.send('Network.emulateNetworkConditions', cut)
  await far.page
    .getByText(/Reconnecting/)
    .first()
    .waitFor()
  await devtools.send('Network.emulateNetworkConditions', whole)
  await framesMove(far.page)
  await far.page
    .getByText(/Reconnecting/)
    .first()
    .waitFor({ state: 'detached' })
})

test('a media node that is killed is replaced, and speaker and viewers find each other again', async () => {
  await product.kill('sfu')
  await product.start('sfu')
  await Promise.all([framesMove(near.page), framesMove(far.page)])
  await speaker.page.getByText('You are ON STAGE').waitFor()
})

test('redis may restart: nothing of the session is forgotten', async () => {
  await product.kill('redis')
  await framesMove(near.page)
  await product.start('redis')
  await near.page.reload()
  await framesMove(near.page)
})

test('pause shows the break, and the end is told to everybody', async () => {
  await moderator.page.getByRole('button', { name: 'Pause' }).click()
  await near.page.getByText('Break', { exact: true }).first().waitFor()
  await moderator.page.getByRole('button', { name: 'Go on', exact: true }).click()
  await moderator.page.getByRole('button', { name: 'End', exact: true }).click()
  await moderator.page.getByRole('button', { name: 'End it for all' }).click()
  for (const { page } of [near, far]) await page.getByText('This session has ended.').waitFor()
  await speaker.page.getByText('This session has ended').waitFor()
  for (const { problems } of [near, speaker, moderator])
    expect(problems.filter((text) => !/ERR_|status of 5|WebSocket/.test(text))).toEqual([])
})
