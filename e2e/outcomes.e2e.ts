// Outcomes in a browser: the office asks, a learner answers before and after, claims with a commitment, and
// is asked by mail sixty days later. The servers' clock is the test's.
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { keys } from '@lectern/shared/keys'
import type { OfficeOutcomes } from '@lectern/shared/outcomes'
import type { Browser, Page } from 'playwright-core'
import { root } from '../scripts/prepare/machine.mjs'
import { freePort } from '../scripts/testing/freePort.ts'
import { dayMs } from '../server/src/core/clock.ts'
import { liveAt, minuteMs, watchedSession } from '../server/src/testing/credit.ts'
import { startServers } from '../server/src/testing/servers.ts'
import { launchBrowser, readDisclosures, visit } from './browser.ts'
import { axe, fitsPhone } from './checks.ts'
import { linkIn, openMailbox } from './mailbox.ts'

const activityId = 'heart-failure-2026'
const sessionId = 'heart-failure'
const address = 'ruth@example.org'

let now = liveAt - dayMs
const mailbox = await openMailbox()
const port = String(await freePort())
const base = `http://127.0.0.1:${port}`
const lectern = await startServers({
  clock: () => now,
  mediaNode: true,
  settings: { ...mailbox.env, PORT: port, PUBLIC_URL: base, CLIENT_DIR: join(root, 'client', 'dist') },
})
let browser: Browser
let office: Page
let ruth: Page
let ruthId = ''

beforeAll(async () => {
  browser = await launchBrowser()
  const invited = await lectern.invite({
    name: 'Ruth Adler',
    roles: ['clinician'],
    profession: 'physician',
    email: address,
  })
  ruthId = invited.personId
  ruth = (await visit(browser, invited.link, { path: `/sessions/${sessionId}` })).page
  office = (await visit(browser, await lectern.linkOf('ito'), { path: '/office' })).page
}, 90_000)
afterAll(async () => {
  await browser?.close()
  await mailbox.close()
})

const see = (page: Page, words: string | RegExp) => page.getByText(words).first().waitFor()
async function check(page: Page): Promise<void> {
  await axe(page)
  await fitsPhone(page)
}
async function choose(page: Page, dose: string, sure: string, send: string): Promise<void> {
  await page
    .getByRole('group', { name: /Which dose/ })
    .getByRole('radio', { name: dose })
    .check()
  await page
    .getByRole('group', { name: /How sure/ })
    .getByRole('radio', { name: sure })
    .check()
  await page.getByRole('button', { name: send }).click()
}

const outcomesOf = async (id: string) =>
  (await (
    await lectern.request(`/api/office/activities/${id}/outcomes`, { as: 'ito' })
  ).json()) as OfficeOutcomes

test('the office writes each question once, with its objective and what is right', async () => {
  await office.goto(`${base}/office/activities/${activityId}/outcomes`)
  await office.getByRole('link', { name: 'Open the outcomes form' }).click()
  await office.getByRole('button', { name: 'Add a question' }).click()
  const first = office.getByRole('listitem', { name: 'Question 1' })
  await first.getByRole('textbox', { name: 'Case (optional)' }).fill('A woman of 70 is short of breath.')
  await first.getByRole('textbox', { name: 'Question', exact: true }).fill('Which dose comes first?')
  await first.getByRole('textbox', { name: 'Objective' }).fill('Choose the first dose')
  await first.getByRole('textbox', { name: 'Answer 1', exact: true }).fill('Low')
  await first.getByRole('textbox', { name: 'Answer 2', exact: true }).fill('High')
  await first.getByRole('checkbox', { name: 'Answer 1 is right' }).check()
  await office.getByRole('button', { name: 'Add a question' }).click()
  const second = office.getByRole('listitem', { name: 'Question 2' })
  await second.getByRole('combobox', { name: 'Answered by' }).selectOption('Confidence, 1 to 5')
  await second.getByRole('textbox', { name: 'Question', exact: true }).fill('How sure are you?')
  await second.getByRole('textbox', { name: 'Objective' }).fill('Choose the first dose')
  await office.getByRole('checkbox', { name: /Ask those who claim/ }).check()
  await office.getByRole('button', { name: 'Add a change' }).click()
  await office.getByRole('textbox', { name: 'Change 1' }).fill('Start all four medicines within weeks')
  await office
    .getByRole('group', { name: /^Knowledge/ })
    .getByRole('checkbox', { name: 'Objective' })
    .check()
  await check(office)
  await office.getByRole('button', { name: 'Save the outcomes form' }).click()
  await see(office, 'Saved.')
})

