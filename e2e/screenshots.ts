// npm run screenshots: the README's pictures, from the product as it is. npm run screenshots -- FOLDER draws
// every page there to be looked at, wide and as on a phone.
import { join } from 'node:path'
import { slotMs } from '@lectern/shared/attendance'
import { keys } from '@lectern/shared/keys'
import type { Session } from '@lectern/shared/program'
import type { Page } from 'playwright-core'
import { root } from '../scripts/prepare/machine.mjs'
import { connect, type ProgramClient } from '../scripts/programClient.ts'
import { memoryLog } from '../scripts/testing/log.ts'
import { startRedis } from '../scripts/testing/redis.ts'
import { createMarksStore, segmentOf, segmentSlots } from '../server/src/attendance/marksStore.ts'
import { setupToken } from '../server/src/conferences/setupRoutes.ts'
import { connectRedis } from '../server/src/core/redis.ts'
import { keepAnswering, launchBrowser, until, visit } from './browser.ts'
import { makeFakeCapture } from './media/fakeCapture.ts'
import { framesMove } from './media/screen.ts'
import { pictures } from './pictures.ts'
import { startProduct } from './product.ts'

const { shoot, look } = pictures(join(root, 'docs', 'images'), process.argv[2])

const sessionId = 'heart-failure'
const activityId = 'heart-failure-2026'
const redis = await startRedis()
const own = connectRedis(redis.url, memoryLog().log)
const product = await startProduct({ env: { REDIS_URL: redis.url } })
const browser = await launchBrowser({ devices: makeFakeCapture({ width: 1280 }) })
const session = `/sessions/${sessionId}`
async function open(personId: string, path: string, width = 1280, height = 760): Promise<Page> {
  const { page } = await visit(browser, await product.linkOf({ personId }), { path, width, height })
  // The session seems to have run for long, so checks are due.
  keepAnswering(page)
  return page
}

const as = async (personId: string) => connect(await product.linkOf({ personId }))

async function acknowledge(personId: string): Promise<void> {
  const client = await as(personId)
  const { disclosures } = await client.send('attendance.status', { sessionId })
  await client.send('attendance.acknowledge', { sessionId, version: disclosures.version })
  client.close()
}

/** Starts the session as if `minutes` ago, watched since then except for each person's missed slots. */
async function startEarlier(minutes: number, missed: Record<string, [from: number, to: number]>) {
  const moderator = await as('moreau')
  const { liveAt } = await moderator.send('program.start', { sessionId })
  await own.hset(keys.sessionState(sessionId), 'liveAt', liveAt! - minutes * 60_000)
  const marks = createMarksStore(own)
  const slots = (minutes * 60_000) / slotMs
  for (let first = 0; first < slots; first += segmentSlots) {
    const people = new Map<number, string[]>()
    for (let slot = first; slot < Math.min(first + segmentSlots, slots); slot++) {
      await marks.markOnAir(sessionId, slot)
      const watching = Object.entries(missed).filter(([, [from, to]]) => slot < from || slot >= to)
      people.set(
        slot - first,
        watching.map(([personId]) => personId),
      )
    }
    for (const kind of ['present', 'delivered'] as const)
      await marks.mark(kind, sessionId, segmentOf(first), people)
  }
  moderator.close()
}

