// What a page knows of a person's visit to one booth, and how it changes. Pure.
import type { Booth, BoothVisit, Call, OwnBooking, PresentStaff, Visitor } from '@lectern/shared/booths'
import { type FollowedState, notLoaded } from '../../live/followed.ts'
import { isNewer, isOpenCall } from '../calls/callState.ts'

export interface VisitState extends FollowedState {
  /** `closed`: the organiser has closed the booth. */
  status: 'loading' | 'ready' | 'failed' | 'closed'
  booth: Booth | null
  staff: readonly PresentStaff[]
  /** What the staff see of the person. */
  me: Visitor | null
  /** One that rings, is offered or runs. */
  call: Call | null
  /** What has become of the last one, until it is put aside. */
  lastCall: Call | null
  /** This page takes part in the call: another page or device of the person may instead. */
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

export function withVisit(state: VisitState, visit: BoothVisit): Partial<VisitState> {
  const { call, booth, staff, me, bookings } = visit
  return {
    // What was told while the reply was on its way may be newer.
    booth: state.booth && state.booth.version > booth.version ? state.booth : booth,
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