test('a learner answers in the lobby; whoever comes late answers or skips before the picture', async () => {
  await ruth.reload()
  await readDisclosures(ruth)
  await see(ruth, 'A woman of 70 is short of breath.')
  await check(ruth)
  await choose(ruth, 'High', '2', 'Send my answers')
  await see(ruth, 'Your answers from before are in.')
  await check(ruth)
  await ruth.reload()
  await see(ruth, 'Your answers from before are in.')

  // Another activity asks the same, so that its session can run.
  const { plan } = await outcomesOf(activityId)
  const other = await lectern.request('/api/office/activities/cardiology-update/outcomes', {
    as: 'ito',
    method: 'PUT',
    body: { plan, version: 0 },
  })
  expect(other.status).toBe(200)
  const moderator = await lectern.connect('moreau')
  await moderator.send('program.start', { sessionId: 'imaging' })
  const late = await visit(browser, await lectern.linkOf('noah'), { path: '/sessions/imaging' })
  await readDisclosures(late.page)
  await late.page.getByRole('button', { name: 'Skip and enter' }).waitFor()
  await check(late.page)
  expect(await late.page.locator('video').count()).toBe(0)
  await late.page.getByRole('button', { name: 'Skip and enter' }).click()
  await late.page.getByRole('region', { name: 'Stage' }).waitFor()
  await late.context.close()
})

test('after the session the same questions come again, then what was right, the claim and a commitment', async () => {
  await watchedSession(lectern.connection, sessionId, { [ruthId]: 60 })
  now = liveAt + 61 * minuteMs
  await ruth.goto(`${base}/sessions/${sessionId}`)
  await see(ruth, 'What do you say now? (optional)')
  await check(ruth)
  await choose(ruth, 'Low', '4', 'Send my answers')
  await see(ruth, 'Before: incorrect. Now: correct.')
  for (const answer of ['5 (highest)', 'Yes']) await ruth.getByRole('radio', { name: answer }).last().check()
  await ruth.getByRole('button', { name: 'Submit evaluation' }).click()
  await ruth.getByRole('checkbox', { name: 'Start all four medicines within weeks' }).check()
  await ruth.getByRole('textbox', { name: /in your own words/ }).fill('Ask about breath at every visit')
  await check(ruth)
  await ruth.getByRole('button', { name: 'Commit to it' }).click()
  await see(ruth, 'You committed to:')
  await ruth.getByRole('button', { name: /^Claim 1\.00 AMA/ }).click()
  await ruth.getByRole('link', { name: /^Certificate \(PDF\)/ }).waitFor()
  await check(ruth)
})

test('sixty days later a mail asks what became of it, and its link leads to the answer', async () => {
  now += 60 * dayMs
  const mail = await mailbox.mailTo(address, /What became of your plans/)
  expect(mail.text).toContain('Get no more mails like this one')
  await ruth.goto(linkIn(mail))
  const sure = ruth.getByRole('button', { name: /Continue|Sign in/ })
  await sure
    .or(ruth.getByRole('heading', { name: 'What became of it?' }))
    .first()
    .waitFor()
  if (await sure.count()) await sure.click()
  await see(ruth, 'Ask about breath at every visit')
  await ruth.getByRole('radio', { name: 'Partly' }).check()
  await ruth.getByRole('checkbox', { name: 'Too little time' }).check()
  await check(ruth)
  await ruth.getByRole('button', { name: 'Send' }).click()
  await see(ruth, 'You said: partly.')
  await check(ruth)
  expect(mailbox.received.filter(({ subject }) => /What became/.test(subject ?? ''))).toHaveLength(1)
}, 90_000)

/** As five more people left it. */
async function fiveMore(): Promise<void> {
  const { dose, sure, low, high } = await questionIds()
  const said = (answers: Record<string, string>) => JSON.stringify({ answers, at: 1 })
  const commitment = { changes: [], words: 'Mine', confidence: 3, barriers: [], mayAsk: true }
  for (let i = 0; i < 5; i++) {
    await lectern.connection.hset(keys.pairedAnswers(activityId), {
      [`before more${i}`]: said({ [dose]: high, [sure]: '2' }),
      [`after more${i}`]: said({ [dose]: i === 0 ? high : low, [sure]: '5' }),
    })
    await lectern.connection.hset(keys.commitments(activityId), {
      [`made more${i}`]: JSON.stringify({ commitment, at: 1 }),
      [`kept more${i}`]: JSON.stringify({ answer: { kept: 'fully', barriers: [], words: '' }, at: 2 }),
    })
  }
}
async function questionIds() {
  const [dose, sure] = (await outcomesOf(activityId)).plan.questions
  return { dose: dose!.id, sure: sure!.id, low: dose!.options[0]!.id, high: dose!.options[1]!.id }
}

test('the office sees the change and what became of commitments, and nobody’s words; then closes it', async () => {
  const outcomes = `${base}/office/activities/${activityId}/outcomes`
  await office.goto(outcomes)
  await see(office, '1 answer; shown from 5 on')
  await fiveMore()
  await office.goto(outcomes)
  await see(office, /6 who answered both times, 5 were right only after and 0 only before/)
  await see(office, '6 people committed to a change')
  expect(await office.getByText('Ask about breath').count()).toBe(0)
  await check(office)
  await office.getByRole('button', { name: 'Close the results' }).click()
  await office.getByRole('dialog').getByRole('button', { name: 'Close for good' }).click()
  await see(office, /Final since/)
  await office.goto(`${outcomes}-form`)
  await see(office, 'The results of this activity are closed')
  await office.goto(`${base}/office/ledger`)
  await see(office, 'Results of outcomes closed')
})
