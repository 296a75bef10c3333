import type { Question } from '@lectern/shared/questions'
import { appErrorOf } from '../live/appError.ts'
import type { Connection } from '../live/connection.ts'
import { type DraftStorage, draftOf } from './draft.ts'
import {
  type AnyQuestion,
  createQuestionsStore,
  newsOf,
  type QuestionsStore,
  takeChanges,
  takeList,
  takeMine,
  takeQuestion,
  voteOf,
  without,
} from './questionsStore.ts'

/** Before a list that could not be had, or was already too old, is asked for again, in ms. */
const againMs = 2000
/** Within this time (ms), each page at its own moment, those ask whom one change concerns. */
const spreadMs = 2000
/** Somebody who is not heard of for so long has stopped editing, in ms. */
const editingMs = 12_000
/** What asking again does not mend. */
const final = new Set(['not_signed_in', 'forbidden', 'not_found'])

export class Questions {
  readonly store: QuestionsStore
  readonly #draft
  #users = 0
  #stops: (() => void)[] = []
  #loading: Promise<void> | undefined
  /** The highest version heard of. */
  #wanted = 0
  #again: ReturnType<typeof setTimeout> | undefined
  readonly #expiries = new Map<string, ReturnType<typeof setTimeout>>()
  /** Several parts of a page follow the same session: it is followed as long as one of them does. */
  readonly connection: Connection
  readonly sessionId: string

  constructor(connection: Connection, sessionId: string, storage?: DraftStorage) {
    this.connection = connection
    this.sessionId = sessionId
    this.#draft = draftOf(sessionId, storage)
    this.store = createQuestionsStore(this.#draft.read())
  }

  /** Follows the session until the answered function is called, by whoever calls it last. */
  hold(): () => void {
    if (this.#users++ === 0) this.#start()
    let held = true
    return () => {
      if (held && --this.#users === 0) this.#stop()
      held = false
    }
  }

  #start(): void {
    const { connection, store, sessionId } = this
    const ours = (event: { sessionId: string }) => event.sessionId === sessionId
    this.#stops = [
      connection.on('questions.changes', (changes) => {
        if (!ours(changes)) return
        this.#wanted = Math.max(this.#wanted, changes.version)
        const { votedFor } = store.getState()
        if (takeChanges(store, changes) === 'missed') void this.load()
        // What one had voted for may have been merged: the list says into what. Not everybody asks in the same moment.
        else if (changes.removed.some((id) => votedFor.has(id))) this.#loadAgain(Math.random() * spreadMs)
      }),
      connection.on('questions.mine', (event) => {
        if (ours(event)) takeMine(store, event.question)
      }),
      connection.on('questions.muted', (event) => {
        if (ours(event)) store.setState({ muted: event.muted })
      }),
      connection.on('questions.editing', (event) => {
        if (ours(event)) this.#takeEditing(event)
      }),
      // Something may have been missed while the connection was away.
      connection.onConnected(() => void this.load()),
    ]
  }

  #stop(): void {
    for (const stop of this.#stops) stop()
    this.#stops = []
    clearTimeout(this.#again)
    for (const timer of this.#expiries.values()) clearTimeout(timer)
    this.#expiries.clear()
    this.store.setState({ editing: {} })
  }

  /** Asks for the whole list; while one is on its way no second one is asked for. */
  load(): Promise<void> {
    this.#loading ??= this.#load().finally(() => {
      this.#loading = undefined
    })
    return this.#loading
  }

  /** The list as it is from now on: one that is already on its way may be too old. */
  async reload(): Promise<void> {
    await this.#loading
    await this.load()
  }

  async #load(): Promise<void> {
    clearTimeout(this.#again)
    const { store, connection, sessionId } = this
    try {
      takeList(store, await connection.send('questions.list', { sessionId }))
      if (store.getState().version < this.#wanted) this.#loadAgain()
    } catch (error) {
      const problem = appErrorOf(error)
      store.setState(({ phase }) => ({ problem, phase: phase === 'ready' ? 'ready' : 'failed' }))
      if (!final.has(problem.code)) this.#loadAgain()
    }
  }

  #loadAgain(afterMs = againMs): void {
    clearTimeout(this.#again)
    if (this.#users > 0) this.#again = setTimeout(() => void this.load(), afterMs)
  }

  #takeEditing(event: { personId: string; name: string; questionId: string | null }): void {
    const { store } = this
    const { personId, name, questionId } = event
    clearTimeout(this.#expiries.get(personId))
    const stop = () => store.setState(({ editing }) => ({ editing: without(editing, personId) }))
    if (questionId === null) {
      stop()
      return
    }
    store.setState(({ editing }) => ({ editing: { ...editing, [personId]: { name, questionId } } }))
    this.#expiries.set(personId, setTimeout(stop, editingMs))
  }

  markSeen(): void {
    this.store.setState((state) => ({ seen: new Set([...state.seen, ...newsOf(state)]) }))
  }

  /** Shown at once; where the server does not take it, it is as before, and the caller says why. */
  async vote(question: AnyQuestion, up: boolean): Promise<void> {
    const { store, connection, sessionId } = this
    const questionId = question.id
    const shown = voteOf(store.getState(), question)
    if (shown.up === up) return
    const pressed = { up, votes: Math.max(0, shown.votes + (up ? 1 : -1)) }
    store.setState((state) => ({ pressed: { ...state.pressed, [questionId]: pressed } }))
    // A later press of the same button has its own answer to wait for.
    const settled = () => {
      if (store.getState().pressed[questionId] === pressed)
        store.setState((state) => ({ pressed: without(state.pressed, questionId) }))
    }
    try {
      const answer = await connection.send('questions.vote', { sessionId, questionId, up })
      store.setState(({ votedFor, questions }) => {
        const known = questions[questionId]
        const next = new Set(votedFor)
        if (answer.up) next.add(questionId)
        else next.delete(questionId)
        return {
          votedFor: next,
          ...(known && { questions: { ...questions, [questionId]: { ...known, votes: answer.votes } } }),
        }
      })
      settled()
    } catch (error) {
      settled()
      const problem = appErrorOf(error)
      // It may have been counted all the same.
      if (problem.code === 'no_answer') void this.load()
      throw problem
    }
  }

  setDraft(draft: string): void {
    this.#draft.write(draft)
    this.store.setState({ draft, askProblem: null, asked: false })
  }

  /** Sends the draft. It is forgotten only once the server has it. */
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
    takeMine(this.store, question)
    if (this.store.getState().draft.trim() === text) this.setDraft('')
    this.store.setState({ asked: true })
  }

  /** Without an answer nobody knows whether it was taken: what one has asked says so. */
  async #arrived(questionId: string): Promise<Question | undefined> {
    await this.reload()
    return this.store.getState().mine[questionId]
  }

  /** A change that is shown before the server has confirmed it. */
  guess(question: AnyQuestion, change: Partial<AnyQuestion>): void {
    takeQuestion(this.store, { ...question, ...change } as AnyQuestion)
  }
}
