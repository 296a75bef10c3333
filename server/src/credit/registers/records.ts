// What stands between the claims of an activity and a register: which records are to be sent, which it has,
// and what it said of them. Pure.
import type { Register, RegisterProblem, RegisterRecord } from '@lectern/shared/creditRegisters'
import type { RegisterAnswers, RegisterFile } from '../claimsStore.ts'
import { type About, learner, nobody, type RecordToSend } from './adapter.ts'
import { adapters } from './adapters.ts'
import { type Claimed, claimedKey, detailsLacking, reportBy } from './claimed.ts'

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
  record: RegisterRecord
}

function problemsOf(register: Register, send: RecordToSend, about: About): RegisterProblem[] {
  // A deletion needs no permission, but the register must still find the person.
  if (send.action === 'delete') return detailsLacking(register, send).map(learner)
  const by = reportBy(send, about.timeZone)
  return [
    ...(send.details.permissions[register]?.given === true
      ? []
      : [learner('Has not permitted the report, or has taken the permission back.')]),
    ...detailsLacking(register, send).map(learner),
    ...adapters[register].recordProblems(send, about),
    ...(by !== null && about.now > by
      ? [nobody('Too late: the register takes no record of this date any more.')]
      : []),
  ]
}

/** A register that takes nothing back by file keeps the record that this one replaces. */
const isReplacing = (
  register: Register,
  { code, action }: RecordToSend,
  there: string | undefined,
): boolean =>
  action === 'add' && !adapters[register].deletes && there !== undefined && there !== '' && there !== code

function entryOf(register: Register, send: RecordToSend, about: About, reported: Reported): Entry {
  const key = claimedKey(send)
  const isThere = send.action === 'add' && reported.codes[key] === send.code
  const answer = reported.answers[send.code]
  const isSent = isThere && answer?.rejected === undefined
  const problems = isSent ? [] : problemsOf(register, send, about)
  return {
    key,
    send,
    record: {
      code: send.code,
      action: send.action,
      personId: send.person.id,
      name: send.person.name,
      credit: send.policy.title,
      amount: send.amount,
      dueBy: reportBy(send, about.timeZone),
      state: isSent ? (answer ? 'accepted' : 'sent') : problems.length > 0 ? 'kept_back' : 'ready',
      problems,
      notices: [
        ...adapters[register].notices(send),
        ...(isReplacing(register, send, reported.codes[key])
          ? [
              `The register has the earlier record (certificate ${reported.codes[key]}): have it deleted there first.`,
            ]
          : []),
      ],
      rejected: isThere && answer?.rejected !== undefined ? { at: answer.at, reason: answer.rejected } : null,
    },
  }
}

/** A record is due once it is not in the register's hands, or not as it stands now. */
export const isDue = ({ record: { state } }: Entry): boolean => state === 'ready' || state === 'kept_back'

/**
 * Every record of a register. `outdated`: what it has and what no longer stands, to be deleted; a rejected
 * record is not there.
 */
export function entriesFor(
  register: Register,
  claimed: readonly Claimed[],
  outdated: readonly RecordToSend[],
  { about, reported }: { about: About; reported: Reported },
): Entry[] {
  const { deletes } = adapters[register]
  const isThere = ({ code }: Claimed) => reported.answers[code]?.rejected === undefined
  const sends = [
    ...(deletes ? outdated.filter(isThere) : []),
    ...claimed.map((one): RecordToSend => ({ ...one, action: 'add' })),
  ]
  return sends
    .filter(({ policy }) => policy.register === register)
    .map((send) => entryOf(register, send, about, reported))
}

/** The records of a file that are not marked as sent, or were rejected before it was made. */
export const unmarkedIn = ({ records, madeAt }: RegisterFile, { codes, answers }: Reported) =>
  records.filter(({ key, code, action }) => {
    if (action === 'delete') return codes[key] === code
    const { rejected, at = 0 } = answers[code] ?? {}
    return codes[key] !== code || (rejected !== undefined && at <= madeAt)
  })
