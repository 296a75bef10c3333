// What the desk, the panel and the audience see of a session's questions. Every view lists its fields, so a
// new field of a record stays inside.
import type { Question, QuestionChanges, StaffQuestion } from '@lectern/shared/questions'
import type { Channel } from '../live/rooms.ts'
import type { Flushed, QuestionRecord } from './questionsStore.ts'

export type Asker = NonNullable<StaffQuestion['asker']>
/** A question's asker, for people who may know. */
export type AskerOf = (question: QuestionRecord) => Asker

const shownStatuses: ReadonlySet<string> = new Set(['approved', 'live', 'answered'])
/** A merged question is shown as part of the one it was merged into. */
const isPublic = ({ status, mergedInto }: QuestionRecord): boolean =>
  mergedInto === null && shownStatuses.has(status)

const toQuestion = (record: QuestionRecord): Question => ({
  id: record.id,
  version: record.version,
  text: record.text,
  status: record.status,
  askedAt: record.askedAt,
  votes: record.votes,
  order: record.order,
  pinned: record.pinned,
  answer: record.answer,
  answeredAt: record.answeredAt,
  reason: record.reason,
  mergedInto: record.mergedInto,
})

/** For the asker. A merged question follows the one it was merged into. */
export function toOwnQuestion(record: QuestionRecord, root: QuestionRecord | undefined): Question {
  if (!root) return toQuestion(record)
  const { status, answer, answeredAt, reason } = root
  return {
    ...toQuestion(record),
    version: Math.max(record.version, root.version),
    ...{ status, answer, answeredAt, reason },
  }
}

export const toStaffQuestion = (record: QuestionRecord, asker: Asker | null): StaffQuestion => ({
  ...toQuestion(record),
  original: record.original,
  assignedTo: record.assignedTo,
  askLive: record.askLive,
  asker,
})

export function questionsFor(
  channel: Channel,
  records: QuestionRecord[],
  askerOf: AskerOf,
): (StaffQuestion | Question)[] {
  if (channel === 'desk') return records.map((record) => toStaffQuestion(record, askerOf(record)))
  const visible = records.filter(isPublic)
  return channel === 'panel'
    ? visible.map((record) => toStaffQuestion(record, null))
    : visible.map(toQuestion)
}

export const changesFor = (
  channel: Channel,
  sessionId: string,
  { from, version, settings, changed }: Flushed,
  askerOf: AskerOf,
): QuestionChanges => ({
  sessionId,
  from,
  version,
  settings,
  changed: questionsFor(channel, changed, askerOf),
  removed:
    channel === 'desk'
      ? []
      : changed.filter((record) => record.shown && !isPublic(record)).map(({ id }) => id),
})
