// The CE office brings a congress in from files: a real spreadsheet, pretalx' own demo, a server that is
// killed meanwhile, and the way back.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type { Browser, Page } from 'playwright-core'
import { workbook } from '../server/src/http/xlsx.ts'
import { launchBrowser, objections, visit } from './browser.ts'
import { fitsPhone } from './checks.ts'
import { type Product, startProduct } from './product.ts'

let folder: string
let product: Product
let browser: Browser
let office: Page

const imports = '/office/imports'
const button = (name: string | RegExp) => office.getByRole('button', { name })
const demo = join(import.meta.dirname, '../server/src/uploads/tables/testing/pretalx-democon.json')
const peopleCount = 5000

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'lectern-imports-'))
  product = await startProduct({ mediaNode: false })
  browser = await launchBrowser()
  const visitor = await visit(browser, await product.linkOf({ personId: 'ito' }), { path: imports })
  office = visitor.page
}, 90_000)
afterAll(async () => {
  await browser?.close()
  await product?.close()
  rmSync(folder, { recursive: true, force: true })
})

const toImports = () => office.getByRole('link', { name: 'Import and export' }).first().click()
const choose = (label: string, path: string) => office.getByLabel(label).setInputFiles(path)

test('a spreadsheet of people is matched, previewed with its problems, and applied', async () => {
  const path = join(folder, 'participants.xlsx')
  const head = ['Nr', 'Vorname', 'Nachname', 'E-Mail', 'Klinik', 'NPI']
  const rows = [
    ['1', 'Zoë', 'Quagga', 'zoe@example.org', 'Karlberg', '1234567893'],
    ['2', 'Max', 'Muster', 'not an address', '', ''],
  ]
  writeFileSync(path, await workbook([{ name: 'Teilnehmer', head, rows }]))
  await office.getByRole('radio', { name: 'People' }).check()
  await choose('File with the people', path)
  await office.getByRole('heading', { level: 1, name: 'participants.xlsx' }).waitFor()
  await office.getByText('sheet “Teilnehmer”').waitFor()
  // German headings were understood, but for the number, which stands for an id here.
  const id = office.getByRole('combobox', { name: 'What the column Nr is' })
  await id.click()
  await office.getByRole('option', { name: 'Id in the file’s program' }).click()
  expect(await office.getByRole('combobox', { name: 'What the column Vorname is' }).inputValue()).toBe(
    'Given name',
  )
  expect(await objections(office)).toEqual([])
  await button('Show the preview').press('Enter')
  await office.getByText('1 row has a problem and is left out').waitFor()
  await office.getByText('“not an address” cannot be taken').waitFor()
  expect(await objections(office)).toEqual([])
  await fitsPhone(office, 720)
  await button('Apply to 1 person').press('Enter')
  await office.getByText('1 person added.').waitFor()
  expect(await objections(office)).toEqual([])
}, 90_000)

test("pretalx' demo fills the agenda, and is taken out again in one press", async () => {
  await toImports()
  await choose('File with the programme', demo)
  await button('Show the preview').click()
  await button('Apply to 36 sessions').click()
  await office.getByText('36 sessions added.').waitFor()
  await button('Undo this import').click()
  await office.getByText('All of it was put back.').waitFor()
}, 90_000)

test('progress is shown after a reload, and the import outlives a killed server', async () => {
  const path = join(folder, 'many.csv')
  const lines = Array.from({ length: peopleCount }, (_, i) => `m-${i};m${i}@example.org;Given${i};Family${i}`)
  writeFileSync(path, ['Id;Email;First name;Last name', ...lines].join('\n'))
  await toImports()
  await office.getByRole('radio', { name: 'People' }).check()
  await choose('File with the people', path)
  await button('Show the preview').click()
  await button(`Apply to ${peopleCount} people`).click()
  const progress = office.getByRole('progressbar', { name: 'Being applied' })
  await progress.waitFor()
  await office.reload()
  await progress.waitFor()
  await product.kill('server0')
  await product.start('server0')
  await office.reload()
  await office.getByText(`${peopleCount} people added.`).waitFor({ timeout: 120_000 })
}, 180_000)

test('what is exported is what a spreadsheet opens', async () => {
  await toImports()
  const [download] = await Promise.all([
    office.waitForEvent('download'),
    office.getByRole('link', { name: 'Download the people as CSV' }).click(),
  ])
  const text = readFileSync(await download.path(), 'utf8')
  expect(text.startsWith('\ufeffId,Email,Name')).toBe(true)
  expect(text).toContain('zoe@example.org,Zoë Quagga')
}, 60_000)
