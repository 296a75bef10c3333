// What a CE office does by itself: it writes the test of an activity, and changes the policy of a body. The
// servers' clock is the test's.
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type { Browser, Page } from 'playwright-core'
import { root } from '../scripts/prepare/machine.mjs'
import { freePort } from '../scripts/testing/freePort.ts'
import { dayMs } from '../server/src/core/clock.ts'
import { liveAt, minuteMs, watchedSession } from '../server/src/testing/credit.ts'
import { startServers } from '../server/src/testing/servers.ts'
import { launchBrowser, visit } from './browser.ts'
import { axe, fitsPhone } from './checks.ts'

const activityId = 'heart-failure-2026'
let now = liveAt - dayMs
const port = String(await freePort())
const base = `http://127.0.0.1:${port}`
const lectern = await startServers({
  clock: () => now,
  settings: { PORT: port, PUBLIC_URL: base, CLIENT_DIR: join(root, 'client', 'dist') },
})
let browser: Browser
let office: Page

beforeAll(async () => {
  browser = await launchBrowser()
  office = (await visit(browser, await lectern.linkOf('ito'), { path: '/office' })).page
}, 90_000)
afterAll(() => browser?.close())

const see = (page: Page, words: string | RegExp) => page.getByText(words).first().waitFor()
const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).click()
async function check(page: Page): Promise<void> {
  await axe(page)
  await fitsPhone(page)
}

test('the office writes a test with its right answers, and looks at it as learners do', async () => {
  await office.goto(`${base}/office/activities/${activityId}/test`)
  await see(office, /must be correct/)
  const questions = office.getByRole('list', { name: 'Questions' }).getByRole('listitem')
  await questions.first().waitFor()
  while ((await questions.count()) > 1) await press(office, 'Remove question 2')
  const first = office.getByRole('listitem', { name: 'Question 1' })
  await first.getByRole('combobox', { name: 'Answered by' }).selectOption('Several answers')
  await first.getByRole('textbox', { name: 'Question', exact: true }).fill('Which two come first?')
  await first.getByRole('textbox', { name: 'Answer 1', exact: true }).fill('A beta blocker')
  await first.getByRole('textbox', { name: 'Answer 2', exact: true }).fill('An SGLT2 inhibitor')
  await first.getByRole('checkbox', { name: 'Answer 1 is right' }).check()
  await first.getByRole('checkbox', { name: 'Answer 2 is right' }).check()
  await check(office)
  await press(office, 'Save the test')
  await see(office, 'Saved.')
  await press(office, 'See it as learners do')
  const dialog = office.getByRole('dialog', { name: 'As learners see it' })
  await dialog.getByRole('checkbox', { name: 'A beta blocker' }).check()
  await check(office)
  await office.keyboard.press('Escape')
})

test('a learner takes it; then it stays as it is', async () => {
  await watchedSession(lectern.connection, 'heart-failure', { shah: 60 })
  now = liveAt + 61 * minuteMs
  const path = `/credit/${activityId}/test`
  const { page } = await visit(browser, await lectern.linkOf('shah'), { path })
  await page.getByRole('checkbox', { name: 'A beta blocker' }).check()
  await page.getByRole('checkbox', { name: 'An SGLT2 inhibitor' }).check()
  await press(page, 'Submit test')
  await see(page, 'You passed the test.')
  await office.reload()
  await see(office, 'Somebody has submitted this test')
  expect(await office.getByRole('button', { name: 'Save the test' }).count()).toBe(0)
  await check(office)
})

/** As a file that the office chooses. */
const json = (name: string, content: string) => ({
  ...{ name, mimeType: 'application/json', buffer: Buffer.from(content) },
})

