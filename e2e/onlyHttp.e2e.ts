// Networks that let only HTTP through: no WebSocket, and in the last of them no media either.
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals'
import type { Browser, Page } from 'playwright-core'
import { connect, type ProgramClient } from '../scripts/programClient.ts'
import { type OnUpgrade, startProxy } from '../scripts/testing/proxy.ts'
import { launchBrowser, readDisclosures, visit } from './browser.ts'
import { framesMove } from './media/screen.ts'
import { Namespace } from './namespace.ts'
import { type Product, startProduct } from './product.ts'
import { playTalk } from './talk.ts'

const sessionId = 'heart-failure'
const path = `/sessions/${sessionId}`

/** Counts the page's WebSockets, and how many of them connected. */
const countSockets = `{
  const Native = WebSocket
  window.sockets = { tried: 0, opened: 0 }
  window.WebSocket = class extends Native {
    constructor(...args) {
      super(...args)
      window.sockets.tried += 1
      this.addEventListener('open', () => { window.sockets.opened += 1 })
    }
  }
}`

let product: Product
let browser: Browser
let moderator: ProgramClient
let colleague: ProgramClient
const leftovers: (() => unknown)[] = []
const atEnd: (() => unknown)[] = []

beforeAll(async () => {
  product = await startProduct()
  browser = await launchBrowser()
  moderator = await connect(await product.linkOf({ sessionId, as: 'moderator' }))
  colleague = await connect(await product.linkOf({ personId: 'noah' }))
  const link = await product.linkOf({ sessionId, as: 'speaker' })
  atEnd.push(await playTalk({ sessionId, link, env: { OPERATOR_TOKEN: product.operatorToken } }))
  const { polls } = await moderator.send('polls.list', { sessionId })
  const { id: pollId, version } = polls.find(({ prompt }) => /How many of your patients/.test(prompt))!
  await moderator.send('polls.open', { sessionId, pollId, version })
}, 120_000)

afterEach(async () => {
  for (const end of leftovers.splice(0).reverse()) await end()
})
afterAll(async () => {
  moderator?.close()
  colleague?.close()
  for (const end of atEnd) await end()
  await browser?.close()
  await product?.close()
})

/** A clinician's page of the session behind a proxy; `namespace`: where its browser runs. */
async function open(onUpgrade: OnUpgrade, namespace?: Namespace): Promise<Page> {
  const proxy = await startProxy(product.addresses[0]!, onUpgrade)
  leftovers.push(() => proxy.close())
  await namespace?.letOut(Number(new URL(proxy.address).port))
  const used = namespace ? await launchBrowser({ namespace }) : browser
  if (namespace) leftovers.push(() => used.close())
  const person = await product.invite({ name: 'Min Park', roles: ['clinician'] })
  const { pathname } = new URL(person)
  const { page, context } = await visit(used, `${proxy.address}${pathname}`, {
    path,
    initScript: countSockets,
  })
  leftovers.push(() => context.close())
  await readDisclosures(page)
  return page
}

/** Everything came by plain requests: the page tried a WebSocket, and none connected. */
async function expectOnlyRequests(page: Page): Promise<void> {
  const { tried, opened } = (await page.evaluate('window.sockets')) as { tried: number; opened: number }
  expect(tried).toBeGreaterThan(0)
  expect(opened).toBe(0)
}

/** Asks, votes for a colleague's question that arrives by itself, and votes in the poll. */
async function takePart(page: Page, question: string): Promise<void> {
  // The open poll has opened the polls.
  await page.getByRole('tab', { name: /Questions/ }).click()
  await page.getByLabel('Ask a question').fill(question)
  await page.getByRole('button', { name: 'Send' }).click()
  await page.getByText('Sent. A moderator reads it first').waitFor()
  const { questions } = await moderator.send('questions.list', { sessionId })
  expect(questions.map(({ text }) => text)).toContain(question)
  const text = `${question} And why?`
  const { id: questionId, version } = await colleague.send('questions.ask', { sessionId, text })
  await moderator.send('questions.approve', { sessionId, questionId, version })
  const vote = page.getByRole('button', { name: `Vote for: ${text}` })
  await vote.click()
  await page.getByRole('button', { name: `▲ 1 Vote for: ${text}` }).waitFor()
  await page.getByRole('tab', { name: /Polls/ }).click()
  await page.getByRole('button', { name: 'About half' }).click()
  await page.getByText('Your vote is counted.').first().waitFor()
}

test.each([
  ['refuses upgrades', 'refuse'],
  ['swallows upgrades without a word', 'swallow'],
] as const)(
  'behind a proxy that %s a clinician watches, takes part, and earns the time',
  async (_, onUpgrade) => {
    const page = await open(onUpgrade)
    await framesMove(page)
    await takePart(page, `Which dose, where a proxy says ${onUpgrade}?`)
    await page.getByText('Counting', { exact: true }).waitFor()
    await expectOnlyRequests(page)
  },
  120_000,
)

test('where no media passes either, questions and polls work, and the page soon says that no picture arrives here', async () => {
  const namespace = await Namespace.withInterface('10.77.0.3')
  leftovers.push(() => namespace.close())
  const page = await open('refuse', namespace)
  await page.getByText('this network lets none through').waitFor()
  await page.getByText('Not counting: video and sound aren’t reaching you').waitFor()
  await takePart(page, 'Does anybody see this?')
  await expectOnlyRequests(page)
}, 120_000)
