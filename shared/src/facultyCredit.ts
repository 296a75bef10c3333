// What a speaker presented: sessions as the audience could watch them. A talk that is given again counts
// once.
import type { WatchedSession } from './creditTime.ts'
import { isCredited } from './watchTime.ts'

/** The same talk: titles that differ in case and blanks alone. */
const talkOf = ({ title }: WatchedSession): string =>
  title.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim()

/**
 * The sessions that somebody presented, with the time presented as their own; each talk once, the first one.
 */
export function presentedBy(sessions: readonly WatchedSession[]): WatchedSession[] {
  const seen = new Set<string>()
  return sessions
    .toSorted((a, b) => (a.liveAt ?? Infinity) - (b.liveAt ?? Infinity))
    .flatMap((session) => {
      const { presented, ...rest } = session
      if (!presented || seen.has(talkOf(session))) return []
      seen.add(talkOf(session))
      return [{ ...rest, verdicts: presented }]
    })
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
