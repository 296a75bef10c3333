// The CE office's whole week, from an empty installation to an archived conference, as an officer presses it:
// import, designation, disclosures, approval, mail, one session live, credit, reports. Beside it stands a
// second conference, whose people see nothing of the first.
import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type { Browser, Page } from 'playwright-core'
import readXlsxFile from 'read-excel-file/node'
import { root } from '../scripts/prepare/machine.mjs'
import { freePort } from '../scripts/testing/freePort.ts'
import { keepAnswering, launchBrowser, readDisclosures, type Visitor, visit } from './browser.ts'
import { axe, fitsPhone } from './checks.ts'
import { linkIn, type Mailbox, openMailbox } from './mailbox.ts'
import { framesMove } from './media/screen.ts'
import { minutePolicies } from './minutePolicies.ts'
import { interrupt, type Run, runScript, untilEmpty, untilSaid } from './npmStart.ts'
import {
  addPerson,
  closeSession,
  decideMitigated,
  downloaded,
  fillInForm,
  importFile,
  openSession,
  saveSession,
  sendMails,
  signForm,
  toTab,
} from './officeSteps.ts'
import { playTalk } from './talk.ts'
import { writeWeekFiles } from './weekFiles.ts'

let folder: string
let mailbox: Mailbox
let env: NodeJS.ProcessEnv
let address: string
let browser: Browser
let installation: Run
/** Of Maria Keller, who is the CE office. */
let officeLink: string
let office: Page
let clara: Visitor
/** Of the moderator, Samuel Moreau. */
let desk: Visitor
let sessionId: string
let certificate: string
let endTalk: (() => Promise<unknown>) | undefined
const problems: string[] = []

const congress = '/c/autumn-congress-2027'
const lecture = 'Heart failure today'
const activity = 'Autumn Congress: heart failure'
const satellite = 'Anticoagulants, presented by their maker'
const company = 'Norrland Cardio Devices'
const question = 'And in renal failure?'
const webinar = { title: 'Spring Webinar 2028', path: '/c/spring-webinar-2028', session: 'Lipids in an hour' }
const day = (n: number): string => new Date(Date.now() + n * 86_400_000).toISOString().slice(0, 10)

const start = (script: string[], settings: NodeJS.ProcessEnv = {}): Run =>
  runScript(script, { ...env, ...settings })

async function ended({ child, said }: Run): Promise<void> {
  if (child.exitCode === null) await once(child, 'exit')
  expect({ status: child.exitCode, said: said() }).toMatchObject({ status: 0 })
}

async function signedIn(link: string, path = '/'): Promise<Visitor> {
  const visitor = await visit(browser, link, { path })
  visitor.page.setDefaultTimeout(20_000)
  visitor.page.on('pageerror', (error) => problems.push(error.message))
  return visitor
}
/** By the link in their newest mail with such a subject. */
const byMail = async (name: string, subject: RegExp): Promise<Visitor> =>
  signedIn(linkIn(await mailbox.mailTo(`${name}@example.org`, subject)))
const invitation = /^Your invitation/

const titled = (page: Page, name: string | RegExp): Promise<void> =>
  page.getByRole('heading', { level: 1, name }).waitFor()

async function toLecture(page: Page): Promise<void> {
  await toTab(page, 'Programme')
  await page.getByRole('tab', { name: 'List' }).click()
  await openSession(page, lecture)
}

/** The ledger verifies offline, and holds what credit rests on. */
async function expectVerified(page: Page): Promise<void> {
  await toTab(page, 'Ledger')
  const ledger = await downloaded(page, /^Export the ledger/)
  const verifier = join(root, 'scripts', 'verifyLedger.mjs')
  expect(execFileSync('node', [verifier, ledger], { encoding: 'utf8' })).toContain('Unaltered')
  const text = readFileSync(ledger, 'utf8')
  for (const kind of ['activity.designated', 'disclosure.decided', 'attendance.frozen', 'certificate.issued'])
    expect(text).toContain(kind)
}

async function expectNoStart(words: string): Promise<void> {
  await desk.page.getByRole('button', { name: /^Start the session/ }).click()
  await desk.page.getByText(words).waitFor()
  expect(await desk.page.getByRole('button', { name: /^Break/ }).count()).toBe(0)
}

let unfinished: string | undefined
/** Each step needs those before it: once one has failed, the others say so at once. */
const step = (name: string, run: () => Promise<void>): void =>
  test(name, async () => {
    if (unfinished !== undefined) throw new Error(`Not tried, since this failed: ${unfinished}.`)
    unfinished = name
    await run()
    unfinished = undefined
  }, 180_000)

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'lectern-week-'))
  mailbox = await openMailbox()
  const port = String(await freePort())
  address = `http://127.0.0.1:${port}`
  env = {
    ...mailbox.env,
    PORT: port,
    PUBLIC_URL: address,
    DATA_DIR: join(folder, 'data'),
    POLICIES_DIR: minutePolicies(folder),
    LECTERN_EXAMPLE: '0',
  }
  browser = await launchBrowser()
}, 90_000)

