// Closes attention checks that expired, once all slots of their time are in.
import type { AttendancePolicy } from '@lectern/shared/attendance'
import { checkOutcomes, type SessionFacts } from '@lectern/shared/watchTime'
import type { Clock } from '../core/clock.ts'
import type { Intents } from '../ledger/intents.ts'
import type { Broadcast } from '../live/broadcast.ts'
import { rooms } from '../live/rooms.ts'
import { type ChecksStore, type Closing, checksPlace, type SentCheck } from './checksStore.ts'
import { isOver } from './openCheck.ts'
import type { PersonWatched, WatchFacts } from './watchFacts.ts'
import type { Viewer, WatchedSession, Watching } from './watching.ts'

export interface CheckCloserOptions {
  watching: Pick<Watching, 'recount'>
  store: Pick<ChecksStore, 'of' | 'close'>
  facts: Pick<WatchFacts, 'people'>
  intents: Pick<Intents, 'settled'>
  broadcast: Broadcast
  clock: Clock
}

interface Result {
  check: SentCheck
  how: Closing
  /** When it, or a poll instead of it, was answered. */
  answeredAt: number | null
}

/** How the person's check ended, or undefined while it is open. */
function resultOf(
  check: SentCheck,
  given: SessionFacts,
  person: PersonWatched,
  policy: AttendancePolicy,
): Result | undefined {
  const result = checkOutcomes(given, person, policy).find((each) => each.check === check.check)
  if (!result || result.outcome === 'open') return undefined
  const { outcome, answeredAt } = result
  return { check, how: outcome === 'answered' ? 'proven' : outcome, answeredAt }
}

export function createCheckCloser(options: CheckCloserOptions) {
  const { watching, store, facts, intents, broadcast, clock } = options

  async function closeOne(
    { sessionId }: WatchedSession,
    viewer: Viewer,
    { check, how, answeredAt }: Result,
  ): Promise<void> {
    const { personId } = viewer
    watching.recount(sessionId, personId)
    const sendings = viewer.checks.filter(({ window }) => window === check.window)
    if (how === 'postponed')
      viewer.due.set(check.window, { at: sendings[0]!.sentAt, wasHere: true, isKept: true })
    // The first postponement is evidence; the number of repeats is kept with the person's time.
    const isEvidence = how !== 'postponed' || sendings.length === 1
    const number = check.check
    const taken = await store.close(sessionId, personId, number, clock(), how, isEvidence, answeredAt)
    viewer.checks = taken.checks
    if (taken.outcome !== 'done') return
    if (isEvidence) await intents.settled(checksPlace(sessionId, personId))
    const closed = { sessionId, check: number, answered: how === 'proven' }
    broadcast(rooms.watcher(sessionId, personId), 'attendance.checkClosed', closed)
  }

  return async function closeOver(session: WatchedSession, given: SessionFacts): Promise<void> {
    const { sessionId, activity, viewers } = session
    const now = clock()
    const over = [...viewers.values()].filter((viewer) => isOver(session, viewer.checks.at(-1), now))
    if (over.length === 0) return
    const ids = over.map((viewer) => viewer.personId)
    const [sent, people] = await Promise.all([store.of(sessionId, ids), facts.people(sessionId, ids)])
    await Promise.all(
      over.map(async (viewer, i) => {
        const checks = sent[i]!
        viewer.checks = checks
        const check = checks.at(-1)
        const person = people.get(viewer.personId)
        if (!person || !isOver(session, check, now)) return
        const result = resultOf(check, { ...given, until: now }, { ...person, checks }, activity.attendance)
        if (result) await closeOne(session, viewer, result)
      }),
    )
  }
}