/** After the session: what three learners do for their credit. */
async function earnCredit(): Promise<void> {
  const learner = async (personId: string) => {
    const page = await open(personId, session)
    await page
      .getByText(/^Watched/)
      .first()
      .waitFor({ timeout: 60_000 })
    const send = async (method: 'PUT' | 'POST', path: string, data: unknown) => {
      const answer = await page.request.fetch(`${product.addresses[0]}/api/credit/${path}`, { method, data })
      if (!answer.ok()) throw new Error(`${personId}: ${method} ${path}: ${await answer.text()}`)
    }
    const answers = { useful: '5', 'commercial-bias': 'yes' }
    await send('PUT', `${activityId}/evaluation`, { answers, submit: true })
    return send
  }
  const clara = await learner('clara')
  await clara('POST', `${activityId}/claims`, { policyId: 'ama', amount: 0.75 })
  const noah = await learner('noah')
  const text = 'From about ten past the slides stood still, but the sound never stopped, and I listened.'
  await noah('POST', 'appeals', { sessionId, text })
  const shah = await learner('shah')
  await shah('PUT', '../account/identifiers', { nabpId: '123456', birthMonth: 7, birthDay: 4 })
  await shah('PUT', '../account/permissions', { register: 'cpe-monitor', given: true })
  const answers = { order: 'low', potassium: 'halve', sglt2: 'yes' }
  await shah('PUT', `${activityId}/test`, { answers, submit: true })
  await shah('POST', `${activityId}/claims`, { policyId: 'acpe-knowledge', amount: 0.75 })
}

/** Some questions in every state, and a poll. */
async function fillTheDesk(): Promise<void> {
  const [clara, noah, moreau] = [await as('clara'), await as('noah'), await as('moreau')]
  const ask = (client: ProgramClient, text: string) => client.send('questions.ask', { sessionId, text })
  const renal = await ask(clara, 'Which dose of ARNI in renal failure, and when do you stop?')
  const preserved = await ask(noah, 'Do SGLT2 inhibitors help in preserved ejection fraction?')
  const device = await ask(clara, 'When do you refer for a device?')
  await ask(noah, 'How fast do you go up with beta blockers in the elderly?')
  for (const { id, version } of [renal, preserved, device])
    await moreau.send('questions.approve', { sessionId, questionId: id, version })
  await noah.send('questions.vote', { sessionId, questionId: renal.id, up: true })
  await clara.send('questions.vote', { sessionId, questionId: preserved.id, up: true })
  const now = async ({ id }: { id: string }) => {
    const { questions } = await moreau.send('questions.list', { sessionId })
    return { sessionId, questionId: id, version: questions.find((question) => question.id === id)!.version }
  }
  await moreau.send('questions.pin', { ...(await now(renal)), pinned: true })
  await moreau.send('questions.goLive', await now(renal))
  await moreau.send('questions.answer', {
    ...(await now(device)),
    answer: 'At an ejection fraction of 35% or less after three months of all four medicines.',
  })
  const { polls } = await moreau.send('polls.list', { sessionId })
  const { id: pollId, version } = polls[0]!
  await moreau.send('polls.open', { sessionId, pollId, version })
  await noah.send('polls.vote', { sessionId, pollId, choice: { options: ['half'] } })
  for (const client of [clara, noah, moreau]) client.close()
}

/** A staffed booth with a ringing call, a chat and a lead. */
async function showTheHall(): Promise<void> {
  const boothId = 'meridian'
  const desk = await open('ellis', '/booth', 1280, 980)
  await desk.getByRole('heading', { level: 1, name: 'Meridian Imaging' }).waitFor()
  const inHall = async (personId: string) => {
    const client = await as(personId)
    await client.send('booths.enterHall', {})
    await client.send('booths.visit', { boothId })
    return client
  }
  const [noah, shah] = [await inHall('noah'), await inHall('shah')]
  await noah.send('booths.say', {
    boothId,
    messageId: 'first',
    text: 'Does the portable one run on batteries?',
  })
  const values = { name: 'Priya Shah', email: 'priya.shah@example.org' }
  await shah.send('booths.consent', { boothId, consent: { fields: ['name', 'email'], values } })
  await shah.send('booths.requestCall', { boothId })

  const visitor = await open('clara', '/hall')
  await visitor.getByRole('button', { name: 'Enter the hall' }).click()
  await visitor.getByRole('link', { name: /Meridian Imaging/ }).waitFor()
  await shoot(visitor, 'hall')
  await visitor.getByRole('link', { name: /Meridian Imaging/ }).click()
  await visitor.getByRole('heading', { level: 1, name: 'Meridian Imaging' }).waitFor()
  await visitor.waitForLoadState('networkidle')
  await visitor.getByRole('button', { name: 'Chat now' }).click()
  await shoot(visitor, 'booth')
  await look(desk, 'booth-desk-overview')
  await desk.getByRole('button', { name: /^Leads/ }).click()
  await desk.getByRole('button', { name: /Shares name and email address/ }).click()
  await desk.getByText('priya.shah@example.org').waitFor()
  await desk.getByRole('button', { name: /^Chats/ }).click()
  await shoot(desk, 'booth-desk')
  for (const client of [noah, shah]) client.close()
}

