// The programme's editor: planning by mouse and by keyboard, a conflict, the approval that going live needs,
// the agreement that an approval needs, and two organisers at one session.
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type { Planning } from '@lectern/shared/programPlanning'
import type { Browser, Page } from 'playwright-core'
import { boxAtRest, launchBrowser, type Visitor, visit } from './browser.ts'
import { axe } from './checks.ts'
import { makeFakeCapture } from './media/fakeCapture.ts'
import { saveSession } from './officeSteps.ts'
import { type Product, startProduct } from './product.ts'

let product: Product
let browser: Browser
let office: Visitor
/** A day of its own, in the browser's zone, UTC. */
const day = Date.UTC(2027, 2, 1)
const minute = 60_000
const at = (hours: number, minutes = 0) => day + (hours * 60 + minutes) * minute
const dayName = 'Mon 1 Mar'

/** A dialog that closes stays for a moment, and keys do nothing meanwhile. */
const dialogGone = (page: Page) => page.getByRole('dialog').waitFor({ state: 'detached' })

const plan = (session: Record<string, unknown>) => product.operator('PUT', 'sessions', session)
const open = async (path: string, personId = 'ito'): Promise<Visitor> =>
  visit(browser, await product.linkOf({ personId }), { path, width: 1440, height: 1000 })
const inGrid = (page: Page, title: string) => page.getByRole('button', { name: new RegExp(`^${title} ?, `) })

beforeAll(async () => {
  product = await startProduct()
  browser = await launchBrowser({ devices: makeFakeCapture() })
  const talk = { summary: '', moderators: [], track: 'Main stage' }
  await plan({
    ...talk,
    id: 'valves',
    title: 'Valves',
    startsAt: at(9),
    endsAt: at(9, 45),
    speakers: ['okafor'],
  })
  await plan({
    ...talk,
    id: 'rhythm',
    title: 'Rhythm',
    startsAt: at(10),
    endsAt: at(10, 45),
    speakers: ['okafor'],
  })
  office = await open('/office/programme')
  await office.page.getByRole('button', { name: new RegExp(dayName) }).click()
}, 60_000)

afterAll(async () => {
  await browser?.close()
  await product?.close()
})

test('a session is drawn with the mouse, and named in the form', async () => {
  const { page } = office
  const grid = page.getByRole('region', { name: /by time and track$/ })
  const box = await boxAtRest(grid)
  // One hour is 120 px; the day begins at 8:00 below the heads of the tracks.
  const y = (hours: number) => box.y + 40 + (hours - 8) * 120
  await page.mouse.move(box.x + 300, y(11))
  await page.mouse.down()
  await page.mouse.move(box.x + 300, y(11.5), { steps: 5 })
  await page.mouse.up()
  const form = page.getByRole('form', { name: 'New session' })
  expect(await form.getByLabel('Start').inputValue()).toBe('11:00')
  await form.getByLabel('Title').fill('Devices')
  await form.getByRole('button', { name: 'Create session' }).click()
  await page.getByRole('form', { name: 'Session', exact: true }).waitFor()
  await page.getByRole('button', { name: 'Close' }).click()
  await dialogGone(page)
  await inGrid(page, 'Devices').waitFor()
})

test('the keyboard makes a session, moves it, and takes the move back', async () => {
  const { page } = office
  await page.keyboard.press('n')
  await page.getByLabel('Title').fill('Imaging today')
  await page.getByLabel('Start').fill('13:00')
  await page.getByLabel('Title').press('Enter')
  await page.getByRole('form', { name: 'Session', exact: true }).waitFor()
  await page.keyboard.press('Escape')
  await dialogGone(page)
  const session = inGrid(page, 'Imaging today')
  await session.focus()
  await page.keyboard.press('Shift+ArrowDown')
  await page.keyboard.press('Alt+ArrowDown')
  await page.keyboard.press('Enter')
  await page.getByText(/^Moved: .*1:30.*2:05/).waitFor()
  await page.keyboard.press('u')
  await page.getByText('Taken back.').waitFor()
  expect(await session.textContent()).toMatch(/1:00/)
})

test('a conflict is marked on both sessions as it arises, and gone with its cause', async () => {
  const { page } = office
  await inGrid(page, 'Rhythm').focus()
  await page.keyboard.press('Shift+ArrowUp')
  await page.getByRole('button', { name: '1 problem: Valves' }).waitFor()
  await page.keyboard.press('Enter')
  await page.getByText(/^Moved:/).waitFor()
  await page.getByRole('button', { name: '1 problem: Rhythm' }).click()
  await page.getByText(/Adaeze Okafor is to be in “Valves” and in “Rhythm”/).waitFor()
  await page.keyboard.press('Escape')
  await axe(page)
  await inGrid(page, 'Rhythm').focus()
  await page.keyboard.press('Shift+ArrowDown')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: '1 problem: Valves' }).waitFor({ state: 'detached' })
})

/** What the server says to an approval that no button of the page would send. */
async function approveAnyway(sessionId: string): Promise<[status: number, words: string]> {
  const { request } = office.page
  const path = `${product.addresses[0]}/api/office/program`
  const { sessions } = (await (await request.get(path)).json()) as Planning
  const { version } = sessions.find(({ session }) => session.id === sessionId)!.session
  const answer = await request.post(`${path}/${sessionId}/approve`, { data: { version } })
  const { error } = (await answer.json()) as { error?: { message: string } }
  return [answer.status(), error?.message ?? '']
}

