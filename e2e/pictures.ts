// Pictures of pages, to be looked at: each at three widths, light and dark, with axe's objections.
import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Page } from 'playwright-core'
import { objections } from './browser.ts'

export interface Pictures {
  /** A picture for the README. */
  shoot(page: Page, name: string): Promise<void>
  /** A page that is only looked at. */
  look(page: Page, name: string): Promise<void>
}

const sizes = [
  { width: 1440, height: 900 },
  { width: 1280, height: 800 },
  { width: 375, height: 812 },
]
const schemes = ['light', 'dark'] as const

/**
 * `lookIn`: folder for pictures of all pages; without it only the README's are taken, as the window shows
 * them.
 */
export function pictures(readmeFolder: string, lookIn?: string): Pictures {
  const folder = lookIn ? resolve(lookIn) : readmeFolder
  mkdirSync(folder, { recursive: true })
  const take = (page: Page, name: string, fullPage: boolean) =>
    page.screenshot({ path: join(folder, `${name}.png`), fullPage })
  if (!lookIn)
    return { shoot: async (page, name) => void (await take(page, name, false)), look: async () => undefined }

  /** Prints what axe objects to, and a page wider than its window. */
  async function inspect(page: Page, name: string, width: number): Promise<void> {
    for (const objection of await objections(page)) process.stdout.write(`${name}: ${objection}\n`)
    const wide = Number(await page.evaluate('document.documentElement.scrollWidth'))
    if (wide > width) process.stdout.write(`${name}: ${wide} px wide\n`)
  }

  async function look(page: Page, name: string): Promise<void> {
    const before = page.viewportSize()!
    for (const size of sizes)
      for (const colorScheme of schemes) {
        await page.setViewportSize(size)
        await page.emulateMedia({ colorScheme })
        const full = `${name}-${size.width}-${colorScheme}`
        await inspect(page, full, size.width)
        // What is more than a window high is drawn whole; tools and the room are one window.
        await take(page, full, true)
      }
    await page.emulateMedia({ colorScheme: 'light' })
    await page.setViewportSize(before)
  }
  return { shoot: look, look }
}
