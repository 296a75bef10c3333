// The beats of pages that watch. There are thousands of them a second: no reading of Redis, no promise, no log line for any.
import type { Beat } from '@lectern/shared/attendance'
import { slotAt } from '@lectern/shared/watchTime'
import type { Clock } from '../core/clock.ts'
import type { Caller } from '../live/connection.ts'
import type { Marks } from './marks.ts'
import type { Watching } from './watching.ts'

/** Beats that come faster are nobody's heart. */
const leastMs = 1000

/** As `beat` says, at a fraction of what parsing costs; an id that is none belongs to no peer. */
const isBeat = (raw: unknown): raw is Beat =>
  typeof raw === 'object' && raw !== null && 'peerId' in raw && Object.keys(raw).length === 1

/** What is done with each beat of one connection. A beat counts for a viewer's peer that this connection speaks for. */
export const createBeats =
  (watching: Watching, marks: Pick<Marks, 'present'>, clock: Clock) =>
  ({ person, connection }: Caller) => {
    let lastAt = Number.NEGATIVE_INFINITY
    return (raw: unknown): void => {
      const now = clock()
      // A clock that was set back meanwhile takes nobody's time.
      if (Math.abs(now - lastAt) < leastMs) return
      lastAt = now
      const peer = isBeat(raw) ? connection.peers.get(raw.peerId) : undefined
      if (peer?.role !== 'viewer') return
      const session = watching.find(peer.sessionId)
      const viewer = session?.viewers.get(person.id)
      if (!session || !viewer) return
      const slot = slotAt(session.liveAt, now)
      if (slot < 0 || slot === viewer.markedSlot) return
      viewer.markedSlot = slot
      marks.present(session.sessionId, slot, person.id)
    }
  }
