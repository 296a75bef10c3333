// npm run screenshots: the pictures of the README, from the product as it is.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { root } from '../scripts/prepare/machine.mjs'
import { launchBrowser, visit } from './browser.ts'
import { makeFakeCapture } from './media/fakeCapture.ts'
import { framesMove } from './media/screen.ts'
import { startProduct } from './product.ts'

const folder = join(root, 'docs', 'images')
mkdirSync(folder, { recursive: true })
const shoot = (page: Page, name: string) => page.screenshot({ path: join(folder, `${name}.png`) })

const product = await startProduct()
const browser = await launchBrowser({ devices: makeFakeCapture({ width: 1280 }) })
const session = '/sessions/heart-failure'
const open = async (personId: string, path: string, width = 1280, height = 760) =>
  (await visit(browser, await product.linkOf({ personId }), { path, width, height })).page
try {
  const speaker = await open('okafor', `${session}/green-room`)
  await speaker.getByText('Microphone hears you').waitFor()
  await shoot(speaker, 'green-room')
  await speaker.getByRole('button', { name: 'Go backstage' }).click()
  const desk = await open('moreau', `${session}/desk`)
  await desk.getByRole('button', { name: 'Start the session' }).click()
  await desk.getByRole('button', { name: 'Bring on Adaeze Okafor' }).click()
  await speaker.getByText('You are ON STAGE').waitFor()
  const room = await open('clara', session)
  const phone = await open('noah', session, 375, 740)
  await shoot(await open('clara', '/'), 'agenda')
  for (const page of [room, phone, desk]) await framesMove(page)
  // Until the picture has come to its full size.
  await room
    .waitForFunction(`document.querySelector('video').videoWidth >= 1280`, undefined, { timeout: 20_000 })
    .catch(() => undefined)
  await shoot(room, 'room')
  await shoot(phone, 'phone')
  await shoot(desk, 'desk')
  await shoot(speaker, 'backstage')
} finally {
  await browser.close()
  await product.close()
}
