// Redis fails over behind its one address while people are in the room.
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { keys } from '@lectern/shared/keys'
import type { Browser, Page } from 'playwright-core'
import { connect, type ProgramClient } from '../scripts/programClient.ts'
import { type RedisPair, startRedisPair } from '../scripts/testing/redisPair.ts'
import { launchBrowser, readDisclosures, visit } from './browser.ts'
import { framesMove } from './media/screen.ts'
import { type Product, startProduct } from './product.ts'
import { playTalk } from './talk.ts'

const sessionId = 'heart-failure'

let redis: RedisPair
let product: Product
let browser: Browser
let moderator: ProgramClient
let page: Page
let endTalk: () => Promise<unknown>

beforeAll(async () => {
  redis = await startRedisPair()
  product = await startProduct({ env: { REDIS_URL: redis.url } })
  browser = await launchBrowser()
  moderator = await connect(await product.linkOf({ sessionId, as: 'moderator' }))
  const link = await product.linkOf({ sessionId, as: 'speaker' })
  endTalk = await playTalk({ sessionId, link, env: { OPERATOR_TOKEN: product.operatorToken } })
  ;({ page } = await visit(browser, await product.linkOf({ personId: 'clara' }), {
    path: `/sessions/${sessionId}`,
  }))
  await readDisclosures(page)
}, 120_000)

afterAll(async () => {
  moderator?.close()
  await endTalk?.()
  await browser?.close()
  await product?.close()
  await redis?.close()
})

/** Repeats it while the page says that nothing can be saved, as happens briefly during a failover. */
async function ask(text: string): Promise<void> {
  await page.getByLabel('Ask a question').fill(text)
  const sent = page.getByText('Sent. A moderator reads it first')
  const refused = page.getByText('Not sent. The server cannot save anything')
  do {
    await page.getByRole('button', { name: 'Send' }).click()
    await sent.or(refused).waitFor()
  } while (await refused.isVisible())
}
const counting = () => page.getByText('Counting', { exact: true }).waitFor()
const askedTexts = async () =>
  (await moderator.send('questions.list', { sessionId })).questions.map(({ text }) => text).sort()

/** The slots in which she was present, according to the master. */
const markedSlots = (): Promise<number> => redis.master().bitcount(keys.present(sessionId, 0))

test('the page works on, questions asked before and after stand, and the minutes go on', async () => {
  await framesMove(page)
  await ask('Asked before')
  await counting()
  await redis.failOver()
  const marked = await markedSlots()
  expect(marked).toBeGreaterThan(0)
  await ask('Asked afterwards')
  await framesMove(page)
  expect(await askedTexts()).toEqual(['Asked afterwards', 'Asked before'])
  while ((await markedSlots()) < marked + 2) await page.waitForTimeout(200)
  await counting()
  await page.reload()
  await framesMove(page)
}, 120_000)
