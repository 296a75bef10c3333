// Time on stage: who presented a session, and in which of its slots. What counts is what the audience could
// watch: slots in which the person was on stage for most of the time and the session was on air. Pure, and
// without any package, so that an auditor needs only Node.

import type { SlotVerdict } from './attendance.ts'
import { hasBit, type Interval, msWithin, unite, withBit } from './slots.ts'
import { slotMs } from './slotTimes.ts'
import { isPossible, judge, type PersonFacts, type SessionFacts } from './watchTime.ts'

/** One person's time on stage, as it is frozen. Times in ms since the epoch, within the session. */
export interface StageTime {
  /** In order, each after the one before it; during breaks and while nothing was on air, too. */
  stretches: [from: number, to: number][]
  /** The slots of it that count. */
  slots: Uint8Array
}

/** What is recorded about somebody who presented. */
export interface PresenterFacts extends Pick<StageTime, 'slots'> {
  /** By the CE office, oldest first; the last wins. Slots, `to` excluded. */
  overrides: PersonFacts['overrides']
}

const nobody = {
  present: new Uint8Array(),
  delivered: new Uint8Array(),
  hall: [],
  checks: [],
  proofs: [],
  overrides: [],
}

/** What the audience could watch. */
const aired = (facts: SessionFacts): SlotVerdict[] =>
  judge(facts, nobody, { checks: null, excuseOutages: false, maxExcusedMinutes: 0 })

/** The stretches within the session; those that touch or overlap are one. */
export const withinSession = (
  { liveAt, until }: Pick<SessionFacts, 'liveAt' | 'until'>,
  stretches: readonly Interval[],
): [from: number, to: number][] =>
  unite(stretches.map(({ from, to }) => ({ from: Math.max(from, liveAt), to: Math.min(to, until) }))).map(
    ({ from, to }) => [from, to],
  )

/** The slots that a person's stretches on stage give. */
export function slotsOnStage(
  facts: SessionFacts,
  stretches: readonly (readonly [from: number, to: number])[],
): Uint8Array {
  const { liveAt, until } = facts
  const verdicts = aired(facts)
  const onStage = msWithin(
    stretches.map(([from, to]) => ({ from, to })),
    liveAt,
    verdicts.length,
  )
  let slots: Uint8Array = new Uint8Array()
  verdicts.forEach((verdict, slot) => {
    const lasts = Math.min(slotMs, until - liveAt - slot * slotMs)
    if (isPossible(verdict) && onStage[slot]! >= lasts / 2) slots = withBit(slots, slot)
  })
  return slots
}

export function countSlots(bits: Uint8Array): number {
  let count = 0
  for (let slot = 0; slot < bits.length * 8; slot += 1) if (hasBit(bits, slot)) count += 1
  return count
}

/** A person's and another's, who are one. */
export const mergedStageTime = (facts: SessionFacts, one: StageTime, other: StageTime): StageTime => {
  const all = [...one.stretches, ...other.stretches].map(([from, to]) => ({ from, to }))
  const stretches = withinSession(facts, all)
  return { stretches, slots: slotsOnStage(facts, stretches) }
}

/**
 * The verdict on each slot for a speaker. Where time on stage was not kept yet, all that the audience could
 * watch counts for each of them.
 */
export function presentedVerdicts(facts: SessionFacts, person?: PresenterFacts): SlotVerdict[] {
  return aired(facts).map((verdict, slot) => {
    if (!isPossible(verdict)) return verdict
    if (!facts.presenters) return 'counted'
    const override = person?.overrides.findLast(({ from, to }) => from <= slot && slot < to)
    if (override) return override.credited ? 'granted' : 'withdrawn'
    return person && hasBit(person.slots, slot) ? 'counted' : 'not_on_stage'
  })
}

/** What of a person's frozen time on stage contradicts the session's; none if nothing does. */
export function* stageTimeProblems(facts: SessionFacts, { stretches, slots }: StageTime): Iterable<string> {
  const { liveAt, until } = facts
  let last = liveAt
  for (const [from, to] of stretches) {
    if (!(from >= last && from < to && to <= until)) {
      yield 'its times on stage are not in order, or outside the session'
      return
    }
    last = to
  }
  const verdicts = aired(facts)
  const outside = Array.from({ length: slots.length * 8 }, (_, slot) => slot).filter(
    (slot) => hasBit(slots, slot) && !isPossible(verdicts[slot] ?? 'off_air'),
  )
  if (outside.length > 0) {
    yield `it counts ${outside.length} slots as presented in which the session was not on air`
    return
  }
  const given = slotsOnStage(facts, stretches)
  const isSame = verdicts.every((_, slot) => hasBit(given, slot) === hasBit(slots, slot))
  if (!isSame)
    yield `it counts ${countSlots(slots)} slots as presented, and its times on stage give ${countSlots(given)}`
}