afterAll(async () => {
  await browser?.close()
  await endTalk?.()
  await mailbox?.close()
  rmSync(folder, { recursive: true, force: true })
}, 30_000)

step('an empty installation is set up from the link that its start prints', async () => {
  installation = start(['start.mjs'])
  const page = await browser.newPage()
  await page.goto(await untilEmpty(installation))
  await page.getByLabel('Your name').fill('Maria Keller')
  await page.getByLabel('Name of the conference').fill('Autumn Congress 2027')
  await page.getByLabel('Name of the provider').fill('Riverside Institute')
  await page.getByRole('button', { name: 'Set up' }).click()
  officeLink = await page.getByLabel('Your personal link').inputValue()
  await page.close()
  office = (await signedIn(officeLink, '/office')).page
  await office.getByRole('link', { name: 'Plan the programme' }).waitFor()
  await axe(office)
  await toTab(office, 'Settings')
  await office.getByLabel('First day').fill(day(3))
  await office.getByLabel('Last day').fill(day(4))
  await office.getByRole('button', { name: 'Save', exact: true }).click()
  await office.getByText('Saved.').first().waitFor()
})

step('people and programme come from files; a row with a problem is shown and left out', async () => {
  const files = await writeWeekFiles(folder, { lecture, satellite, day })
  await importFile(office, { kind: 'People', path: files.people, applies: 'Apply to 5 people' })
  await office.getByText('“no address” cannot be taken').waitFor()
  await importFile(office, { kind: 'Programme', path: files.programme, applies: 'Apply to 4 sessions' })
  await axe(office)
  await office.getByRole('link', { name: 'Open the programme' }).click()
  for (const kind of ['Lecture', 'Panel', 'Workshop', 'Satellite symposium, not accredited'])
    await office.getByRole('cell', { name: kind, exact: true }).waitFor()
})

step('an activity is designated for what it is worth at most, a satellite for nothing', async () => {
  await toLecture(office)
  await office.getByRole('button', { name: 'New activity' }).click()
  const dialog = office.getByRole('dialog', { name: 'New activity' })
  await dialog.getByLabel('Title').fill(activity)
  await dialog.getByRole('button', { name: 'Add body' }).click()
  await dialog.getByRole('combobox', { name: 'Body 1' }).click()
  await office.getByRole('option', { name: 'AMA PRA Category 1 Credit™', exact: true }).click()
  await dialog.getByLabel('Maximum 1').fill('46')
  await dialog.getByRole('button', { name: 'Save activity' }).click()
  await dialog.getByText('The planned 45 minutes are worth 45').waitFor()
  await dialog.getByLabel('Maximum 1').fill('45')
  await dialog.getByRole('button', { name: 'Save activity' }).click()
  await dialog.waitFor({ state: 'detached' })
  await saveSession(office)
  sessionId = new URL(office.url()).searchParams.get('session')!
  await closeSession(office)
  await openSession(office, satellite)
  await office.getByText('This kind of session carries no credit, and is labelled so').waitFor()
  expect(await office.getByRole('button', { name: 'New activity' }).count()).toBe(0)
  await closeSession(office)
})

step('an organiser edits the same session: the office sees both versions, and chooses', async () => {
  await sendMails(office, { fields: { Role: 'Organisers' }, to: '1 person' })
  const ona = await byMail('berg', invitation)
  await ona.page.goto(`${address}${congress}/office/programme?session=${sessionId}`)
  await toLecture(office)
  await office.getByLabel('Summary').fill('What changed, and for whom.')
  await ona.page.getByLabel('Summary').fill('News.')
  await saveSession(ona.page)
  const both = office.getByRole('region', { name: 'Summary' })
  await both.getByText('News.').waitFor()
  expect(await office.getByRole('button', { name: 'Save', exact: true }).isEnabled()).toBe(false)
  await both.getByRole('button', { name: 'Keep mine: Summary' }).click()
  await saveSession(office)
  await closeSession(office)
  await ona.context.close()
})

