// When a claim can be made: as soon as the part that it is for has ended, and never so late that it is lost.
import { dayWords, endOfDay } from './calendarDays.ts'
import type { CreditPolicy } from './creditPolicy.ts'
import type { CountedTime, WatchedSession } from './creditTime.ts'
import { counted, says, type UndatedReason } from './creditWords.ts'
import { refusesLate } from './registerNames.ts'
import type { Subject } from './subject.ts'

const dayMs = 86_400_000

/**
 * So many days after a moment: to the end of that day of the calendar where the conference is. Without its
 * time zone (claims of an earlier version): so many times 24 hours.
 */
export const daysAfter = (from: number, days: number, timeZone: string | undefined): number =>
  timeZone === undefined ? from + days * dayMs : endOfDay(from, days, timeZone)

export interface ClaimTime {
  /** The last moment for claiming; null while sessions are awaited, or without a deadline. */
  claimBy: number | null
  /** What sets it: the learner's participation, the end, a grant of minutes, or the register. */
  setBy: 'participation' | 'end' | 'grant' | 'register'
  /** Sessions that have not ended, and that the claim has to wait for. */
  awaited: WatchedSession[]
}

/** Never begun, and a day later than it should have ended. */
const isNotHeld = ({ liveAt, endsAt }: WatchedSession, now: number): boolean =>
  liveAt === null && endsAt !== undefined && endsAt + dayMs < now

const latest = (times: readonly (number | null | undefined)[]): number | null => {
  const all = times.filter((time): time is number => typeof time === 'number')
  return all.length > 0 ? Math.max(...all) : null
}

type Rule = Pick<CreditPolicy, 'calculates' | 'claimDays' | 'appealDays' | 'reportDays' | 'register'>

/**
 * When the days for reporting begin: with the end of what is given whole, else with the last moment that counts
 * for the learner, whose date the register is given.
 */
export const reportsFrom = (
  { calculates }: Pick<CreditPolicy, 'calculates'>,
  endedAt: number,
  lastOwn: number,
): number => (calculates === 'whole' ? endedAt : Math.min(endedAt, lastOwn))

/** The learner's last moment that counts; of a session over midnight, none after the day on which it began. */
function lastOwnOf(
  attended: readonly WatchedSession[],
  own: CountedTime['counted'],
  timeZone: string | undefined,
): number | undefined {
  const last = own.at(-1)?.to
  if (last === undefined || timeZone === undefined) return last
  const began = latest(attended.map(({ liveAt }) => (liveAt !== null && liveAt < last ? liveAt : null)))
  return began === null ? last : Math.min(last, endOfDay(began + 1, 0, timeZone) + 1)
}

/** The last moment at which the register takes a record; null if it sets none, or there is no register. */
export const reportLimit = (
  { register, reportDays }: Pick<CreditPolicy, 'register' | 'reportDays'>,
  from: number,
  timeZone: string | undefined,
): number | null =>
  register === undefined || reportDays === null ? null : daysAfter(from, reportDays, timeZone)

/**
 * The days for claiming count from the learner's own participation, or from the end of what is given whole.
 * Sessions in which the person did not take part are awaited only while at least half of these days are left.
 * Minutes that were granted have days of their own, but never longer than a register takes a record.
 */
export function claimTime(
  sessions: readonly WatchedSession[],
  { attended, counted: own }: Pick<CountedTime, 'attended' | 'counted'>,
  policy: Rule,
  { now, timeZone, isFormer }: { now: number; timeZone: string | undefined; isFormer: boolean },
): ClaimTime {
  const { calculates, claimDays, appealDays } = policy
  const isOwn = attended.length > 0 && calculates !== 'whole'
  const ended = latest((isOwn ? attended : sessions).map(({ endedAt }) => endedAt))
  const lastOwn = isFormer || !isOwn ? undefined : lastOwnOf(attended, own, timeZone)
  const from = ended === null || lastOwn === undefined ? ended : reportsFrom(policy, ended, lastOwn)
  const waits = (session: WatchedSession): boolean => {
    if (session.endedAt !== null || isNotHeld(session, now)) return false
    if (calculates === 'whole' || attended.includes(session)) return true
    if (from === null || claimDays === null || session.endsAt === undefined) return true
    return Math.max(session.endsAt, now) <= from + (claimDays * dayMs) / 2
  }
  const awaited = sessions.filter(waits)
  const setBy = isOwn ? 'participation' : 'end'
  if (awaited.length > 0 || from === null || claimDays === null) return { claimBy: null, setBy, awaited }
  const first = daysAfter(from, claimDays, timeZone)
  const granted = latest(sessions.map(({ grantedAt }) => grantedAt))
  const again = granted === null ? 0 : daysAfter(granted, appealDays, timeZone)
  const isStrict = !isFormer && policy.register !== undefined && refusesLate.has(policy.register)
  const limit = isStrict ? reportLimit(policy, from, timeZone) : null
  const last = Math.max(first, Math.min(again, limit ?? Number.POSITIVE_INFINITY))
  if (last === first) return { claimBy: first, setBy, awaited }
  return { claimBy: last, setBy: last === limit ? 'register' : 'grant', awaited }
}

/** The time for claiming is over, with the day on which it ended and why it did. */
export function deadlinePassed(
  { claimDays, appealDays, reportDays }: CreditPolicy,
  { claimBy, setBy }: ClaimTime,
  who: Subject,
  timeZone: string | undefined,
): UndatedReason {
  const isRegister = setBy === 'register'
  const days = { participation: claimDays, end: claimDays, grant: appealDays, register: reportDays }[setBy]
  const what = { participation: `${who.name} last took part`, end: 'the end', grant: 'minutes were granted' }
  const after = `${counted(days ?? 0, 'day')} after ${isRegister ? what.participation : what[setBy]}`
  const until =
    timeZone === undefined ? `for ${after}` : `until the end of ${dayWords(claimBy!, timeZone)}, ${after}`
  const why = isRegister ? ', while its register takes records' : ''
  return says('deadline_passed', true, `This credit could be claimed ${until}${why}. That time is over.`)
}

/** Sessions that are not counted yet. */
export function sessionReasons(
  sessions: readonly WatchedSession[],
  awaited: readonly WatchedSession[],
): UndatedReason[] {
  const unsettled = sessions.filter(({ endedAt, settled }) => endedAt !== null && !settled)
  const name = (some: readonly WatchedSession[]): string =>
    some.length === 1 ? `“${some[0]!.title}”` : `${some.length} of ${sessions.length} sessions`
  const has = awaited.length === 1 ? 'has' : 'have'
  const reasons: UndatedReason[] = []
  if (sessions.length === 0) reasons.push(says('not_ended', true, 'This activity has no sessions yet.'))
  if (awaited.length > 0) reasons.push(says('not_ended', true, `${name(awaited)} ${has} not ended yet.`))
  if (unsettled.length > 0)
    reasons.push(
      says(
        'not_settled',
        true,
        `The minutes of ${name(unsettled)} are being finalised, which takes a few seconds.`,
      ),
    )
  return reasons
}
