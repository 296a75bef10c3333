// Tallies while people vote: each server sends at most two a second per poll, however many vote.
import type { After, Clock } from '../core/clock.ts'
import type { Log } from '../core/log.ts'
import type { Broadcast } from '../live/broadcast.ts'
import { rooms } from '../live/rooms.ts'
import { type PollRecord, statusOf } from './pollRules.ts'

const tallyEveryMs = 500

export interface TalliesOptions {
  find: (sessionId: string, pollId: string) => Promise<PollRecord | undefined>
  broadcast: Broadcast
  clock: Clock
  after: After
  log: Log
}

interface Watched {
  /** What this server last sent. */
  told: string
  /** Somebody has voted since the last reading. */
  voted: boolean
  cancel?: () => void
}

/** The channels that may see a poll's tally during and after voting. */
function roomsFor(sessionId: string, poll: PollRecord, now: number): string[] {
  const everybody = [rooms.desk(sessionId), rooms.panel(sessionId), rooms.session(sessionId)]
  const status = statusOf(poll, now)
  if (status === 'closed' || (status === 'open' && poll.draft.results === 'live')) return everybody
  if (status === 'open' && poll.draft.results === 'voted')
    return [rooms.desk(sessionId), rooms.voters(sessionId, poll.id)]
  return [rooms.desk(sessionId)]
}

export function createTallies({ find, broadcast, clock, after, log }: TalliesOptions) {
  const watched = new Map<string, Watched>()
  let closed = false

  async function look(sessionId: string, pollId: string, state: Watched): Promise<void> {
    state.voted = false
    try {
      const poll = await find(sessionId, pollId)
      if (!poll || closed) {
        watched.delete(pollId)
        return
      }
      const text = JSON.stringify(poll.tally)
      // Another server may have sent an older tally after this one. Each keeps reading until it has sent the
      // latest.
      if (text === state.told && !state.voted) {
        watched.delete(pollId)
        return
      }
      if (text !== state.told)
        broadcast(roomsFor(sessionId, poll, clock()), 'polls.tally', { sessionId, pollId, tally: poll.tally })
      state.told = text
    } catch (error) {
      log.warn({ pollId, err: error }, 'a tally could not be told yet')
    }
    if (closed) return
    state.cancel = after(tallyEveryMs, () => void look(sessionId, pollId, state))
  }

  return {
    /** Sends the tally soon to everyone who may see it, even if it is unchanged. */
    touch(sessionId: string, pollId: string): void {
      const running = watched.get(pollId)
      if (running) {
        running.voted = true
        return
      }
      const state: Watched = { told: '', voted: false }
      watched.set(pollId, state)
      void look(sessionId, pollId, state)
    },
    close(): void {
      closed = true
      for (const { cancel } of watched.values()) cancel?.()
      watched.clear()
    },
  }
}
