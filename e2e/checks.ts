// What every page must hold to: no violation of accessibility that axe finds, and nothing wider than a phone.
import { expect } from '@jest/globals'
import type { Page } from 'playwright-core'
import { objections } from './browser.ts'

export const axe = async (page: Page): Promise<void> => expect(await objections(page)).toEqual([])

const isWide = 'document.documentElement.scrollWidth > document.documentElement.clientWidth'
const outside = `[...document.querySelectorAll('body *')]
  .filter((element) => element.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
  .slice(-3)
  .map((element) => element.outerHTML.slice(0, 120))`

/**
 * What sticks out of the window to the right. A window that has just changed gets time: its media queries
 * take a frame, and plots are drawn again a moment after their box has changed.
 */
export async function sticksOut(page: Page): Promise<string[]> {
  await page.waitForFunction(`!(${isWide})`, undefined, { timeout: 5000 }).catch(() => undefined)
  return page.evaluate(`${isWide} ? ['the page', ...${outside}] : []`)
}

/** @param height of the phone, in px */
export async function fitsPhone(page: Page, height = 700): Promise<void> {
  const usual = page.viewportSize()!
  await page.setViewportSize({ width: 320, height })
  expect(await sticksOut(page)).toEqual([])
  await page.setViewportSize(usual)
}
