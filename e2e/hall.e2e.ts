// The exhibit hall: a clinician leaves a session, visits a booth, chats, is called, leaves details and
// withdraws one; the staff's desk follows. The two sides are on different servers.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals'
import type { Browser, Page } from 'playwright-core'
import { root } from '../scripts/prepare/machine.mjs'
import { connect, type ProgramClient } from '../scripts/programClient.ts'
import { launchBrowser, objections, readDisclosures, until, type Visitor, visit } from './browser.ts'
import { fitsPhone } from './checks.ts'
import { makeFakeCapture, talkFile } from './media/fakeCapture.ts'
import { framesMove } from './media/screen.ts'
import { type Product, startProduct } from './product.ts'

// Six pages at once, three of them with a camera.
jest.setTimeout(150_000)

const sessionId = 'ecg-rounds'
const sessionPath = `/sessions/${sessionId}`

let product: Product
let browser: Browser
let recording: ChildProcess
let clara: Visitor
/** Clara's other window, which stays in the session. */
let second: Page
let ellis: Visitor
let park: Visitor
let organiser: Visitor
/** Follows what Clara's pages are told about her time. */
let clock: ProgramClient
const problems: string[] = []

const pictureOf = (name: string) => `figure[data-testid="tile"] video[aria-label="Picture of ${name}"]`

async function as(personId: string, path: string, server: number): Promise<Visitor> {
  const opened = await visit(browser, await product.linkOf({ personId }, server), { path, height: 900 })
  opened.page.on('pageerror', (error) => problems.push(error.message))
  return opened
}

/** No axe violations, and no wider than a narrow phone. */
async function isFitFor(page: Page, name: string): Promise<void> {
  expect([name, ...(await objections(page))]).toEqual([name])
  await fitsPhone(page)
}

/** What the desk shows of the visitor whose chat is open. */
const lead = (page: Page) => page.getByRole('article', { name: 'Shared with you' })
const csv = async ({ page }: Visitor): Promise<string> =>
  (await page.request.get(`${product.addresses[1]}/api/booths/meridian/leads.csv`)).text()

beforeAll(async () => {
  product = await startProduct({ servers: 2 })
  browser = await launchBrowser({ devices: makeFakeCapture() })
  const script = join(root, 'scripts', 'speaker', 'main.ts')
  const options = ['--session', sessionId, '--server', product.addresses[0]!, '--live', '--loop']
  const env = { ...process.env, OPERATOR_TOKEN: product.operatorToken, NODE_OPTIONS: '' }
  recording = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', script, talkFile, ...options],
    { env, stdio: ['ignore', 'pipe', 'inherit'] },
  )
  await once(recording.stdout!, 'data')
  clock = await connect(await product.linkOf({ personId: 'clara' }))
}, 120_000)

afterAll(async () => {
  clock?.close()
  recording?.kill('SIGTERM')
  await browser?.close()
  await product?.close()
})

test('exhibitors find their desk from the agenda, and see who is there', async () => {
  ellis = await as('ellis', '/', 1)
  await ellis.page.getByRole('link', { name: 'Open my booth' }).click()
  await ellis.page.getByRole('heading', { level: 1, name: 'Meridian Imaging' }).waitFor()
  park = await as('park', '/booth', 1)
  await ellis.page.getByText('Jun Park · Available').waitFor()
  await ellis.page.getByText('No incoming calls.', { exact: false }).waitFor()
  await isFitFor(ellis.page, 'desk-empty')
})

