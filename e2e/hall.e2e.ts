// The exhibit hall: a clinician leaves a session, visits a booth, chats, is called, leaves details and
// withdraws one; the staff's desk follows. The two sides are on different servers.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals'
import type { Browser, Page } from 'playwright-core'
import { root } from '../scripts/prepare/machine.mjs'
import { connect, type ProgramClient } from '../scripts/programClient.ts'
import { launchBrowser, readDisclosures, until, type Visitor, visit } from './browser.ts'
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
  const { violations } = await new AxeBuilder({ page }).analyze()
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)
  expect([name, ...found]).toEqual([name])
  await page.setViewportSize({ width: 320, height: 700 })
  const width = await page.evaluate('document.documentElement.scrollWidth')
  expect([name, Number(width) <= 320 ? 320 : width]).toEqual([name, 320])
  await page.setViewportSize({ width: 1280, height: 900 })
}

const lead = (page: Page) => page.getByRole('article').filter({ hasText: 'Visitor 1' })
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
  await ellis.page.getByText('Nobody rings.').waitFor()
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
  await page.getByText('You are leaving the education.').waitFor()
  await page.getByText('The credit clock stops until you return.').waitFor()
  await isFitFor(page, 'notice')
  // Choosing to stay leaves her in the session.
  await page.getByRole('button', { name: 'Stay' }).click()
  await page.getByRole('heading', { name: 'On now' }).waitFor()
  expect(await clock.send('booths.inHall', {})).toEqual({ inside: false })

  await page.getByRole('link', { name: 'Exhibit hall' }).click()
  await page.getByRole('button', { name: 'Enter the hall' }).click()
  await page.getByText('You are in the exhibit hall. Your credit clock is stopped.').waitFor()
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
  await page.getByRole('link', { name: 'Meridian Imaging' }).waitFor()
  await page.getByText('Staffed now', { exact: true }).nth(1).waitFor()
  await page.getByRole('searchbox', { name: 'Search' }).fill('books')
  await page.getByText('1 of 3 booths').waitFor()
  await page.getByRole('searchbox', { name: 'Search' }).fill('')
  await isFitFor(page, 'floor')
  await page.reload()
  await page.getByText('Your credit clock is stopped.').waitFor()
})

test('staff see a visitor as a number; messages arrive at once and are read', async () => {
  const { page } = clara
  await page.getByRole('link', { name: 'Meridian Imaging' }).click()
  await page.getByText('To the staff you are Visitor 1.').waitFor()
  await page.getByText('Sam Ellis · Available').waitFor()
  for (const { page: desk } of [ellis, park]) {
    await desk.getByText('1 visitor here now').waitFor()
    expect(await desk.getByText(/Clara|Nwosu|Riverside|Physician/).count()).toBe(0)
  }
  await page.getByRole('textbox', { name: 'Message' }).fill('Does it read old studies?')
  await page.getByRole('textbox', { name: 'Message' }).press('Enter')
  await page.getByText('Delivered').waitFor()
  await ellis.page.getByRole('button', { name: 'Open the chat with Visitor 1' }).click()
  await page.getByText('Read', { exact: true }).waitFor()
  await ellis.page.getByRole('textbox', { name: 'Message' }).fill('Back to 2009.')
  await ellis.page.getByRole('button', { name: 'Send' }).click()
  await page.getByText('Back to 2009.').waitFor()
  // The first to answer takes the chat, and may hand it over.
  await park.page.getByText('Sam Ellis looks after it').waitFor()
  await ellis.page.getByLabel('Looked after by').selectOption({ label: 'Jun Park' })
  await park.page.getByText('Jun Park looks after it').waitFor()
  await ellis.page.getByRole('button', { name: 'All chats' }).click()
})

test('a call rings at both desks; one gets it, and both sides see each other move', async () => {
  const { page } = clara
  await page.getByRole('button', { name: 'Ask for a call now' }).click()
  await page.getByText('Ringing. You are next.').waitFor()
  await park.page.getByText('Visitor 1 is calling', { exact: true }).waitFor()
  await isFitFor(park.page, 'desk-ringing')
  await ellis.page.getByRole('button', { name: 'Accept the call of Visitor 1' }).click()
  await park.page.getByText('Sam Ellis is in a call with Visitor 1', { exact: false }).waitFor()
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
  await park.page.getByRole('button', { name: 'Join the call with Visitor 1' }).click()
  await park.page.locator(pictureOf('Visitor 1')).waitFor()
  await clara.page.getByText('Jun Park', { exact: true }).first().waitFor()
  await park.page.getByRole('button', { name: 'Leave it to colleagues' }).click()
  await clara.page.locator(pictureOf('Sam Ellis')).waitFor()
  await ellis.page.getByRole('button', { name: 'Stop sharing' }).click()
})

