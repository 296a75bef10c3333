// What a speaker presented: sessions as the audience could watch them. A talk that is given again counts once:
// where it was broken off or never on air the first time, as it was given at length.
import type { WatchedSession } from './creditTime.ts'
import { isCredited, isPossible } from './watchTime.ts'

/** The same talk: titles that differ in case and blanks alone. */
const talkOf = ({ title }: WatchedSession): string =>
  title.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim()

const timeOf = ({ verdicts }: WatchedSession): number => verdicts.filter(isPossible).length

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