test('nothing in the session leads to the hall; entering it says that the credit clock stops', async () => {
  clara = await as('clara', sessionPath, 0)
  const { page } = clara
  await readDisclosures(page)
  await framesMove(page)
  expect(await page.getByRole('link', { name: /hall|booth/i }).count()).toBe(0)
  expect(await page.getByText(/Meridian|Norlund|Heartline/).count()).toBe(0)
  second = await clara.context.newPage()
  await second.goto(`${product.addresses[0]}${sessionPath}`)
  await framesMove(second)
  await second.getByText('Counting', { exact: false }).first().waitFor()

  await page.getByRole('link', { name: 'Leave' }).click()
  await page.getByRole('link', { name: 'Exhibit hall' }).click()
  await page.getByRole('heading', { name: 'You’re leaving the sessions' }).waitFor()
  await page.getByText('The credit clock stops until you return.').waitFor()
  await isFitFor(page, 'notice')
  // Choosing to stay leaves her in the session.
  await page.getByRole('button', { name: 'Stay' }).click()
  await page.getByRole('heading', { name: 'On now' }).waitFor()
  expect(await clock.send('booths.inHall', {})).toEqual({ inside: false })

  await page.getByRole('link', { name: 'Exhibit hall' }).click()
  await page.getByRole('button', { name: 'Enter the hall' }).click()
  await page.getByText('You’re in the exhibit hall. Your credit clock is stopped.').waitFor()
})

test('the meter stops on every device, and says why', async () => {
  await second.getByText('Not counting: you’re in the exhibit hall.').waitFor({ timeout: 30_000 })
  const { meter } = await clock.send('attendance.status', { sessionId })
  expect(meter.state).toBe('hall')
  expect(meter.gaps.at(-1)?.reason).toBe('hall')
  await second.close()
})

test('the floor can be searched, and a reload stays inside', async () => {
  const { page } = clara
  await page.getByText('3 booths').waitFor()
  await page.getByRole('link', { name: 'Visit Meridian Imaging' }).waitFor()
  await page.getByText('2 staff here', { exact: true }).waitFor()
  await page.getByRole('searchbox', { name: 'Search booths' }).fill('books')
  await page.getByText('1 of 3 booths').waitFor()
  await page.getByRole('searchbox', { name: 'Search booths' }).fill('')
  await isFitFor(page, 'floor')
  await page.reload()
  await page.getByText('Your credit clock is stopped.').waitFor()
})

test('staff see a visitor as a number; messages arrive at once and are read', async () => {
  const { page } = clara
  // With the link to the hall and its notice, the fourth press leads into the chat.
  await page.getByRole('link', { name: 'Visit Meridian Imaging' }).click()
  await page.getByText('You appear as Visitor 1').waitFor()
  await page.getByText('Sam Ellis · Available').waitFor()
  await page.getByRole('button', { name: 'Chat now' }).click()
  for (const { page: desk } of [ellis, park]) {
    await desk.getByText('1 visitor here now').waitFor()
    expect(await desk.getByText(/Clara|Nwosu|Riverside|Physician/).count()).toBe(0)
  }
  await page.getByRole('textbox', { name: 'Message' }).fill('Does it read old studies?')
  await page.getByRole('textbox', { name: 'Message' }).press('Enter')
  await page.getByText('Delivered').waitFor()
  await ellis.page.getByText('Does it read old studies?').click()
  await page.getByText('Read', { exact: true }).waitFor()
  await ellis.page.getByRole('textbox', { name: 'Message' }).fill('Back to 2009.')
  await ellis.page.getByRole('button', { name: 'Send' }).click()
  await page.getByText('Back to 2009.').waitFor()
  // The first to answer takes the chat, and may hand it over.
  const owner = park.page.locator('.inbox-foot')
  await owner.getByText('Sam Ellis').waitFor()
  await ellis.page.getByLabel('Assigned to').selectOption({ label: 'Jun Park' })
  await owner.getByText('Jun Park').waitFor()
})

