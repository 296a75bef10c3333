// What every page must hold to: no violation of accessibility that axe finds, and nothing wider than a phone.
import { AxeBuilder } from '@axe-core/playwright'
import { expect } from '@jest/globals'
import type { Page } from 'playwright-core'

export async function axe(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([])
}

export async function fitsPhone(page: Page): Promise<void> {
  const usual = page.viewportSize()!
  await page.setViewportSize({ width: 320, height: 700 })
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(320)
  await page.setViewportSize(usual)
}
