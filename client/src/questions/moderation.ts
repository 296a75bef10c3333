// A moderator's changes to questions: sent with the version seen, shown at once, undone by id. No React.
import type { CommandInput } from '@lectern/shared/commands'
import type { AppError } from '@lectern/shared/errors'
import type { QuestionSettings, StaffQuestion } from '@lectern/shared/questions'
import { createStore } from 'zustand/vanilla'
import { appErrorOf } from '../live/appError.ts'
import type { Questions } from './questionsClient.ts'
import { type ById, isStaffQuestion, without } from './questionsState.ts'

export type ChangeName =
  | 'questions.approve'
  | 'questions.dismiss'
  | 'questions.edit'
  | 'questions.merge'
  | 'questions.unmerge'
  | 'questions.assign'
  | 'questions.setAskLive'
  | 'questions.move'
  | 'questions.pin'
  | 'questions.goLive'
  | 'questions.answer'

type Rest<Name extends ChangeName> = Omit<CommandInput<Name>, 'sessionId' | 'questionId' | 'version'>

/**
 * What the moderator is told. `undoableAt`: when (`performance.now()`) that was done which `undo` takes back.
 */
export type Outcome =
  | { kind: 'done'; message: string; canUndo: boolean; undoableAt: number }
  | { kind: 'problem'; message: string }

const nowIs: Record<StaffQuestion['status'], string> = {
  pending: 'waiting',
  approved: 'approved',
  live: 'live',
  answered: 'answered',
  dismissed: 'dismissed',
}

const stateNow = (question: StaffQuestion): string =>
  question.mergedInto === null
    ? `It is now ${nowIs[question.status]}: “${question.text}”`
    : 'It is now part of another question.'

interface Undoable {
  did: string
  at: number
  questionId?: string
  back: () => Promise<readonly StaffQuestion[]>
}

export class Moderation {
  /** Changes by others that interfered with this person's, shown on the question. */
  readonly notes = createStore<ById<string>>(() => ({}))
  readonly #questions: Questions
  readonly #tell: (outcome: Outcome) => void
  /** This page's actions, oldest first, each with its reversal, which returns the changed questions. */
  readonly #undos: Undoable[] = []
  readonly #running = new Map<string, Promise<StaffQuestion | undefined>>()

  constructor(questions: Questions, tell: (outcome: Outcome) => void) {
    this.#questions = questions
    this.#tell = tell
  }

  /** True if it was done. `guess`: the expected result. */
  async change<Name extends ChangeName>(
    name: Name,
    question: StaffQuestion,
    rest: Rest<Name>,
    did: string,
    guess: Partial<StaffQuestion> = {},
  ): Promise<boolean> {
    const { id } = question
    this.#questions.guess(question, guess)
    const run = this.#send(name, question, rest, did, this.#running.get(id))
    this.#running.set(id, run)
    const answer = await run
    if (this.#running.get(id) === run) this.#running.delete(id)
    return answer !== undefined
  }

  /** A second key on the same question waits for the first, which changes the version. */
  async #send<Name extends ChangeName>(
    name: Name,
    question: StaffQuestion,
    rest: Rest<Name>,
    did: string,
    earlier: Promise<StaffQuestion | undefined> | undefined,
  ): Promise<StaffQuestion | undefined> {
    const { connection, sessionId } = this.#questions
    const { id } = question
    const seen = earlier ? await earlier : question
    // If the first was refused, the second did not know the question's state either.
    if (!seen) return undefined
    const request = { sessionId, questionId: id, version: seen.version, ...rest }
    try {
      const answer = await connection.send(name, request as unknown as CommandInput<ChangeName>)
      this.#questions.take(answer.question)
      this.notes.setState(without(this.notes.getState(), id), true)
      const { undoId } = answer
      const back = async () => (await connection.send('questions.undo', { sessionId, undoId })).questions
      this.#undos.push({ did, at: performance.now(), questionId: id, back })
      this.#done(did, true)
      return answer.question
    } catch (error) {
      await this.#refused(id, appErrorOf(error))
      return undefined
    }
  }

  /** Nothing was overwritten: the page shows the current state, and says so. */
  async #refused(id: string, problem: AppError): Promise<void> {
    await this.#questions.reload()
    const now = this.#questions.store.getState().questions[id]
    const isConflict = problem.code === 'stale' || problem.code === 'conflict'
    const state = now && isStaffQuestion(now) ? stateNow(now) : ''
    if (isConflict && state)
      this.notes.setState({ [id]: `Somebody else was faster. ${state.replace(/: “.*$/s, '.')}` })
    this.#tell({ kind: 'problem', message: [problem.message, isConflict && state].filter(Boolean).join(' ') })
  }

  #done(message: string, canUndo: boolean): void {
    this.#tell({ kind: 'done', message, canUndo, undoableAt: this.#undos.at(-1)?.at ?? 0 })
  }

  /** Undoes this page's last action. Returns the question it concerned. */
  async undo(): Promise<string | undefined> {
    const last = this.#undos.pop()
    if (!last) {
      this.#done('Nothing to undo', false)
      return undefined
    }
    try {
      for (const question of await last.back()) this.#questions.take(question)
      this.#done(`Undone: ${last.did}`, false)
      return last.questionId
    } catch (error) {
      if (last.questionId) await this.#refused(last.questionId, appErrorOf(error))
      else this.#tell({ kind: 'problem', message: appErrorOf(error).message })
      return undefined
    }
  }

  async set(settings: QuestionSettings): Promise<void> {
    const { connection, sessionId, store } = this.#questions
    const before = store.getState().settings
    const send = (given: QuestionSettings) => connection.send('questions.set', { sessionId, settings: given })
    const isOpening = settings.open !== before.open
    const did = isOpening ? (settings.open ? 'Questions opened' : 'Questions closed') : 'Slow mode set'
    await this.#plain(() => send(settings), { did, back: () => send(before) })
  }

  async mute(question: StaffQuestion, muted: boolean): Promise<void> {
    const { connection, sessionId } = this.#questions
    const questionId = question.id
    const send = (given: boolean) =>
      connection.send('questions.mute', { sessionId, questionId, muted: given })
    await this.#plain(() => send(muted), {
      did: muted ? 'Muted' : 'Unmuted',
      more: `. ${question.asker?.name ?? 'The asker'} has been told.`,
      back: () => send(!muted),
    })
  }

  /** Sends a change without a version: it succeeds or fails, and its opposite undoes it. */
  async #plain(
    send: () => Promise<unknown>,
    { did, more = '', back }: { did: string; more?: string; back: () => Promise<unknown> },
  ): Promise<void> {
    try {
      await send()
      this.#undos.push({ did, at: performance.now(), back: () => back().then(() => []) })
      this.#done(did + more, true)
    } catch (error) {
      this.#tell({ kind: 'problem', message: appErrorOf(error).message })
    }
  }
}
