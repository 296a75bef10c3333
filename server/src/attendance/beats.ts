// Beats of watching pages: thousands per second, so a beat must cost no Redis call, promise or log line.
import type { Beat } from '@lectern/shared/attendance'
import { slotAt } from '@lectern/shared/watchTime'
import type { Clock } from '../core/clock.ts'
import type { Caller } from '../live/connection.ts'
import type { Marks } from './marks.ts'
import type { Watching } from './watching.ts'

/** Ignore beats less than a second apart. */
const leastMs = 1000

/** Same check as the `beat` schema, without zod's cost. An unknown id is rejected by the peer lookup. */
const isBeat = (raw: unknown): raw is Beat =>
  typeof raw === 'object' && raw !== null && 'peerId' in raw && Object.keys(raw).length === 1

/**
 * Handles the beats of one connection. A beat counts only
 * for a viewer's peer that this connection speaks for.
 */
export const createBeats =
  (watching: Watching, marks: Pick<Marks, 'present'>, clock: Clock) =>
  ({ person, connection }: Caller) => {
    let lastAt = Number.NEGATIVE_INFINITY
    return (raw: unknown): void => {
      const now = clock()
      // If the clock is set back, beats must not be dropped.
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
