// Questions and polls live: two moderators, three clinicians and a speaker at once, on two servers.
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type { Browser, Page } from 'playwright-core'
import { countPresses, launchBrowser, pressesOn, readDisclosures, visit } from './browser.ts'
import { axe, fitsPhone } from './checks.ts'
import { makeFakeCapture } from './media/fakeCapture.ts'
import { type Product, startProduct } from './product.ts'

let product: Product
let browser: Browser
const pages = {} as Record<'moreau' | 'second' | 'clara' | 'noah' | 'third' | 'okafor', Page>
const session = '/sessions/heart-failure'
const problems: string[] = []

const renal = 'Which dose of ARNI in renal failure?'
const kidneys = 'ARNI and kidneys: how much?'

beforeAll(async () => {
  product = await startProduct({ servers: 2 })
  browser = await launchBrowser({ devices: makeFakeCapture() })
  await product.invite({ id: 'vogt', name: 'Ina Vogt', roles: ['organiser'] })
  await product.invite({ id: 'park', name: 'Min Park', roles: ['clinician'] })
  const open = async (personId: string, path: string, server: number) => {
    const visitor = await visit(browser, await product.linkOf({ personId }, server), {
      path,
      height: 1000,
      initScript: countPresses,
    })
    visitor.page.on('pageerror', (error) => problems.push(error.message))
    return visitor.page
  }
  pages.moreau = await open('moreau', `${session}/desk`, 0)
  await pages.moreau.getByRole('button', { name: 'Start the session' }).click()
  pages.second = await open('vogt', `${session}/desk`, 1)
  pages.clara = await open('clara', session, 0)
  pages.noah = await open('noah', session, 1)
  pages.third = await open('park', session, 1)
  for (const page of [pages.clara, pages.noah, pages.third]) await readDisclosures(page)
  pages.okafor = await open('okafor', `${session}/green-room`, 1)
  await pages.okafor.getByRole('button', { name: 'Go backstage' }).click()
  await pages.okafor.getByText('You are backstage').waitFor()
}, 120_000)

afterAll(async () => {
  await browser?.close()
  await product?.close()
})

async function ask(page: Page, text: string): Promise<void> {
  await page.getByLabel('Ask a question').fill(text)
  await page.getByRole('button', { name: 'Send' }).click()
  await page.getByText('Sent. A moderator reads it first').waitFor()
}

/** The card of a question on a desk. */
const card = (page: Page, text: string) => page.locator('.desk-card').filter({ hasText: text })
const choose = (page: Page, text: string) =>
  card(page, text).getByRole('button', { name: text, exact: true }).click()

test('clinicians’ questions reach both desks and no other clinician', async () => {
  await ask(pages.clara, renal)
  await ask(pages.noah, kidneys)
  for (const desk of [pages.moreau, pages.second])
    for (const text of [renal, kidneys]) await card(desk, text).waitFor()
  await pages.clara.getByRole('heading', { name: /Your questions/ }).waitFor()
  for (const page of [pages.third, pages.okafor]) expect(await page.getByText(renal).count()).toBe(0)
  // The CE staff know who asks.
  await card(pages.moreau, renal).getByText('Clara Nwosu').waitFor()
})

test('a moderator approves by keyboard; everyone sees the question without its asker', async () => {
  await choose(pages.moreau, renal)
  await pages.moreau.keyboard.press('a')
  for (const page of [pages.clara, pages.noah, pages.third, pages.okafor])
    await page.getByText(renal).first().waitFor()
  for (const page of [pages.noah, pages.third, pages.okafor])
    expect(await page.getByText('Clara Nwosu').count()).toBe(0)
})

test('votes count people, once each, and can be taken back', async () => {
  const vote = (page: Page) => page.getByRole('button', { name: `Vote for: ${renal}` })
  const counted = (page: Page, votes: number) =>
    page.getByRole('button', { name: `▲ ${votes} Vote for: ${renal}` })
  for (const page of [pages.noah, pages.third]) await vote(page).click()
  for (const page of [pages.noah, pages.third]) await counted(page, 2).waitFor()
  await vote(pages.third).click()
  for (const page of [pages.noah, pages.third]) await counted(page, 1).waitFor()
  await vote(pages.third).click()
  await counted(pages.noah, 2).waitFor()
})

test('merged duplicates unite their votes by person, and can be separated again', async () => {
  await choose(pages.second, kidneys)
  await pages.second.keyboard.press('a')
  // The third person votes for both, and will count once.
  for (const page of [pages.clara, pages.third])
    await page.getByRole('button', { name: `Vote for: ${kidneys}` }).click()
  await card(pages.moreau, kidneys).getByText('2 votes').waitFor()
  await choose(pages.moreau, kidneys)
  await pages.moreau.keyboard.press('m')
  const dialog = pages.moreau.getByRole('dialog')
  await dialog.getByText(renal).first().click()
  await dialog.waitFor({ state: 'detached' })
  await card(pages.moreau, renal).getByText('3 votes').waitFor()
  await pages.third.getByText(kidneys).waitFor({ state: 'detached' })
  await card(pages.second, renal)
    .getByText('Merged into it')
    .or(card(pages.second, kidneys))
    .first()
    .waitFor()
  await choose(pages.moreau, renal)
  await pages.moreau.keyboard.press('u')
  await card(pages.moreau, renal).getByText('2 votes').waitFor()
  await pages.third.getByText(kidneys).first().waitFor()
})

