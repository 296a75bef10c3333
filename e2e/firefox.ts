// Debian's Firefox as installed: a fresh profile without settings of ours, driven over WebDriver BiDi.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import puppeteer, { type Browser, type Page } from 'puppeteer-core'
import { findProgram } from '../scripts/prepare/machine.mjs'
import type { Namespace } from './namespace.ts'

const firefoxPath = (): string =>
  process.env.FIREFOX_BIN || findProgram('firefox-esr') || '/usr/bin/firefox-esr'

/** Replaces what a test does not have: camera, microphone, and a person who allows them. Nothing else. */
export const camera = {
  'media.navigator.streams.fake': true,
  'media.navigator.permission.disabled': true,
}

/** How long (ms) it may take to quit by itself. */
const quitMs = 15_000

export interface Firefox {
  browser: Browser
  close(): Promise<void>
}

export async function launchFirefox(
  namespace: Namespace,
  preferences: Record<string, boolean> = {},
): Promise<Firefox> {
  const profile = mkdtempSync(join(tmpdir(), 'lectern-firefox-'))
  const lines = Object.entries(preferences).map(([name, value]) => `user_pref("${name}", ${value});\n`)
  if (lines.length > 0) writeFileSync(join(profile, 'user.js'), lines.join(''))
  const args = ['--headless', '--no-remote', '--profile', profile, '--remote-debugging-port', '0']
  const [program, ...rest] = namespace.inside([firefoxPath(), ...args])
  const child = spawn(program!, rest, {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, NODE_OPTIONS: '', HOME: profile },
  })
  const exited = once(child, 'exit')
  async function close(browser?: Browser): Promise<void> {
    await browser?.close().catch(() => undefined)
    // If killed while quitting, its pages would vanish without leaving the stage, and their peers would
    // linger.
    if (browser) await Promise.race([exited, wait(quitMs, undefined, { ref: false })])
    if (child.exitCode === null) child.kill()
    await exited
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 })
  }
  try {
    const endpoint = await new Promise<string>((resolve, reject) => {
      let said = ''
      child.stderr.on('data', (data) => {
        said += data
        const found = said.match(/BiDi listening on (ws:\S+)/)
        if (found) resolve(found[1]!)
      })
      child.once('error', reject)
      child.once('exit', () => reject(new Error(`Firefox did not start.\n${said}`)))
    })
    await namespace.reach(Number(new URL(endpoint).port))
    const browser = await puppeteer.connect({
      protocol: 'webDriverBiDi',
      browserWSEndpoint: `${endpoint}/session`,
      defaultViewport: { width: 1280, height: 800 },
    })
    return { browser, close: () => close(browser) }
  } catch (error) {
    await close()
    throw error
  }
}

const patienceMs = 30_000

/** Waits until the page shows these words. */
export async function says(page: Page, words: string): Promise<void> {
  await page
    .waitForFunction(`document.body.innerText.includes(${JSON.stringify(words)})`, { timeout: patienceMs })
    .catch(async (error) => {
      const text = await page.evaluate('document.body.innerText').catch(() => '(it does not answer)')
      throw new Error(`never said “${words}”; it says: ${String(text)}`, { cause: error })
    })
}

/** Presses the button or link with these words. */
export const press = (page: Page, words: string): Promise<void> =>
  page
    .locator(`::-p-xpath(//*[self::button or self::a][contains(normalize-space(.), "${words}")])`)
    .setTimeout(patienceMs)
    .click()

/** A person on a page of their own, signed in by link. */
export async function visitInFirefox({ browser }: Firefox, link: string, path = '/'): Promise<Page> {
  const page = await browser.newPage()
  await page.goto(`${link}?next=${path}`)
  await press(page, 'Continue as')
  await page.waitForFunction(
    `location.pathname.replace(/^\\/c\\/[^/]+/, '') === ${JSON.stringify(path === '/' ? '' : path)}`,
    { timeout: patienceMs },
  )
  return page
}
