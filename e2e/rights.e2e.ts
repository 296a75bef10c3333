// Rights that end and plans that change while pages are open, as people see it.
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type { Session } from '@lectern/shared/program'
import type { Browser } from 'playwright-core'
import { connect } from '../scripts/programClient.ts'
import { launchBrowser, readDisclosures, visit } from './browser.ts'
import { makeFakeCapture } from './media/fakeCapture.ts'
import { framesMove } from './media/screen.ts'
import { type Product, startProduct } from './product.ts'

const sessionId = 'heart-failure'
const sessionPath = `/sessions/${sessionId}`

let product: Product
let browser: Browser
const linkOf = (personId: string, server = 0) => product.linkOf({ personId }, server)

/** Changes the session's plan with the disclosures that the operator sees; pages get it without them. */
async function changePlan(change: (session: Session) => Partial<Session>): Promise<void> {
  const office = await connect(await linkOf('ito'))
  const { session } = await office.send('program.follow', { sessionId })
  office.close()
  const disclosure = { clearedAt: Date.now() - 1000, relationships: [] }
  const cleared = (members: Session['speakers']) => members.map((member) => ({ ...member, disclosure }))
  const { version: _, ...plan } = { ...session, ...change(session) }
  await product.operator('PUT', 'sessions', {
    ...plan,
    speakers: cleared(plan.speakers),
    moderators: cleared(plan.moderators),
    ...(plan.planners && { planners: cleared(plan.planners) }),
  })
}

beforeAll(async () => {
  product = await startProduct({ servers: 2 })
  browser = await launchBrowser({ devices: makeFakeCapture() })
}, 90_000)
afterAll(async () => {
  await browser?.close()
  await product?.close()
})

test('a link opened over another person’s sign-in says so, and a signed-out device says why', async () => {
  const { page } = await visit(browser, await linkOf('noah'), { path: '/account' })
  await page.getByRole('heading', { name: 'Links and devices' }).waitFor()
  await page.goto(await linkOf('clara', 0))
  await page.getByText('You are signed in as Noah Brandt; continuing signs them out here.').waitFor()
  const elsewhere = await visit(browser, await linkOf('noah', 1), { path: '/account' })
  const other = elsewhere.page.getByRole('button', { name: /^Sign out .+, since/ })
  await other.click()
  await other.waitFor({ state: 'detached' })
  await page.goto(`${product.addresses[0]}/credit`)
  await page.getByText('Sign in with your personal link').waitFor()
  await page.context().close()
  await elsewhere.page.context().close()
})

test('the office revokes a link, and the page that came in by it leads to the sign-in page at once', async () => {
  const clara = await visit(browser, await linkOf('clara', 1))
  await clara.page.getByRole('link', { name: 'My credit' }).waitFor()
  const office = await visit(browser, await linkOf('ito'), { path: '/office/people' })
  await office.page.getByLabel('Name, affiliation or mail address').fill('nwosu')
  await office.page.getByRole('link', { name: 'Clara Nwosu' }).click()
  await office.page.getByRole('button', { name: 'Revoke all links and sign out everywhere' }).click()
  await clara.page.getByRole('heading', { name: 'This link no longer works' }).waitFor()
  await office.page.getByRole('button', { name: 'Create new link' }).click()
  expect(await office.page.getByLabel(/^New link/).inputValue()).toContain('/s/')
  await clara.context.close()
  await office.context.close()
})

test('a speaker who is replaced on air leaves the stage; a learner goes on and reads the new disclosures', async () => {
  const path = `${sessionPath}/green-room`
  const speaker = await visit(browser, await product.linkOf({ sessionId, as: 'speaker' }), { path })
  await speaker.page.getByText('Microphone hears you').waitFor()
  await speaker.page.getByRole('button', { name: 'Go backstage' }).click()
  await speaker.page.getByText('You are backstage').waitFor()
  const moderator = await connect(await product.linkOf({ sessionId, as: 'moderator' }, 1))
  await moderator.send('program.start', { sessionId })
  await moderator.send('stage.bringOn', { sessionId, personId: 'okafor' })
  const learner = await visit(browser, await linkOf('noah', 1), { path: sessionPath })
  await readDisclosures(learner.page)
  await framesMove(learner.page)

  await changePlan(({ speakers }) => ({
    title: 'Heart failure, as it stands now',
    speakers: speakers.filter(({ personId }) => personId !== 'okafor'),
  }))
  await speaker.page.getByText('You are no longer on the faculty of this session').waitFor()
  await learner.page.getByRole('dialog', { name: 'The disclosures have changed' }).waitFor()
  await learner.page.getByRole('button', { name: 'Confirm – I’ve read the new disclosures' }).click()
  await learner.page.getByRole('heading', { name: 'Heart failure, as it stands now' }).waitFor()
  await learner.page.getByText('Waiting for the speaker').waitFor()
  expect((await moderator.send('stage.observe', { sessionId })).presenters).toEqual([])
  moderator.close()
})
