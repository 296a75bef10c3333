// The moderator's columns: which question is where, and where the keys lead. Pure.
import type { StaffQuestion } from '@lectern/shared/questions'
import { type AnyQuestion, type ById, isStaffQuestion } from './questionsState.ts'

export const columnIds = ['incoming', 'approved', 'live', 'answered'] as const
export type ColumnId = (typeof columnIds)[number]
export type Columns = Record<ColumnId, StaffQuestion[]>

export const nobody = 'nobody'

export interface Filter {
  text: string
  /** Empty for all, `nobody`, or a panellist's id. */
  assigned: string
  askLive: boolean
  /** Dismissed questions, which can still be approved, are listed instead of incoming ones. */
  dismissed: boolean
}

export const noFilter: Filter = { text: '', assigned: '', askLive: false, dismissed: false }

/** The selected question's place. */
export interface Cursor {
  column: ColumnId
  index: number
  id: string
  /** Where the question was before it moved to another column: the cursor continues from there. */
  from?: { column: ColumnId; index: number }
}

export function columnOf({ status }: AnyQuestion): ColumnId {
  return status === 'pending' || status === 'dismissed' ? 'incoming' : status
}

function passes(question: StaffQuestion, filter: Filter): boolean {
  const { text, assigned, askLive, dismissed } = filter
  if (question.status === (dismissed ? 'pending' : 'dismissed')) return false
  if (askLive && !question.askLive) return false
  if (assigned && question.assignedTo !== (assigned === nobody ? null : assigned)) return false
  const wanted = text.trim().toLocaleLowerCase()
  return (
    !wanted || [question.text, question.asker?.name ?? ''].some((t) => t.toLocaleLowerCase().includes(wanted))
  )
}

const oldestFirst = (a: StaffQuestion, b: StaffQuestion) => a.askedAt - b.askedAt
const orderOf: Record<ColumnId, (a: StaffQuestion, b: StaffQuestion) => number> = {
  incoming: oldestFirst,
  approved: (a, b) => a.order - b.order,
  live: oldestFirst,
  answered: (a, b) => (b.answeredAt ?? 0) - (a.answeredAt ?? 0),
}

/** `kept` is shown even if the filter excludes it, because it is being edited. */
export function columnsOf(questions: ById<AnyQuestion>, filter: Filter, kept?: string): Columns {
  const columns: Columns = { incoming: [], approved: [], live: [], answered: [] }
  for (const question of Object.values(questions))
    if (
      isStaffQuestion(question) &&
      question.mergedInto === null &&
      (question.id === kept || passes(question, filter))
    )
      columns[columnOf(question)].push(question)
  for (const id of columnIds) columns[id].sort(orderOf[id])
  return columns
}

/** The questions merged into each question. */
export function mergedOf(questions: ById<AnyQuestion>): ReadonlyMap<string, StaffQuestion[]> {
  const merged = new Map<string, StaffQuestion[]>()
  for (const question of Object.values(questions)) {
    if (!isStaffQuestion(question) || question.mergedInto === null) continue
    merged.set(question.mergedInto, [...(merged.get(question.mergedInto) ?? []), question])
  }
  return merged
}

const at = (columns: Columns, column: ColumnId, index: number): Cursor | undefined => {
  const place = Math.min(Math.max(0, index), columns[column].length - 1)
  const question = columns[column][place]
  return question && { column, index: place, id: question.id }
}

/**
 * The current cursor: on its question, in whichever column that now is, so that two keys never act on
 * two questions. If the question is no longer shown, on the one in its place, or on the first there is.
 */
export function settle(columns: Columns, cursor: Cursor | undefined): Cursor | undefined {
  if (cursor) {
    const { column, index, id, from } = cursor
    const found = columnIds.find((one) => columns[one].some((question) => question.id === id))
    if (found) {
      const place = columns[found].findIndex((question) => question.id === id)
      const cameFrom = found === column ? from : { column, index }
      return { column: found, index: place, id, ...(cameFrom && { from: cameFrom }) }
    }
    const here = at(columns, column, index)
    if (here) return here
  }
  const first = columnIds.find((column) => columns[column].length > 0)
  return first && at(columns, first, 0)
}

/** Moves down or up, from one column into the next; after a decision, from the question's original place. */
export function step(columns: Columns, cursor: Cursor | undefined, by: 1 | -1): Cursor | undefined {
  if (!cursor) return undefined
  const { from } = cursor
  // The next question has moved up into its place.
  if (from && columns[from.column].length > 0)
    return at(columns, from.column, by > 0 ? from.index : from.index - 1)
  const within = cursor.index + by
  if (within >= 0 && within < columns[cursor.column].length) return at(columns, cursor.column, within)
  const next = neighbour(columns, cursor.column, by)
  return next ? at(columns, next, by > 0 ? 0 : Number.POSITIVE_INFINITY) : cursor
}

/** Moves to the next column on the right or left that is not empty. */
export function sideways(columns: Columns, cursor: Cursor | undefined, by: 1 | -1): Cursor | undefined {
  if (!cursor) return undefined
  const next = neighbour(columns, cursor.column, by)
  return next ? at(columns, next, cursor.index) : cursor
}

function neighbour(columns: Columns, from: ColumnId, by: 1 | -1): ColumnId | undefined {
  const start = columnIds.indexOf(from)
  for (let i = start + by; i >= 0 && i < columnIds.length; i += by)
    if (columns[columnIds[i]!].length > 0) return columnIds[i]
  return undefined
}

/**
 * The argument for `questions.move` that puts a question in another one's place: the question to precede,
 * null for the end; undefined if it stays. `queue` is the whole queue, regardless of the filter.
 */
export function beforeFor(
  queue: readonly AnyQuestion[],
  id: string,
  over: string,
): string | null | undefined {
  const from = queue.findIndex((question) => question.id === id)
  const to = queue.findIndex((question) => question.id === over)
  if (from < 0 || to < 0 || from === to) return undefined
  if (to < from) return over
  return queue[to + 1]?.id ?? null
}

/** A provisional order for the place before `before`, until the server sends its own. */
export function orderBefore(queue: readonly AnyQuestion[], before: string | null): number {
  const index = before === null ? queue.length : queue.findIndex(({ id }) => id === before)
  const left = queue[index - 1]?.order
  const right = queue[index]?.order
  if (left === undefined) return (right ?? 1) - 1
  return right === undefined ? left + 1 : (left + right) / 2
}