/** Every viewer has new words to read. */
async function changeWhatIsDisclosed(): Promise<void> {
  const office = await as('ito')
  const { session } = await office.send('program.follow', { sessionId })
  office.close()
  const disclosure = { clearedAt: Date.now() - 1000, relationships: [] }
  const cleared = (members: Session['speakers']) => members.map((member) => ({ ...member, disclosure }))
  const { version: _, ...plan } = session
  await product.operator('PUT', 'sessions', {
    ...plan,
    speakers: cleared(plan.speakers),
    moderators: cleared(plan.moderators),
    ...(plan.planners && { planners: cleared(plan.planners) }),
  })
}

/** The pages before sign-in, and a person's own pages. */
async function signIn(): Promise<void> {
  const stranger = await (await browser.newContext({ viewport: { width: 1280, height: 760 } })).newPage()
  const goTo = async (address: string, heading: string | RegExp, name: string) => {
    await stranger.goto(address)
    await stranger.getByRole('heading', { name: heading }).waitFor()
    await look(stranger, name)
  }
  const [address] = product.addresses
  await goTo(`${address}/`, 'Sign in with your personal link', 'sign-in')
  await goTo(`${address}/s/no-such-link`, 'We don’t recognise this link', 'link-unknown')
  await goTo(`${address}/verify`, /certificate/i, 'verify')
  await goTo(await product.linkOf({ personId: 'noah' }), /^Welcome, /, 'continue')
  await stranger.getByRole('button', { name: /^Continue as/ }).click()
  await stranger.waitForURL((url) => !url.pathname.startsWith('/s/'))
  await goTo(await product.linkOf({ personId: 'clara' }), /^Welcome, /, 'continue-other')
  await goTo(`${address}/account`, 'Links and devices', 'account')
  await stranger.context().close()
}

/** The first page of an installation without a conference. */
async function setUp(): Promise<void> {
  const secret = 'of-a-new-installation-without-a-conference'
  const bare = await startProduct({ env: { LECTERN_EXAMPLE: '0', SESSION_SECRET: secret } })
  try {
    const page = await (await browser.newContext({ viewport: { width: 1280, height: 760 } })).newPage()
    await page.goto(`${bare.addresses[0]}/setup/${setupToken(secret)}`)
    await page.getByRole('heading', { level: 1 }).waitFor()
    await look(page, 'setup')
    await page.context().close()
  } finally {
    await bare.close()
  }
}

/** The office's other pages. */
async function showTheOffice(office: Page): Promise<void> {
  await office.goto(`${product.addresses[0]}/office/activities/${activityId}`)
  await office
    .getByRole('button', { name: /Noah Brandt/ })
    .first()
    .click()
  await office.getByRole('button', { name: 'Show the evidence' }).click()
  await office.locator('dl.evidence').first().waitFor()
  await look(office, 'evidence')
  await office.keyboard.press('Escape')
  for (const [path, name] of [
    [`/office/activities/${activityId}`, 'office-activity'],
    [`/office/activities/${activityId}/evaluations`, 'office-evaluations'],
    [`/office/activities/${activityId}/reporting`, 'office-reporting'],
    [`/office/activities/${activityId}/exports`, 'office-exports'],
    ['/office/ledger', 'ledger'],
    ['/office/people', 'people'],
    ['/office/people/noah', 'person'],
    ['/office/exhibitors', 'hall-manage'],
  ] as const) {
    await office.goto(`${product.addresses[0]}${path}`)
    await office.getByRole('heading', { level: 1 }).waitFor()
    await office.waitForLoadState('networkidle')
    await look(office, name)
  }
}

