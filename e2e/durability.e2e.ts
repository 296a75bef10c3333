// What a person was told is accepted is still there after every process was killed at once.
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { connect, type ProgramClient } from '../scripts/programClient.ts'
import { type Product, startProduct } from './product.ts'

const sessionId = 'heart-failure'
let product: Product
beforeAll(async () => {
  product = await startProduct()
}, 60_000)
afterAll(() => product?.close())

const as = async (personId: string): Promise<ProgramClient> => connect(await product.linkOf({ personId }))

test('questions, votes and polls survive the death of server and Redis right after the acknowledgement', async () => {
  const [clara, noah, moreau] = await Promise.all(['clara', 'noah', 'moreau'].map(as))
  await moreau!.send('program.start', { sessionId })
  const poll = await moreau!.send('polls.create', {
    sessionId,
    draft: {
      kind: 'single',
      prompt: 'Which first?',
      options: [
        { id: 'a', text: 'ARNI' },
        { id: 'b', text: 'SGLT2' },
      ],
    },
  })
  await moreau!.send('polls.open', { sessionId, pollId: poll.id, version: poll.version })
  const asked = await clara!.send('questions.ask', { sessionId, text: 'Which dose in renal failure?' })
  await moreau!.send('questions.approve', { sessionId, questionId: asked.id, version: asked.version })
  await Promise.all([
    noah!.send('questions.vote', { sessionId, questionId: asked.id, up: true }),
    noah!.send('polls.vote', { sessionId, pollId: poll.id, choice: { options: ['b'] } }),
  ])
  await Promise.all([product.kill('redis'), product.kill('server0'), product.kill('sfu')])
  for (const client of [clara, noah, moreau]) client!.close()
  for (const name of ['redis', 'sfu', 'server0'] as const) await product.start(name)

  const again = await as('noah')
  const { questions, votedFor } = await again.send('questions.list', { sessionId })
  expect(questions).toMatchObject([{ id: asked.id, status: 'approved', votes: 1 }])
  expect(votedFor).toEqual([asked.id])
  const { polls } = await again.send('polls.list', { sessionId })
  expect(polls.find(({ id }) => id === poll.id)).toMatchObject({ status: 'open', mine: { options: ['b'] } })
  const desk = await as('moreau')
  const seen = await desk.send('polls.list', { sessionId })
  expect(seen.polls.find(({ id }) => id === poll.id)?.tally).toEqual({ people: 1, counts: { a: 0, b: 1 } })
  again.close()
  desk.close()
})
