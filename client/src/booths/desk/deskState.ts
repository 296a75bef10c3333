// What the desk of one booth shows, and how it changes. Pure.
import type {
  BoothSettings,
  Call,
  DeskParts,
  Desk as DeskReply,
  PresentStaff,
  Visitor,
} from '@lectern/shared/booths'
import type { Lead, Withdrawal } from '@lectern/shared/consents'
import { type FollowedState, notLoaded } from '../../live/followed.ts'
import { isNewer, isOpenCall } from '../calls/callState.ts'

export interface DeskState extends FollowedState, DeskParts {
  /** `missing`: the organiser has not created the booth yet. */
  status: 'loading' | 'ready' | 'failed' | 'missing'
  booth: BoothSettings | null
  me: PresentStaff | null
  leads: readonly Lead[]
  withdrawn: readonly Withdrawal[]
  /** The visitor whose chat is open on this page. */
  openChat: string | null
  /** The call that this page takes part in. */
  callHere: string | null
}

export const noDesk: DeskState = {
  ...notLoaded,
  present: { count: 0, newest: [] },
  calls: [],
  missed: [],
  chats: [],
  bookings: [],
  staff: [],
  hours: [],
  booth: null,
  me: null,
  leads: [],
  withdrawn: [],
  openChat: null,
  callHere: null,
}

/** In the server's order. */
const withdrawnMax = 100

export function withParts({ me, callHere }: DeskState, parts: Partial<DeskParts>): Partial<DeskState> {
  const own = parts.staff?.find(({ staffId }) => staffId === me?.staffId)
  const isOver = parts.calls && callHere && !parts.calls.some(({ callId }) => callId === callHere)
  return { ...parts, ...(own && { me: own }), ...(isOver && { callHere: null }) }
}

export interface DeskLoaded {
  booth: BoothSettings
  desk: DeskReply
  leads: Pick<DeskState, 'leads' | 'withdrawn'>
}

export function withDesk(state: DeskState, { booth, desk, leads }: DeskLoaded): Partial<DeskState> {
  const { boothId: _boothId, me, ...parts } = desk
  return { booth, leads: leads.leads, withdrawn: leads.withdrawn, ...withParts(state, parts), me }
}

/** A command's reply, applied before the desk's next push. */
export function withCall(state: DeskState, call: Call): Partial<DeskState> {
  const { calls, missed } = state
  const before = calls.find(({ callId }) => callId === call.callId) ?? null
  if (!isNewer(before, call)) return {}
  const others = calls.filter(({ callId }) => callId !== call.callId)
  return withParts(state, {
    calls: isOpenCall(call) ? [...others, call] : others,
    ...(call.state === 'answered' && { missed: missed.filter(({ callId }) => callId !== call.callId) }),
  })
}

type Shown = Pick<Visitor, 'name' | 'profession'>
/** What the staff see of a visitor with this lead, or without one. */
export const shownBy = (lead: Lead | null): Shown => ({
  name: lead?.visitor.name ?? null,
  profession: lead?.visitor.profession ?? null,
})

/** Withdrawn fields disappear from every list at once. */
function withShown(
  { present, calls, missed, chats, bookings }: DeskParts,
  visitorId: string,
  shown: Shown,
): Partial<DeskParts> {
  const change = (visitor: Visitor): Visitor =>
    visitor.visitorId === visitorId ? { ...visitor, ...shown } : visitor
  const each = <One extends { visitor: Visitor }>(all: One[]): One[] =>
    all.map((one) => ({ ...one, visitor: change(one.visitor) }))
  return {
    present: { ...present, newest: present.newest.map(change) },
    calls: each(calls),
    missed: each(missed),
    chats: each(chats),
    bookings: each(bookings),
  }
}

interface LeadChange {
  visitorId: string
  lead: Lead | null
  withdrawn: Withdrawal | null
}

export function withLead(state: DeskState, { visitorId, lead, withdrawn }: LeadChange): Partial<DeskState> {
  const others = state.leads.filter(({ visitor }) => visitor.visitorId !== visitorId)
  return {
    leads: lead ? [lead, ...others] : others,
    ...(withdrawn && { withdrawn: [withdrawn, ...state.withdrawn].slice(0, withdrawnMax) }),
    ...withShown(state, visitorId, shownBy(lead)),
  }
}
