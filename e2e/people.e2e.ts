// People, as the CE office works with them: a new person, a duplicate, data, erasure, and registration.
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type { Browser, Page } from 'playwright-core'
import { launchBrowser, visit } from './browser.ts'
import { type Product, startProduct } from './product.ts'

let product: Product
let browser: Browser
let office: Page
const problems: string[] = []

const people = '/office/people'
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name })

beforeAll(async () => {
  product = await startProduct()
  browser = await launchBrowser()
  const visitor = await visit(browser, await product.linkOf({ personId: 'ito' }), { path: people })
  office = visitor.page
  problems.push(...visitor.problems)
}, 90_000)
afterAll(async () => {
  await browser?.close()
  await product?.close()
})

async function addPerson(fields: Record<string, string>): Promise<void> {
  await office.getByRole('link', { name: 'People', exact: true }).first().click()
  await button(office, 'New person').click()
  const dialog = office.getByRole('dialog', { name: 'New person' })
  for (const [label, value] of Object.entries(fields)) await dialog.getByLabel(label).fill(value)
  await button(office, 'Add').click()
}
const heading = (name: string | RegExp) => office.getByRole('heading', { level: 1, name })

test('a new person gets a page with everything, and a number with a wrong digit is found', async () => {
  await addPerson({ 'Given name': 'Grace', 'Family name': 'Hopper', 'Mail address': 'grace@example.org' })
  await heading('Grace Hopper').waitFor()
  const numbers = office.getByRole('region', { name: 'Licences and numbers' })
  await numbers.getByRole('button', { name: 'Add another number' }).click()
  await numbers.getByLabel('NPI').fill('1234567890')
  await numbers.getByRole('button', { name: 'Save' }).click()
  await office.getByText('One of the digits is wrong').waitFor()
  await numbers.getByLabel('NPI').fill('1234567893')
  await numbers.getByRole('button', { name: 'Save' }).click()
  await numbers.getByText('Saved.').waitFor()
})

test('a mail address that somebody has is refused, unless both use it', async () => {
  await addPerson({ 'Given name': 'G.', 'Family name': 'Hopper', 'Mail address': 'GRACE@example.org' })
  await office.getByText('Somebody else has this mail address').waitFor()
  await button(office, 'Both use this address').click()
  await heading('G. Hopper').waitFor()
})

test('two people who are one are found, compared and merged', async () => {
  await office.getByRole('link', { name: 'People', exact: true }).first().click()
  await office.getByRole('link', { name: 'Duplicates' }).click()
  await office.getByText('the same mail address', { exact: true }).first().waitFor()
  await office.getByRole('link', { name: /^Compare/ }).click()
  await heading('Merge two people').waitFor()
  expect(await button(office, 'Merge').isDisabled()).toBe(true)
  await office.getByRole('checkbox', { name: /are the same person/ }).check()
  await button(office, 'Merge').click()
  await heading(/Hopper/).waitFor()
  await office.getByText('merged with a duplicate').waitFor()
})

test('a person’s data is handed out to read', async () => {
  const [download] = await Promise.all([
    office.waitForEvent('download'),
    office.getByRole('link', { name: 'Export, to read' }).click(),
  ])
  const text = readFileSync(await download.path(), 'utf8')
  expect(text.toLowerCase()).toContain('grace@example.org')
  expect(text).toContain('1234567893')
})

test('a person is erased, and signed out wherever they were', async () => {
  const link = await product.linkOf({ personId: 'noah' })
  const noah = await visit(browser, link)
  await noah.page.getByRole('link', { name: 'My credit' }).waitFor()
  await office.goto(
    `${new URL(office.url()).origin}${new URL(office.url()).pathname.replace(/people.*/, 'people/noah/erase')}`,
  )
  await heading('Erase Noah Brandt').waitFor()
  await office.getByRole('checkbox', { name: /for good/ }).check()
  await button(office, 'Erase').click()
  await heading('People').waitFor()
  await noah.page.getByRole('heading', { level: 1 }).waitFor()
  await noah.page.waitForURL(/sign-in/)
  await noah.page.goto(link)
  await noah.page.getByText('We don’t recognise this link').waitFor()
  await noah.context.close()
})

test('strangers register with the code, and get the same answer for any mail address', async () => {
  await office.getByRole('link', { name: 'Registration' }).click()
  await office.getByRole('radio', { name: /With a code/ }).check()
  await office.getByRole('textbox', { name: 'Code' }).fill('HEART-2026')
  await button(office, 'Save').click()
  await office.getByText('Saved.').waitFor()
  const address = await office.getByLabel('Address to share').inputValue()

  const stranger = await browser.newPage()
  await stranger.goto(address)
  await stranger.getByRole('heading', { name: 'Register' }).waitFor()
  const register = async (code: string, email: string) => {
    await stranger.getByLabel('Code').fill(code)
    await stranger.getByLabel('Given name').fill('Mary')
    await stranger.getByLabel('Family name').fill('Seacole')
    await stranger.getByLabel('Mail address').fill(email)
    await button(stranger, 'Register').click()
  }
  await register('wrong-code', 'mary@example.org')
  await stranger.getByText('This code is not right').waitFor()
  await register('heart 2026', 'mary@example.org')
  await stranger.getByRole('heading', { name: 'You are registered' }).waitFor()
  await stranger.goto(address)
  await register('heart2026', 'grace@example.org')
  await stranger.getByRole('heading', { name: 'You are registered' }).waitFor()
  await stranger.close()

  await office.getByRole('link', { name: 'People', exact: true }).first().click()
  await office.getByLabel(/Name, affiliation/).fill('seacole')
  await office.getByText('Mary Seacole').waitFor()
  expect(problems).toEqual([])
})
