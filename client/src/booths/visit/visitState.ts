// What a page knows of a person's visit to one booth, and how it changes. Pure.
import type { Booth, BoothVisit, Call, OwnBooking, PresentStaff, Visitor } from '@lectern/shared/booths'
import { type FollowedState, newest, notLoaded } from '../../live/followed.ts'
import { isNewer, isOpenCall } from '../calls/callState.ts'

export interface VisitState extends FollowedState {
  /** `closed`: the organiser has closed the booth. */
  status: 'loading' | 'ready' | 'failed' | 'closed'
  booth: Booth | null
  staff: readonly PresentStaff[]
  /** What the staff see of the person. */
  me: Visitor | null
  /** The call that rings, is offered or is active. */
  call: Call | null
  /** The outcome of the last call, until it is dismissed. */
  lastCall: Call | null
  /** This page takes part in the call; otherwise another of the person's pages or devices may. */
  callHere: boolean
  bookings: readonly OwnBooking[]
}

export const noVisit: VisitState = {
  ...notLoaded,
  booth: null,
  staff: [],
  me: null,
  call: null,
  lastCall: null,
  callHere: false,
  bookings: [],
}

export function withCall({ call: before, lastCall }: VisitState, call: Call): Partial<VisitState> {
  if (!isNewer(before, call) || (lastCall && !isNewer(lastCall, call))) return {}
  const isSame = before?.callId === call.callId
  if (isOpenCall(call)) return { call, lastCall: null, ...(!isSame && { callHere: false }) }
  return !before || isSame ? { call: null, lastCall: call, callHere: false } : {}
}

export function withVisit(state: VisitState, visit: BoothVisit, before: VisitState): Partial<VisitState> {
  const { call, booth, staff, me, bookings } = visit
  return {
    booth: newest(before.booth, state.booth, booth),
    staff,
    me,
    bookings,
    ...(call ? withCall(state, call) : state.call && { call: null, callHere: false }),
  }
}

export function withBooking(
  { booth, bookings }: VisitState,
  { boothId, slot, booked }: { boothId: string; slot: number; booked: boolean },
): Partial<VisitState> {
  const others = bookings.filter((each) => each.slot !== slot)
  const own = booked && booth ? [{ boothId, boothName: booth.name, slot }] : []
  return { bookings: [...others, ...own].sort((a, b) => a.slot - b.slot) }
}