test('the visitor ends the call, and both pages say so', async () => {
  await clara.page.getByRole('button', { name: 'Leave the call' }).click()
  await clara.page.getByText('The call has ended.', { exact: false }).waitFor()
  await ellis.page.getByText('The call with Visitor 1 has ended.').waitFor()
})

test('staff may offer a call, which the visitor may decline', async () => {
  await ellis.page.getByRole('button', { name: 'Ask for a video call with Visitor 1' }).click()
  await clara.page.getByText('Sam Ellis asks you for a video call').waitFor()
  await isFitFor(clara.page, 'offered')
  await clara.page.getByRole('button', { name: 'Decline' }).click()
  await ellis.page.getByText('Visitor 1 did not take the call.').waitFor()
})

test('only the ticked fields reach the exhibitor', async () => {
  const { page } = clara
  await page.getByRole('button', { name: 'Leave details' }).click()
  const sheet = page.getByRole('dialog')
  await sheet.getByText('will see nothing: no box is ticked').waitFor()
  expect(
    await sheet
      .getByRole('checkbox')
      .evaluateAll((boxes) => boxes.some((box) => 'checked' in box && box.checked === true)),
  ).toBe(false)
  await sheet.getByLabel('Mail address', { exact: true }).fill('clara@riverside.example')
  await sheet.getByLabel('Telephone', { exact: true }).fill('+49 30 1234567')
  await isFitFor(page, 'sheet')
  await sheet.getByRole('checkbox', { name: 'Let Meridian Imaging see my name' }).check()
  await sheet.getByRole('checkbox', { name: 'Let Meridian Imaging see my mail address' }).check()
  await sheet.getByText('will see your name and mail address, and nothing else').waitFor()
  await sheet.getByRole('button', { name: 'Give these details' }).click()
  await page.getByText('Given to Meridian Imaging', { exact: false }).waitFor()
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
  await lead(ellis.page).getByLabel('Rating of Visitor 1').selectOption('4')
  await lead(ellis.page).getByLabel('Notes on Visitor 1').fill('Send the data sheet')
  await lead(ellis.page).getByRole('button', { name: 'Save rating and notes' }).click()
  await park.page.getByText('Send the data sheet').waitFor()
  await isFitFor(ellis.page, 'desk')
})

