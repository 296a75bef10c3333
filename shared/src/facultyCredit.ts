// What a speaker presented: their time on stage while the session was on air (`stageTime.ts`). A talk that is
// given again counts once: where it was broken off or never on air the first time, as it was given at length.
import type { WatchedSession } from './creditTime.ts'
import { duration } from './creditWords.ts'
import { slotMs } from './slotTimes.ts'
import { isCredited } from './watchTime.ts'

/** The same talk: titles that differ in case and blanks alone. */
const talkOf = ({ title }: WatchedSession): string =>
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
