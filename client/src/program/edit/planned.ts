// The programme as the grid and the list show it: each session with its conflicts. Pure.

import type { Conflict } from '@lectern/shared/conflict'
import type { Session, SessionState } from '@lectern/shared/program'
import { kindOf, type SessionKind, type SessionStatus } from '@lectern/shared/sessionKinds'
import type { Placed } from './grid.ts'
import { conflictKey } from './localConflicts.ts'

/** A conflict as one of its sessions tells it. */
export interface ItemProblem {
  key: string
  message: string
  /** The first other session that it is about. */
  other: { id: string; title: string } | undefined
}

export interface PlannedItem extends Placed {
  title: string
  kind: SessionKind
  status: SessionStatus
  people: { personId: string; name: string; src?: string | undefined }[]
  problems: ItemProblem[]
  isInSeries: boolean
  /** It has gone live: it is not moved any more. */
  isFixed: boolean
  session: Session
}

/** A session planned before there were statuses is a draft. */
const statusOf = ({ status }: Pick<Session, 'status'>): SessionStatus => status ?? 'draft'

/** One conflict of an activity with many sessions is told once, by its first session alone. */
const toldBy = ({ sessionIds, activityId }: Conflict): readonly string[] =>
  activityId === undefined ? sessionIds : sessionIds.slice(0, 1)

interface ItemView {
  session: Session
  state: Pick<SessionState, 'liveAt'>
}

/** A view that did not change keeps its item, so that what shows it is not drawn again. */
const made = new WeakMap<ItemView, PlannedItem>()

export function itemOf(view: ItemView): PlannedItem {
  const known = made.get(view)
  if (known) return known
  const { session, state } = view
  const { id, startsAt, endsAt, track, title } = session
  const item: PlannedItem = {
    ...{ id, startsAt, endsAt, track, title, session },
    kind: kindOf(session),
    status: statusOf(session),
    people: [...session.speakers, ...session.moderators].map(({ personId, name, picture }) => ({
      personId,
      name,
      src: picture,
    })),
    problems: [],
    isInSeries: session.series !== undefined,
    isFixed: state.liveAt !== null,
  }
  made.set(view, item)
  return item
}

/** The problems of each session. */
function problemsOf(items: readonly PlannedItem[], conflicts: readonly Conflict[]) {
  const titles = new Map(items.map(({ id, title }) => [id, title]))
  const problems = new Map<string, ItemProblem[]>()
  for (const conflict of conflicts)
    for (const id of toldBy(conflict)) {
      const otherId =
        conflict.activityId === undefined ? conflict.sessionIds.find((each) => each !== id) : undefined
      const other = otherId === undefined ? undefined : { id: otherId, title: titles.get(otherId) ?? '' }
      const problem = { key: conflictKey(conflict), message: conflict.message, other }
      const own = problems.get(id)
      if (own) own.push(problem)
      else problems.set(id, [problem])
    }
  return problems
}

const none: ItemProblem[] = []
const isSameProblem = (a: ItemProblem, b: ItemProblem | undefined): boolean =>
  a.key === b?.key && a.message === b.message && a.other?.title === b.other?.title

/** Each session with what it conflicts with; one whose problems are the same stays the same object. */
export function withProblems(items: readonly PlannedItem[], conflicts: readonly Conflict[]): PlannedItem[] {
  const problems = problemsOf(items, conflicts)
  return items.map((item) => {
    const own = problems.get(item.id) ?? none
    const isSame =
      own.length === item.problems.length && own.every((each, at) => isSameProblem(each, item.problems[at]))
    return isSame ? item : { ...item, problems: own }
  })
}

/** What the list is narrowed to; empty for everything. */
export interface Filters {
  text: string
  day: string
  track: string
  kind: string
  /** A status, or `problems` for sessions that have some. */
  status: string
  person: string
}
export const noFilters: Filters = {
  text: '',
  day: '',
  track: '',
  kind: '',
  status: '',
  person: '',
}

const has = (words: string, text: string): boolean => words.toLocaleLowerCase().includes(text)

export const fitsStatus = ({ status, problems }: PlannedItem, wanted: string): boolean =>
  wanted === '' || (wanted === 'problems' ? problems.length > 0 : status === wanted)

export function filtered(
  items: readonly PlannedItem[],
  filters: Filters,
  dayOf: (item: PlannedItem) => string,
): PlannedItem[] {
  const text = filters.text.trim().toLocaleLowerCase()
  return items.filter(
    (item) =>
      (filters.day === '' || dayOf(item) === filters.day) &&
      (filters.track === '' || item.track === filters.track) &&
      (filters.kind === '' || item.kind === filters.kind) &&
      fitsStatus(item, filters.status) &&
      (filters.person === '' || item.people.some(({ personId }) => personId === filters.person)) &&
      (text === '' || has(item.title, text) || item.people.some(({ name }) => has(name, text))),
  )
}
