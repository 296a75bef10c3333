// What stands between an activity as it is and what the register has of it: what the next file does. Pure.
import type { ActivityRecord, RecordAction } from '@lectern/shared/activityRecords'
import { type AccmeRecord, accmeRecord } from './accmeRecord.ts'
import type { RecordFacts } from './facts.ts'
import { noticesOf, problemsOf } from './problems.ts'
import {
  assumed,
  type Held,
  isSame,
  type RecordFile,
  type SentRecord,
  type StoredRecords,
} from './recordsStore.ts'

const nothing: Held = { there: null, sent: null, answer: null, number: null }

export interface RecordEntry {
  shown: ActivityRecord
  /** What the next file says of it; null while nothing is to be sent or something keeps it back. */
  next: SentRecord | null
}

/** Undefined: it stands as it should. */
function actionFor(wanted: AccmeRecord | null, has: AccmeRecord | null): RecordAction | undefined {
  if (wanted === null) return has === null ? undefined : 'Delete'
  if (has === null) return 'Add'
  return isSame(wanted, has) ? undefined : 'Update'
}

function settledState({ sent, answer }: Held, has: AccmeRecord | null): ActivityRecord['state'] {
  if (!sent) return 'nothing'
  if (!answer) return 'sent'
  return has === null ? 'deleted' : 'accepted'
}

function entryOf(key: string, facts: RecordFacts | undefined, held: Held, wish: StoredRecords['wish']) {
  const isWanted = facts !== undefined && wish !== 'delete'
  const numbered = facts && { ...facts, number: held.number ?? facts.number }
  const wanted = isWanted && numbered ? accmeRecord(numbered, wish === 'close') : null
  const has = assumed(held)
  const action = actionFor(wanted, has)
  const problems = action && action !== 'Delete' && numbered ? problemsOf(numbered, 'json') : []
  const content = action === 'Delete' ? has : wanted
  const shown: ActivityRecord = {
    key,
    year:
      facts?.year ?? Number((has ?? held.sent?.content)?.ReportDescription.ReportingStartDate.slice(0, 4)),
    action: action ?? null,
    state: action === undefined ? settledState(held, has) : problems.length > 0 ? 'kept_back' : 'ready',
    problems,
    notices: isWanted && numbered ? [...noticesOf(numbered, 'json')] : [],
    sent: held.sent && { at: held.sent.at, action: held.sent.action },
    answer: held.answer,
  }
  const isReady = action !== undefined && problems.length === 0 && content !== null
  return { shown, next: isReady ? { key, action, content } : null }
}

/** Every record of an activity, and what was sent of one that is no more. */
export function entriesOf(records: readonly RecordFacts[], { held, wish }: StoredRecords): RecordEntry[] {
  const byKey = new Map(records.map((facts) => [facts.key, facts]))
  const all = [...new Set([...byKey.keys(), ...held.keys()])].sort()
  return all.map((key) => entryOf(key, byKey.get(key), held.get(key) ?? nothing, wish))
}

/** The records of a file that are not marked as sent. */
export const unsentIn = ({ records, madeAt }: RecordFile, held: StoredRecords['held']): SentRecord[] =>
  records.filter(({ key }) => held.get(key)?.sent?.madeAt !== madeAt)

/** The file's records are at the register, until it says otherwise. */
export const afterSending = (
  { records, madeAt }: RecordFile,
  held: StoredRecords['held'],
  at: number,
): Map<string, Held> =>
  new Map(
    records.map(({ key, action, content }) => {
      const before = held.get(key) ?? nothing
      const there = assumed(before)
      return [key, { ...before, there, sent: { at, action, content, madeAt }, answer: null }]
    }),
  )

/** `number`: that the register gave these records. */
export const afterAnswer = (
  keys: readonly string[],
  held: StoredRecords['held'],
  answer: NonNullable<Held['answer']>,
): Map<string, Held> =>
  new Map(
    keys.flatMap((key) => {
      const before = held.get(key)
      if (!before?.sent) return []
      const there = answer.rejected !== null ? before.there : assumed({ ...before, answer: null })
      const number = there === null ? null : (answer.number ?? before.number)
      return [[key, { ...before, there, answer, number }] as const]
    }),
  )
