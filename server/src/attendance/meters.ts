// Sends each watching page its count once per slot. A slot costs one read of everyone's bits; a person is
// judged from the start only after a change to earlier slots, and from time to time as a safeguard.
import {
  type AttendanceEvents,
  judgedAfterMs,
  type MeterState,
  type SlotVerdict,
  slotMs,
} from '@lectern/shared/attendance'
import type { SessionPhase } from '@lectern/shared/program'
import {
  countOf,
  hasBit,
  isPossible,
  judge,
  type PersonFacts,
  returnSlots,
  type SessionFacts,
  slotAt,
} from '@lectern/shared/watchTime'
import type { HallStore } from '../booths/hall/hallStore.ts'
import type { Clock } from '../core/clock.ts'
import type { Log } from '../core/log.ts'
import type { ChecksStore } from './checksStore.ts'
import { bitsOfSeat, type MarksStore, segmentOf, segmentSlots } from './marksStore.ts'
import { meterStateOf, sinceLeft } from './meterState.ts'
import type { SeatsStore } from './seatsStore.ts'
import type { PersonWatched, WatchFacts } from './watchFacts.ts'
import type { Viewer, WatchedSession, Watching } from './watching.ts'

type SlotEvent = Parameters<AttendanceEvents['attendance.slot']>[0]

export interface MetersOptions {
  watching: Watching
  facts: WatchFacts
  marks: Pick<MarksStore, 'segment'>
  checks: Pick<ChecksStore, 'of'>
  seats: Pick<SeatsStore, 'of'>
  hall: Pick<HallStore, 'visitsOf'>
  /** Reads overrides by the CE office, to notice changes. */
  overrides: (sessionId: string) => Promise<Record<string, string>>
  tell: (connectionIds: string[], event: SlotEvent) => void
  clock: Clock
  log: Log
}

/** Slots between two full judgements of each person. */
const fullEvery = 60
/** People judged, or pages notified, before other work gets a turn. */
const portion = 200

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/** A viewer with every bit set. Judging them tells whether a slot could count for anyone. */
function everybody(slots: number): PersonFacts {
  const bits = new Uint8Array(Math.ceil(slots / 8)).fill(0xff)
  return { present: bits, delivered: bits, hall: [], checks: [], proofs: [], overrides: [] }
}

