// Pages with the words that people really have: names of eight words and of one letter, titles of 200
// characters, text from right to left; in a narrow window, at 200% with doubled spacing, and in the dark.
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type { Browser } from 'playwright-core'
import { launchBrowser, objections, until, visit } from './browser.ts'
import { sticksOut } from './checks.ts'
import { type Product, startProduct } from './product.ts'

let product: Product
let browser: Browser

const longName = 'María del Carmen Fernández de la Vega y Ortiz-Castellanos'
const fromRight = 'الدكتور عبد الرحمن بن محمد الأحمد'
const longTitle =
  'Perioperative anticoagulation in people with mechanical valves, chronic kidney disease and a history of heparin-induced thrombocytopenia: what the trials of the last two years mean for your next patient'
const oneWord = 'Pneumonoultramicroscopicsilicovolcanoconiosis'.repeat(3)

/** Each person of the example under a name that is hard to draw. */
const people = [
  { id: 'clara', name: longName, credentials: 'MD, PhD, FACC, FESC, FAHA' },
  { id: 'okafor', name: fromRight, affiliation: 'مستشفى القلب الجامعي' },
  { id: 'lindqvist', name: 'X' },
  { id: 'moreau', name: '李', affiliation: oneWord.slice(0, 120) },
]

beforeAll(async () => {
  product = await startProduct()
  for (const person of people) await product.operator('POST', 'people', person)
  const faculty = { speakers: ['okafor', 'lindqvist', 'clara'], moderators: ['moreau'] }
  await product.operator('PUT', 'sessions', {
    id: 'heart-failure',
    title: longTitle.slice(0, 200),
    summary: `${oneWord} ${fromRight}`,
    track: oneWord.slice(0, 80),
    ...faculty,
  })
  await product.operator('PUT', 'sessions', { id: 'ecg-rounds', title: fromRight })
  await product.operator('POST', 'sessions/ecg-rounds/approve', {})
  await product.operator('PUT', 'conference', { title: `${longTitle.slice(0, 80)} ${fromRight}` })
  browser = await launchBrowser()
}, 60_000)

afterAll(async () => {
  await browser?.close()
  await product?.close()
})

/** WCAG 1.4.12's spacing. */
const doubledSpacing = `
  * { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
  p { margin-bottom: 2em !important; }`

interface View {
  name: string
  width: number
  height: number
  colorScheme: 'light' | 'dark'
  forcedColors?: 'active'
  style?: string
}
const views: View[] = [
  { name: '320 px', width: 320, height: 640, colorScheme: 'light' },
  // 1280 × 800 at 200%.
  { name: '200%, spaced', width: 640, height: 400, colorScheme: 'dark', style: doubledSpacing },
  { name: 'forced colours', width: 1280, height: 800, colorScheme: 'dark', forcedColors: 'active' },
]

const pagesOf: Record<string, string[]> = {
  clara: [
    '/',
    '/sessions/heart-failure',
    '/credit',
    '/credit/heart-failure-2026',
    '/credit/heart-failure-2026/test',
    '/account',
    '/account/details',
    '/hall',
  ],
  moreau: ['/sessions/heart-failure/desk'],
  okafor: ['/sessions/heart-failure/green-room'],
  ito: [
    '/office',
    '/office/heart-failure-2026',
    '/office/people',
    '/office/people/clara',
    '/office/ledger',
    '/office/settings',
    '/hall/manage',
  ],
  ellis: ['/booth', '/booth/edit'],
}

test.each(Object.entries(pagesOf))(
  '%s: every page fits and can be used',
  async (personId, paths) => {
    const { page, context, problems } = await visit(browser, await product.linkOf({ personId }), {
      path: paths[0]!,
    })
    await page.emulateMedia({ reducedMotion: 'reduce' })
    const found: Record<string, unknown> = {}
    for (const path of paths) {
      await page.goto(`${product.addresses[0]}${path}`)
      await page.getByRole('heading', { level: 1 }).waitFor()
      await page.waitForLoadState('networkidle')
      for (const { name, width, height, colorScheme, forcedColors = 'none', style } of views) {
        await page.setViewportSize({ width, height })
        await until(page, `innerWidth === ${width}`)
        await page.emulateMedia({ colorScheme, forcedColors })
        await page.locator(`html[data-mantine-color-scheme=${colorScheme}]`).waitFor()
        const added = style ? await page.addStyleTag({ content: style }) : undefined
        const wide = await sticksOut(page)
        const objected = forcedColors === 'active' ? [] : await objections(page)
        await added?.evaluate((element) => (element as unknown as { remove(): void }).remove())
        if (wide.length > 0 || objected.length > 0) found[`${path}, ${name}`] = { wide, objected }
      }
    }
    expect(found).toEqual({})
    expect(problems).toEqual([])
    await context.close()
  },
  240_000,
)
