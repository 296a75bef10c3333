// For tests: a server's end of a session's questions, played by the test over a connection that is only pretended.
import { jest } from '@jest/globals'
import type { CommandName } from '@lectern/shared/commands'
import { AppError, type ErrorCode } from '@lectern/shared/errors'
import type { Question, QuestionChanges, QuestionList, StaffQuestion } from '@lectern/shared/questions'
import type { Connection } from '../live/connection.ts'
import { Questions } from './questionsClient.ts'

export const sessionId = 'heart'

export const question = (id: string, more: Partial<Question> = {}): Question => ({
  id,
  version: 1,
  text: `Question ${id}?`,
  status: 'approved',
  askedAt: 1000,
  votes: 0,
  order: 1,
  pinned: false,
  answer: null,
  answeredAt: null,
  reason: null,
  mergedInto: null,
  ...more,
})

export const staffQuestion = (id: string, more: Partial<StaffQuestion> = {}): StaffQuestion => ({
  ...question(id),
  original: null,
  assignedTo: null,
  askLive: false,
  asker: { personId: 'clara', name: 'Clara Voss', muted: false },
  ...more,
})

type Answer = (request: Record<string, unknown>) => unknown

export class PlayedQuestions {
  list: QuestionList = {
    sessionId,
    version: 1,
    settings: { open: true, slowSeconds: 0 },
    questions: [],
    mine: [],
    votedFor: [],
    muted: false,
  }
  readonly sent: { name: string; request: Record<string, unknown> }[] = []
  readonly answers: Partial<Record<CommandName, Answer>> = {
    'questions.list': () => this.list,
    'questions.editing': () => ({}),
  }
  readonly #listeners = new Map<string, Set<(event: unknown) => void>>()
  readonly #connected = new Set<() => void>()
  isConnected = true

  readonly connection = {
    send: async (name: CommandName, request: Record<string, unknown>) => {
      this.sent.push({ name, request })
      const answer = this.answers[name]
      return answer ? await answer(request) : this.#done(request)
    },
    on: (name: string, listener: (event: unknown) => void) => {
      const listeners = this.#listeners.get(name) ?? new Set()
      this.#listeners.set(name, listeners.add(listener))
      return () => listeners.delete(listener)
    },
    onConnected: (listener: () => void) => {
      this.#connected.add(listener)
      if (this.isConnected) listener()
      return () => this.#connected.delete(listener)
    },
    now: () => Date.now(),
  } as unknown as Connection

  readonly questions = new Questions(this.connection, sessionId)

  /** What a moderator's command answers unless a test says otherwise: the question one version on. */
  #done(request: Record<string, unknown>): unknown {
    const known = this.questions.store.getState().questions[String(request.questionId)]
    return {
      question: { ...known, version: Number(request.version) + 1 },
      undoId: `undo-${String(request.questionId)}`,
    }
  }

  emit(name: string, event: unknown): void {
    for (const listener of this.#listeners.get(name) ?? []) listener(event)
  }

  change(from: number, version: number, changed: Question[], more: Partial<QuestionChanges> = {}): void {
    const { settings } = this.list
    this.emit('questions.changes', { sessionId, from, version, settings, changed, removed: [], ...more })
  }

  connect(): void {
    this.isConnected = true
    for (const listener of this.#connected) listener()
  }

  refuse(name: CommandName, code: ErrorCode, message: string = code): void {
    const before = this.answers[name]
    this.answers[name] = () => {
      if (before) this.answers[name] = before
      else delete this.answers[name]
      throw new AppError(code, message)
    }
  }

  requests(name: CommandName): Record<string, unknown>[] {
    return this.sent.filter((command) => command.name === name).map(({ request }) => request)
  }
}

/** Lets every answer arrive that is on its way. */
export async function settle(ms = 0): Promise<void> {
  await jest.advanceTimersByTimeAsync(ms)
  for (let i = 0; i < 50; i++) await Promise.resolve()
}
