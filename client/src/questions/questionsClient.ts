// Keeps a session's questions current, and sends a participant's votes and questions.
import type { Question } from '@lectern/shared/questions'
import { useStore } from 'zustand'
import type { StoreApi } from 'zustand/vanilla'
import { appErrorOf } from '../live/appError.ts'
import type { Connection } from '../live/connection.ts'
import { Followed } from '../live/followed.ts'
import { useFollowed } from '../live/useFollowed.ts'
import { draftOf } from './draft.ts'
import {
  type AnyQuestion,
  newsOf,
  noQuestions,
  type QuestionsState,
  voteOf,
  withChanges,
  withList,
  withMine,
  withModerator,
  without,
  withQuestion,
  withVote,
} from './questionsState.ts'

/** Pages that voted for a removed question reload within this time (ms), each at a random moment. */
const spreadMs = 2000
/** A moderator not heard from for this long (ms) is no longer on the question. */
const silentMs = 12_000

export class Questions {
  readonly store: StoreApi<QuestionsState>
  readonly connection: Connection
  readonly sessionId: string
  readonly #followed
  readonly #draft
  readonly #expiries = new Map<string, ReturnType<typeof setTimeout>>()

  constructor(connection: Connection, sessionId: string) {
    this.connection = connection
    this.sessionId = sessionId
    this.#draft = draftOf(sessionId)
    this.#followed = new Followed({
      connection,
      initial: noQuestions(this.#draft.read()),
      load: () => connection.send('questions.list', { sessionId }),
      loaded: withList,
      concerns: (event: { sessionId: string }) => event.sessionId === sessionId,
      changes: { 'questions.changes': withChanges },
      events: {
        'questions.mine': (state, { question }) => withMine(state, question),
        'questions.muted': (_state, { muted }) => ({ muted }),
        'questions.editing': ({ editing }, event) => ({ editing: withModerator(editing, event) }),
        'questions.cursor': ({ cursors }, event) => ({ cursors: withModerator(cursors, event) }),
      },
      also: () => this.#listen(),
    })
    this.store = this.#followed.store
  }

  start = (): void => this.#followed.start()
  stop = (): void => this.#followed.stop()
  reload = (): Promise<void> => this.#followed.reload()

  #listen(): (() => void)[] {
    const { connection, store, sessionId } = this
    return [
      connection.on('questions.changes', (changes) => {
        const { votedFor } = store.getState()
        // A question with the person's vote may have been merged:
        // reload to learn into which. Spread over time.
        if (changes.sessionId === sessionId && changes.removed.some((id) => votedFor.has(id)))
          this.#followed.later(Math.random() * spreadMs)
      }),
      connection.on('questions.editing', (event) => this.#expectMore('editing', event)),
      connection.on('questions.cursor', (event) => this.#expectMore('cursors', event)),
      () => {
        for (const timer of this.#expiries.values()) clearTimeout(timer)
        this.#expiries.clear()
        store.setState({ editing: {}, cursors: {} })
      },
    ]
  }

  #expectMore(kind: 'editing' | 'cursors', event: { sessionId: string; personId: string }): void {
    const { sessionId, personId } = event
    if (sessionId !== this.sessionId) return
    const key = `${kind} ${personId}`
    clearTimeout(this.#expiries.get(key))
    const forget = () => {
      this.#expiries.delete(key)
      this.store.setState((state) => ({ [kind]: without(state[kind], personId) }))
    }
    this.#expiries.set(key, setTimeout(forget, silentMs))
  }

  markSeen(): void {
    this.store.setState((state) => ({ seen: new Set([...state.seen, ...newsOf(state)]) }))
  }

  /** Shown at once; if the server refuses, it is rolled back and the caller says why. */
  async vote(question: AnyQuestion, up: boolean): Promise<void> {
    const { store, connection, sessionId } = this
    const questionId = question.id
    const shown = voteOf(store.getState(), question)
    if (shown.up === up) return
    const pressed = { up, votes: Math.max(0, shown.votes + (up ? 1 : -1)) }
    store.setState((state) => ({ pressed: { ...state.pressed, [questionId]: pressed } }))
    // A later press of the same button waits for its own reply.
    const settled = () => {
      if (store.getState().pressed[questionId] === pressed)
        store.setState((state) => ({ pressed: without(state.pressed, questionId) }))
    }
    try {
      const counted = await connection.send('questions.vote', { sessionId, questionId, up })
      store.setState((state) => withVote(state, counted))
      settled()
    } catch (error) {
      settled()
      const problem = appErrorOf(error)
      // It may have been counted nevertheless.
      if (problem.code === 'no_answer') void this.reload()
      throw problem
    }
  }

  setDraft(draft: string): void {
    this.#draft.write(draft)
    this.store.setState({ draft, askProblem: null, asked: false })
  }

  /** Sends the draft, which is forgotten only once the server has it. */
  async ask(): Promise<void> {
    const { store, connection, sessionId } = this
    const text = store.getState().draft.trim()
    if (!text || store.getState().asking) return
    const questionId = this.#draft.id()
    store.setState({ asking: true, askProblem: null })
    try {
      this.#wasAsked(text, await connection.send('questions.ask', { sessionId, questionId, text }))
    } catch (error) {
      const problem = appErrorOf(error)
      const arrived = problem.code === 'no_answer' ? await this.#arrived(questionId) : undefined
      if (arrived) this.#wasAsked(text, arrived)
      else store.setState({ askProblem: problem })
    } finally {
      store.setState({ asking: false })
    }
  }

  #wasAsked(text: string, question: Question): void {
    this.store.setState((state) => withMine(state, question))
    if (this.store.getState().draft.trim() === text) this.setDraft('')
    this.store.setState({ asked: true })
  }

  /** Without a reply it may have been accepted: look in the person's own questions. */
  async #arrived(questionId: string): Promise<Question | undefined> {
    await this.reload()
    return this.store.getState().mine[questionId]
  }

  /** A question from a command's reply. */
  take(question: AnyQuestion): void {
    this.store.setState((state) => withQuestion(state, question))
  }

  /** A change shown before the server confirms it. */
  guess(question: AnyQuestion, change: Partial<AnyQuestion>): void {
    this.take({ ...question, ...change } as AnyQuestion)
  }
}

export const questionsKey = (sessionId: string): string => `questions ${sessionId}`

/**
 * The panel, the number on its tab and the pinned question share one. What the person has seen is remembered.
 */
export const useQuestions = (sessionId: string): Questions =>
  useFollowed(questionsKey(sessionId), (connection) => new Questions(connection, sessionId), {
    isRemembered: true,
  })

export const useQuestionsState = <Part>(questions: Questions, part: (state: QuestionsState) => Part): Part =>
  useStore(questions.store, part)
