// What a speaker presented: their time on stage while the session was on air (`stageTime.ts`). A talk that is
// given again counts once: where it was broken off or never on air the first time, as it was given at length.
import { hundredths } from './creditAmount.ts'
import type { PaidTime } from './creditParts.ts'
import type { CreditPolicy } from './creditPolicy.ts'
import { firstOf, stretches, type WatchedSession } from './creditTime.ts'
import { duration, says, type UndatedReason } from './creditWords.ts'
import { type Interval, msOf, unite, without } from './slots.ts'
import { slotMs } from './slotTimes.ts'
import { isCredited } from './watchTime.ts'

/** The same talk: titles that differ in case and blanks alone. */
export const talkOf = ({ title }: Pick<WatchedSession, 'title'>): string =>
  title.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim()

const timeOf = ({ verdicts }: WatchedSession): number => verdicts.filter(isCredited).length

/**
 * The sessions that somebody presented, with the time presented as their own; each talk once: the longest of
 * them, of equal ones the first. `isFormer`: the first in any case, as an earlier version counted.
 */
export function presentedBy(sessions: readonly WatchedSession[], isFormer = false): WatchedSession[] {
  const given = sessions
    .toSorted((a, b) => (a.liveAt ?? Infinity) - (b.liveAt ?? Infinity))
    .flatMap(({ presented, ...rest }) => (presented ? [{ ...rest, verdicts: presented }] : []))
  const talks = [...Map.groupBy(given, talkOf).values()]
  return talks.map(([first, ...again]) =>
    isFormer ? first! : again.reduce((best, each) => (timeOf(each) > timeOf(best) ? each : best), first!),
  )
}

/**
 * The same sessions for a learner: nobody earns as a learner from what they present, also if they had watched
 * a part before they were named its speaker.
 */
export const learnedBy = (sessions: readonly WatchedSession[]): WatchedSession[] =>
  sessions.map((session) =>
    session.presented
      ? {
          ...session,
          verdicts: session.verdicts.map((each) => (isCredited(each) ? 'not_watching' : each)),
        }
      : session,
  )

/** A talk with the moments in which it was presented. */
export type Talk = readonly [talk: string, own: readonly Interval[]]

export const talksOf = (sessions: readonly WatchedSession[]): Talk[] =>
  sessions.map((session) => [talkOf(session), stretches(session, isCredited)] as const)

/**
 * How much of an amount belongs to which talk, in ms. What rounding adds to the time is of the last one: a talk
 * that is given again at greater length earns the difference, and is not rounded twice.
 */
export function talksIn(
  time: readonly Interval[],
  talks: readonly Talk[],
  amount: number,
  { minutesPerUnit }: Pick<CreditPolicy, 'minutesPerUnit'>,
): [talk: string, ms: number][] {
  const each = talks.flatMap(([talk, own]): [string, number][] => {
    const ms = msOf(own) - msOf(without(own, time))
    return ms > 0 ? [[talk, ms]] : []
  })
  const last = each.at(-1)
  if (last) last[1] += Math.max(0, hundredths(amount) * 600 * minutesPerUnit - msOf(time))
  return each
}

/** The moments of these sessions that were claimed before: the same talk, given elsewhere. */
export function givenBefore(sessions: readonly WatchedSession[], claimed: readonly PaidTime[]): Interval[] {
  const before = new Map<string, number>()
  for (const [talk, ms] of claimed.flatMap(({ talks = [] }) => talks))
    before.set(talk, (before.get(talk) ?? 0) + ms)
  return unite(talksOf(sessions).flatMap(([talk, own]) => firstOf(own, before.get(talk) ?? 0)))
}

export function repeatedReasons(before: readonly Interval[]): UndatedReason[] {
  if (before.length === 0) return []
  const text = `A talk that is given again counts once, and ${duration(msOf(before))} of this was claimed where it was given before. A talk with another title is another one.`
  return [says('concurrent_once', false, text)]
}

/** In ms; every moment that counts of each session. */
export interface Presented {
  onStage: number
  /** As the CE office stated. */
  stated: number
  /** Of sessions whose time on stage was not kept: all of each. */
  whole: number
}

/** `sessions`: as `presentedBy` gives them. */
export function presentedTime(sessions: readonly WatchedSession[]): Presented {
  const time: Presented = { onStage: 0, stated: 0, whole: 0 }
  for (const { verdicts, byStage } of sessions)
    for (const verdict of verdicts) {
      if (!isCredited(verdict)) continue
      if (!byStage) time.whole += slotMs
      else if (verdict === 'granted') time.stated += slotMs
      else time.onStage += slotMs
    }
  return time
}

/** "on stage 32 minutes", "on stage 22 minutes, and 10 minutes as the CE office stated" */
export function presentedWords({ onStage, stated, whole }: Presented): string {
  const parts = [
    ...(onStage > 0 || stated + whole === 0 ? [`on stage ${duration(onStage)}`] : []),
    ...(stated > 0 ? [`${duration(stated)} as the CE office stated`] : []),
    ...(whole > 0 ? [`${duration(whole)} of sessions that count whole`] : []),
  ]
  return parts.join(', and ')
}
