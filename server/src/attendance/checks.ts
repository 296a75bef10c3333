// Looks after attention checks: sends them to viewers when they are due, and records their outcome. Every
// server with a page of the person tries; Redis lets one of them act.
import type { Clock } from '../core/clock.ts'
import type { Log } from '../core/log.ts'
import { type CheckCloserOptions, createCheckCloser } from './checkCloser.ts'
import { type CheckSchedule, liveMsAt } from './checkSchedule.ts'
import { type CheckSenderOptions, createCheckSender } from './checkSender.ts'
import type { ChecksStore } from './checksStore.ts'
import { findDue, mustLook } from './dueChecks.ts'
import { type Demand, isOver } from './openCheck.ts'
import type { WatchFacts } from './watchFacts.ts'
import type { WatchedSession, Watching } from './watching.ts'

export interface ChecksOptions extends CheckSenderOptions, CheckCloserOptions {
  watching: Pick<Watching, 'sessions' | 'recount'>
  schedule: CheckSchedule
  store: Pick<ChecksStore, 'of' | 'send' | 'note' | 'close'>
  facts: Pick<WatchFacts, 'session' | 'people'>
  clock: Clock
  log: Log
}

/** Whether a check may have to be sent or closed, as far as this server can tell without Redis. */
const mayBeDue = (session: WatchedSession, now: number): boolean =>
  [...session.viewers.values()].some(
    (viewer) =>
      viewer.nextCheckAt === undefined ||
      viewer.nextCheckAt <= now - session.liveAt ||
      mustLook(session, viewer, now) ||
      isOver(session, viewer.checks.at(-1), now),
  )

export function createChecks(options: ChecksOptions) {
  const { watching, schedule, store, facts, polls, intents, broadcast, clock, log } = options
  const settleDue = createCheckSender({ store, facts, polls, intents, broadcast, clock })
  const closeOver = createCheckCloser({ watching, store, facts, intents, broadcast, clock })
  const busy = new Set<string>()

  async function look(session: WatchedSession, demand: Demand): Promise<void> {
    const now = clock()
    if (!mayBeDue(session, now)) return
    const { view, facts: given } = await facts.session(session.sessionId)
    const { state } = view
    if (!given || state.phase === 'ended') return
    await closeOver(session, given)
    if (state.phase !== 'live') return
    findDue(session, state, schedule, demand, liveMsAt(state, now))
    await settleDue({ session, given: { ...given, state }, demand })
  }

  return {
    /** Call about once a second. */
    async tick(): Promise<void> {
      await Promise.all(
        [...watching.sessions()].map(async (session) => {
          const { sessionId } = session
          const demand = session.activity.attendance.checks
          if (!demand || busy.has(sessionId)) return
          busy.add(sessionId)
          try {
            await look(session, demand)
          } catch (error) {
            log.warn({ sessionId, err: error }, 'attention checks were not looked at')
          } finally {
            busy.delete(sessionId)
          }
        }),
      )
    },
  }
}
