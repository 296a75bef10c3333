// What a speaker presented: sessions as the audience could watch them. A talk that is given again counts
// once.
import type { WatchedSession } from './creditTime.ts'

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
