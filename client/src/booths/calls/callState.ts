// A call's progress. Replies and events may cross: a call never returns to an earlier state.
import type { Call, CallState } from '@lectern/shared/booths'

const ranks: Record<CallState, number> = {
  ringing: 0,
  offered: 0,
  active: 1,
  missed: 2,
  cancelled: 2,
  declined: 2,
  ended: 2,
  answered: 3,
}

/** It rings, is offered, or is active. */
export const isOpenCall = ({ state }: Pick<Call, 'state'>): boolean => ranks[state] < 2

export const isNewer = (known: Call | null, told: Call): boolean =>
  !known || known.callId !== told.callId || ranks[told.state] >= ranks[known.state]
