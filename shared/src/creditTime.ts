// How much watched time counts for a policy: which sessions reach its share, with every moment counted once.
import type { SlotVerdict } from './attendance.ts'
import type { CreditPolicy } from './credit.ts'
import { type Interval, msOf, unite, without } from './slots.ts'
import { slotMs } from './slotTimes.ts'
import { isCredited, isPossible } from './watchTime.ts'

/** A session of an activity, as one person watched it. */
export interface WatchedSession {
  sessionId: string
  title: string
  liveAt: number | null
  endedAt: number | null
  /** Its count is final. */
  settled: boolean
  verdicts: readonly SlotVerdict[]
  checks: { answered: number; missed: number }
  /** Moments also credited in an earlier session of another activity: they count there. */
  elsewhere?: readonly Interval[]
}

/** In ms. */
export interface Watched {
  credited: number
  possible: number
}

export interface CountedTime {
  /** In all sessions, every moment once. */
  all: Watched
  /** In sessions that count, every moment once. */
  countedMs: number
  /** In sessions that count, but at the same time as another one of this activity or an earlier one. */
  concurrentMs: number
  /** Sessions not watched long enough. */
  leftOut: (Watched & { title: string })[]
  reachesShare: boolean
}

/** Intervals in which `holds` is true, on the clock: parallel sessions each have their own slots. */
export function stretches(
  { liveAt, verdicts }: Pick<WatchedSession, 'liveAt' | 'verdicts'>,
  holds: (verdict: SlotVerdict) => boolean,
): Interval[] {
  const intervals: Interval[] = []
  if (liveAt === null) return intervals
  verdicts.forEach((verdict, slot) => {
    if (!holds(verdict)) return
    const from = liveAt + slot * slotMs
    const last = intervals.at(-1)
    if (last?.to === from) last.to = from + slotMs
    else intervals.push({ from, to: from + slotMs })
  })
  return intervals
}

/** Compared in whole numbers, so that 0.55 of 100 is exactly 55. */
const reaches = ({ credited, possible }: Watched, share: number): boolean =>
  credited > 0 && credited * 10_000 >= possible * Math.round(share * 10_000)

export function countedTime(
  sessions: readonly WatchedSession[],
  { minimumShare, shareOf }: Pick<CreditPolicy, 'minimumShare' | 'shareOf'>,
): CountedTime {
  const each = sessions.map((session) => {
    const credited = stretches(session, isCredited)
    const possible = stretches(session, isPossible)
    return { title: session.title, credited, possible }
  })
  const watched = each.map(({ title, credited, possible }) => ({
    title,
    credited: msOf(credited),
    possible: msOf(possible),
  }))
  const all: Watched = {
    credited: msOf(unite(each.flatMap(({ credited }) => credited))),
    possible: msOf(unite(each.flatMap(({ possible }) => possible))),
  }
  const counts = watched.map((one) => reaches(shareOf === 'activity' ? all : one, minimumShare))
  const counted = each.flatMap(({ credited }, i) => (counts[i] ? credited : []))
  const elsewhere = sessions.map((session) => unite(session.elsewhere ?? []))
  const own = each.flatMap(({ credited }, i) => (counts[i] ? without(credited, elsewhere[i]!) : []))
  const countedMs = msOf(unite(own))
  return {
    all,
    countedMs,
    concurrentMs: msOf(counted) - countedMs,
    leftOut: watched.filter(({ credited }, i) => credited > 0 && !counts[i]),
    reachesShare: counts.some(Boolean),
  }
}
