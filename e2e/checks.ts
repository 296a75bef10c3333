// What every page must hold to: no violation of accessibility that axe finds, and nothing wider than a phone.
import { expect } from '@jest/globals'
import type { Page } from 'playwright-core'
import { objections } from './browser.ts'

export const axe = async (page: Page): Promise<void> => expect(await objections(page)).toEqual([])

export async function fitsPhone(page: Page): Promise<void> {
  const usual = page.viewportSize()!
  await page.setViewportSize({ width: 320, height: 700 })
  // Plots are drawn again a moment after their box has changed.
  await page
    .waitForFunction('document.documentElement.scrollWidth <= 320', undefined, { timeout: 5000 })
    .catch(() => undefined)
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(320)
  await page.setViewportSize(usual)
}
