// A session's question queue, changed by real commands: people vote, and a moderator approves.
import type { Question } from '@lectern/shared/questions'
import type { Product } from '../../../e2e/product.ts'
import { sharedClock } from '../crowd/clock.ts'
import { CrowdSocket } from '../crowd/crowdSocket.ts'
import { signInFrom, signInPeople } from '../crowd/people.ts'
import { inFlight } from '../inFlight.ts'
import type { Change } from './change.ts'
import { approvalsIn, changeAt, openQuestions, voters } from './plan.ts'

export const sessionId = 'heart-failure'
/** One person may ask this many questions a minute. */
const asksEach = 5
const atOnce = 32
const address = '192.0.2.1'

export interface QuestionQueue {
  /** Makes the next change. */
  change(): Promise<Change>
}

async function connectAll(product: Product, cookies: readonly string[]): Promise<CrowdSocket[]> {
  const sockets: CrowdSocket[] = []
  await inFlight(cookies.length, atOnce, async (index) => {
    sockets[index] = await CrowdSocket.open(product.addresses[0]!, cookies[index]!)
  })
  return sockets
}

/** A queue with room for this many changes. */
export async function openQueue(product: Product, changes: number): Promise<QuestionQueue> {
  const link = await product.linkOf({ sessionId, as: 'moderator' })
  const [moderator] = await connectAll(product, [await signInFrom(address, link)])
  await moderator!.send('questions.set', { sessionId, settings: { open: true, slowSeconds: 0 } })

  const asked = openQuestions + approvalsIn(changes)
  const askers = await connectAll(product, await signInPeople(product, 'asker', Math.ceil(asked / asksEach)))
  const pending: Question[] = []
  await inFlight(asked, atOnce, async (index) => {
    const text = `Question ${index}: which of the four medicines would you start first, and at what dose?`
    pending[index] = await askers[Math.floor(index / asksEach)]!.send('questions.ask', { sessionId, text })
  })

  async function approve({ id: questionId, version }: Question): Promise<number> {
    const { question } = await moderator!.send('questions.approve', { sessionId, questionId, version })
    return question.version
  }
  const open = pending.splice(0, openQuestions)
  await inFlight(open.length, 1, (index) => approve(open[index]!))
  const people = await connectAll(product, await signInPeople(product, 'voter', voters))

  let made = 0
  return {
    async change() {
      const planned = changeAt(made++)
      const sentAt = sharedClock()
      if (planned.kind === 'approval') {
        return { sentAt, shows: { version: await approve(pending[planned.index]!) } }
      }
      const { questionId, votes } = await people[planned.voter]!.send('questions.vote', {
        sessionId,
        questionId: open[planned.question]!.id,
        up: true,
      })
      return { sentAt, shows: { questionId, votes } }
    },
  }
}
