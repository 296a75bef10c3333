// Explains a credit result: what happened, with the numbers. `who` is whom the sentences are about.
import type { CreditPolicy } from './credit.ts'
import { amountText, amountWithUnit } from './creditAmount.ts'
import type { CountedTime, WatchedSession } from './creditTime.ts'
import { counted, duration, ofPossible, perCent, says, type UndatedReason } from './creditWords.ts'
import type { Subject } from './subject.ts'

/** Sessions that are not counted yet. */
export function sessionReasons(sessions: readonly WatchedSession[]): UndatedReason[] {
  const running = sessions.filter(({ endedAt }) => endedAt === null)
  const unsettled = sessions.filter(({ endedAt, settled }) => endedAt !== null && !settled)
  const name = (some: readonly WatchedSession[]): string =>
    some.length === 1 ? `“${some[0]!.title}”` : `${some.length} of ${sessions.length} sessions`
  const has = running.length === 1 ? 'has' : 'have'
  const reasons: UndatedReason[] = []
  if (sessions.length === 0) reasons.push(says('not_ended', true, 'This activity has no sessions yet.'))
  if (running.length > 0) reasons.push(says('not_ended', true, `${name(running)} ${has} not ended yet.`))
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

/** Whether enough time was watched. */
export function shareReasons(
  time: CountedTime,
  policy: CreditPolicy,
  sessions: number,
  who: Subject,
): UndatedReason[] {
  const needed = `${perCent(policy.minimumShare)} is needed.`
  if (time.all.credited === 0)
    return [says('nothing_watched', true, 'No minutes of this activity were counted.')]
  if (!time.reachesShare && (policy.shareOf === 'activity' || sessions === 1))
    return [says('share_below', true, `${who.capital} watched ${ofPossible(time.all)}; ${needed}`)]
  const leftOut = time.leftOut.map((session) =>
    says(
      'session_left_out',
      false,
      `“${session.title}” does not count: ${who.name} watched ${ofPossible(session)}; ${needed}`,
    ),
  )
  if (time.reachesShare) return leftOut
  const none = `${who.capital} watched less than ${perCent(policy.minimumShare)} of each session, so none of them counts.`
  return [says('share_below', true, none), ...leftOut]
}

/** Checks cancelled by an outage do not count. If a minimum is set, no answers at all never suffice. */
export function checkReasons(
  sessions: readonly WatchedSession[],
  { minimumChecks }: CreditPolicy,
  who: Subject,
): UndatedReason[] {
  const answered = sessions.reduce((sum, { checks }) => sum + checks.answered, 0)
  const sent = sessions.reduce((sum, { checks }) => sum + checks.answered + checks.missed, 0)
  if (!minimumChecks || sessions.every(({ endedAt }) => endedAt === null)) return []
  const needed = `${perCent(minimumChecks)} is needed.`
  if (answered === 0) {
    const none = `${who.capital} answered no attention check and no poll that counts as one; ${needed}`
    return [says('checks_below', true, none)]
  }
  if (answered * 10_000 >= sent * Math.round(minimumChecks * 10_000)) return []
  const share = `${answered} of ${counted(sent, 'attention check')} (${Math.floor((answered * 100) / sent)}%)`
  return [says('checks_below', true, `${who.capital} answered ${share}; ${needed}`)]
}

export const designatedLate = (): UndatedReason =>
  says(
    'designated_late',
    true,
    'This credit was designated only after the activity had begun, so it cannot be given.',
  )

export const deadlinePassed = (days: number): UndatedReason =>
  says(
    'deadline_passed',
    true,
    `This credit could be claimed for ${counted(days, 'day')} after the activity. That time is over.`,
  )

/** The worth of the watched time and how it was calculated, in hundredths and ms. */
export interface Worth {
  time: CountedTime
  evaluationMs: number
  rounded: { hundredths: number; isRounded: boolean }
  maximum: number
  /** The final amount. */
  earned: number
}

/** How the amount was calculated. */
export function amountReasons(
  { time, evaluationMs, rounded, maximum, earned }: Worth,
  policy: CreditPolicy,
  who: Subject,
): UndatedReason[] {
  if (time.countedMs + time.concurrentMs === 0) return []
  const { step, minutesPerUnit, rounding, unit } = policy
  const reasons: UndatedReason[] = []
  const total = duration(time.countedMs + evaluationMs)
  const worth = amountWithUnit(rounded.hundredths / 100, policy)
  const least = Math.max(policy.least, step)
  if (earned === 0) {
    const less =
      rounded.hundredths > maximum
        ? 'what was designated is less'
        : `${who.possessive} time of ${total} is worth less`
    const text = `The smallest amount given is ${amountWithUnit(least, policy)}; ${less}.`
    reasons.push(says('below_least', true, text))
  }
  const count = time.countedMs < time.all.credited ? ` Counted: ${duration(time.countedMs)}.` : ''
  reasons.push(says('time_credited', false, `${who.capital} watched ${ofPossible(time.all)}.${count}`))
  if (evaluationMs > 0)
    reasons.push(says('evaluation_time', false, `The evaluation adds ${duration(evaluationMs)}.`))
  if (time.concurrentMs > 0) {
    const was = time.concurrentMs === 60_000 ? 'was' : 'were'
    const text = `${duration(time.concurrentMs)} overlapped with another session and ${was} counted once.`
    reasons.push(says('concurrent_once', false, text))
  }
  if (rounded.isRounded && rounded.hundredths > 0) {
    const how = rounding === 'nearest' ? 'to the nearest' : 'down to steps of'
    const text = `At ${counted(minutesPerUnit, 'minute')} per ${unit.one}, rounded ${how} ${amountText(step, policy)}, a time of ${total} comes to ${worth}.`
    reasons.push(says('rounded', false, text))
  }
  if (rounded.hundredths > maximum) {
    const text = `The activity is designated for at most ${amountWithUnit(maximum / 100, policy)}; ${who.possessive} time would be worth ${worth}.`
    reasons.push(says('capped', false, text))
  }
  return reasons
}
