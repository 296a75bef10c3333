// Watched time: the verdict on each slot of a session for one person, from what was marked while it ran.
// Pure: the same facts always give the same verdicts (`attendance.ts` has the formula).

import type { AttendancePolicy, Gap, SlotVerdict } from './attendance.ts'
import { type CheckFact, takenBack } from './attentionChecks.ts'
import {
  hasBit,
  type Interval,
  majorityMs,
  msWithin,
  outagesOf,
  type PlatformOutage,
  rangeOf,
  slotAt,
  slotCount,
  slotsPerMinute,
} from './slots.ts'
import { slotMs } from './slotTimes.ts'

export { type CheckFact, type CheckResult, checkMoments, checkOutcomes } from './attentionChecks.ts'
export { hasBit, slotAt, withBit } from './slots.ts'

/** What is the same for everyone in a session. Times in ms since the epoch. */
export interface SessionFacts {
  liveAt: number
  /** When it ended, or up to where it is judged. */
  until: number
  /** The last one is open (`to` null) while paused. */
  breaks: { from: number; to: number | null }[]
  /** Slots in which the stage sent something. */
  onAir: Uint8Array
  /** Times in which the platform failed. */
  outages: PlatformOutage[]
  /** It has not ended: an open attention check can still be answered. */
  running?: boolean
  /** Who was on stage in it; absent if that was not kept: all of it counts for each of its speakers. */
  presenters?: readonly string[]
  /** It was frozen by an earlier version, whose rules hold for it. */
  isFormer?: true
}

/** What is recorded about one person in it. */
export interface PersonFacts {
  present: Uint8Array
  delivered: Uint8Array
  /** Visits to the exhibit hall; `to` null while inside. */
  hall: [from: number, to: number | null][]
  checks: CheckFact[]
  /** Proofs of attention: when the person voted in polls. */
  proofs: number[]
  /** By the CE office, oldest first; the last wins. Slots, `to` excluded. */
  overrides: { from: number; to: number; credited: boolean; at?: number }[]
  /** Ids of the outages of servers that served this person when they failed. */
  outages?: readonly string[]
}

export const isPossible = (verdict: SlotVerdict): boolean => verdict !== 'break' && verdict !== 'off_air'
export const isCredited = (verdict: SlotVerdict): boolean =>
  verdict === 'counted' || verdict === 'excused' || verdict === 'granted'

/** Slots, `to` excluded. */
const isIn = (slot: number, { from, to }: { from: number; to: number }): boolean => from <= slot && slot < to

/**
 * A person credited in the last slot before an outage, or in one of this many before it, was watching when it
 * began.
 */
const toleranceSlots = 2
/** A person watching again within this many slots of an outage's end has kept their place. */
export const returnSlots = 6

/**
 * Decides slot by slot whether a slot may be excused; it needs the verdicts before it. An outage excuses
 * people who had a place when it began and come back to it, or still have time to.
 */
function excusesOf(
  session: SessionFacts,
  person: PersonFacts,
  { excuseOutages }: AttendancePolicy,
  isBreak: (slot: number) => boolean,
) {
  const { liveAt, until, onAir, isFormer } = session
  const slots = slotCount(liveAt, until)
  const failures = (excuseOutages ? outagesOf(session.outages, person) : [])
    .filter(({ from, to }) => from < to)
    .map(({ from, to, id }) => ({
      first: slotAt(liveAt, from),
      last: slotAt(liveAt, to - 1),
      seenUntil: slotAt(liveAt, from - 1) + 1,
      isServed: id !== undefined,
    }))
  const isOut = (slot: number): boolean => failures.some(({ first, last }) => first <= slot && slot <= last)
  /** Nobody can come back while another outage lasts, in a break, or to a dark stage. */
  const mayComeBack = (slot: number): boolean =>
    !isOut(slot) && (isFormer === true || (hasBit(onAir, slot) && !isBreak(slot)))
  const cameBack = (last: number): boolean => {
    let remaining = returnSlots
    for (let slot = last + 1; remaining > 0 && slot < slots; slot += 1) {
      if (hasBit(person.present, slot) && hasBit(person.delivered, slot)) return true
      if (mayComeBack(slot)) remaining -= 1
    }
    return remaining > 0
  }
  const excusing = failures.filter(({ last }) => cameBack(last))
  /**
   * The slots right before it, including the one in which it began unless it began exactly with that slot.
   */
  const rightBefore = (
    { first, seenUntil, isServed }: (typeof failures)[number],
    all: readonly SlotVerdict[],
  ) => {
    const before = all.slice(0, Math.max(0, seenUntil))
    const most = before.length - (first - 1 - toleranceSlots)
    // People still served by the failed server keep their place over a break and a dark stage.
    const keeps = (verdict: SlotVerdict) => verdict === 'break' || (verdict === 'off_air' && !isFormer)
    return (isServed ? before.filter((verdict) => !keeps(verdict)) : before).slice(-most)
  }
  return (slot: number, before: readonly SlotVerdict[]): boolean =>
    excusing.some(
      (failure) =>
        failure.first <= slot && slot <= failure.last && rightBefore(failure, before).some(isCredited),
    )
}

