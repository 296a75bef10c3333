// The moderator's columns: which question is where, and where the keys go from it. Pure.
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
  /** Dismissed ones are listed with the incoming, to be approved after all. */
  dismissed: boolean
}

export const noFilter: Filter = { text: '', assigned: '', askLive: false, dismissed: false }

/** Where the moderator is. */
export interface Cursor {
  column: ColumnId
  index: number
  id: string
  /** Where the question was before it went to another column: from there the cursor goes on. */
  from?: { column: ColumnId; index: number }
}

export function columnOf({ status }: AnyQuestion): ColumnId {
  return status === 'pending' || status === 'dismissed' ? 'incoming' : status
}

function passes(question: StaffQuestion, filter: Filter): boolean {
  const { text, assigned, askLive, dismissed } = filter
  if (question.status === 'dismissed' && !dismissed) return false
  if (askLive && !question.askLive) return false
  if (assigned && question.assignedTo !== (assigned === nobody ? null : assigned)) return false
  const wanted = text.trim().toLocaleLowerCase()
  return (
    !wanted || [question.text, question.asker?.name ?? ''].some((t) => t.toLocaleLowerCase().includes(wanted))
  )
}

const oldestFirst = (a: StaffQuestion, b: StaffQuestion) => a.askedAt - b.askedAt
const orderOf: Record<ColumnId, (a: StaffQuestion, b: StaffQuestion) => number> = {
  incoming: (a, b) =>
    Number(a.status === 'dismissed') - Number(b.status === 'dismissed') || oldestFirst(a, b),
  approved: (a, b) => a.order - b.order,
  live: oldestFirst,
  answered: (a, b) => (b.answeredAt ?? 0) - (a.answeredAt ?? 0),
}

/** `kept` is shown whatever the filter says: somebody is writing in it. */
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

/** What was merged into each question. */
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
 * The cursor as it is now: on its question, into whichever column that went, so that two keys never act on two questions; where it
 * is not shown any more on whoever took its place, or on the first there is.
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

/** Down or up, from one column into the next; after a decision from where its question was. */
export function step(columns: Columns, cursor: Cursor | undefined, by: 1 | -1): Cursor | undefined {
  if (!cursor) return undefined
  const { from } = cursor
  // Its place there was taken by the one behind it.
  if (from && columns[from.column].length > 0)
    return at(columns, from.column, by > 0 ? from.index : from.index - 1)
  const within = cursor.index + by
  if (within >= 0 && within < columns[cursor.column].length) return at(columns, cursor.column, within)
  const next = neighbour(columns, cursor.column, by)
  return next ? at(columns, next, by > 0 ? 0 : Number.POSITIVE_INFINITY) : cursor
}

/** To the column on the right or left that has anything in it. */
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
 * What `questions.move` is to be told so that a question takes the place of another one: the question it goes before, null
 * for the end; undefined where it stays. `queue` is the whole queue, not only what the filter lets through.
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

/** An order for the place before `before`, until the server has said its own. */
export function orderBefore(queue: readonly AnyQuestion[], before: string | null): number {
  const index = before === null ? queue.length : queue.findIndex(({ id }) => id === before)
  const left = queue[index - 1]?.order
  const right = queue[index]?.order
  if (left === undefined) return (right ?? 1) - 1
  return right === undefined ? left + 1 : (left + right) / 2
}