export function createMeters(options: MetersOptions) {
  const { watching, facts, marks, checks, seats, hall, tell, clock, log } = options
  /** Overrides by person, and outages, as of the last look. */
  const seen = new WeakMap<WatchedSession, { overrides: Record<string, string>; outages: string }>()
  const counting = new Set<string>()

  /** Schedules a recount for people whose overrides, or outages, have changed. */
  async function noticeChanges(session: WatchedSession, given: SessionFacts): Promise<void> {
    const { sessionId } = session
    const before = seen.get(session) ?? { overrides: {}, outages: '[]' }
    const outages = JSON.stringify(given.outages)
    const overrides = await options.overrides(sessionId)
    if (before.outages !== outages) watching.recount(sessionId)
    for (const [personId, text] of Object.entries(overrides))
      if (before.overrides[personId] !== text) watching.recount(sessionId, personId)
    seen.set(session, { overrides, outages })
  }

  async function findSeats(session: WatchedSession): Promise<void> {
    const without = [...session.viewers.values()].filter((viewer) => viewer.seat === undefined)
    const found = await seats.of(
      session.sessionId,
      without.map((viewer) => viewer.personId),
    )
    for (const viewer of without) {
      viewer.seat = found.get(viewer.personId)?.seat
      // Another server may have given the seat.
      if (viewer.seat !== undefined) watching.seated(session.sessionId, viewer.personId)
    }
  }

  function countAll(
    session: WatchedSession,
    viewer: Viewer,
    given: SessionFacts,
    person: PersonWatched,
  ): SlotVerdict {
    const verdicts = judge(given, person, session.activity.attendance)
    Object.assign(viewer, countOf(verdicts), { countedSlots: verdicts.length })
    return verdicts.at(-1) ?? 'not_joined'
  }

  async function judgeInFull(
    session: WatchedSession,
    viewers: Viewer[],
    given: SessionFacts,
    into: Map<Viewer, SlotVerdict>,
  ): Promise<void> {
    for (let i = 0; i < viewers.length; i += portion) {
      const some = viewers.slice(i, i + portion)
      const ids = some.map((viewer) => viewer.personId)
      const [people, sent] = await Promise.all([
        facts.people(session.sessionId, ids),
        checks.of(session.sessionId, ids),
      ])
      for (const [n, viewer] of some.entries()) {
        const person = people.get(viewer.personId)
        if (!person) continue
        viewer.checks = sent[n]!
        into.set(viewer, sinceLeft(countAll(session, viewer, given, person), person))
      }
      await nextTurn()
    }
  }

  /** Each viewer's verdict on the slot before `slots`, once all of it is counted. */
  async function countSlot(
    session: WatchedSession,
    given: SessionFacts,
    slots: number,
  ): Promise<Map<Viewer, SlotVerdict>> {
    const slot = slots - 1
    const { present, delivered } = await marks.segment(session.sessionId, segmentOf(slot))
    const forAll = judge(given, everybody(slots), session.activity.attendance).at(-1) ?? 'off_air'
    // Until the time to return has passed, slots of an outage may still change.
    const isOut = given.outages.some(
      ({ from, to }) =>
        slotAt(session.liveAt, from) <= slot && slot <= slotAt(session.liveAt, to) + returnSlots,
    )
    const verdicts = new Map<Viewer, SlotVerdict>()
    const inFull: Viewer[] = []
    const idle = new Map<Viewer, SlotVerdict>()
    for (const viewer of session.viewers.values()) {
      if (viewer.seat === undefined) continue
      const inSegment = slot % segmentSlots
      const seen = hasBit(bitsOfSeat([present], viewer.seat), inSegment)
      const reached = hasBit(bitsOfSeat([delivered], viewer.seat), inSegment)
      const isTurn = viewer.seat % fullEvery === slot % fullEvery
      if (viewer.countedSlots !== slot || isOut || isTurn) inFull.push(viewer)
      else if (!isPossible(forAll) || (seen && reached)) {
        viewer.countedSlots = slots
        viewer.possibleSlots += isPossible(forAll) ? 1 : 0
        viewer.creditedSlots += isPossible(forAll) ? 1 : 0
        verdicts.set(viewer, forAll)
      } else idle.set(viewer, seen ? 'no_media' : reached ? 'not_watching' : 'connection_lost')
    }
    // Viewers who were not watching may have been in the hall.
    const visits = await hall.visitsOf([...idle.keys()].map((viewer) => viewer.personId))
    const begin = session.liveAt + slot * slotMs
    for (const [i, [viewer, verdict]] of [...idle].entries()) {
      if (visits[i]!.some(([, to]) => to === null || to > begin)) inFull.push(viewer)
      else {
        viewer.countedSlots = slots
        viewer.possibleSlots += 1
        verdicts.set(viewer, verdict)
      }
    }
    await judgeInFull(session, inFull, given, verdicts)
    return verdicts
  }

  async function tellAll(
    session: WatchedSession,
    phase: SessionPhase,
    asOf: number,
    verdicts: Map<Viewer, SlotVerdict>,
  ): Promise<void> {
    const groups = new Map<string, { event: SlotEvent; ids: string[] }>()
    for (const [viewer, verdict] of verdicts) {
      const { creditedSlots, possibleSlots } = viewer
      const state: MeterState = meterStateOf(phase, verdict, true)
      const key = `${creditedSlots} ${possibleSlots} ${state}`
      const group = groups.get(key) ?? {
        event: { sessionId: session.sessionId, asOf, creditedSlots, possibleSlots, state },
        ids: [],
      }
      groups.set(key, group)
      group.ids.push(...watching.pagesOf(session, viewer))
    }
    // Viewers of one group get the same message, serialised once.
    for (const { event, ids } of groups.values())
      for (let i = 0; i < ids.length; i += portion) {
        tell(ids.slice(i, i + portion), event)
        await nextTurn()
      }
  }

  async function count(session: WatchedSession): Promise<void> {
    const { view, facts: given, settled } = await facts.session(session.sessionId)
    if (!given) return
    if (settled || view.state.phase === 'ended') return watching.forget(session.sessionId)
    const slots = slotAt(given.liveAt, given.until)
    // If the count went back, the clock was ahead for a moment.
    if (slots === 0 || slots === session.toldSlots) return
    await Promise.all([noticeChanges(session, given), findSeats(session)])
    const verdicts = await countSlot(session, given, slots)
    session.toldSlots = slots
    await tellAll(session, view.state.phase, given.until, verdicts)
  }

  return {
    /** Counts and sends the last slot that can be judged. Call about once a second. */
    async tick(): Promise<void> {
      const now = clock()
      const due = [...watching.sessions()].filter(
        ({ sessionId, liveAt, toldSlots }) =>
          !counting.has(sessionId) && slotAt(liveAt, now - judgedAfterMs) !== toldSlots,
      )
      await Promise.all(
        due.map(async (session) => {
          counting.add(session.sessionId)
          try {
            await count(session)
          } catch (error) {
            log.warn({ sessionId: session.sessionId, err: error }, 'watched time was not counted')
          } finally {
            counting.delete(session.sessionId)
          }
        }),
      )
    },
  }
}
