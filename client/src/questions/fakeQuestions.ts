// For tests: the server's side of a session's questions.
import { jest } from '@jest/globals'
import type { CommandName } from '@lectern/shared/commands'
import type { Faculty, SessionPhase, SessionView } from '@lectern/shared/program'
import type {
  Question,
  QuestionChanges,
  QuestionEvents,
  QuestionList,
  StaffQuestion,
} from '@lectern/shared/questions'
import { FakeConnection } from '../testing/fakeConnection.ts'
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

/** A session with these speakers, as the desk receives it. */
export const sessionView = (phase: SessionPhase, speakers: Faculty[] = []) =>
  ({ session: { id: sessionId, speakers, moderators: [] }, state: { phase } }) as unknown as SessionView

type Answer = (request: Record<string, unknown>) => unknown

export class FakeQuestions extends FakeConnection {
  override clock = 61_000
  list: QuestionList = {
    sessionId,
    version: 1,
    settings: { open: true, slowSeconds: 0 },
    questions: [],
    mine: [],
    votedFor: [],
    muted: false,
  }
  readonly answers: Partial<Record<CommandName, Answer>> = {}
  readonly questions = new Questions(this.connection, sessionId)

  /** Default reply to a moderator's command: the question, one version on. */
  protected override answer(name: CommandName, request: Record<string, unknown>): unknown {
    const answer = this.answers[name]
    if (answer) return answer(request)
    if (name === 'questions.list') return this.list
    const known = this.questions.store.getState().questions[String(request.questionId)]
    return {
      question: { ...known, version: Number(request.version) + 1 },
      undoId: `undo-${String(request.questionId)}`,
    }
  }

  emit(name: keyof QuestionEvents, event: unknown): void {
    this.tell(name, event as never)
  }

  change(from: number, version: number, changed: Question[], more: Partial<QuestionChanges> = {}): void {
    const { settings } = this.list
    this.emit('questions.changes', { sessionId, from, version, settings, changed, removed: [], ...more })
  }
}

/** Waits for pending replies. */
export async function settle(ms = 0): Promise<void> {
  await jest.advanceTimersByTimeAsync(ms)
  for (let i = 0; i < 50; i++) await Promise.resolve()
}
