// npm run screenshots: the pictures of the README, from the product as it is.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { root } from '../scripts/prepare/machine.mjs'
import { connect, type ProgramClient } from '../scripts/speaker/client.ts'
import { launchBrowser, visit } from './browser.ts'
import { makeFakeCapture } from './media/fakeCapture.ts'
import { framesMove } from './media/screen.ts'
import { startProduct } from './product.ts'

const folder = join(root, 'docs', 'images')
mkdirSync(folder, { recursive: true })
const shoot = (page: Page, name: string) => page.screenshot({ path: join(folder, `${name}.png`) })

const sessionId = 'heart-failure'
const product = await startProduct()
const browser = await launchBrowser({ devices: makeFakeCapture({ width: 1280 }) })
const session = `/sessions/${sessionId}`
const open = async (personId: string, path: string, width = 1280, height = 760) =>
  (await visit(browser, await product.linkOf({ personId }), { path, width, height })).page

/** Some questions in every state, and a poll. */
async function fillTheDesk(): Promise<void> {
  const as = async (personId: string) => connect(await product.linkOf({ personId }))
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

try {
  const speaker = await open('okafor', `${session}/green-room`)
  await speaker.getByText('Microphone hears you').waitFor()
  await shoot(speaker, 'green-room')
  await speaker.getByRole('button', { name: 'Go backstage' }).click()
  const desk = await open('moreau', `${session}/desk`, 1280, 1150)
  await desk.getByRole('button', { name: 'Start the session' }).click()
  await desk.getByRole('button', { name: 'Bring on Adaeze Okafor' }).click()
  await speaker.getByText('You are ON STAGE').waitFor()
  await fillTheDesk()
  const room = await open('clara', session)
  const phone = await open('noah', session, 375, 740)
  const agenda = await open('clara', '/')
  await agenda.getByText('On now').waitFor()
  await shoot(agenda, 'agenda')
  for (const page of [room, phone, desk]) await framesMove(page)
  // Until the picture has come to its full size.
  await room
    .waitForFunction(`document.querySelector('video').videoWidth >= 1280`, undefined, { timeout: 20_000 })
    .catch(() => undefined)
  await shoot(room, 'room')
  await shoot(phone, 'phone')
  await shoot(desk, 'desk')
  await shoot(speaker, 'backstage')
} finally {
  await browser.close()
  await product.close()
}