try {
  await setUp()
  await signIn()
  const lobby = await open('clara', session, 1280, 980)
  await lobby.getByRole('button', { name: /^Confirm – I’ve read/ }).waitFor()
  await shoot(lobby, 'disclosures')
  await lobby.context().close()
  for (const personId of ['clara', 'noah', 'shah']) await acknowledge(personId)
  await startEarlier(46, { clara: [84, 96], noah: [60, 84], shah: [0, 0] })

  const speaker = await open('okafor', `${session}/green-room`)
  await speaker.getByText('Microphone hears you').waitFor()
  // The browser names a camera that plays a file after the file.
  await speaker.evaluate(
    `for (const option of document.querySelectorAll('option')) if (option.text.startsWith('/')) option.text = 'Integrated camera'`,
  )
  await shoot(speaker, 'green-room')
  await speaker.getByRole('button', { name: 'Go backstage' }).click()
  const desk = await open('moreau', `${session}/desk`, 1280, 1150)
  await desk.getByRole('button', { name: 'Bring on Adaeze Okafor' }).click()
  await speaker.getByText('You are ON STAGE').waitFor()
  await fillTheDesk()
  const room = await open('clara', session)
  const phone = await open('noah', session, 375, 740)
  const agenda = await open('clara', '/')
  await agenda.getByText('On now').waitFor()
  await shoot(agenda, 'agenda')
  for (const page of [room, phone, desk]) await framesMove(page)
  for (const page of [room, phone]) await page.getByText('Counting', { exact: true }).waitFor()
  // Until the picture has reached its full size.
  await until(room, `document.querySelector('video').videoWidth >= 1280`).catch(() => undefined)
  await shoot(room, 'room')
  await shoot(phone, 'phone')
  await shoot(desk, 'desk')
  const blocked = await visit(browser, await product.linkOf({ personId: 'moreau' }), {
    path: `${session}/desk`,
    holdsBackSound: true,
  })
  // A page that nobody has pressed yet.
  await blocked.page.reload()
  await blocked.page.getByRole('button', { name: 'Turn the sound on' }).waitFor()
  await look(blocked.page, 'desk-sound-blocked')
  await blocked.context.close()
  await desk.keyboard.press('?')
  await desk.getByRole('dialog').waitFor()
  await look(desk, 'desk-keys')
  await desk.keyboard.press('Escape')
  await shoot(speaker, 'backstage')

  await changeWhatIsDisclosed()
  await room.getByRole('dialog').waitFor()
  await look(room, 'new-words')
  await room.getByRole('button', { name: 'Confirm – I’ve read the new disclosures' }).click()
  for (const personId of ['noah', 'shah']) await acknowledge(personId)
  const moderator = await as('moreau')
  await moderator.send('program.pause', { sessionId, minutes: 10 })
  for (const [page, name] of [
    [room, 'room-break'],
    [desk, 'desk-break'],
    [speaker, 'backstage-break'],
  ] as const) {
    await page
      .getByText(/^Break/)
      .first()
      .waitFor()
    await look(page, name)
  }
  await moderator.send('program.end', { sessionId })
  moderator.close()
  await desk.getByText('Its questions and polls are closed.').waitFor()
  await look(desk, 'desk-ended')
  await earnCredit()
  const credit = await open('clara', '/credit')
  await credit.getByRole('link', { name: /^Certificate \(PDF\)/ }).waitFor()
  await shoot(credit, 'credit')
  const office = await open('ito', '/office/credit', 1280, 860)
  await office.getByRole('listitem', { name: /^Appeal of/ }).waitFor()
  await office.waitForLoadState('networkidle')
  await shoot(office, 'office')
  await showTheOffice(office)
  await showTheHall()
} finally {
  await browser.close()
  own.disconnect()
  await product.close()
  await redis.close()
}