/** The CE office records who signed the agreement for the next side that has not. */
async function recordSignature(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'Sign: agreement with Birch Fund' }).click()
  const dialog = page.getByRole('dialog', { name: 'Signature on the agreement with Birch Fund' })
  await dialog.getByLabel('Name of the signer').fill(name)
  const yesterday = new Date(Date.now() - 24 * 60 * minute).toISOString().slice(0, 16)
  await dialog.getByLabel('Signed on').fill(yesterday)
  await dialog.getByRole('button', { name: 'Record' }).click()
  await page.getByRole('cell', { name: new RegExp(name) }).waitFor()
  await dialogGone(page)
}

test('a supported session is approved only once every side has signed the agreement', async () => {
  const [planner, support] = [await open('/office/programme?session=imaging'), await open('/office/support')]
  const approval = planner.page.getByRole('region', { name: 'Approval' })
  const approve = approval.getByRole('button', { name: 'Approve', exact: true })
  const missing = async (side: string): Promise<void> => {
    await planner.page.reload()
    const says = `The agreement with the supporter “Birch Fund” is not signed by ${side}.`
    await approval.getByText(says).waitFor()
    expect(await approve.isDisabled()).toBe(true)
    expect(await approveAnyway('imaging')).toEqual([409, expect.stringContaining(says)])
  }
  await planner.page.getByRole('button', { name: 'Add supporter' }).click()
  await planner.page.getByRole('textbox', { name: 'Supporter 1' }).fill('Birch Fund')
  await saveSession(planner.page)
  await approval.getByText('“Birch Fund” supports this session, and there is no agreement').waitFor()

  const { page } = support
  await page.getByRole('button', { name: 'New agreement' }).click()
  const dialog = page.getByRole('dialog', { name: 'New agreement' })
  await dialog.getByLabel('Supporter').fill('Birch Fund')
  await dialog.getByRole('combobox', { name: 'Activity' }).click()
  await page.getByRole('option', { name: 'Cardiology update: ECG and imaging' }).click()
  await dialog.getByRole('combobox', { name: 'Only these sessions' }).press('ArrowDown')
  await page.getByRole('option', { name: 'Echo or MRI?' }).click()
  await dialog.getByLabel('Amount in USD').fill('5,000.00')
  await dialog.getByLabel('Purpose').fill('Honoraria')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await page.getByText('Missing: the supporter').waitFor()
  await dialogGone(page)

  await missing('the supporter and your organisation')
  await recordSignature(page, 'Ada Lund')
  await missing('your organisation')
  await recordSignature(page, 'Hana Ito')
  await page.getByText('Missing: your organisation').waitFor({ state: 'detached' })
  await planner.page.reload()
  await approve.click()
  await approval.getByText('Approved', { exact: true }).waitFor()
  for (const visitor of [planner, support]) await visitor.context.close()
})

test('an accredited session goes live only once it is approved', async () => {
  const { page } = await open('/office/programme?session=heart-failure')
  await page.getByRole('button', { name: 'Take back' }).click()
  await page.getByRole('textbox', { name: 'Reason' }).fill('The slides are late.')
  await page.getByRole('dialog', { name: 'Take back' }).getByRole('button', { name: 'Take back' }).click()
  const submit = page.getByRole('button', { name: 'Submit for approval' })
  await submit.waitFor()

  const desk = await open('/sessions/heart-failure/desk', 'moreau')
  await desk.page.getByText('This session cannot go live yet').waitFor()
  const start = desk.page.getByRole('button', { name: /^Start the session/ })
  await start.click()
  await desk.page.getByText('the CE office has not approved it', { exact: false }).first().waitFor()

  await submit.click()
  await page.getByRole('button', { name: 'Approve', exact: true }).click()
  await page.getByText('Approved', { exact: true }).first().waitFor()
  await desk.page.getByText('This session cannot go live yet').waitFor({ state: 'detached' })
  await start.click()
  await desk.page.getByRole('button', { name: /^Break/ }).waitFor()
  await desk.context.close()
  await page.context().close()
})

test('two organisers at one session: the second sees both versions, and chooses', async () => {
  const [one, other] = [
    await open('/office/programme?session=valves'),
    await open('/office/programme?session=valves'),
  ]
  await other.page.getByLabel('Title').fill('Valves and devices')
  await one.page.getByLabel('Title').fill('Valves in 2027')
  await one.page.getByLabel('Summary').fill('Which one, and when.')
  await one.page.getByRole('button', { name: 'Save', exact: true }).click()
  await one.page.getByText('Saved.').waitFor()

  const both = other.page.getByRole('region', { name: 'Title' })
  await both.getByText('Valves in 2027').waitFor()
  expect(await other.page.getByLabel('Summary').inputValue()).toBe('Which one, and when.')
  // Nothing that was written is lost in a reload.
  await other.page.reload()
  await both.getByText('Valves and devices').waitFor()
  await both.getByRole('button', { name: 'Keep mine: Title' }).click()
  await other.page.getByRole('button', { name: 'Save', exact: true }).click()
  await other.page.getByText('Saved.').waitFor()
  await one.page.getByRole('dialog', { name: 'Valves and devices' }).waitFor()
  for (const visitor of [one, other]) await visitor.context.close()
})
