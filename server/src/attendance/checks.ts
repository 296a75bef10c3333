// Sends attention checks to whoever watches when theirs is due, and notes what became of them. Every server that holds a page
// of the person does so: what was done is decided by Redis, once.
import { type AttendancePolicy, judgedAfterMs, type OpenCheck, slotMs } from '@lectern/shared/attendance'
import type { LedgerRecord } from '@lectern/shared/ledger'
import type { SessionState } from '@lectern/shared/program'
import { checkOutcomes, type SessionFacts, slotAt } from '@lectern/shared/watchTime'
import type { Clock } from '../core/clock.ts'
import type { Log } from '../core/log.ts'
import type { LedgerStore } from '../ledger/ledgerStore.ts'
import type { Broadcast } from '../live/broadcast.ts'
import { rooms } from '../live/rooms.ts'
import type { PollsStore } from '../polls/pollsStore.ts'
import { type CheckSchedule, liveMsAt, windowMsOf } from './checkSchedule.ts'
import type { ChecksStore, SentCheck } from './checksStore.ts'
import type { WatchFacts } from './watchFacts.ts'
import { isThere, type Viewer, type WatchedSession, type Watching } from './watching.ts'

export interface ChecksOptions {
  watching: Watching
  schedule: CheckSchedule
  store: ChecksStore
  facts: Pick<WatchFacts, 'session' | 'people'>
  polls: Pick<PollsStore, 'votedAt'>
  ledger: Pick<LedgerStore, 'append'>
  broadcast: Broadcast
  clock: Clock
  log: Log
}

type Demand = NonNullable<AttendancePolicy['checks']>

/** A check whose moment passed so short a time before somebody (re)joined is still sent, in ms of live time. */
const overdueMs = 60_000

const waits = ({ answeredAt, outcome }: SentCheck): boolean => answeredAt === null && outcome === ''

/** Its time is over, and the slot in which that ended is judged. */
const isOver = ({ liveAt }: WatchedSession, check: SentCheck, now: number): boolean =>
  waits(check) && now >= liveAt + (slotAt(liveAt, check.dueAt) + 1) * slotMs + judgedAfterMs

/** What a page is told of a check that waits, or null where none does. */
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

export const missedRecord = (
  sessionId: string,
  personId: string,
  { check, sentAt, dueAt }: SentCheck,
): LedgerRecord => ({
  kind: 'check.missed',
  by: 'platform',
  data: { sessionId, personId, check, sentAt, dueAt },
})

