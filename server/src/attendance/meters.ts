// Sends each watching page its count once per slot.
import { setImmediate } from 'node:timers/promises'
import { type AttendanceEvents, judgedAfterMs, type SlotVerdict } from '@lectern/shared/attendance'
import type { SessionPhase } from '@lectern/shared/program'
import { type SessionFacts, slotAt } from '@lectern/shared/watchTime'
import type { Clock } from '../core/clock.ts'
import type { Log } from '../core/log.ts'
import { meterStateOf } from './meterState.ts'
import type { SeatsStore } from './seatsStore.ts'
import { createSlotCounter, type SlotCounterOptions } from './slotCounter.ts'
import type { WatchFacts } from './watchFacts.ts'
import type { Viewer, WatchedSession, Watching } from './watching.ts'

type SlotEvent = Parameters<AttendanceEvents['attendance.slot']>[0]

export interface MetersOptions extends SlotCounterOptions {
  watching: Pick<Watching, 'sessions' | 'pagesOf' | 'forget' | 'seated' | 'recount'>
  facts: Pick<WatchFacts, 'session' | 'people'>
  seats: Pick<SeatsStore, 'of'>
  /** Reads overrides by the CE office, to notice changes. */
  overrides: (sessionId: string) => Promise<Record<string, string>>
  tell: (connectionIds: string[], event: SlotEvent) => void
  clock: Clock
  log: Log
}

/** Pages notified before other work gets a turn. */
const batchSize = 200

/** Schedules a recount for people whose overrides, or outages, changed since the last look. */
function createChangeWatch({ watching, overrides }: Pick<MetersOptions, 'watching' | 'overrides'>) {
  const seen = new WeakMap<WatchedSession, { overrides: Record<string, string>; outages: string }>()
  return async (session: WatchedSession, given: SessionFacts): Promise<void> => {
    const { sessionId } = session
    const before = seen.get(session) ?? { overrides: {}, outages: '[]' }
    const outages = JSON.stringify(given.outages)
    const current = await overrides(sessionId)
    if (before.outages !== outages) watching.recount(sessionId)
    for (const [personId, text] of Object.entries(current))
      if (before.overrides[personId] !== text) watching.recount(sessionId, personId)
    seen.set(session, { overrides: current, outages })
  }
}

/** Looks up seats that viewers were given since the last look, perhaps by another server. */
async function findSeats(
  { watching, seats }: Pick<MetersOptions, 'watching' | 'seats'>,
  { sessionId, viewers }: WatchedSession,
): Promise<void> {
  const unseated = [...viewers.values()].filter((viewer) => viewer.seat === undefined)
  const seatOf = await seats.of(
    sessionId,
    unseated.map((viewer) => viewer.personId),
  )
  for (const viewer of unseated) {
    viewer.seat = seatOf.get(viewer.personId)?.seat
    if (viewer.seat !== undefined) watching.seated(sessionId, viewer.personId)
  }
}

/** Viewers with the same count and state share a message, which is serialised once. */
function messagesOf(
  verdicts: ReadonlyMap<Viewer, SlotVerdict>,
  { sessionId, asOf, phase }: { sessionId: string; asOf: number; phase: SessionPhase },
): { event: SlotEvent; viewers: Viewer[] }[] {
  const messages = new Map<string, { event: SlotEvent; viewers: Viewer[] }>()
  for (const [viewer, verdict] of verdicts) {
    const { creditedSlots, possibleSlots } = viewer
    const state = meterStateOf(phase, verdict, true)
    const key = `${creditedSlots} ${possibleSlots} ${state}`
    const event = { sessionId, asOf, creditedSlots, possibleSlots, state }
    const message = messages.get(key) ?? { event, viewers: [] }
    messages.set(key, message)
    message.viewers.push(viewer)
  }
  return [...messages.values()]
}

async function send(
  { watching, tell }: Pick<MetersOptions, 'watching' | 'tell'>,
  session: WatchedSession,
  messages: ReturnType<typeof messagesOf>,
): Promise<void> {
  const addressed = messages.map(({ event, viewers }) => ({
    event,
    ids: viewers.flatMap((viewer) => watching.pagesOf(session, viewer)),
  }))
  for (const { event, ids } of addressed)
    for (let i = 0; i < ids.length; i += batchSize) {
      tell(ids.slice(i, i + batchSize), event)
      await setImmediate()
    }
}

export function createMeters(options: MetersOptions) {
  const { watching, facts, marks, checks, seats, hall, overrides, tell, clock, log } = options
  const noticeChanges = createChangeWatch({ watching, overrides })
  const countSlot = createSlotCounter({ facts, marks, checks, hall })
  const counting = new Set<string>()

  async function count(session: WatchedSession): Promise<void> {
    const { sessionId } = session
    const { view, facts: given, settled } = await facts.session(sessionId)
    if (!given) return
    const { phase } = view.state
    if (settled || phase === 'ended') return watching.forget(sessionId)
    const slots = slotAt(given.liveAt, given.until)
    // If the count went back, the clock was ahead for a moment.
    if (slots === 0 || slots === session.toldSlots) return
    await Promise.all([noticeChanges(session, given), findSeats({ watching, seats }, session)])
    const verdicts = await countSlot({ session, given, slots })
    session.toldSlots = slots
    const messages = messagesOf(verdicts, { sessionId, asOf: given.until, phase })
    await send({ watching, tell }, session, messages)
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
