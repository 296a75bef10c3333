// What a page knows of a session's questions, and how it changes. Pure.
import type { AppError } from '@lectern/shared/errors'
import type {
  Question,
  QuestionChanges,
  QuestionList,
  QuestionSettings,
  StaffQuestion,
} from '@lectern/shared/questions'
import { type FollowedState, notLoaded } from '../live/followed.ts'

export type AnyQuestion = Question | StaffQuestion
export type ById<Value> = Readonly<Record<string, Value>>

export interface ModeratorAt {
  name: string
  questionId: string
}

export interface QuestionsState extends FollowedState {
  status: 'loading' | 'ready' | 'failed'
  version: number
  settings: QuestionSettings
  questions: ById<AnyQuestion>
  /** This person's questions, in any state. */
  mine: ById<Question>
  votedFor: ReadonlySet<string>
  /** Votes pressed and not yet acknowledged, with the count to show meanwhile. */
  pressed: ById<{ up: boolean; votes: number }>
  muted: boolean
  /** Who is editing which question, and whose cursor is on which, by person. */
  editing: ById<ModeratorAt>
  cursors: ById<ModeratorAt>
  /** News the person has already seen (`newsOf`). */
  seen: ReadonlySet<string>
  draft: string
  asking: boolean
  /** Why the last question was not accepted. */
  askProblem: AppError | null
  /** The last question was accepted, and nothing has been typed since. */
  asked: boolean
}

export const noQuestions = (draft: string): QuestionsState => ({
  ...notLoaded,
  version: 0,
  settings: { open: true, slowSeconds: 0 },
  questions: {},
  mine: {},
  votedFor: new Set(),
  pressed: {},
  muted: false,
  editing: {},
  cursors: {},
  seen: new Set(),
  draft,
  asking: false,
  askProblem: null,
  asked: false,
})

export const byId = <Value extends { id: string }>(values: readonly Value[]): ById<Value> =>
  Object.fromEntries(values.map((value) => [value.id, value]))

export const without = <Value>(values: ById<Value>, id: string): ById<Value> => {
  const { [id]: _gone, ...rest } = values
  return rest
}

/** Another moderator is on a question now, or no longer on any. */
export const withModerator = (
  all: ById<ModeratorAt>,
  { personId, name, questionId }: { personId: string; name: string; questionId: string | null },
): ById<ModeratorAt> =>
  questionId === null ? without(all, personId) : { ...all, [personId]: { name, questionId } }

export function withList(state: QuestionsState, list: QuestionList): Partial<QuestionsState> {
  const { version, settings, muted } = list
  const taken = {
    version,
    settings,
    muted,
    questions: byId<AnyQuestion>(list.questions),
    mine: byId(list.mine),
    votedFor: new Set(list.votedFor),
  }
  // Questions that were there before the person came are not news.
  return { ...taken, ...(state.status !== 'ready' && { seen: newsOf(taken) }) }
}

/** Accepts the same version again: votes grow without changing the version. */
const isNewer = (question: AnyQuestion, before: AnyQuestion | undefined): boolean =>
  !before || before.version <= question.version

export function withChanges(state: QuestionsState, changes: QuestionChanges): Partial<QuestionsState> {
  const questions: Record<string, AnyQuestion> = { ...state.questions }
  const mine: Record<string, Question> = { ...state.mine }
  for (const question of changes.changed) {
    if (isNewer(question, questions[question.id])) questions[question.id] = question
    if (mine[question.id] && isNewer(question, mine[question.id])) mine[question.id] = question
  }
  for (const id of changes.removed) if ((questions[id]?.version ?? 0) <= changes.version) delete questions[id]
  return { settings: changes.settings, questions, mine }
}

export const withMine = ({ mine }: QuestionsState, question: Question): Partial<QuestionsState> =>
  isNewer(question, mine[question.id]) ? { mine: { ...mine, [question.id]: question } } : {}

/** A moderator's own reply is shown without waiting for the broadcast. */
export const withQuestion = (
  { questions }: QuestionsState,
  question: AnyQuestion,
): Partial<QuestionsState> =>
  isNewer(question, questions[question.id]) ? { questions: { ...questions, [question.id]: question } } : {}

/** The server has counted a vote, or its withdrawal. */
export function withVote(
  { votedFor, questions }: QuestionsState,
  { questionId, votes, up }: { questionId: string; votes: number; up: boolean },
): Partial<QuestionsState> {
  const next = new Set(votedFor)
  if (up) next.add(questionId)
  else next.delete(questionId)
  const question = questions[questionId]
  return {
    votedFor: next,
    ...(question && { questions: { ...questions, [questionId]: { ...question, votes } } }),
  }
}

const forAll = new Set(['approved', 'live', 'answered'])

/** Shown to everyone, and not merged into another question. */
export const isShown = ({ status, mergedInto }: AnyQuestion): boolean =>
  forAll.has(status) && mergedInto === null

/** Everything that would be news to a person who has not seen it: a question in a state. */
export const newsOf = ({ questions, mine }: Pick<QuestionsState, 'questions' | 'mine'>): Set<string> =>
  new Set(
    [
      ...Object.values(questions).filter(isShown),
      ...Object.values(mine).filter(({ status }) => status !== 'pending'),
    ].map(({ id, status }) => `${id}:${status}`),
  )

/** Number of questions that arrived or changed state while unseen. */
export const unseenCount = (state: QuestionsState): number =>
  [...newsOf(state)].filter((news) => !state.seen.has(news)).length

export const isStaffQuestion = (question: AnyQuestion): question is StaffQuestion => 'askLive' in question

/** The person's own vote and the count, as shown. */
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

/** The queue as viewers read it, without the pinned question. */
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

/** Approved questions in the moderators' order. */
export const queueOf = (questions: ById<AnyQuestion>): AnyQuestion[] =>
  Object.values(questions)
    .filter((question) => question.status === 'approved' && question.mergedInto === null)
    .sort((a, b) => a.order - b.order)
