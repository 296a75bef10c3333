// Every page in every state a person can meet: usable by keyboard and screen reader, and on a narrow phone.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type { Browser, Page } from 'playwright-core'
import { root } from '../scripts/prepare/machine.mjs'
import {
  countPresses,
  launchBrowser,
  pressesOn,
  readDisclosures,
  until,
  type VisitOptions,
  type Visitor,
  visit,
} from './browser.ts'
import { axe, fitsPhone } from './checks.ts'
import { makeFakeCapture, talkFile } from './media/fakeCapture.ts'
import { framesMove } from './media/screen.ts'
import { type Product, startProduct } from './product.ts'

let product: Product
let browser: Browser
let recording: ChildProcess
const live = '/sessions/ecg-rounds'
const scheduled = '/sessions/heart-failure'

const as = async (personId: string, options: VisitOptions = {}, opener = browser): Promise<Visitor> =>
  visit(opener, await product.linkOf({ personId }), options)

beforeAll(async () => {
  product = await startProduct()
  browser = await launchBrowser({ devices: makeFakeCapture() })
}, 60_000)

afterAll(async () => {
  recording?.kill('SIGTERM')
  await browser?.close()
  await product?.close()
})

test('a recording is played into a session without a moderator, and its speaker brings it on', async () => {
  const { address, operatorToken } = { address: product.addresses[0]!, ...product }
  const script = join(root, 'scripts', 'speaker', 'main.ts')
  const options = ['--session', 'ecg-rounds', '--server', address, '--live', '--loop']
  recording = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', script, talkFile, ...options],
    {
      env: { ...process.env, OPERATOR_TOKEN: operatorToken, NODE_OPTIONS: '' },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  const [said] = await once(recording.stdout!, 'data')
  expect(String(said)).toMatch(/is on stage/)
  // From the link in the mail to the moving picture.
  const { page, context } = await as('clara', { path: live, initScript: countPresses })
  await readDisclosures(page)
  await framesMove(page)
  expect(await pressesOn(page)).toBe(2)
  await context.close()
})

test('sound blocked by the browser is announced, and one press starts it', async () => {
  const { page, context } = await as('clara', { path: live, holdsBackSound: true })
  // A page that nobody has pressed yet.
  await page.reload()
  const button = page.getByRole('button', { name: 'Turn the sound on' })
  await button.waitFor()
  await framesMove(page)
  await button.click()
  await button.waitFor({ state: 'detached' })
  expect(await page.evaluate(`[...document.querySelectorAll('audio')].every((audio) => !audio.paused)`)).toBe(
    true,
  )
  await context.close()
})

test('a denied camera and microphone come with the remedy, and nobody goes backstage without either', async () => {
  const strict = await launchBrowser({ capture: 'denied' })
  const { page } = await as('okafor', { path: `${live}/green-room` }, strict)
  await page.getByText('This page may not use the camera').waitFor()
  await page.getByText('This page may not use the microphone').waitFor()
  expect(await page.getByRole('button', { name: 'Go backstage' }).isDisabled()).toBe(true)
  await strict.close()
})

test('mute, volume, full screen and picture in picture work by keyboard', async () => {
  const { page, context } = await as('clara', { path: live })
  await framesMove(page)
  await page.getByRole('button', { name: 'Mute', exact: true }).press('Enter')
  expect(await page.evaluate(`document.querySelector('audio').muted`)).toBe(true)
  await page.getByRole('slider', { name: 'Volume' }).press('End')
  expect(await page.evaluate(`document.querySelector('audio').muted`)).toBe(false)
  await page.getByRole('button', { name: 'Full screen' }).press('Enter')
  await until(page, 'document.fullscreenElement !== null')
  await page.keyboard.press('Escape')
  await page.evaluate('document.exitFullscreen().catch(() => undefined)')
  await page.getByRole('button', { name: 'Picture in picture' }).press('Enter')
  await until(page, 'document.pictureInPictureElement !== null')
  await context.close()
})

test.each([
  ['/s/no-such-link', 'We don’t recognise this link'],
  ['/sign-in?problem=link_expired', 'This link has expired'],
  ['/', 'Sign in with your personal link'],
  ['/sessions/heart-failure/desk', 'Sign in with your personal link'],
])('somebody without a session who opens %s reads: %s', async (path, title) => {
  const context = await browser.newContext()
  const page = await context.newPage()
  await page.goto(`${product.addresses[0]}${path}`)
  await page.getByRole('heading', { name: title }).waitFor()
  await context.close()
})

test('signing out ends every page of that browser, and leaves the person’s other devices alone', async () => {
  const laptop = await as('noah')
  const phone = await as('noah')
  const room = await laptop.context.newPage()
  await room.goto(`${product.addresses[0]}${scheduled}`)
  await room.getByText('Stay here').waitFor()
  await laptop.page.getByRole('button', { name: /^Account of/ }).click()
  await laptop.page.getByRole('button', { name: 'Sign out' }).click()
  for (const page of [laptop.page, room]) await page.getByText('You are signed out').waitFor()
  await phone.page
    .getByRole('link', { name: /Details: Heart failure/ })
    .first()
    .click()
  await phone.page.getByText('Stay here').waitFor()
  await laptop.context.close()
  await phone.context.close()
})

test.each([
  ['clara', `${scheduled}/desk`, 'This is the moderators’ desk'],
  ['clara', `${scheduled}/green-room`, 'This is the speakers’ green room'],
  ['okafor', `${scheduled}/desk`, 'This is the moderators’ desk'],
  ['ellis', `${scheduled}/desk`, 'This is the moderators’ desk'],
  ['clara', '/sessions/none', 'This session is not in the programme'],
  ['clara', '/nowhere', 'There is no such page'],
])('%s who opens %s is told: %s', async (personId, path, title) => {
  const { page, context } = await as(personId, { path })
  await page.getByRole('heading', { name: title }).waitFor()
  await context.close()
})

interface Stop {
  name: string
  personId: string
  path: string
  /** The page has loaded when this is there. */
  shows: string | RegExp
  act?: (page: Page) => Promise<void>
}

const stops: Stop[] = [
  { name: 'agenda of a clinician', personId: 'clara', path: '/', shows: 'Heart failure in 2026' },
  { name: 'agenda of an organiser', personId: 'ito', path: '/', shows: 'Heart failure in 2026' },
  { name: 'agenda of an exhibitor', personId: 'ellis', path: '/', shows: 'Heart failure in 2026' },
  { name: 'my details', personId: 'clara', path: '/account/details', shows: 'Licences and numbers' },
  { name: 'settings of the office', personId: 'ito', path: '/office/settings', shows: 'Time zone' },
  { name: 'lobby', personId: 'clara', path: scheduled, shows: 'Stay here' },
  { name: 'room', personId: 'clara', path: live, shows: 'Details' },
  { name: 'green room', personId: 'lindqvist', path: `${scheduled}/green-room`, shows: 'Go backstage' },
  {
    name: 'backstage',
    personId: 'lindqvist',
    path: `${scheduled}/green-room`,
    shows: 'Go backstage',
    act: async (page) => {
      await page.getByRole('button', { name: 'Go backstage' }).click()
      await page.getByText('You are backstage').waitFor()
    },
  },
  { name: 'desk', personId: 'moreau', path: `${scheduled}/desk`, shows: 'Start the session' },
  {
    name: 'keys of the desk',
    personId: 'moreau',
    path: `${scheduled}/desk`,
    shows: 'Start the session',
    act: async (page) => {
      await page.keyboard.press('?')
      await page.getByRole('dialog').waitFor()
    },
  },
]

test.each(stops)(
  '$name: nothing that axe objects to, and nothing wider than a narrow phone',
  async (stop) => {
    const { page, context, problems } = await as(stop.personId, { path: stop.path })
    await page.getByText(stop.shows).first().waitFor()
    await stop.act?.(page)
    await axe(page)
    await fitsPhone(page, 640)
    expect(problems).toEqual([])
    await context.close()
  },
)