/** One verdict per slot, from the first to the last before `until`. */
export function judge(session: SessionFacts, person: PersonFacts, policy: AttendancePolicy): SlotVerdict[] {
  const { liveAt, until, onAir } = session
  const { present, delivered, overrides } = person
  const slots = slotCount(liveAt, until)
  const closed = (from: number, to: number | null): Interval => ({ from, to: Math.min(to ?? until, until) })
  const breaks = session.breaks.map(({ from, to }) => closed(from, to))
  const visits = person.hall.map(([from, to]) => closed(from, to))
  const breakMs = msWithin(breaks, liveAt, slots)
  const hallMs = msWithin(visits, liveAt, slots)
  const missed = takenBack(session, person, policy)
  const lastsOf = (slot: number): number => Math.min(slotMs, until - liveAt - slot * slotMs)
  const isBreak = (slot: number): boolean => lastsOf(slot) - breakMs[slot]! < majorityMs
  const mayExcuse = excusesOf(session, person, policy, isBreak)
  let excusesLeft = policy.maxExcusedMinutes * slotsPerMinute
  const signs = [rangeOf(present), rangeOf(delivered)]
  const joined = Math.min(...signs.map(({ first }) => first))
  const departed = Math.max(...signs.map(({ last }) => last))

  /**
   * Neither beats nor media while there was something to see. Next to it, media may still or already arrive
   * without beats.
   */
  const isLost = (slot: number): boolean =>
    slot >= joined &&
    slot <= departed &&
    hasBit(onAir, slot) &&
    !hasBit(present, slot) &&
    !hasBit(delivered, slot)

  const verdicts: SlotVerdict[] = []
  const verdictOf = (slot: number): SlotVerdict => {
    if (isBreak(slot)) return 'break'
    const inHall = hallMs[slot]! >= lastsOf(slot) / 2
    const seen = hasBit(present, slot)
    const reached = hasBit(delivered, slot)
    // Nothing was taught: the slot is possible for nobody, whatever failed.
    if (!hasBit(onAir, slot)) return 'off_air'
    const counts = seen && reached && !inHall
    const excused = !inHall && excusesLeft > 0 && mayExcuse(slot, verdicts)

    const override = overrides.findLast((each) => isIn(slot, each))
    if (override) return override.credited ? 'granted' : 'withdrawn'
    // A slot that would not have counted anyway keeps its own reason.
    if ((counts || excused) && missed.some((each) => isIn(slot, each))) return 'missed_check'
    if (counts) return 'counted'
    if (excused) return 'excused'
    if (inHall) return 'hall'
    if (slot < joined || slot > departed) return 'not_joined'
    if (seen) return 'no_media'
    return !reached || isLost(slot - 1) || isLost(slot + 1) ? 'connection_lost' : 'not_watching'
  }
  for (let slot = 0; slot < slots; slot += 1) {
    const verdict = verdictOf(slot)
    if (verdict === 'excused') excusesLeft -= 1
    verdicts.push(verdict)
  }
  return verdicts
}

export function countOf(verdicts: readonly SlotVerdict[]): { creditedSlots: number; possibleSlots: number } {
  let creditedSlots = 0
  let possibleSlots = 0
  for (const verdict of verdicts) {
    if (isCredited(verdict)) creditedSlots += 1
    if (isPossible(verdict)) possibleSlots += 1
  }
  return { creditedSlots, possibleSlots }
}

/** Possible time that was not credited, oldest first; neighbouring slots with one reason form one gap. */
export function gapsOf(verdicts: readonly SlotVerdict[], liveAt: number): Gap[] {
  const gaps: Gap[] = []
  verdicts.forEach((reason, slot) => {
    if (!isPossible(reason) || isCredited(reason)) return
    const from = liveAt + slot * slotMs
    const last = gaps.at(-1)
    if (last?.reason === reason && last.to === from) last.to = from + slotMs
    else gaps.push({ from, to: from + slotMs, reason })
  })
  return gaps
}