test('a withdrawn field is gone at once from desks and table, and the staff are told', async () => {
  const { page } = clara
  await page.getByRole('link', { name: 'See or withdraw what you have given' }).click()
  await page.getByText('clara@riverside.example').waitFor()
  await isFitFor(page, 'consents')
  await page.getByRole('button', { name: 'Withdraw mail address from Meridian Imaging' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('disappears at once', { exact: false }).waitFor()
  await isFitFor(page, 'withdraw')
  await dialog.getByRole('button', { name: 'Withdraw' }).click()
  await page.getByText('Withdrawn from Meridian Imaging: mail address.').waitFor()
  for (const { page: desk } of [ellis, park]) {
    await desk.getByText('Visitor 1 has withdrawn their mail address', { exact: false }).waitFor()
    expect(await desk.getByText('clara@riverside.example').count()).toBe(0)
    await lead(desk).getByText('Clara Nwosu').waitFor()
  }
  const table = await csv(ellis)
  expect(table).not.toContain('clara@riverside.example')
  expect(table).toContain('Clara Nwosu')
})

test('a call that nobody takes can be answered later', async () => {
  const { page } = clara
  await page.getByRole('link', { name: 'To the exhibit hall' }).click()
  await page.getByRole('link', { name: 'Meridian Imaging' }).click()
  await page.getByRole('button', { name: 'Ask for a call now' }).click()
  await page.getByText('Ringing. You are next.').waitFor()
  await page.getByRole('link', { name: 'Back to the booths' }).click()
  const seenTo = ellis.page.getByRole('button', { name: 'Seen to: the call of Visitor 1' })
  await seenTo.waitFor()
  await ellis.page.getByRole('button', { name: 'Write to Visitor 1', exact: true }).click()
  await ellis.page.getByRole('textbox', { name: 'Message' }).fill('Sorry we missed you. Tomorrow at ten?')
  await ellis.page.getByRole('button', { name: 'Send' }).click()
  await seenTo.click()
  await seenTo.waitFor({ state: 'detached' })
  await page.reload()
  await page.getByText('1 new message for you').waitFor()
})

test('the staff edit the booth; visitors see it at once, and a wrong file is refused in words', async () => {
  await clara.page.getByRole('link', { name: 'Meridian Imaging' }).click()
  await clara.page.getByText('Sorry we missed you').waitFor()
  const { page } = park
  await page.getByRole('link', { name: 'Edit the booth' }).click()
  const files = page.locator('input[type=file]')
  await files.last().setInputFiles({
    name: 'brochure.pdf',
    mimeType: 'application/pdf',
    buffer: Buffer.from('<script>alert(1)</script>'),
  })
  await page.getByText('brochure.pdf was not taken.', { exact: false }).waitFor()
  const png = await page.screenshot({ clip: { x: 0, y: 0, width: 320, height: 160 } })
  await files.first().setInputFiles({ name: 'stand.png', mimeType: 'image/png', buffer: png })
  await page.getByText('stand.png is at the booth now.').waitFor()
  await page.getByLabel('Description').fill('Ask us about the new probe.')
  await page.locator('.booth-preview').getByText('Ask us about the new probe.').waitFor()
  await isFitFor(page, 'edit')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await page.getByText('Saved. Visitors see it now.').waitFor()
  await clara.page.getByText('Ask us about the new probe.').waitFor()
  await until(clara.page, `document.querySelector('.booth-images img')?.naturalWidth === 320`)
  await isFitFor(clara.page, 'booth')
})

test('the organiser sees how many came, never who, and edits what the staff may not', async () => {
  organiser = await as('ito', '/hall/manage', 0)
  const { page } = organiser
  await page.getByRole('heading', { name: 'Meridian Imaging' }).waitFor()
  await page.getByText('1 person has been here.').waitFor()
  expect(await page.getByText(/Clara|Nwosu|Visitor/).count()).toBe(0)
  await page.getByRole('link', { name: 'Edit what Meridian Imaging says' }).click()
  await page.getByRole('textbox', { name: 'Name' }).fill('Meridian Echo')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await page.getByText('Saved.', { exact: false }).waitFor()
  await clara.page.getByRole('heading', { level: 1, name: 'Meridian Echo' }).waitFor()
})

test('a booked time appears on the desk', async () => {
  const { page } = clara
  await page.getByRole('button', { name: 'Book a time' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('Fifteen minutes each').waitFor()
  await isFitFor(page, 'slots')
  const days = dialog.getByRole('combobox', { name: 'Day' })
  await days.selectOption((await days.locator('option').last().getAttribute('value')) ?? '')
  await dialog.getByRole('group').getByRole('button').first().click()
  await dialog.waitFor({ state: 'detached' })
  await page.getByText('Be at this booth then', { exact: false }).waitFor()
  await ellis.page.getByText('On other days: 1').waitFor()
})

test('the organiser makes a booth, invites its staff, and closes it', async () => {
  const { page } = organiser
  await page.getByRole('link', { name: 'Back to all booths' }).click()
  await page.getByRole('button', { name: 'New booth' }).click()
  await page.getByLabel('Name of the company').fill('Öresund Pumps')
  expect(await page.getByLabel('Short name').inputValue()).toBe('oresund-pumps')
  await page.getByRole('button', { name: 'Make the booth' }).click()
  const card = page.getByRole('article').filter({ hasText: 'Öresund Pumps' })
  await card.getByLabel('Invite to the staff of Öresund Pumps').fill('Lena Holm')
  await card.getByRole('button', { name: 'Invite' }).click()
  const link = await card.locator('.booth-link').textContent()
  await isFitFor(page, 'manage')
  const { pathname } = new URL(link ?? '')
  const holm = await visit(browser, `${product.addresses[1]}${pathname}`, { path: '/booth' })
  await holm.page.getByRole('heading', { level: 1, name: 'Öresund Pumps' }).waitFor()
  await page.getByRole('button', { name: 'Close the booth of Meridian Echo' }).click()
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