step('without disclosures a session is not approved, and without approval it does not go live', async () => {
  await toLecture(office)
  await office.getByRole('button', { name: 'Submit for approval' }).click()
  const missing = office.getByRole('list', { name: 'What is missing' })
  await missing.getByText('The speaker Adaeze Okafor has no disclosure on file.').waitFor()
  expect(await office.getByRole('button', { name: 'Approve', exact: true }).isEnabled()).toBe(false)
  await closeSession(office)

  await sendMails(office, { fields: { Role: 'Everybody' }, to: '5 people' })
  desk = await byMail('moreau', invitation)
  await desk.page
    .getByRole('link', { name: `Details: ${lecture}` })
    .first()
    .click()
  await desk.page.getByText('This session cannot go live yet').waitFor()
  await desk.page.getByRole('link', { name: 'Open desk' }).click()
  await expectNoStart('This session cannot be live yet: the CE office has not cleared the disclosures of')
})

step('the faculty disclose by a mailed link, the office decides and approves', async () => {
  await toTab(office, 'Disclosures')
  await office.getByRole('link', { name: 'Ask by mail' }).click()
  await office.getByRole('button', { name: 'Send to 4 people …' }).click()
  await office.getByRole('dialog').getByRole('button', { name: 'Send' }).click()
  const forms = [
    { name: 'okafor', part: 'Speaker or other faculty', company },
    { name: 'moreau', part: 'Moderator' },
  ]
  for (const { name, ...form } of forms) {
    const { page, context } = await byMail(name, /^Please disclose/)
    await titled(page, 'Financial disclosure')
    await fillInForm(page, form)
    await signForm(page, name)
    await context.close()
  }
  await toTab(office, 'Disclosures')
  await office.getByRole('link', { name: 'Adaeze Okafor' }).click()
  await decideMitigated(office, company)
  await axe(office)
  await expectNoStart(
    'This session cannot go live: it carries credit, and the CE office has not approved it.',
  )
  await toLecture(office)
  await office.getByRole('button', { name: 'Approve', exact: true }).click()
  await office.getByText('Approved', { exact: true }).first().waitFor()
  await closeSession(office)
})

step('a clinician comes by the invitation, and watches the talk as it goes live', async () => {
  clara = await byMail('clara', invitation)
  const { page } = clara
  await page
    .getByRole('link', { name: `Details: ${lecture}` })
    .first()
    .click()
  await page.getByText('Consultant. Mitigated.').waitFor()
  await readDisclosures(page)
  await page.getByText('Confirmed at').waitFor()
  keepAnswering(page)
  const link = linkIn(await mailbox.mailTo('okafor@example.org', invitation))
  endTalk = await playTalk({ sessionId, link, env, isBroughtOn: true })
  const bringOn = desk.page.getByRole('button', { name: 'Bring on Adaeze Okafor' })
  await bringOn.waitFor()
  await desk.page.getByRole('button', { name: /^Start the session/ }).click()
  await bringOn.click()
  await framesMove(page)
  await page.getByLabel('Ask a question').fill(question)
  await page.getByRole('button', { name: 'Send' }).click()
  await desk.page.getByText(question).first().waitFor()
  await toTab(office, 'Live')
  await office.getByText('1 person watches').waitFor()
  // A credit is a minute here; before that the strip tells no figure.
  const strip = page.getByRole('region', { name: 'Credit' })
  await strip.filter({ hasText: / so far/ }).waitFor({ timeout: 100_000 })
  await desk.page.getByRole('button', { name: /^End/ }).click()
  await desk.page.getByRole('button', { name: 'End for everyone' }).click()
  await page.getByText(/^Watched .* min/).waitFor({ timeout: 40_000 })
  await endTalk()
})

step('she evaluates, claims what she earned, and has a certificate', async () => {
  const { page } = clara
  await page.getByRole('radio', { name: 'Yes' }).click()
  await page.getByRole('button', { name: 'Submit evaluation' }).click()
  const claim = page.getByRole('form', { name: /Claim AMA/ })
  await claim.getByRole('button', { name: /^Claim \d\.\d\d AMA/ }).click()
  await page.getByRole('link', { name: /^Certificate \(PDF\)/ }).waitFor()
  certificate = (await page.getByRole('link', { name: /Verification page/ }).getAttribute('href'))!
})

step('the reports are downloaded and open, and the ledger verifies', async () => {
  await toTab(office, 'Reports')
  const sheets = await readXlsxFile(await downloaded(office, /^Download Workbook/))
  const rowsOf = (name: string) => sheets.find(({ sheet }) => sheet === name)!.data
  expect(rowsOf('Sessions').find(([title]) => title === lecture)).toContainEqual(expect.any(Date))
  expect(rowsOf('Questions').flat()).toContain(question)
  await toTab(office, 'Credit')
  await office.getByRole('link', { name: activity }).click()
  await office
    .getByRole('link', { name: 'Clara Nwosu' })
    .or(office.getByText('Clara Nwosu'))
    .first()
    .waitFor()
  await axe(office)
  await office.getByRole('tab', { name: 'Exports' }).click()
  const learners = readFileSync(await downloaded(office, /^Download All learners/), 'utf8')
  expect(learners).toContain('Clara Nwosu')
  await expectVerified(office)
})

