// What a page knows of a session's questions. No React, no socket: the client writes it, components read it.
import type { AppError } from '@lectern/shared/errors'
import type {
  Question,
  QuestionChanges,
  QuestionList,
  QuestionSettings,
  StaffQuestion,
} from '@lectern/shared/questions'
import { createStore, type StoreApi } from 'zustand/vanilla'

export type AnyQuestion = Question | StaffQuestion
export type ById<Value> = Readonly<Record<string, Value>>

/** `failed`: nothing could be loaded yet; it is tried again by itself unless the person may not see it at all. */
export type QuestionsPhase = 'loading' | 'ready' | 'failed'

export interface QuestionsState {
  phase: QuestionsPhase
  problem: AppError | null
  version: number
  settings: QuestionSettings
  questions: ById<AnyQuestion>
  /** What this person asked, in whatever state. */
  mine: ById<Question>
  votedFor: ReadonlySet<string>
  /** Votes that were pressed and not yet answered, and the count that is shown meanwhile. */
  pressed: ById<{ up: boolean; votes: number }>
  muted: boolean
  /** Who edits which question, by person. */
  editing: ById<{ name: string; questionId: string }>
  /** What the person has already been shown (`newsOf`). */
  seen: ReadonlySet<string>
  draft: string
  asking: boolean
  /** Why the last question was not taken. */
  askProblem: AppError | null
  /** The last question was taken, and nothing has been typed since. */
  asked: boolean
}

export type QuestionsStore = StoreApi<QuestionsState>

export const createQuestionsStore = (draft = ''): QuestionsStore =>
  createStore<QuestionsState>(() => ({
    phase: 'loading',
    problem: null,
    version: 0,
    settings: { open: true, slowSeconds: 0 },
    questions: {},
    mine: {},
    votedFor: new Set(),
    pressed: {},
    muted: false,
    editing: {},
    seen: new Set(),
    draft,
    asking: false,
    askProblem: null,
    asked: false,
  }))

export const byId = <Value extends { id: string }>(values: readonly Value[]): ById<Value> =>
  Object.fromEntries(values.map((value) => [value.id, value]))

export const without = <Value>(values: ById<Value>, id: string): ById<Value> => {
  const { [id]: _gone, ...rest } = values
  return rest
}

/** A snapshot that was on its way while newer changes came is not taken. */
export function takeList(store: QuestionsStore, list: QuestionList): void {
  const before = store.getState()
  if (before.phase === 'ready' && list.version < before.version) return
  const { version, settings, muted } = list
  const taken = {
    version,
    settings,
    muted,
    questions: byId<AnyQuestion>(list.questions),
    mine: byId(list.mine),
    votedFor: new Set(list.votedFor),
  }
  const isFirst = before.phase !== 'ready'
  store.setState({
    ...taken,
    phase: 'ready',
    problem: null,
    // What was there before the person came is not news.
    ...(isFirst && { seen: newsOf(taken) }),
  })
}

/** `missed`: there is a gap between what is known and what these changes start from. */
export function takeChanges(store: QuestionsStore, changes: QuestionChanges): 'taken' | 'old' | 'missed' {
  const { phase, version, questions, mine } = store.getState()
  if (phase !== 'ready' || changes.from > version) return 'missed'
  if (changes.version <= version) return 'old'
  const next: Record<string, AnyQuestion> = { ...questions }
  const ownNext: Record<string, Question> = { ...mine }
  for (const question of changes.changed) {
    if (isNewer(question, next[question.id])) next[question.id] = question
    if (ownNext[question.id] && isNewer(question, ownNext[question.id])) ownNext[question.id] = question
  }
  for (const id of changes.removed) if ((next[id]?.version ?? 0) <= changes.version) delete next[id]
  store.setState({
    version: changes.version,
    settings: changes.settings,
    questions: next,
    mine: ownNext,
  })
  return 'taken'
}

/** The same version again is taken: votes grow without changing the question. */
const isNewer = (question: AnyQuestion, known: AnyQuestion | undefined): boolean =>
  !known || known.version <= question.version

export function takeMine(store: QuestionsStore, question: Question): void {
  const { mine } = store.getState()
  if (isNewer(question, mine[question.id])) store.setState({ mine: { ...mine, [question.id]: question } })
}

/** What a moderator's own command answered: it is shown without waiting for the broadcast. */
export function takeQuestion(store: QuestionsStore, question: AnyQuestion): void {
  const { questions } = store.getState()
  if (isNewer(question, questions[question.id]))
    store.setState({ questions: { ...questions, [question.id]: question } })
}

const forAll = new Set(['approved', 'live', 'answered'])

/** Shown to everybody, and not a part of another question. */
export const isShown = ({ status, mergedInto }: AnyQuestion): boolean =>
  forAll.has(status) && mergedInto === null

/** Everything that would be news to somebody who has not seen it: a question in a state. */
export const newsOf = ({ questions, mine }: Pick<QuestionsState, 'questions' | 'mine'>): Set<string> =>
  new Set(
    [
      ...Object.values(questions).filter(isShown),
      ...Object.values(mine).filter(({ status }) => status !== 'pending'),
    ].map(({ id, status }) => `${id}:${status}`),
  )

/** How many questions came, or changed their state, while nobody looked. */
export const unseenCount = (state: QuestionsState): number =>
  [...newsOf(state)].filter((news) => !state.seen.has(news)).length

export const isStaffQuestion = (question: AnyQuestion): question is StaffQuestion => 'askLive' in question

/** One's own vote and the count, as they are to be shown. */
export function voteOf(state: QuestionsState, question: AnyQuestion): { up: boolean; votes: number } {
  return state.pressed[question.id] ?? { up: state.votedFor.has(question.id), votes: question.votes }
}

export type Sorting = 'votes' | 'newest'

export interface Shown {
  live: AnyQuestion[]
  pinned: AnyQuestion | undefined
  approved: AnyQuestion[]
  answered: AnyQuestion[]
  mine: Question[]
}

/** The queue as a viewer reads it. What is pinned is not listed a second time. */
export function shownOf(
  { questions, mine }: Pick<QuestionsState, 'questions' | 'mine'>,
  sorting: Sorting,
): Shown {
  const all = Object.values(questions).filter(isShown)
  const newestFirst = (a: AnyQuestion, b: AnyQuestion) => b.askedAt - a.askedAt
  const mostVotesFirst = (a: AnyQuestion, b: AnyQuestion) => b.votes - a.votes || a.askedAt - b.askedAt
  return {
    live: all.filter(({ status }) => status === 'live'),
    pinned: pinnedOf(questions),
    approved: all
      .filter(({ status, pinned }) => status === 'approved' && !pinned)
      .sort(sorting === 'votes' ? mostVotesFirst : newestFirst),
    answered: all
      .filter(({ status }) => status === 'answered')
      .sort((a, b) => (b.answeredAt ?? 0) - (a.answeredAt ?? 0)),
    mine: Object.values(mine).sort(newestFirst),
  }
}

export const pinnedOf = (questions: ById<AnyQuestion>): AnyQuestion | undefined =>
  Object.values(questions).find((question) => question.pinned && isShown(question))

/** The approved as the moderators have put them. */
export const queueOf = (questions: ById<AnyQuestion>): AnyQuestion[] =>
  Object.values(questions)
    .filter((question) => question.status === 'approved' && question.mergedInto === null)
    .sort((a, b) => a.order - b.order)
