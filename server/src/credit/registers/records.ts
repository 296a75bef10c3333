// What stands between the claims of an activity and a register: which records are to be sent, which it has,
// and what it said of them. Pure.
import type { Register, RegisterProblem, RegisterRecord } from '@lectern/shared/creditRegisters'
import { refusesLate } from '@lectern/shared/registerNames'
import type { RegisterAnswers, RegisterFile } from '../claimsStore.ts'
import { type About, learner, nobody, office, type RecordToSend } from './adapter.ts'
import { adapters } from './adapters.ts'
import { type Claimed, claimedKey, detailsLacking, numberOf, reportBy } from './claimed.ts'

/** What is stored of an activity's reports. */
export interface Reported {
  /** Person and policy → code of the certificate that the register has; empty where it has deleted it. */
  codes: Readonly<Record<string, string>>
  answers: RegisterAnswers
}

/** A record to be sent or already sent, with what may be shown of it. */
export interface Entry {
  /** `reportedKey` */
  key: string
  send: RecordToSend
  /** The event's, for this person; empty if it has none. */
  number: string
  record: RegisterRecord
}

const overdue = 'Overdue. Whether the register still takes it is not stated: send it, and record the answer.'

/** Its deadline has passed, and the register takes nothing any more. */
const isTooLate = (register: Register, send: RecordToSend, about: About): boolean =>
  refusesLate.has(register) && send.action === 'add' && isOverdue(send, about)

function isOverdue(send: RecordToSend, { timeZone, now }: About): boolean {
  const by = reportBy(send, timeZone)
  return by !== null && now > by
}

function problemsOf(register: Register, send: RecordToSend, about: About): RegisterProblem[] {
  // A deletion needs no permission, but the register must still find the person.
  if (send.action === 'delete')
    return [
      ...detailsLacking(register, send).map(learner),
      ...(adapters[register].deletionProblems?.(send, about) ?? []),
    ]
  return [
    ...(send.details.permissions[register]?.given === true
      ? []
      : [learner('Has not permitted the report, or has taken the permission back.')]),
    ...detailsLacking(register, send).map(learner),
    ...adapters[register].recordProblems(send, about),
    ...(isTooLate(register, send, about)
      ? [nobody('Too late: the register takes no record of this date any more.')]
      : []),
  ]
}

/** What a register that takes nothing back by file keeps of what this record replaces; undefined if nothing. */
function replacedBy(
  register: Register,
  { code, action }: RecordToSend,
  there: string | undefined,
  { answers }: Reported,
): string | undefined {
  if (action !== 'add' || adapters[register].deletes || there === code) return undefined
  return there === undefined || there === '' || answers[there]?.rejected !== undefined ? undefined : there
}

/** Where a record that is not due stands; null if it is. */
function standing({ action, code }: RecordToSend, key: string, { codes, answers }: Reported) {
  const answer = answers[code]
  if (answer?.rejected !== undefined) return null
  if (action === 'delete') return answer?.deletes === 'answered' ? 'accepted' : (answer?.deletes ?? null)
  if (codes[key] !== code) return null
  return answer ? 'accepted' : 'sent'
}

const byHand = office(
  'The register takes nothing back by a file: have it deleted there, then say so under “Record the answer”.',
)

function entryOf(register: Register, send: RecordToSend, about: About, reported: Reported): Entry {
  const key = claimedKey(send)
  const { deletes, notices } = adapters[register]
  const isAdd = send.action === 'add'
  const stands = standing(send, key, reported)
  const isDue = stands === null
  const isByHand = !isAdd && !deletes
  const problems = !isDue ? [] : isByHand ? [byHand] : problemsOf(register, send, about)
  const answer = reported.answers[send.code]
  const replaced = replacedBy(register, send, reported.codes[key], reported)
  const wasSent = isAdd ? reported.codes[key] === send.code : answer?.deletes !== undefined
  return {
    key,
    send,
    number: numberOf(about.activity, send, about.timeZone),
    record: {
      code: send.code,
      action: send.action,
      personId: send.person.id,
      name: send.person.name,
      credit: send.policy.title,
      amount: send.amount,
      dueBy: isAdd ? reportBy(send, about.timeZone) : null,
      isTooLate: isDue && isTooLate(register, send, about),
      isByHand: isDue && isByHand,
      state: stands ?? (problems.length > 0 ? 'kept_back' : 'ready'),
      problems,
      notices: [
        ...notices(send),
        ...(isDue && isAdd && !refusesLate.has(register) && isOverdue(send, about) ? [overdue] : []),
        ...(replaced === undefined
          ? []
          : [`The register has the earlier record (certificate ${replaced}): have it deleted there first.`]),
      ],
      rejected: wasSent && answer?.rejected !== undefined ? { at: answer.at, reason: answer.rejected } : null,
    },
  }
}

/** A record is due once it is not in the register's hands, or not as it stands now. */
export const isDue = ({ record: { state } }: Entry): boolean => state === 'ready' || state === 'kept_back'

/**
 * Every record of a register. `outdated`: what it has and what no longer stands, to be deleted, and what it
 * was told to delete; a record that it rejected is not there. Where it takes nothing back by a file, the
 * record that replaces another one says so.
 */
export function entriesFor(
  register: Register,
  claimed: readonly Claimed[],
  outdated: readonly RecordToSend[],
  { about, reported }: { about: About; reported: Reported },
): Entry[] {
  const { deletes } = adapters[register]
  const replaced = new Set(claimed.map(claimedKey))
  const mustGo = (one: RecordToSend) => {
    const answer = reported.answers[one.code]
    if (answer?.deletes) return true
    return answer?.rejected === undefined && (deletes || !replaced.has(claimedKey(one)))
  }
  const sends = [
    ...outdated.filter(mustGo),
    ...claimed.map((one): RecordToSend => ({ ...one, action: 'add' })),
  ]
  return sends
    .filter(({ policy }) => policy.register === register)
    .map((send) => entryOf(register, send, about, reported))
}

/** Records that no longer stand, and whose addition the register may still answer. */
export const unansweredFor = (
  register: Register,
  outdated: readonly RecordToSend[],
  { about, reported }: { about: About; reported: Reported },
): Entry[] =>
  outdated
    .filter(
      (one) =>
        one.policy.register === register &&
        reported.codes[claimedKey(one)] === one.code &&
        reported.answers[one.code] === undefined,
    )
    .map((send) => entryOf(register, send, about, reported))

/** The records of a file that are not marked as sent, or were rejected before it was made. */
export const unmarkedIn = ({ records, madeAt }: RegisterFile, { codes, answers }: Reported) =>
  records.filter(({ key, code, action }) => {
    const { rejected, at = 0 } = answers[code] ?? {}
    if (action === 'delete') return codes[key] === code || (rejected !== undefined && at <= madeAt)
    return codes[key] !== code || (rejected !== undefined && at <= madeAt)
  })