test('the office uploads a changed policy, reads what is wrong, and puts it in force for what has not begun', async () => {
  await office.goto(`${base}/office/policies`)
  await office.getByRole('searchbox', { name: 'Find a policy' }).fill('participation')
  const card = office.getByRole('article', { name: /participation/i })
  const download = async (label: string) => {
    const link = card.getByRole('link', { name: `Download ${label}: Certificate of participation` })
    return (await office.request.get(`${base}${await link.getAttribute('href')}`)).text()
  }
  // The clock of the test stands earlier than the file was checked.
  const policy = { ...JSON.parse(await download('File')), checked: '2026-01-31' }
  const cases = await download('Table of cases')
  await press(office, 'Upload a policy')
  const dialog = office.getByRole('dialog', { name: 'Upload a policy' })
  const [file, table] = [dialog.locator('input[type=file]').nth(0), dialog.locator('input[type=file]').nth(1)]
  await table.setInputFiles(json('cases.json', cases))
  await file.setInputFiles(json('wrong.json', JSON.stringify({ ...policy, step: 0.333 })))
  await press(office, 'Check and upload')
  await see(office, 'wrong.json: step: at most two decimals')
  await check(office)
  await file.setInputFiles(json('participation-2027.json', JSON.stringify({ ...policy, appealDays: 31 })))
  await press(office, 'Check and upload')
  await see(office, /Hana Ito has uploaded “participation-2027.json”/)
  await press(office, 'See what would change')
  await office.getByRole('radio', { name: 'Only activities that have not begun' }).check()
  await check(office)
  await office.getByRole('textbox', { name: 'Why it is put in force' }).fill('As published.')
  await press(office, 'Put in force')
  await see(office, /In force: “participation-2027.json”, uploaded by Hana Ito/)
  await see(office, /1 activity had begun when it changed and keeps the text before/)
  await check(office)
  await press(office, 'Go back to the installation’s file')
  await see(office, /own file would take the place of “participation-2027.json”/)
  await check(office)
  await press(office, 'Keep the upload')
  await office.getByRole('button', { name: 'Go back to the installation’s file' }).waitFor()
})

/** The dialog of an activity's credit, at one of its sessions. */
async function designation(page: Page) {
  await page.goto(`${base}/office/programme?session=imaging`)
  await press(page, 'Change designation')
  const dialog = page.getByRole('dialog', { name: 'Activity and designation' })
  await dialog.waitFor()
  return dialog
}

test('the office plans attention checks, a UAN for each profession and a body whose test is still to be written', async () => {
  const { page: otherTab } = await visit(browser, await lectern.linkOf('ito'), { path: '/office' })
  const stale = await designation(otherTab)
  const dialog = await designation(office)
  await press(office, 'Add body')
  await dialog.getByRole('combobox', { name: 'Body 4' }).click()
  await office.getByRole('option', { name: /^ACPE .*knowledge/ }).click()
  await dialog.getByLabel('Maximum 4').fill('1')
  await dialog.getByLabel('Number 4').fill('1234-0000-26-077-L01-P')
  await press(office, 'Add a number for a profession')
  await dialog.getByRole('combobox', { name: 'For' }).click()
  await office.getByRole('option', { name: 'Pharmacy technician' }).click()
  await dialog.getByLabel('UAN', { exact: true }).fill('1234-0000-26-078-L01-T')
  await see(office, /may differ in P and T alone/)
  await dialog.getByLabel('UAN', { exact: true }).fill('1234-0000-26-077-L01-T')
  await dialog.getByRole('checkbox', { name: /^Learners are asked/ }).check()
  await dialog.getByLabel('In every').fill('50')
  await dialog.getByLabel('Time to answer').fill('5')
  await press(office, 'Save activity')
  await see(office, 'At least 20.')
  await see(office, /none of its sessions can be approved until the test is written/)
  await check(office)
  await dialog.getByLabel('Time to answer').fill('45')
  // The page's clock went on while the test's stood.
  now += 10 * minuteMs
  await press(office, 'Save activity')
  await dialog.waitFor({ state: 'detached' })
  await see(office, /demands a test with right answers, and there is none/)

  await stale.getByRole('checkbox', { name: /^Learners are asked/ }).check()
  await press(otherTab, 'Save activity')
  await see(otherTab, 'Somebody else has changed the attention checks of this activity meanwhile.')
  await check(otherTab)
  await press(otherTab, 'Take theirs')
  expect(await stale.getByLabel('Time to answer').inputValue()).toBe('45 seconds')
  expect(await stale.getByLabel('UAN', { exact: true }).inputValue()).toBe('1234-0000-26-077-L01-T')
  await otherTab.keyboard.press('Escape')
  await stale.waitFor({ state: 'detached' })
  await otherTab.getByRole('dialog', { name: /^Echo or MRI/ }).waitFor()
})
