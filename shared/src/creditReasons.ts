// Explains a credit result: what happened, with the numbers. `who` is whom the sentences are about.

import type { Designation } from './credit.ts'
import { amountText, amountWithUnit } from './creditAmount.ts'
import type { CreditPolicy } from './creditPolicy.ts'
import type { Learner } from './creditTasks.ts'
import type { CountedTime, WatchedSession } from './creditTime.ts'
import { counted, duration, listed, ofPossible, perCent, says, type UndatedReason } from './creditWords.ts'
import { sameDiscipline } from './disciplines.ts'
import { type Presented, presentedWords } from './facultyCredit.ts'
import { type Subject, you } from './subject.ts'

/** Whether enough time was watched. */
export function shareReasons(
  time: CountedTime,
  policy: CreditPolicy,
  sessions: number,
  who: Subject,
): UndatedReason[] {
  const needed = `${perCent(policy.minimumShare)} is needed.`
  if (time.all.credited === 0) {
    const text =
      policy.audience === 'faculty'
        ? `No time on stage was counted. If ${who.name} presented from somebody else’s page or microphone, the CE office can state the minutes.`
        : 'No minutes of this activity were counted.'
    return [says('nothing_watched', true, text)]
  }
  if (!time.reachesShare && time.awayMs > 0) {
    const away = `${duration(time.awayMs)} of that counted for credit that was claimed already`
    const watched = `${who.capital} watched ${ofPossible(time.all)}, but ${away}; ${needed}`
    return [says('share_below', true, watched)]
  }
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

export const numberMissing = (who: Subject): UndatedReason =>
  says(
    'number_missing',
    true,
    `The activity has no number for ${who.possessive} profession, so this credit cannot be given.`,
  )

/** The body accredits by profession and discipline, and the person's is not among them. */
export function notAccreditedFor(
  { accreditedFor = [] }: Designation,
  { namesAudience, title }: CreditPolicy,
  { profession, discipline = '', subject: who = you }: Learner,
): UndatedReason[] {
  if (!namesAudience || accreditedFor.length === 0) return []
  const own = accreditedFor.find((each) => each.profession === profession)
  if (!own) {
    const text = `The activity is not accredited by ${title} for ${who.possessive} profession, so it gives 0.`
    return [says('not_accredited_for', true, text)]
  }
  const { disciplines } = own
  if (disciplines.length === 0 || disciplines.some((each) => sameDiscipline(each, discipline))) return []
  const named = `The activity is accredited for: ${listed(disciplines.slice(0, 20))}${disciplines.length > 20 ? ' …' : ''}.`
  const text =
    discipline === ''
      ? `${named} ${who === you ? 'Add your discipline to your details.' : `${who.capital} has given no discipline.`}`
      : `${named} ${who.capitalPossessive} discipline is “${discipline}”, so it gives 0.`
  return [says('not_accredited_for', true, text, discipline === '')]
}

/** The worth of the watched time and how it was calculated, in hundredths and ms. */
export interface Worth {
  time: CountedTime
  /** Where credit is for presenting. */
  presented?: Presented
  evaluationMs: number
  /** What the time is worth, before the maximum. */
  rounded: { hundredths: number; isRounded: boolean }
  /** As it was designated. */
  maximum: number
  /** The final amount. */
  earned: number
}

/** Time that was watched and does not count again. */
function lostReasons({ time }: Worth, policy: CreditPolicy): UndatedReason[] {
  const { concurrentMs, takenMs, overDailyMs } = time
  const verb = (ms: number): string => (ms === 60_000 ? 'was' : 'were')
  const reasons: UndatedReason[] = []
  if (concurrentMs > 0) {
    const text = `${duration(concurrentMs)} overlapped with another session and ${verb(concurrentMs)} counted once.`
    reasons.push(says('concurrent_once', false, text))
  }
  if (takenMs > 0) {
    const text = `${duration(takenMs)} ${verb(takenMs)} claimed for other credit already, and no minute earns twice.`
    reasons.push(says('claimed_elsewhere', false, text))
  }
  if (overDailyMs > 0) {
    const text = `No more than ${amountWithUnit(policy.dailyMaximum!, policy)} ${policy.dailyMaximum === 1 ? 'is' : 'are'} given for one day, which ${duration(overDailyMs)} ${overDailyMs === 60_000 ? 'is' : 'are'} above.`
    reasons.push(says('daily_maximum', false, text))
  }
  return reasons
}

/** "You presented 32 minutes: on stage 32 minutes, while the session was on air." */
function tookPart(presented: Presented, ms: number, who: Subject): string {
  const took = `${who.capital} presented ${duration(ms)}`
  const shared = 'Where several share one, each claims only what they presented themselves.'
  if (presented.onStage + presented.stated === 0) return `${took}, counting all of each session. ${shared}`
  const of = `${took}: ${presentedWords(presented)}, while the session was on air.`
  return presented.whole > 0 ? `${of} ${shared}` : of
}

const givenWhole = ({ earned }: Worth, policy: CreditPolicy): string =>
  `${policy.title} is given whole or not at all: ${amountWithUnit(earned / 100, policy)}.`

/** How the amount was calculated. */
export function amountReasons(worth: Worth, policy: CreditPolicy, who: Subject): UndatedReason[] {
  const { time, evaluationMs, rounded, maximum, earned } = worth
  if (time.countedMs + time.takenMs === 0) return []
  const { step, minutesPerUnit, rounding, unit } = policy
  const isWhole = policy.calculates === 'whole'
  const reasons: UndatedReason[] = []
  const total = duration(time.countedMs - time.overDailyMs + evaluationMs)
  const inUnits = amountWithUnit(rounded.hundredths / 100, policy)
  const least = Math.max(policy.least, step)
  if (earned === 0 && !isWhole) {
    const less =
      rounded.hundredths > maximum
        ? 'what was designated is less'
        : `${who.possessive} time of ${total} is worth less`
    const text = `The smallest amount given is ${amountWithUnit(least, policy)}; ${less}.`
    reasons.push(says('below_least', true, text))
  }
  const count = time.countedMs < time.all.credited ? ` Counted: ${duration(time.countedMs)}.` : ''
  const took = worth.presented
    ? tookPart(worth.presented, time.all.credited, who)
    : `${who.capital} watched ${ofPossible(time.all)}.`
  reasons.push(says('time_credited', false, `${took}${count}`))
  if (evaluationMs > 0)
    reasons.push(says('evaluation_time', false, `The evaluation adds ${duration(evaluationMs)}.`))
  reasons.push(...lostReasons(worth, policy))
  if (isWhole) {
    if (earned > 0) reasons.push(says('given_whole', false, givenWhole(worth, policy)))
    return reasons
  }
  if (rounded.isRounded && rounded.hundredths > 0) {
    const how = rounding === 'nearest' ? 'to the nearest' : 'down to steps of'
    const text = `At ${counted(minutesPerUnit, 'minute')} per ${unit.one}, rounded ${how} ${amountText(step, policy)}, a time of ${total} comes to ${inUnits}.`
    reasons.push(says('rounded', false, text))
  }
  if (rounded.hundredths > maximum) {
    const text = `The activity is designated for at most ${amountWithUnit(maximum / 100, policy)}; ${who.possessive} time would be worth ${inUnits}.`
    reasons.push(says('capped', false, text))
  }
  return reasons
}
