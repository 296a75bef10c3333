// How much watched time counts for a policy: which sessions reach its share, with every moment counted once.
import type { SlotVerdict } from './attendance.ts'
import type { CreditPolicy } from './creditPolicy.ts'
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
  /** The day on which it is held, e.g. "2027-03-01"; absent: the same for all. */
  on?: string
  /** When it is planned to end. */
  endsAt?: number
  /** When the CE office last granted minutes of it. */
  grantedAt?: number
  /** For one of its speakers: what was presented, in place of what was watched. */
  presented?: readonly SlotVerdict[]
}

/** In ms. */
export interface Watched {
  credited: number
  possible: number
}

export interface CountedTime {
  /** In all sessions, every moment once. */
  all: Watched
  /** The moments that count, each once. */
  own: Interval[]
  /** In sessions that count, every moment once. */
  countedMs: number
  /** In sessions that count, but at the same time as another one of them. */
  concurrentMs: number
  /** In sessions that count, but claimed for other credit. */
  takenMs: number
  /** Above what the body gives for one day. */
  overDailyMs: number
  /** Sessions not watched long enough. */
  leftOut: (Watched & { title: string })[]
  reachesShare: boolean
  /** Those in which the person took part: with time that counts, or with any if none does. */
  attended: WatchedSession[]
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

type Rule = Pick<CreditPolicy, 'minimumShare' | 'shareOf' | 'calculates' | 'dailyMaximum' | 'minutesPerUnit'>

/** How much of the sessions' own time lies above what one day gives. */
function overDaily(
  sessions: readonly WatchedSession[],
  own: readonly Interval[][],
  { dailyMaximum, minutesPerUnit }: Rule,
): number {
  if (dailyMaximum === null) return 0
  const byDay = Map.groupBy(sessions.keys(), (i) => sessions[i]!.on)
  const most = dailyMaximum * minutesPerUnit * 60_000
  let over = 0
  let before: Interval[] = []
  for (const day of byDay.values()) {
    const all = unite([...day].flatMap((i) => own[i]!))
    over += Math.max(0, msOf(without(all, before)) - most)
    before = unite([...before, ...all])
  }
  return over
}

/** `taken`: moments that were claimed for other credit. */
export function countedTime(
  sessions: readonly WatchedSession[],
  rule: Rule,
  taken: readonly Interval[] = [],
): CountedTime {
  const { minimumShare, shareOf, calculates } = rule
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
  const credited = unite(each.flatMap((one) => one.credited))
  const all: Watched = {
    credited: msOf(credited),
    possible: msOf(unite(each.flatMap(({ possible }) => possible))),
  }
  const elsewhere = unite(taken)
  // What is given whole has no part to give away: the share is one of what is left.
  const left = { ...all, credited: msOf(without(credited, elsewhere)) }
  const whole = calculates === 'whole' ? left : all
  const counts = watched.map((one) => reaches(shareOf === 'activity' ? whole : one, minimumShare))
  const counted = each.flatMap((one, i) => (counts[i] ? one.credited : []))
  const ownOf = each.map((one, i) => (counts[i] ? without(one.credited, elsewhere) : []))
  const own = unite(ownOf.flat())
  const once = msOf(unite(counted))
  const pick = (holds: (i: number) => boolean) => sessions.filter((_, i) => holds(i))
  const attended = [
    pick((i) => ownOf[i]!.length > 0),
    pick((i) => counts[i]!),
    pick((i) => watched[i]!.credited > 0),
  ].find((some) => some.length > 0)
  return {
    all,
    own,
    countedMs: msOf(own),
    concurrentMs: msOf(counted) - once,
    takenMs: once - msOf(own),
    overDailyMs: overDaily(sessions, ownOf, rule),
    leftOut: watched.filter((one, i) => one.credited > 0 && !counts[i]),
    reachesShare: counts.some(Boolean),
    attended: attended ?? [],
  }
}
