// Chromium as people have it, with a camera and a microphone that play a recording.
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { findProgram } from '../scripts/prepare/machine.mjs'

export interface FakeDevices {
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
  '--use-fake-ui-for-media-stream',
  '--auto-accept-this-tab-capture',
  '--disable-renderer-backgrounding',
  '--disable-backgrounding-occluded-windows',
  '--disable-background-timer-throttling',
]

export function launchBrowser(
  options: { devices?: FakeDevices; autoplay?: 'free' | 'blocked' } = {},
): Promise<Browser> {
  const { devices, autoplay = 'free' } = options
  return chromium.launch({
    executablePath: process.env.CHROMIUM_BIN || findProgram('chromium') || '/usr/bin/chromium',
    args: [
      ...flags,
      ...(autoplay === 'free'
        ? ['--autoplay-policy=no-user-gesture-required']
        : ['--autoplay-policy=user-gesture-required']),
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
  /** What the page complained of. */
  problems: string[]
}

/** Somebody on a device of their own, signed in by their link. */
export async function visit(browser: Browser, link: string, path = '/', phone = false): Promise<Visitor> {
  const context = await browser.newContext({
    viewport: phone ? { width: 375, height: 740 } : { width: 1280, height: 800 },
    permissions: ['camera', 'microphone'],
  })
  const page = await context.newPage()
  const problems: string[] = []
  page.on('pageerror', (error) => problems.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text())
  })
  await page.goto(`${link}?next=${path}`)
  return { context, page, problems }
}
