// Sends attention checks to viewers when they are due, and records their outcome. Every server with a page of
// the person tries; Redis lets one of them act.
import type { AttendancePolicy, OpenCheck } from '@lectern/shared/attendance'
import type { SessionState } from '@lectern/shared/program'
import { checkOutcomes, type SessionFacts } from '@lectern/shared/watchTime'
import type { Clock } from '../core/clock.ts'
import type { Log } from '../core/log.ts'
import type { Intents } from '../ledger/intents.ts'
import type { Broadcast } from '../live/broadcast.ts'
import { rooms } from '../live/rooms.ts'
import type { PollsStore } from '../polls/pollsStore.ts'
import { type CheckSchedule, liveMsAt } from './checkSchedule.ts'
import { type ChecksStore, type Closing, checksPlace, type SentCheck } from './checksStore.ts'
import {
  type CheckInputs,
  findDue,
  isJudged,
  mustKnowSlots,
  mustLook,
  nextStep,
  type Step,
  waits,
} from './dueChecks.ts'
import type { PersonWatched, WatchFacts } from './watchFacts.ts'
import type { Viewer, WatchedSession, Watching } from './watching.ts'

export interface ChecksOptions {
  watching: Watching
  schedule: CheckSchedule
  store: ChecksStore
  facts: Pick<WatchFacts, 'session' | 'people'>
  polls: Pick<PollsStore, 'votedAt'>
  intents: Pick<Intents, 'settled'>
  broadcast: Broadcast
  clock: Clock
  log: Log
}

type Demand = NonNullable<AttendancePolicy['checks']>

type Live = SessionFacts & { state: SessionState }

/** Its time has passed, and the slot in which it expired is judged. */
const isOver = (session: WatchedSession, check: SentCheck | undefined, now: number): check is SentCheck =>
  check !== undefined && waits(check) && isJudged(session, check.dueAt, now)

/** The open check as pages receive it, or null. */
export function openCheckOf(
  sessionId: string,
  checks: readonly SentCheck[],
  { extensionSeconds }: Demand,
  now: number,
): OpenCheck | null {
  const last = checks.at(-1)
  if (!last || !waits(last) || last.dueAt < now) return null
  const { check, dueAt, extended } = last
  return { sessionId, check, dueAt, extensionSeconds: extended ? 0 : extensionSeconds }
}

