// Tallies while people vote: at most two a second for each poll and server, however many vote.
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
  /** What this server told last. */
  told: string
  /** Somebody has voted since Redis was asked last. */
  voted: boolean
  cancel?: () => void
}

/** Who may see the tally of a poll while and after people vote. */
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
      // Where another server told something older after this one, a later look still finds the
      // difference: each goes on until
      // what it told is what there is.
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
    /** Has the tally told soon, to those who may see it; also where it is what was told already. */
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
