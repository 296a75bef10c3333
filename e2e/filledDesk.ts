// A session whose desk has everything: thirty questions, two open polls, and four presenters.
import { connect, type ProgramClient } from '../scripts/programClient.ts'
import type { Product } from './product.ts'

const filledId = 'panel'
export const filledDesk = `/sessions/${filledId}/desk`

const speakers = [
  'Adaeze Okafor',
  'Maria del Carmen Fernández-Villaverde y Alarcón de la Torre',
  'Rao',
  'ليلى حداد',
]
/** Long and short, in several scripts. */
const texts = [
  'Which dose of ARNI in renal failure, and when do you stop?',
  'Why?',
  'Do SGLT2 inhibitors help in preserved ejection fraction, and would you start them in a patient of 85 years who falls now and then, whose pressure is 105/65, and who already takes eleven other medicines twice a day?',
  'هل تختلف الجرعة لدى مرضى القصور الكلوي؟',
  'How fast do you go up with beta blockers in the elderly?',
]

async function ask(product: Product, count: number): Promise<void> {
  for (let asked = 0; asked < count; asked += 5) {
    const asker = await connect(await product.invite({ name: `Asker ${asked}`, roles: ['clinician'] }))
    for (const [index, text] of texts.entries())
      await asker.send('questions.ask', {
        sessionId: filledId,
        text: asked === 0 ? text : `${text} (${asked + index})`,
      })
    asker.close()
  }
}

async function openPoll(moderator: ProgramClient, prompt: string): Promise<{ id: string; version: number }> {
  const options = ['Fewer than one in four', 'About half', 'More than three in four']
  const { id, version } = await moderator.send('polls.create', {
    sessionId: filledId,
    draft: {
      kind: 'single',
      prompt,
      options: options.map((text, index) => ({ id: `o${index}`, text })),
      results: 'live',
    },
  })
  return moderator.send('polls.open', { sessionId: filledId, pollId: id, version })
}

export interface FilledDesk {
  moderator: ProgramClient
  /** Its presenters stay until then. */
  close(): void
}

export async function fillDesk(product: Product): Promise<FilledDesk> {
  const faculty = []
  const links: string[] = []
  for (const [index, name] of speakers.entries()) {
    const personId = `presenter-${index}`
    links.push(await product.invite({ id: personId, name, roles: ['speaker'] }))
    faculty.push({ personId, name, credentials: 'MD', affiliation: '' })
  }
  const moderator = await connect(await product.linkOf({ personId: 'moreau' }))
  await product.operator('PUT', 'sessions', {
    id: filledId,
    title: 'Panel: four medicines',
    summary: '',
    startsAt: Date.now(),
    endsAt: Date.now() + 3_600_000,
    track: 'Main stage',
    speakers: faculty,
    moderators: [{ personId: 'moreau', name: 'Luc Moreau', credentials: 'MD', affiliation: '' }],
  })
  await moderator.send('program.start', { sessionId: filledId })
  const presenters: ProgramClient[] = []
  for (const [index, link] of links.entries()) {
    const presenter = await connect(link)
    presenters.push(presenter)
    await presenter.send('stage.ingest', { sessionId: filledId, audio: true, video: true })
    if (index < 2)
      await moderator.send('stage.bringOn', { sessionId: filledId, personId: `presenter-${index}` })
  }
  await ask(product, 30)
  const { id: pollId, version } = await openPoll(moderator, 'How many of your patients take all four?')
  await openPoll(moderator, 'Which one do you start first, in a patient with a pressure of 105/65?')
  await moderator.send('polls.setOnStage', { sessionId: filledId, pollId, version, onStage: true })
  return {
    moderator,
    close: () => {
      for (const client of [moderator, ...presenters]) client.close()
    },
  }
}