export function createChecks(options: ChecksOptions) {
  const { watching, schedule, store, facts, polls, intents, broadcast, clock, log } = options
  const busy = new Set<string>()

  function tellOpen(sessionId: string, personId: string, checks: SentCheck[], demand: Demand): void {
    const open = openCheckOf(sessionId, checks, demand, clock())
    if (open) broadcast(rooms.watcher(sessionId, personId), 'attendance.check', open)
  }

  async function take(
    { sessionId }: WatchedSession,
    viewer: Viewer,
    step: Step,
    demand: Demand,
  ): Promise<void> {
    const { personId } = viewer
    const number = viewer.checks.length
    const { window, as, from, to } = step
    if (!as) {
      viewer.mayBeUntold = true
      const sent = await store.send(sessionId, personId, number, window, from, demand.answerSeconds)
      viewer.mayBeUntold = false
      viewer.due.delete(window)
      viewer.checks = sent.checks
      if (sent.outcome === 'done') tellOpen(sessionId, personId, sent.checks, demand)
      return
    }
    const { outcome, checks } = await store.note(sessionId, personId, number, window, as, from, to)
    viewer.checks = checks
    if (outcome === 'done') await intents.settled(checksPlace(sessionId, personId))
  }

  /** Sends one check per window, and again if the page fell silent, unless there is a proof already. */
  async function settleDue(session: WatchedSession, live: Live, demand: Demand): Promise<void> {
    const { sessionId } = session
    const now = clock()
    const viewers = [...session.viewers.values()].filter((viewer) => mustLook(session, viewer, now))
    if (viewers.length === 0) return
    const ids = viewers.map((viewer) => viewer.personId)
    const [sent, votes] = await Promise.all([store.of(sessionId, ids), polls.votedAt(sessionId, ids)])
    const unknown = viewers.filter((viewer, i) => mustKnowSlots(session, viewer, sent[i]!, now))
    const people: Map<string, PersonWatched> =
      unknown.length === 0
        ? new Map()
        : await facts.people(
            sessionId,
            unknown.map((viewer) => viewer.personId),
          )
    await Promise.all(
      viewers.map(async (viewer, i) => {
        viewer.checks = sent[i]!
        // Every step but the last notes a check, so the loop ends.
        for (;;) {
          const last = viewer.checks.at(-1)
          if (last && waits(last)) {
            if (viewer.mayBeUntold) tellOpen(sessionId, viewer.personId, viewer.checks, demand)
            viewer.mayBeUntold = false
            return
          }
          const inputs: CheckInputs = {
            checks: viewer.checks,
            votes: votes[i]!,
            person: people.get(viewer.personId),
          }
          const step = nextStep(session, viewer, inputs, live, demand, now)
          if (!step) return
          await take(session, viewer, step, demand)
        }
      }),
    )
  }

  async function closeOne(
    session: WatchedSession,
    viewer: Viewer,
    check: SentCheck,
    how: Closing,
    answeredAt: number | null,
  ): Promise<void> {
    const { sessionId } = session
    const { personId } = viewer
    watching.recount(sessionId, personId)
    const sendings = viewer.checks.filter(({ window }) => window === check.window)
    if (how === 'postponed')
      viewer.due.set(check.window, { at: sendings[0]!.sentAt, wasHere: true, isKept: true })
    // The first postponement is evidence; the number of repeats is kept with the person's time.
    const isEvidence = how !== 'postponed' || sendings.length === 1
    const { outcome, checks } = await store.close(
      sessionId,
      personId,
      check.check,
      clock(),
      how,
      isEvidence,
      answeredAt,
    )
    viewer.checks = checks
    if (outcome !== 'done') return
    if (isEvidence) await intents.settled(checksPlace(sessionId, personId))
    broadcast(rooms.watcher(sessionId, personId), 'attendance.checkClosed', {
      sessionId,
      check: check.check,
      answered: how === 'proven',
    })
  }

  /** Closes expired checks, once all slots of their time are in. */
  async function close(session: WatchedSession, given: SessionFacts): Promise<void> {
    const { sessionId, activity } = session
    const now = clock()
    const over = [...session.viewers.values()].filter((viewer) => isOver(session, viewer.checks.at(-1), now))
    if (over.length === 0) return
    const ids = over.map((viewer) => viewer.personId)
    const [sent, people] = await Promise.all([store.of(sessionId, ids), facts.people(sessionId, ids)])
    await Promise.all(
      over.map(async (viewer, i) => {
        viewer.checks = sent[i]!
        const check = viewer.checks.at(-1)
        const person = people.get(viewer.personId)
        if (!person || !isOver(session, check, now)) return
        const until = { ...given, until: now }
        const all = checkOutcomes(until, { ...person, checks: viewer.checks }, activity.attendance)
        const result = all.find((each) => each.check === check.check)
        if (!result || result.outcome === 'open') return
        const how = result.outcome === 'answered' ? 'proven' : result.outcome
        await closeOne(session, viewer, check, how, result.answeredAt)
      }),
    )
  }

  async function look(session: WatchedSession, demand: Demand): Promise<void> {
    // Usually nothing is due: read nothing then.
    const now = clock()
    const liveAtMost = now - session.liveAt
    const mayBeDue = [...session.viewers.values()].some((viewer) => {
      return (
        viewer.nextCheckAt === undefined ||
        viewer.nextCheckAt <= liveAtMost ||
        mustLook(session, viewer, now) ||
        isOver(session, viewer.checks.at(-1), now)
      )
    })
    if (!mayBeDue) return
    const { view, facts: given } = await facts.session(session.sessionId)
    if (!given || view.state.phase === 'ended') return
    await close(session, given)
    if (view.state.phase !== 'live') return
    findDue(session, view.state, schedule, demand, liveMsAt(view.state, now))
    await settleDue(session, { ...given, state: view.state }, demand)
  }

  return {
    /** Call about once a second. */
    async tick(): Promise<void> {
      await Promise.all(
        [...watching.sessions()].map(async (session) => {
          const demand = session.activity.attendance.checks
          if (!demand || busy.has(session.sessionId)) return
          busy.add(session.sessionId)
          try {
            await look(session, demand)
          } catch (error) {
            log.warn({ sessionId: session.sessionId, err: error }, 'attention checks were not looked at')
          } finally {
            busy.delete(session.sessionId)
          }
        }),
      )
    },
  }
}
