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
  /** The day of its plan, if that is another one: it began on the other side of midnight. */
  plannedOn?: string
  /** When it is planned to end. */
  endsAt?: number
  /** When the CE office last granted minutes of it. */
  grantedAt?: number
  /** For one of its speakers: what was presented, in place of what was watched. */
  presented?: readonly SlotVerdict[]
  /** `presented` is the time on stage; absent: all of the session, since no time on stage was kept. */
  byStage?: true
}

/** The moments of the sessions of one day. */
export interface OwnDay {
  on: string
  own: Interval[]
}

/** In ms. */
export interface Watched {
  credited: number
  possible: number
}

export interface CountedTime {
  /** In all sessions, every moment once. */
  all: Watched
  /** The moments in sessions that count, each once. */
  counted: Interval[]
  /** Those of them that credit is given for: no more of a day than the body gives. */
  own: Interval[]
  /** The same by the day of their session. */
  days: OwnDay[]
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
  /**
   * Of what a body gives whole: watched, but claimed for other credit, so that it is no part of the share.
   */
  awayMs: number
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

/** What was claimed for other credit, in any activity. */
export interface Elsewhere {
  /** These moments leave no room. */
  taken?: readonly Interval[]
  /** By day, in ms: what the same body has given already. */
  given?: ReadonlyMap<string, number>
}

/** The first `most` ms. */
export function firstOf(intervals: readonly Interval[], most: number): Interval[] {
  let left = most
  return intervals.flatMap(({ from, to }) => {
    const ms = Math.min(to - from, left)
    left -= Math.max(0, ms)
    return ms > 0 ? [{ from, to: from + ms }] : []
  })
}

/** The sessions' own time by day, each moment once, and no more of a day than the body gives for it. */
function byDays(
  sessions: readonly WatchedSession[],
  own: readonly Interval[][],
  { dailyMaximum, minutesPerUnit }: Rule,
  given: ReadonlyMap<string, number>,
): OwnDay[] {
  const most = dailyMaximum === null ? Infinity : dailyMaximum * minutesPerUnit * 60_000
  const grouped = Map.groupBy(sessions.keys(), (i) => sessions[i]!.on ?? '')
  let before: Interval[] = []
  return [...grouped]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([on, of]) => {
      const all = without(unite([...of].flatMap((i) => own[i]!)), before)
      before = unite([...before, ...all])
      return { on, own: firstOf(all, Math.max(0, most - (given.get(on) ?? 0))) }
    })
}

export function countedTime(
  sessions: readonly WatchedSession[],
  rule: Rule,
  { taken = [], given = new Map() }: Elsewhere = {},
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
  const free = unite(ownOf.flat())
  const countedMs = msOf(free)
  const days = byDays(sessions, ownOf, rule, given)
  const own = unite(days.flatMap((each) => each.own))
  const once = msOf(unite(counted))
  const pick = (holds: (i: number) => boolean) => sessions.filter((_, i) => holds(i))
  const attended = [
    pick((i) => ownOf[i]!.length > 0),
    pick((i) => counts[i]!),
    pick((i) => watched[i]!.credited > 0),
  ].find((some) => some.length > 0)
  return {
    all,
    counted: free,
    own,
    days: days.filter((each) => each.own.length > 0),
    countedMs,
    concurrentMs: msOf(counted) - once,
    takenMs: once - countedMs,
    overDailyMs: countedMs - msOf(own),
    leftOut: watched.filter((one, i) => one.credited > 0 && !counts[i]),
    reachesShare: counts.some(Boolean),
    awayMs: all.credited - whole.credited,
    attended: attended ?? [],
  }
}
