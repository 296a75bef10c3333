// What a page knows of one person's watched time in one session, and how it changes. Pure.
import type { Announced, AttendanceStatus, Disclosures, Meter } from '@lectern/shared/attendance'
import type { AppError } from '@lectern/shared/errors'
import { slotMs } from '@lectern/shared/slotTimes'
import { type FollowedState, notLoaded } from '../live/followed.ts'
import { type CheckState, noChecks, withCheckOfStatus } from './checkState.ts'

export interface AttendanceState extends FollowedState, CheckState {
  status: 'loading' | 'ready' | 'failed'
  /** Null for a session without credit, and until it is loaded. */
  announced: Announced | null
  disclosures: Disclosures | null
  acknowledgedAt: number | null
  acknowledging: boolean
  acknowledgeProblem: AppError | null
  meter: Meter | null
  /** When the person came back from the exhibit hall on this page (ms). */
  returnedAt: number
}

export const noAttendance: AttendanceState = {
  ...notLoaded,
  ...noChecks,
  announced: null,
  disclosures: null,
  acknowledgedAt: null,
  acknowledging: false,
  acknowledgeProblem: null,
  meter: null,
  returnedAt: Number.NEGATIVE_INFINITY,
}

type Count = Pick<Meter, 'asOf' | 'state' | 'creditedSlots' | 'possibleSlots'>

export const missedSlots = ({ possibleSlots, creditedSlots }: Count): number => possibleSlots - creditedSlots

/** For a person who has just left the hall, verdicts about time in the hall are out of date. */
const outOfHall = <One extends Count>({ returnedAt }: AttendanceState, count: One): One =>
  count.state === 'hall' && count.asOf < returnedAt + slotMs ? { ...count, state: 'not_watching' } : count

/** A count never returns to an earlier value; the gaps are those of the newest reply. */
const newer = (before: Meter | null, meter: Meter): Meter =>
  before && !meter.isFinal && before.asOf > meter.asOf ? { ...before, gaps: meter.gaps } : meter

export interface StatusReply {
  status: AttendanceStatus
  /** `checkNews` when it was requested. */
  news: number
  now: number
}

export function withStatus(
  state: AttendanceState,
  { status, news, now }: StatusReply,
): Partial<AttendanceState> {
  const { announced, disclosures, acknowledgedAt, meter, check } = status
  // A reply requested before the person confirmed these words may not know of it yet.
  const confirmedAt = state.disclosures?.version === disclosures.version ? state.acknowledgedAt : null
  return {
    announced,
    disclosures,
    acknowledgedAt: acknowledgedAt ?? confirmedAt,
    meter: newer(state.meter, outOfHall(state, meter)),
    ...withCheckOfStatus(state, { check, news, now }),
  }
}

export function withSlot(state: AttendanceState, count: Count): Partial<AttendanceState> | undefined {
  const { meter } = state
  if (!meter || meter.isFinal || count.asOf <= meter.asOf) return undefined
  return { meter: { ...meter, ...outOfHall(state, count) } }
}

export function withReturn(state: AttendanceState, returnedAt: number): Partial<AttendanceState> {
  const { meter } = state
  return { returnedAt, ...(meter && { meter: outOfHall({ ...state, returnedAt }, meter) }) }
}
