// The questions of two servers on a real Redis, with a stopped clock and short names for actions.

import type { Redis } from 'ioredis'
import { newId } from '../core/newId.ts'
import {
  type Act,
  createQuestionsStore,
  type Outcome,
  type QuestionRecord,
  type QuestionsStore,
} from '../questions/questionsStore.ts'
import { type FileRedis, fileRedis } from './redis.ts'

/** A request without the question it is for. */
type Bare<Given> = Given extends unknown ? Omit<Given, 'questionId' | 'version'> : never
export type Doing = Bare<Act>

export interface ActResult {
  question: QuestionRecord
  undoId: string
}

export interface TestQueue {
  redis: FileRedis
  connections: Redis[]
  stores: [QuestionsStore, QuestionsStore]
  store: QuestionsStore
  /** The stores' time, in ms; tests set it. */
  time: { now: number }
  newSession(): string
  all(sessionId: string): Promise<QuestionRecord[]>
  find(sessionId: string, questionId: string): Promise<QuestionRecord>
  /** Acts on the question's current version. */
  attempt(sessionId: string, questionId: string, doing: Doing, undoId?: string): Promise<Outcome>
  /** The same; it must succeed. */
  act(sessionId: string, questionId: string, doing: Doing): Promise<ActResult>
  /** A question with this status, asked by `personId`. */
  questionIn(sessionId: string, status: QuestionRecord['status'], personId?: string): Promise<QuestionRecord>
}

export async function startQueue(): Promise<TestQueue> {
  const redis = await fileRedis()
  const connections = [redis.connect(), redis.connect()]
  const time = { now: 1_798_761_600_123 }
  const [first, second] = connections.map((connection) => createQuestionsStore(connection, () => time.now))
  const store = first!
  let sessions = 0

  const all = async (sessionId: string) => (await store.snapshot(sessionId, 'nobody')).questions
  const find = async (sessionId: string, questionId: string) =>
    (await all(sessionId)).find(({ id }) => id === questionId)!
  const attempt = async (sessionId: string, questionId: string, doing: Doing, undoId = newId()) => {
    const { version } = await find(sessionId, questionId)
    return store.act(sessionId, { ...doing, questionId, version }, undoId)
  }
  async function act(sessionId: string, questionId: string, doing: Doing): Promise<ActResult> {
    const undoId = newId()
    const outcome = await attempt(sessionId, questionId, doing, undoId)
    if (outcome.kind !== 'done') throw new Error(`${doing.name}: ${JSON.stringify(outcome)}`)
    return { question: outcome.changes[0]!.after, undoId }
  }
  const way: Record<QuestionRecord['status'], Doing[]> = {
    pending: [],
    approved: [{ name: 'approve' }],
    live: [{ name: 'approve' }, { name: 'goLive' }],
    answered: [{ name: 'answer', answer: null }],
    dismissed: [{ name: 'dismiss', reason: null }],
  }

  return {
    redis,
    connections,
    stores: [store, second!],
    store,
    time,
    newSession: () => `session-${++sessions}`,
    all,
    find,
    attempt,
    act,
    async questionIn(sessionId, status, personId = 'ada') {
      const { id } = await store.ask(sessionId, personId, 'Which dose?')
      for (const doing of way[status]) await act(sessionId, id, doing)
      return find(sessionId, id)
    },
  }
}