test('a call rings at both desks; one gets it, and both sides see each other move', async () => {
  const { page } = clara
  await page.getByRole('button', { name: 'Call', exact: true }).click()
  await page.getByText('Ringing … You’re next.', { exact: false }).waitFor()
  await park.page.getByText('Visitor 1 is calling', { exact: true }).waitFor()
  await isFitFor(park.page, 'desk-ringing')
  await ellis.page.getByRole('button', { name: 'Accept the call of Visitor 1' }).click()
  await park.page.getByText('In a call with Sam Ellis').waitFor()
  expect(await park.page.getByRole('button', { name: /Accept/ }).count()).toBe(0)
  await Promise.all([
    framesMove(page, pictureOf('Sam Ellis')),
    framesMove(ellis.page, pictureOf('Visitor 1')),
  ])
  expect(await ellis.page.getByText(/Clara|Nwosu/).count()).toBe(0)
  await isFitFor(page, 'call')
  await isFitFor(ellis.page, 'desk-call')
})

test('a shared screen is visible, and a colleague may join', async () => {
  await ellis.page.getByRole('button', { name: 'Share the screen' }).click()
  await clara.page.locator('video[aria-label="Slides of Sam Ellis"]').waitFor()
  await park.page.getByText('In a call with Sam Ellis').click()
  await park.page.getByRole('button', { name: 'Join the call with Visitor 1' }).click()
  await park.page.locator(pictureOf('Visitor 1')).waitFor()
  await clara.page.getByText('Jun Park', { exact: true }).first().waitFor()
  await park.page.getByRole('button', { name: 'Leave call' }).click()
  await clara.page.locator(pictureOf('Sam Ellis')).waitFor()
  await ellis.page.getByRole('button', { name: 'Stop sharing' }).click()
})

test('the visitor ends the call, and both pages say so', async () => {
  await clara.page.getByRole('button', { name: 'Leave call' }).click()
  await clara.page.getByText('The call has ended.', { exact: false }).waitFor()
  await ellis.page.getByText('The call with Visitor 1 has ended.').waitFor()
})

test('staff may offer a call, which the visitor may decline', async () => {
  await ellis.page.getByRole('button', { name: 'Invite Visitor 1 to a video call' }).click()
  await clara.page.getByText('Sam Ellis invites you to a video call').waitFor()
  await isFitFor(clara.page, 'offered')
  await clara.page.getByRole('button', { name: 'Decline' }).click()
  await ellis.page.getByText('Visitor 1 did not take the call.').waitFor()
})

test('only the ticked fields reach the exhibitor', async () => {
  const { page } = clara
  await page.getByRole('button', { name: 'Share details' }).click()
  const sheet = page.getByRole('dialog')
  await sheet.getByText('Nothing is ticked', { exact: false }).waitFor()
  expect(
    await sheet
      .getByRole('checkbox')
      .evaluateAll((boxes) => boxes.some((box) => 'checked' in box && box.checked === true)),
  ).toBe(false)
  const box = (field: string) => sheet.getByRole('checkbox', { name: `Let Meridian Imaging see my ${field}` })
  for (const field of ['email address', 'telephone']) await box(field).check()
  await sheet.getByLabel('Email address', { exact: true }).fill('clara@riverside.example')
  await sheet.getByLabel('Telephone', { exact: true }).fill('+49 30 1234567')
  await isFitFor(page, 'sheet')
  // What is unticked again is not sent, though it was filled in.
  await box('telephone').uncheck()
  await box('name').check()
  await sheet.getByText('will see your name and email address, and nothing else').waitFor()
  await sheet.getByRole('button', { name: 'Share', exact: true }).click()
  await page.getByText('Shared with Meridian Imaging', { exact: false }).waitFor()
  for (const { page: desk } of [ellis, park]) {
    await lead(desk).getByText('clara@riverside.example').waitFor()
    expect(await desk.getByText(/1234567|Riverside General|Physician/).count()).toBe(0)
  }
  const table = await csv(ellis)
  expect(table).toContain('clara@riverside.example')
  expect(table).toContain('Clara Nwosu')
  expect(table).not.toMatch(/1234567|Riverside General|Physician/)
})