test('two moderators never overwrite each other: the second is shown the current state', async () => {
  await choose(pages.second, kidneys)
  await pages.second.keyboard.press('e')
  await pages.moreau.getByText('Ina Vogt is editing').waitFor()
  await choose(pages.moreau, kidneys)
  await pages.moreau.keyboard.press('x')
  await card(pages.second, kidneys).getByText('Ask aloud').waitFor()
  await card(pages.second, 'Ask aloud').getByRole('textbox').fill('ARNI and kidneys?')
  await card(pages.second, 'Ask aloud').getByRole('button', { name: /Save/ }).click()
  await pages.second
    .getByRole('alert')
    .filter({ hasText: /changed/ })
    .first()
    .waitFor()
  expect(await card(pages.moreau, kidneys).count()).toBe(1)
  await pages.second.keyboard.press('Escape')
})

test('a pinned question is shown over the stage for everyone, and large for the speaker', async () => {
  await choose(pages.moreau, renal)
  await pages.moreau.keyboard.press('p')
  await pages.clara.locator('.pinned-over').getByText(renal).waitFor()
  await pages.okafor.locator('.pinned-large').getByText(renal).waitFor()
  await pages.moreau.keyboard.press('g')
  for (const page of [pages.clara, pages.noah]) await page.getByText('★ Being answered now').waitFor()
})

test('a dismissed question tells its asker why', async () => {
  await ask(pages.third, 'Is there coffee?')
  await choose(pages.second, 'Is there coffee?')
  await pages.second.keyboard.press('d')
  const dialog = pages.second.getByRole('dialog')
  await dialog.getByRole('textbox').fill('Please keep to the subject')
  await dialog.getByRole('button', { name: /Dismiss/ }).click()
  await pages.third.getByText(/Please keep to the subject/).waitFor()
})

test('closed questions say so, and drafts are kept', async () => {
  await pages.clara.getByLabel('Ask a question').fill('Half a thought')
  await pages.moreau.getByRole('button', { name: /Close questions/ }).click()
  await pages.clara.getByText('Questions are closed right now').waitFor()
  await pages.moreau.getByRole('button', { name: /Open questions/ }).click()
  expect(await pages.clara.getByLabel('Ask a question').inputValue()).toBe('Half a thought')
})

test('a poll is opened, each person votes once, it is closed, and its results are shown', async () => {
  const prompt = /How many of your patients/
  const draft = pages.moreau.getByRole('article').filter({ hasText: prompt })
  // She is not writing.
  await pages.third.evaluate('document.activeElement?.blur()')
  await draft.getByRole('button', { name: 'Open' }).click()
  const presses: number[] = []
  for (const [page, option] of [
    [pages.clara, 'About half'],
    [pages.noah, 'About half'],
    [pages.third, 'I do not know'],
  ] as const) {
    const answer = page.getByRole('group', { name: prompt }).getByRole('button', { name: option })
    const before = await pressesOn(page)
    // Somebody who has the focus in the panel is not taken away from there.
    const news = page.getByRole('region', { name: 'New poll' })
    await news.or(answer).first().waitFor()
    const isAnnounced = await news.isVisible()
    if (isAnnounced) await news.getByRole('button', { name: 'Answer' }).click()
    await answer.click()
    await page.getByText('Your vote is counted.').first().waitFor()
    expect((await pressesOn(page)) - before).toBe(isAnnounced ? 2 : 1)
    presses.push(isAnnounced ? 2 : 1)
  }
  expect(presses.at(-1)).toBe(1)
  for (const desk of [pages.moreau, pages.second])
    await desk.getByRole('article').filter({ hasText: prompt }).getByText('3 people voted').first().waitFor()
  // A vote outlives the page.
  await pages.clara.reload()
  await pages.clara.getByRole('tab', { name: /Polls/ }).click()
  await pages.clara.getByText('You voted: About half').waitFor()
  await draft.getByRole('button', { name: /^Close/ }).click()
  await draft.getByRole('button', { name: 'Show on stage' }).click()
  await pages.noah.getByRole('region', { name: 'Poll on stage' }).getByText(prompt).first().waitFor()
})

test('pages with questions and polls have no axe violations, and fit a narrow phone', async () => {
  // With the notice of the last action still shown.
  await choose(pages.moreau, kidneys)
  await pages.moreau.keyboard.press('x')
  await pages.moreau.getByRole('button', { name: /^Undo/ }).waitFor()
  for (const page of [pages.clara, pages.moreau, pages.okafor]) {
    await axe(page)
    await fitsPhone(page)
  }
  expect(problems).toEqual([])
})