step('a second conference is made beside it', async () => {
  await office.getByRole('link', { name: 'All conferences' }).click()
  await office.getByRole('link', { name: 'New conference' }).click()
  await office.getByLabel(/^Name/).fill(webinar.title)
  await office.getByRole('button', { name: 'Create conference' }).click()
  await titled(office, 'Overview')
  await addPerson(office, { givenName: 'Paul', familyName: 'Ames', role: 'Clinician' })
  await addPerson(office, { givenName: 'Petra', familyName: 'Lang', role: 'Organiser' })
  await toTab(office, 'Programme')
  await office.getByRole('link', { name: 'Import from a file' }).waitFor()
  await office.keyboard.press('n')
  await office.getByLabel('Title').fill(webinar.session)
  await office.getByRole('combobox', { name: 'Add a speaker' }).fill('Lang')
  await office.getByRole('option', { name: /Petra Lang/ }).click()
  await office.getByRole('button', { name: 'Create session' }).click()
  await office.getByRole('button', { name: 'Submit for approval' }).click()
  await office.getByRole('button', { name: 'Approve', exact: true }).click()
  await office.getByText('Approved', { exact: true }).first().waitFor()
  await closeSession(office)
  await sendMails(office, { fields: { Role: 'Everybody' }, to: '2 people' })
})

step('its clinician and its organiser see nothing of the first conference', async () => {
  for (const name of ['ames', 'lang']) {
    const { page, context } = await byMail(name, invitation)
    await page.getByText(webinar.session).first().waitFor()
    expect(await page.locator('body').textContent()).not.toContain(lecture)
    await page.goto(`${address}/conferences`)
    await page.getByRole('link', { name: webinar.title }).first().waitFor()
    expect(await page.locator('body').textContent()).not.toContain('Autumn Congress')
    for (const path of ['', '/hall', '/office', '/office/people', `/sessions/${sessionId}`]) {
      await page.goto(`${address}${congress}${path}`)
      await titled(page, 'There is no such conference')
    }
    await page.goto(`${address}/sessions/${sessionId}`)
    await titled(page, 'This session is not in the programme')
    for (const path of [
      `${congress}/api/program`,
      `${congress}/api/program/${sessionId}`,
      `${congress}/api/office/program`,
      `${congress}/api/office/mail`,
      `${congress}/api/reports`,
      `/api/program/${sessionId}`,
      `${webinar.path}/api/program/${sessionId}`,
    ]) {
      const answer = await page.request.get(`${address}${path}`)
      expect([path, answer.status()]).toEqual([path, 404])
      expect(await answer.text()).not.toMatch(/Heart failure|Autumn|Okafor|Nwosu/)
    }
    await context.close()
  }
  // Where there are several, the bare address leads the office to their list.
  await office.goto(address)
  await titled(office, 'Conferences')
  await axe(office)
  await office.getByRole('link', { name: 'Autumn Congress 2027', exact: true }).click()
  await titled(office, 'Overview')
})

step('the archived conference is read, and nothing starts there', async () => {
  await toTab(office, 'Settings')
  await office.getByRole('button', { name: 'Archive', exact: true }).click()
  await office.getByText('This conference is archived').waitFor()
  await axe(office)
  await fitsPhone(office)
  await office.goto(`${address}${congress}`)
  await office.getByRole('link', { name: 'Open desk: Devices' }).first().click()
  await office.getByRole('button', { name: /^Start the session/ }).click()
  await office.getByText('This conference is archived: nothing can be started').waitFor()
  await clara.page.goto(`${address}${congress}/credit`)
  await clara.page.getByText(/^Claimed/).waitFor()
})

step('a backup is restored elsewhere: the certificate is valid, the ledger verifies', async () => {
  const file = join(folder, 'week.backup')
  await ended(start(['backup.mjs', file]))
  expect(await interrupt(installation)).toBe(0)
  const settings = { DATA_DIR: join(folder, 'restored') }
  await ended(start(['restore.mjs', file], settings))
  await untilSaid(start(['start.mjs'], settings), /is ready at/)
  const { page } = await signedIn(officeLink, `${congress}/office`)
  await expectVerified(page)
  await page.goto(new URL(certificate, address).href)
  await page.getByText('This certificate is valid').waitFor()
  await page.getByText('Clara Nwosu').first().waitFor()
  expect(problems).toEqual([])
})