test('notes and a rating are the staff’s own, and every colleague sees them', async () => {
  await lead(ellis.page).getByRole('radio', { name: '4' }).press('Space')
  await lead(ellis.page).getByLabel('Notes').fill('Send the data sheet')
  await lead(ellis.page).getByRole('button', { name: 'Save' }).click()
  await park.page.getByText('Send the data sheet').waitFor()
  await isFitFor(ellis.page, 'desk')
})

test('a withdrawn field is gone at once from desks and table, and the staff are told', async () => {
  const { page } = clara
  await page.getByRole('link', { name: 'What you’ve shared' }).click()
  await page.getByText('clara@riverside.example').waitFor()
  await isFitFor(page, 'consents')
  await page.getByRole('button', { name: 'Stop sharing your email address with Meridian Imaging' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('disappears at once', { exact: false }).waitFor()
  await isFitFor(page, 'withdraw')
  await dialog.getByRole('button', { name: 'Stop sharing' }).click()
  await page.getByText('Meridian Imaging no longer sees your email address.').waitFor()
  for (const { page: desk } of [ellis, park]) {
    await desk.getByText('Visitor 1 stopped sharing their email address', { exact: false }).last().waitFor()
    expect(await desk.getByText('clara@riverside.example').count()).toBe(0)
    await lead(desk).getByText('Clara Nwosu').waitFor()
  }
  const table = await csv(ellis)
  expect(table).not.toContain('clara@riverside.example')
  expect(table).toContain('Clara Nwosu')
})

test('a call that nobody takes can be answered later', async () => {
  const { page } = clara
  await page.getByRole('main').getByRole('link', { name: 'Exhibit hall' }).click()
  await page.getByRole('link', { name: 'Visit Meridian Imaging' }).click()
  await page.getByRole('button', { name: 'Call', exact: true }).click()
  await page.getByText('Ringing … You’re next.', { exact: false }).waitFor()
  await page.getByRole('link', { name: 'All booths' }).click()
  const seenTo = ellis.page.getByRole('button', { name: 'Mark the missed call of Visitor 1 as done' })
  await seenTo.waitFor()
  await ellis.page.getByRole('button', { name: 'Reply to the missed call of Visitor 1' }).click()
  await ellis.page.getByRole('textbox', { name: 'Message' }).fill('Sorry we missed you. Tomorrow at ten?')
  await ellis.page.getByRole('button', { name: 'Send' }).click()
  await seenTo.click()
  await seenTo.waitFor({ state: 'detached' })
  await page.reload()
  await page.getByText('1 new message', { exact: true }).waitFor()
})

test('the staff edit the booth; visitors see it at once, and a wrong file is refused in words', async () => {
  await clara.page.getByRole('link', { name: 'Visit Meridian Imaging' }).click()
  await clara.page.getByText('Sorry we missed you').waitFor()
  const { page } = park
  await page.getByRole('link', { name: 'Edit booth' }).click()
  const files = page.locator('input[type=file]')
  await files.last().setInputFiles({
    name: 'brochure.pdf',
    mimeType: 'application/pdf',
    buffer: Buffer.from('<script>alert(1)</script>'),
  })
  await page.getByText('brochure.pdf was not uploaded.', { exact: false }).waitFor()
  const png = await page.screenshot({ clip: { x: 0, y: 0, width: 320, height: 160 } })
  for (const [field, name] of [
    ['Logo file', 'logo.png'],
    ['Cover file', 'cover.png'],
    ['Gallery file', 'stand.png'],
  ] as const) {
    await page.getByLabel(field).setInputFiles({ name, mimeType: 'image/png', buffer: png })
    await page.getByText(`${name} is at the booth now.`).waitFor()
  }
  await page.getByLabel('Description').fill('Ask us about the new probe.')
  await page.locator('.booth-preview').getByText('Ask us about the new probe.').waitFor()
  await isFitFor(page, 'edit')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await page.getByText('Saved. Visitors see it now.').waitFor()
  await clara.page.getByText('Ask us about the new probe.').waitFor()
  for (const picture of ['.booth-images img', '.booth-cover img', '.booth-title .logo img'])
    await until(clara.page, `document.querySelector('${picture}')?.naturalWidth === 320`)
  await isFitFor(clara.page, 'booth')
})

test('the organiser sees how many came, never who, and edits what the staff may not', async () => {
  organiser = await as('ito', '/hall/manage', 0)
  const { page } = organiser
  const row = page.getByRole('row').filter({ hasText: 'Meridian Imaging' })
  await row.getByRole('cell', { name: /^[1-9]\d*$/ }).waitFor()
  expect(await page.getByText(/Clara|Nwosu|Visitor \d/).count()).toBe(0)
  await isFitFor(page, 'manage')
  await row.getByRole('button', { name: 'Meridian Imaging' }).click()
  await page.getByText('1 visitor so far.').waitFor()
  await page.getByRole('link', { name: 'Edit booth' }).click()
  await page.getByRole('textbox', { name: 'Name' }).fill('Meridian Echo')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await page.getByText('Saved.', { exact: false }).waitFor()
  await clara.page.getByRole('heading', { level: 1, name: 'Meridian Echo' }).waitFor()
})

test('a booked time appears on the desk', async () => {
  const { page } = clara
  await page.getByRole('button', { name: 'Book a meeting' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('15 minutes each', { exact: false }).waitFor()
  await isFitFor(page, 'slots')
  const days = dialog.getByRole('combobox', { name: 'Day' })
  await days.selectOption((await days.locator('option').last().getAttribute('value')) ?? '')
  await dialog.getByRole('group').getByRole('button').first().click()
  await dialog.waitFor({ state: 'detached' })
  await page.getByText('Be at this booth then', { exact: false }).waitFor()
  const inbox = ellis.page.getByRole('navigation', { name: 'Inbox' })
  await inbox.getByRole('button', { name: /^Meetings/ }).click()
  await inbox.getByRole('button', { name: /^Cancel .* with Visitor 1$/ }).waitFor()
})

test('the organiser makes a booth, invites its staff, and closes it', async () => {
  const { page } = organiser
  await page.getByRole('link', { name: 'Exhibitors' }).first().click()
  await page.getByRole('button', { name: 'New booth' }).click()
  await page.getByLabel('Name of the company').fill('Öresund Pumps')
  expect(await page.getByLabel('Short name').inputValue()).toBe('oresund-pumps')
  await page.getByRole('button', { name: 'Create booth' }).click()
  await page.getByRole('button', { name: 'Öresund Pumps' }).click()
  const drawer = page.getByRole('dialog', { name: 'Öresund Pumps' })
  await drawer.getByLabel('Add staff').fill('Lena Holm')
  await drawer.getByRole('button', { name: 'Add', exact: true }).click()
  const link = await drawer.locator('.booth-link').textContent()
  await isFitFor(page, 'drawer')
  await drawer.getByRole('button', { name: 'Close' }).click()
  const { pathname } = new URL(link ?? '')
  const holm = await visit(browser, `${product.addresses[1]}${pathname}`, { path: '/booth' })
  await holm.page.getByRole('heading', { level: 1, name: 'Öresund Pumps' }).waitFor()
  await page.getByRole('switch', { name: 'Meridian Echo is open' }).press('Space')
  await clara.page.getByText('The organiser has just closed this booth').waitFor()
  await isFitFor(clara.page, 'closed')
})

test('returning to the programme starts the clock again', async () => {
  const { page } = clara
  await page.getByRole('button', { name: 'Return to the programme' }).click()
  await page.getByRole('heading', { name: 'On now' }).waitFor()
  expect(await clock.send('booths.inHall', {})).toEqual({ inside: false })
  await page.goto(`${product.addresses[0]}${sessionPath}`)
  await framesMove(page)
  await page.getByText('Counting', { exact: false }).first().waitFor({ timeout: 30_000 })
  expect(problems).toEqual([])
})
