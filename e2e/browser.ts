// Chromium as people have it, with a camera and a microphone that play a recording.

import { isDeepStrictEqual } from 'node:util'
import { AxeBuilder } from '@axe-core/playwright'
import { type Browser, type BrowserContext, chromium, type Locator, type Page } from 'playwright-core'
import { findProgram } from '../scripts/prepare/machine.mjs'
import type { Namespace } from './namespace.ts'
import type { Network } from './network.ts'

interface FakeDevices {
  videoPath: string
  audioPath: string
}

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--use-fake-device-for-media-stream',
  '--auto-accept-this-tab-capture',
  '--disable-renderer-backgrounding',
  '--disable-backgrounding-occluded-windows',
  '--disable-background-timer-throttling',
]

export interface BrowserOptions {
  devices?: FakeDevices
  /** The person's answer when a page asks for camera and microphone. */
  capture?: 'allowed' | 'denied'
  /** Keeps pages that are left in memory and restores them, as people's browsers do. */
  backForwardCache?: boolean
  /** The namespace to run in, instead of this machine's own network. */
  namespace?: Namespace
}

export function launchBrowser(options: BrowserOptions = {}): Promise<Browser> {
  const { devices, capture = 'allowed', backForwardCache = false, namespace } = options
  const path = process.env.CHROMIUM_BIN || findProgram('chromium') || '/usr/bin/chromium'
  return chromium.launch({
    executablePath: namespace?.program(path) ?? path,
    ...(backForwardCache && { ignoreDefaultArgs: ['--disable-back-forward-cache'] }),
    args: [
      ...flags,
      capture === 'allowed' ? '--use-fake-ui-for-media-stream' : '--use-fake-ui-for-media-stream=deny',
      '--autoplay-policy=no-user-gesture-required',
      ...(devices
        ? [
            `--use-file-for-fake-video-capture=${devices.videoPath}`,
            `--use-file-for-fake-audio-capture=${devices.audioPath}`,
          ]
        : []),
    ],
  })
}

export interface Visitor {
  context: BrowserContext
  page: Page
  /** Errors of the page, each with its address if the browser gives one. */
  problems: string[]
}

export interface VisitOptions {
  path?: string
  /** Of the window, in CSS pixels. */
  width?: number
  height?: number
  /** Carries the media; the link must lead through it too. */
  network?: Network
  /**
   * The browser blocks sound until the page is pressed. Its own policy is no use here: it takes each step of
   * a test for a press.
   */
  holdsBackSound?: boolean
  /** Runs in each page before the product does. */
  initScript?: string
}

/**
 * Waits until the expression is true on the page. Playwright's waitForFunction evaluates text, which the
 * product's CSP forbids.
 */
export async function until(page: Page, expression: string): Promise<void> {
  for (const deadline = Date.now() + 20_000; Date.now() < deadline; ) {
    if (await page.evaluate(`Boolean(${expression})`)) return
    await page.waitForTimeout(50)
  }
  throw new Error(`never true: ${expression}`)
}

/** Waits for the frames and transitions in which the colours of a page change. */
async function untilColoursStand(page: Page): Promise<void> {
  await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))')
  // A meter moves all the time.
  const fades = 'each instanceof CSSTransition && /opacity|color/.test(each.transitionProperty)'
  await until(page, `!document.getAnimations().some((each) => ${fades})`)
}

/** What axe objects to, once no part of the page fades in or out. */
export async function objections(page: Page): Promise<string[]> {
  await untilColoursStand(page)
  const { violations } = await new AxeBuilder({ page }).analyze()
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)
}

type Box = Awaited<ReturnType<Locator['boundingBox']>>

/** Where an element is once it stands still for two looks: what moves is measured somewhere on its way. */
export async function boxAtRest(locator: Locator): Promise<NonNullable<Box>> {
  let before: Box = null
  for (const deadline = Date.now() + 20_000; Date.now() < deadline; ) {
    const box = await locator.boundingBox()
    if (box && isDeepStrictEqual(box, before)) return box
    before = box
    await locator.page().waitForTimeout(50)
  }
  throw new Error('an element never stood still')
}

/** What everyone does before the picture of an accredited session. */
export const readDisclosures = (page: Page): Promise<void> =>
  page.getByRole('button', { name: /^Confirm – I’ve read/ }).click()

/** Answers every attention check of a page by keyboard while the page exists. */
export function keepAnswering(page: Page): void {
  const check = page.getByRole('alertdialog', { name: 'Are you still there?' })
  const answer = async (): Promise<void> => {
    await check.waitFor({ timeout: 0 })
    await page.getByRole('button', { name: 'I am here' }).press('Enter')
    await check.waitFor({ state: 'detached' })
    return answer()
  }
  answer().catch(() => undefined)
}

/** As a page's init script: counts presses of the mouse over all pages of its tab. */
export const countPresses = `addEventListener('pointerdown', ({ isTrusted }) => {
  if (isTrusted) sessionStorage.presses = Number(sessionStorage.presses ?? 0) + 1
}, true)`
export const pressesOn = async (page: Page): Promise<number> =>
  Number(await page.evaluate('sessionStorage.presses ?? 0'))

const holdBackSound = `{
  const play = HTMLAudioElement.prototype.play
  let pressed = false
  addEventListener('click', ({ isTrusted }) => { pressed ||= isTrusted }, true)
  HTMLAudioElement.prototype.play = function () {
    return pressed ? play.call(this) : Promise.reject(new DOMException('not allowed', 'NotAllowedError'))
  }
  // Nor may it begin by itself.
  HTMLAudioElement.prototype.setAttribute = function (name, value) {
    if (name.toLowerCase() !== 'autoplay') Element.prototype.setAttribute.call(this, name, value)
  }
}`

/**
 * A person on a device of their own, signed in by link. A link that leads to a page itself needs no `path`.
 */
export async function visit(browser: Browser, link: string, options: VisitOptions = {}): Promise<Visitor> {
  const { path = '/', width = 1280, height = 800, network, holdsBackSound, initScript } = options
  const context = await browser.newContext({ viewport: { width, height } })
  await network?.carryMediaOf(context)
  if (holdsBackSound) await context.addInitScript(holdBackSound)
  if (initScript) await context.addInitScript(initScript)
  const page = await context.newPage()
  const problems: string[] = []
  page.on('pageerror', (error) => problems.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(`${message.text()} ${message.location().url}`)
  })
  await page.goto(link.includes('?next=') ? link : `${link}?next=${path}`)
  await page.getByRole('button', { name: /^Continue as/ }).click()
  await page.waitForURL((url) => !/^(\/c\/[^/]+)?\/s\//.test(url.pathname))
  return { context, page, problems }
}