export function createChecks(options: ChecksOptions) {
  const { watching, schedule, store, facts, polls, ledger, broadcast, clock, log } = options
  const busy = new Set<string>()

  /** Finds those whose check has become due since they were looked at last. */
  function findDue({ sessionId, activity, viewers }: WatchedSession, demand: Demand, liveMs: number): void {
    const policy = { ...activity.attendance, checks: demand }
    const windowMs = windowMsOf(demand.perHour)
    for (const viewer of viewers.values()) {
      if (viewer.wantedWindow !== undefined && liveMs >= (viewer.wantedWindow + 1) * windowMs)
        viewer.wantedWindow = undefined
      if (viewer.nextCheckAt !== undefined && liveMs < viewer.nextCheckAt) continue
      const { last, nextAt } = schedule(policy, sessionId, viewer.personId, liveMs)
      const isNew = viewer.nextCheckAt === undefined
      viewer.nextCheckAt = nextAt
      if (last && (!isNew || last.agoMs <= overdueMs)) viewer.wantedWindow = last.window
    }
  }

  function tellOpen(sessionId: string, personId: string, checks: SentCheck[], demand: Demand): void {
    const open = openCheckOf(sessionId, checks, demand, clock())
    if (open) broadcast(rooms.watcher(sessionId, personId), 'attendance.check', open)
  }

  /** In each window one is sent, unless its time has a proof already; one that lapsed is sent once more. */
  async function send(session: WatchedSession, state: SessionState, demand: Demand): Promise<void> {
    const { sessionId } = session
    const now = clock()
    const wanted = [...session.viewers.values()].filter(
      (viewer) =>
        viewer.wantedWindow !== undefined && viewer.seat !== undefined && isThere(session, viewer, now),
    )
    if (wanted.length === 0) return
    const ids = wanted.map((viewer) => viewer.personId)
    const [sent, votes] = await Promise.all([store.of(sessionId, ids), polls.votedAt(sessionId, ids)])
    const windowMs = windowMsOf(demand.perHour)
    await Promise.all(
      wanted.map(async (viewer, i) => {
        const window = viewer.wantedWindow!
        const checks = sent[i]!
        viewer.checks = checks
        const answers = checks.flatMap(({ answeredAt }) => answeredAt ?? [])
        const isProven = [...votes[i]!, ...answers].some(
          (at) => Math.floor(liveMsAt(state, at) / windowMs) === window,
        )
        const ofWindow = checks.filter((check) => check.window === window)
        const maySend = ofWindow.length === 0 || (ofWindow.length === 1 && ofWindow[0]!.outcome === 'lapsed')
        const another = checks.at(-1)
        if (another && waits(another)) {
          if (viewer.mayBeUntold) tellOpen(sessionId, viewer.personId, checks, demand)
          viewer.mayBeUntold = false
          return
        }
        if (isProven || !maySend) {
          viewer.wantedWindow = undefined
          return
        }
        viewer.mayBeUntold = true
        const { outcome, checks: after } = await store.send(
          sessionId,
          viewer.personId,
          checks.length,
          window,
          now,
          demand.answerSeconds,
        )
        viewer.mayBeUntold = false
        viewer.wantedWindow = undefined
        viewer.checks = after
        if (outcome === 'done') tellOpen(sessionId, viewer.personId, after, demand)
      }),
    )
  }

  async function closeOne(
    session: WatchedSession,
    viewer: Viewer,
    check: SentCheck,
    how: 'proven' | 'missed' | 'lapsed',
  ): Promise<void> {
    const { sessionId } = session
    const { personId } = viewer
    watching.recount(sessionId, personId)
    if (how === 'lapsed') viewer.wantedWindow = check.window
    const { outcome, checks } = await store.close(sessionId, personId, check.check, clock(), how)
    viewer.checks = checks
    if (outcome !== 'done') return
    if (how === 'missed') {
      // Where this is not noted any more, what is final brings it to the ledger.
      await ledger.append([missedRecord(sessionId, personId, check)])
      await store.recorded(sessionId, personId, check.check, clock())
    }
    broadcast(rooms.watcher(sessionId, personId), 'attendance.checkClosed', {
      sessionId,
      check: check.check,
      answered: how === 'proven',
    })
  }

  /** What became of those whose time is over, once the slots of that time are all in. */
  async function close(session: WatchedSession, given: SessionFacts): Promise<void> {
    const { sessionId, activity } = session
    const now = clock()
    const over = [...session.viewers.values()].filter((viewer) => {
      const last = viewer.checks.at(-1)
      return last !== undefined && isOver(session, last, now)
    })
    if (over.length === 0) return
    const ids = over.map((viewer) => viewer.personId)
    const [sent, people] = await Promise.all([store.of(sessionId, ids), facts.people(sessionId, ids)])
    await Promise.all(
      over.map(async (viewer, i) => {
        viewer.checks = sent[i]!
        const check = viewer.checks.at(-1)
        const person = people.get(viewer.personId)
        if (!check || !person || !isOver(session, check, now)) return
        const until = { ...given, until: now }
        const outcome = checkOutcomes(until, { ...person, checks: [check] }, activity.attendance)[0]?.outcome
        if (outcome === 'missed' || outcome === 'lapsed') await closeOne(session, viewer, check, outcome)
        else if (outcome === 'answered') await closeOne(session, viewer, check, 'proven')
      }),
    )
  }

  async function look(session: WatchedSession, demand: Demand): Promise<void> {
    // Most of the time nothing is due, and nothing is read.
    const now = clock()
    const liveAtMost = now - session.liveAt
    const mayBeDue = [...session.viewers.values()].some((viewer) => {
      const last = viewer.checks.at(-1)
      return (
        viewer.wantedWindow !== undefined ||
        viewer.nextCheckAt === undefined ||
        viewer.nextCheckAt <= liveAtMost ||
        (last !== undefined && isOver(session, last, now))
      )
    })
    if (!mayBeDue) return
    const { view, facts: given } = await facts.session(session.sessionId)
    if (!given || view.state.phase === 'ended') return
    await close(session, given)
    if (view.state.phase !== 'live') return
    findDue(session, demand, liveMsAt(view.state, now))
    await send(session, view.state, demand)
  }

  return {
    /** To be called about once a second. */
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
