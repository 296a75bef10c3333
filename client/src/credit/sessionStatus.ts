// What state the minutes of a session are in, and when it was held. Pure.
import type { SessionWatched } from '@lectern/shared/credit'

type Watched = Omit<SessionWatched, 'appeals'>

export type SessionStatus = 'scheduled' | 'live' | 'settling' | 'unacknowledged' | 'counted'

export function statusOf({ phase, isFinal, acknowledged, presented, possibleSlots }: Watched): SessionStatus {
  if (phase === 'scheduled') return 'scheduled'
  if (phase !== 'ended') return 'live'
  if (!isFinal) return 'settling'
  return acknowledged || presented || possibleSlots === 0 ? 'counted' : 'unacknowledged'
}

export const statusWords: Record<SessionStatus, { short: string; long: string }> = {
  scheduled: { short: 'Not started', long: '' },
  live: { short: 'Live', long: 'The minutes so far.' },
  settling: { short: 'Finalising', long: 'The minutes are being finalised, which takes a few seconds.' },
  unacknowledged: {
    short: 'Not counted',
    long: 'The disclosures were not acknowledged, so no minutes were counted.',
  },
  counted: { short: 'Final', long: '' },
}

/** A session is dated by when it was held; until then, by its plan. */
export const heldAt = ({ liveAt, startsAt }: Pick<Watched, 'liveAt' | 'startsAt'>): number =>
  liveAt ?? startsAt
