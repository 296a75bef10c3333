// A disclosure form by link, the office's decision, the words in the lobby, and a handout from the speaker to
// the learner.
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type { Browser, Page } from 'playwright-core'
import { pdf } from '../server/src/testing/files.ts'
import { launchBrowser, visit } from './browser.ts'
import { decideMitigated, fillInForm, signForm } from './officeSteps.ts'
import { type Product, startProduct } from './product.ts'

const sessionId = 'device-update'
const company = 'Norrland Cardio Devices'

let product: Product
let browser: Browser
const linkOf = (personId: string) => product.linkOf({ personId })

beforeAll(async () => {
  product = await startProduct()
  await product.invite({ id: 'vega', name: 'Dr Ines Vega', credentials: 'MD', roles: ['speaker'] })
  await product.operator('PUT', 'sessions', {
    id: sessionId,
    title: 'Device therapy, an update',
    startsAt: Date.now() + 86_400_000,
    endsAt: Date.now() + 90_000_000,
    speakers: ['vega'],
    moderators: [],
    activityId: 'heart-failure-2026',
  })
  browser = await launchBrowser()
}, 90_000)
afterAll(async () => {
  await browser?.close()
  await product?.close()
})

/** The personal link that the office gets by asking. */
async function askFor(page: Page, name: string): Promise<string> {
  await page.getByRole('button', { name: `Ask: ${name}` }).click()
  const link = await page.getByRole('textbox', { name: 'Link' }).inputValue()
  await page.keyboard.press('Escape')
  return link
}

test('from the link over the decision to the words that learners confirm', async () => {
  const { page: office } = await visit(browser, await linkOf('ito'), { path: '/office/disclosures' })
  await office.getByRole('button', { name: /Not answered/ }).click()
  const link = await askFor(office, 'Dr Ines Vega')

  const { page: speaker } = await visit(browser, link)
  await speaker.getByRole('heading', { name: 'Financial disclosure' }).waitFor()
  await fillInForm(speaker, { part: 'Speaker or other faculty', company })
  await speaker.getByText('Saved. You can go on later.').waitFor()
  await speaker.reload()
  expect(await speaker.getByRole('textbox', { name: 'Company' }).inputValue()).toBe(company)
  await signForm(speaker, 'Ines Vega')
  await speaker.getByText('With the CE office').waitFor()

  await office.goto(`${product.addresses[0]}/office/disclosures/vega`)
  await decideMitigated(office, company)
  await office.getByText('By Hana Ito').waitFor()
  await office.getByText('Cleared', { exact: true }).waitFor()
  await office.getByRole('button', { name: /^Preview: what learners of/ }).click()
  await office.getByRole('dialog').getByText('Mitigated.').waitFor()

  // Until it is approved, learners see nothing of a session.
  await product.operator('POST', `sessions/${sessionId}/approve`, {})
  const { page: learner } = await visit(browser, await linkOf('clara'), { path: `/sessions/${sessionId}` })
  await learner.getByText('Consultant. Mitigated.').waitFor()
})

test('a handout is uploaded, reviewed, and shown once the disclosures are confirmed', async () => {
  const { page: speaker } = await visit(browser, await linkOf('vega'), {
    path: `/sessions/${sessionId}/handouts`,
  })
  await speaker
    .getByLabel('File of slides or a handout')
    .setInputFiles({ name: 'Device therapy.pdf', mimeType: 'application/pdf', buffer: pdf() })
  await speaker.getByText('Waits for review').waitFor()

  const { page: learner } = await visit(browser, await linkOf('clara'), { path: `/sessions/${sessionId}` })
  await learner.getByText('Consultant. Mitigated.').waitFor()
  expect(await learner.getByText('Device therapy.pdf').count()).toBe(0)

  const { page: office } = await visit(browser, await linkOf('ito'), { path: '/office/handouts' })
  await office.getByRole('button', { name: 'Review Device therapy.pdf' }).click()
  await office.getByRole('radio', { name: 'No: learners get it at once' }).check()
  await office.getByRole('button', { name: 'Record the review' }).click()
  await office.getByText('Approved', { exact: true }).waitFor()

  await learner.reload()
  await learner.getByText('They open once you have confirmed the disclosures.').waitFor()
  await learner.getByRole('button', { name: 'Confirm – I’ve read the disclosures' }).click()
  const download = learner.waitForEvent('download')
  await learner.getByRole('link', { name: 'Device therapy.pdf' }).click()
  expect((await download).suggestedFilename()).toBe('Device therapy.pdf')
})
