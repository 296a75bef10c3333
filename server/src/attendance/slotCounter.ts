// Counts a session's last slot for each of its viewers. The slot's marks usually decide; otherwise the person
// is judged from the start of the session.
import { setImmediate } from 'node:timers/promises'
import { type SlotVerdict, slotMs } from '@lectern/shared/attendance'
import {
  countOf,
  hasBit,
  isCredited,
  isPossible,
  judge,
  type PersonFacts,
  returnSlots,
  type SessionFacts,
  slotAt,
} from '@lectern/shared/watchTime'
import type { HallStore } from '../booths/hall/hallStore.ts'
import type { ChecksStore } from './checksStore.ts'
import { bitsOfSeat, type MarksStore, type SegmentBits, segmentOf, segmentSlots } from './marksStore.ts'
import { sinceLeft } from './meterState.ts'
import type { WatchFacts } from './watchFacts.ts'
import type { Viewer, WatchedSession } from './watching.ts'

export interface SlotCounterOptions {
  facts: Pick<WatchFacts, 'people'>
  marks: Pick<MarksStore, 'segment'>
  checks: Pick<ChecksStore, 'of'>
  hall: Pick<HallStore, 'visitsOf'>
}

/** A session whose first `slots` slots are to be counted. */
interface SlotToCount {
  session: WatchedSession
  given: SessionFacts
  slots: number
}

/** Each person is judged from the start at least once in this many slots, as a safeguard. */
const fullJudgementEvery = 60
/** People judged before other work gets a turn. */
const batchSize = 200
/** `countedSlots` while a viewer is judged from the start; a recount asked for meanwhile replaces it. */
const judging = -2

/** The slot's verdict for a viewer with every bit set: tells whether the slot could count for anyone. */
function bestVerdict({ session, given, slots }: SlotToCount): SlotVerdict {
  const bits = new Uint8Array(Math.ceil(slots / 8)).fill(0xff)
  const person: PersonFacts = {
    present: bits,
    delivered: bits,
    hall: [],
    checks: [],
    proofs: [],
    overrides: [],
  }
  return judge(given, person, session.activity.attendance).at(-1) ?? 'off_air'
}

/** Slots of an outage may still change until the time to return has passed. */
const isInOutage = ({ outages }: SessionFacts, liveAt: number, slot: number): boolean =>
  outages.some(({ from, to }) => slotAt(liveAt, from) <= slot && slot <= slotAt(liveAt, to) + returnSlots)

/** The verdict that a seat's marks give, for someone who was not in the exhibit hall. */
function verdictFromMarks(
  { present, delivered }: SegmentBits,
  seat: number,
  slot: number,
  best: SlotVerdict,
) {
  const inSegment = slot % segmentSlots
  const seen = hasBit(bitsOfSeat([present], seat), inSegment)
  const reached = hasBit(bitsOfSeat([delivered], seat), inSegment)
  if (!isPossible(best) || (seen && reached)) return best
  return seen ? 'no_media' : reached ? 'not_watching' : 'connection_lost'
}

/** `slots`: counted so far, with this one. */
function addSlot(viewer: Viewer, verdict: SlotVerdict, slots: number): void {
  viewer.countedSlots = slots
  if (isPossible(verdict)) viewer.possibleSlots += 1
  if (isCredited(verdict)) viewer.creditedSlots += 1
}

/** Adds the slot where its marks decide. `idle`: those who may have been in the hall instead. */
function countFromMarks(toCount: SlotToCount, bits: SegmentBits) {
  const { session, given, slots } = toCount
  const slot = slots - 1
  const best = bestVerdict(toCount)
  const isOut = isInOutage(given, session.liveAt, slot)
  const verdicts = new Map<Viewer, SlotVerdict>()
  const idle: { viewer: Viewer; verdict: SlotVerdict }[] = []
  const toJudge: Viewer[] = []
  for (const viewer of session.viewers.values()) {
    if (viewer.seat === undefined) continue
    const isTurn = viewer.seat % fullJudgementEvery === slot % fullJudgementEvery
    if (viewer.countedSlots !== slot || isOut || isTurn) {
      toJudge.push(viewer)
      continue
    }
    const verdict = verdictFromMarks(bits, viewer.seat, slot, best)
    if (isPossible(verdict) && !isCredited(verdict)) idle.push({ viewer, verdict })
    else {
      addSlot(viewer, verdict, slots)
      verdicts.set(viewer, verdict)
    }
  }
  return { verdicts, idle, toJudge }
}

export function createSlotCounter({ facts, marks, checks, hall }: SlotCounterOptions) {
  /** Counts all slots of these viewers, and adds their last verdicts to `verdicts`. */
  async function judgeFromStart(
    { session, given }: SlotToCount,
    viewers: readonly Viewer[],
    verdicts: Map<Viewer, SlotVerdict>,
  ): Promise<void> {
    const { sessionId, activity } = session
    for (let i = 0; i < viewers.length; i += batchSize) {
      const batch = viewers.slice(i, i + batchSize)
      const ids = batch.map((viewer) => viewer.personId)
      for (const viewer of batch) viewer.countedSlots = judging
      const [people, sent] = await Promise.all([facts.people(sessionId, ids), checks.of(sessionId, ids)])
      for (const [n, viewer] of batch.entries()) {
        const person = people.get(viewer.personId)
        if (!person) continue
        viewer.checks = sent[n]!
        const all = judge(given, person, activity.attendance)
        Object.assign(viewer, countOf(all))
        if (viewer.countedSlots === judging) viewer.countedSlots = all.length
        verdicts.set(viewer, sinceLeft(all.at(-1) ?? 'not_joined', person))
      }
      await setImmediate()
    }
  }

  /** Returns the last slot's verdict for each viewer with a seat; sets the viewers' counts. */
  return async function countSlot(toCount: SlotToCount): Promise<Map<Viewer, SlotVerdict>> {
    const { session, slots } = toCount
    const slot = slots - 1
    const bits = await marks.segment(session.sessionId, segmentOf(slot))
    const { verdicts, idle, toJudge } = countFromMarks(toCount, bits)
    const visits = await hall.visitsOf(idle.map(({ viewer }) => viewer.personId))
    const begin = session.liveAt + slot * slotMs
    for (const [i, { viewer, verdict }] of idle.entries()) {
      // A recount may have been asked for while the visits were read.
      const isNext = viewer.countedSlots === slot
      if (!isNext || visits[i]!.some(([, to]) => to === null || to > begin)) toJudge.push(viewer)
      else {
        addSlot(viewer, verdict, slots)
        verdicts.set(viewer, verdict)
      }
    }
    await judgeFromStart(toCount, toJudge, verdicts)
    return verdicts
  }
}
