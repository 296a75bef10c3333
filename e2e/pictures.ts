// Screenshots of pages, to be looked at: each whole, on a wide screen and on a phone, with axe's objections.
import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'

export interface Pictures {
  /** A picture for the README. */
  shoot(page: Page, name: string): Promise<void>
  /** A page that is only looked at. */
  look(page: Page, name: string): Promise<void>
}

const phone = { width: 375, height: 740 }

/**
 * `lookIn`: folder for pictures of all pages; without it only the README's are taken, as the window shows
 * them.
 */
export function pictures(readmeFolder: string, lookIn?: string): Pictures {
  const folder = lookIn ? resolve(lookIn) : readmeFolder
  mkdirSync(folder, { recursive: true })
  if (!lookIn)
    return {
      shoot: async (page, name) => void (await page.screenshot({ path: join(folder, `${name}.png`) })),
      look: async () => undefined,
    }

  async function look(page: Page, name: string): Promise<void> {
    const wide = page.viewportSize()!
    for (const [size, suffix] of [
      [wide, ''],
      [phone, '-phone'],
    ] as const) {
      await page.setViewportSize(size)
      const { violations } = await new AxeBuilder({ page }).analyze()
      for (const { id, nodes } of violations)
        process.stdout.write(`${name}${suffix}: ${id}: ${nodes.map(({ html }) => html).join(' ')}\n`)
      const width = Number(await page.evaluate('document.documentElement.scrollWidth'))
      if (width > size.width) process.stdout.write(`${name}${suffix}: ${width} px wide\n`)
      await page.screenshot({ path: join(folder, `${name}${suffix}.png`), fullPage: true })
    }
    await page.setViewportSize(wide)
  }
  return { shoot: look, look }
}
