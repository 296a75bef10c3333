// Announces polls: every change at once, tallies now and then, and the end of timed polls.
import { type After, type Clock, systemAfter } from '../core/clock.ts'
import type { Log } from '../core/log.ts'
import type { Broadcast } from '../live/broadcast.ts'
import { rooms } from '../live/rooms.ts'
import { type PollRecord, pollFor } from './pollRules.ts'
import type { PollChange, PollsStore } from './pollsStore.ts'
import { createTallies } from './tallies.ts'

export interface PollsLiveOptions {
  store: Pick<PollsStore, 'find' | 'settle' | 'list'>
  broadcast: Broadcast
  clock: Clock
  log: Log
  after?: After
}

export type PollsLive = ReturnType<typeof createPollsLive>

/** Pause before retrying to record a poll as closed, in ms. */
const retryMs = 1000

export function createPollsLive({ store, broadcast, clock, log, after = systemAfter }: PollsLiveOptions) {
  const tallies = createTallies({ find: store.find, broadcast, clock, after, log })
  const timers = new Map<string, () => void>()
  let closed = false

  function tell({ sessionId, pollId, version, told, poll }: PollChange): void {
    const from = version - 1
    if (!poll) {
      broadcast(rooms.desk(sessionId), 'polls.deleted', { sessionId, from, version, pollId })
      return
    }
    const now = clock()
    const forDesk = pollFor('desk', poll, null, now)
    if (forDesk)
      broadcast(rooms.desk(sessionId), 'polls.changed', { sessionId, from, version, poll: forDesk })
    const forViewers = pollFor('viewer', poll, null, now)
    if (told !== null && forViewers)
      broadcast([rooms.session(sessionId), rooms.panel(sessionId)], 'polls.changed', {
        sessionId,
        from: told,
        version,
        poll: forViewers,
      })
  }

  function changed(changes: PollChange[]): void {
    for (const change of changes) {
      tell(change)
      if (change.poll) watch(change.sessionId, change.poll)
    }
  }

  async function settle(sessionId: string, poll: PollRecord): Promise<void> {
    try {
      changed((await store.settle(sessionId, poll.id)).changes)
    } catch (error) {
      log.warn({ pollId: poll.id, err: error }, 'the end of a poll could not be told yet')
      arm(sessionId, poll, retryMs)
    }
  }

  function arm(sessionId: string, poll: PollRecord, ms: number): void {
    if (closed) return
    timers.get(poll.id)?.()
    const cancel = after(ms, () => {
      timers.delete(poll.id)
      // Redis' clock may be behind the timer's.
      if (poll.closesAt !== null && poll.closesAt > clock()) watch(sessionId, poll)
      else void settle(sessionId, poll)
    })
    timers.set(poll.id, cancel)
  }

  /**
   * Announces the end of a timed poll. Every server that has seen the poll tries; one finds it still open.
   */
  function watch(sessionId: string, poll: PollRecord): void {
    if (poll.status === 'open' && poll.closesAt !== null) {
      if (!timers.has(poll.id)) arm(sessionId, poll, Math.max(0, poll.closesAt - clock()))
    } else {
      timers.get(poll.id)?.()
      timers.delete(poll.id)
    }
  }

  /** Records and announces every poll of a session whose time is up. */
  async function settleAll(sessionId: string): Promise<void> {
    const { polls } = await store.list(sessionId)
    await Promise.all(polls.filter(({ status }) => status === 'open').map((poll) => settle(sessionId, poll)))
  }

  return {
    changed,
    watch,
    settleAll,
    voted: tallies.touch,
    close(): void {
      closed = true
      for (const cancel of timers.values()) cancel()
      timers.clear()
      tallies.close()
    },
  }
}
