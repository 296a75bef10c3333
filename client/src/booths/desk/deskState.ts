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

/** What the staff see of a visitor: what the lead has, and nothing without one. */
const shownBy = (lead: Lead | undefined): Pick<Visitor, 'name' | 'profession'> => ({
  name: lead?.values.name ?? null,
  profession: lead?.values.profession ?? null,
})

/** A list that was read before a withdrawal may arrive after it: names come from the leads alone. */
function asTheLeadsSay(leads: readonly Lead[], parts: Partial<DeskParts>): Partial<DeskParts> {
  const byVisitor = new Map(leads.map((lead) => [lead.visitor.visitorId, lead]))
  const change = (visitor: Visitor): Visitor => ({
    ...visitor,
    ...shownBy(byVisitor.get(visitor.visitorId)),
  })
  const each = <One extends { visitor: Visitor }>(all: One[]): One[] =>
    all.map((one) => ({ ...one, visitor: change(one.visitor) }))
  const { present, calls, missed, chats, bookings } = parts
  return {
    ...parts,
    ...(present && { present: { ...present, newest: present.newest.map(change) } }),
    ...(calls && { calls: each(calls) }),
    ...(missed && { missed: each(missed) }),
    ...(chats && { chats: each(chats) }),
    ...(bookings && { bookings: each(bookings) }),
  }
}

export function withParts(
  { me, callHere, leads }: Pick<DeskState, 'me' | 'callHere' | 'leads'>,
  parts: Partial<DeskParts>,
): Partial<DeskState> {
  const own = parts.staff?.find(({ staffId }) => staffId === me?.staffId)
  const isOver = parts.calls && callHere && !parts.calls.some(({ callId }) => callId === callHere)
  return { ...asTheLeadsSay(leads, parts), ...(own && { me: own }), ...(isOver && { callHere: null }) }
}

export interface DeskLoaded {
  booth: BoothSettings
  desk: DeskReply
  leads: Pick<DeskState, 'leads' | 'withdrawn'>
}

export function withDesk(
  { callHere }: DeskState,
  { booth, desk, leads: { leads, withdrawn } }: DeskLoaded,
): Partial<DeskState> {
  const { boothId: _boothId, me, ...parts } = desk
  return { booth, leads, withdrawn, ...withParts({ me, callHere, leads }, parts), me }
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

/** A visitor as any list of the desk shows them. */
export function visitorOf(
  { chats, calls, missed, bookings, present, leads }: DeskState,
  visitorId: string,
): Visitor | undefined {
  const lists = [chats, calls, missed, bookings, leads].flat().map(({ visitor }) => visitor)
  return [...lists, ...present.newest].find((visitor) => visitor.visitorId === visitorId)
}

export interface LeadChange {
  visitorId: string
  lead: Lead | null
  withdrawn: Withdrawal | null
}

const isSame = (a: Withdrawal, b: Withdrawal): boolean =>
  a.visitorId === b.visitorId && a.version === b.version

/** A lead that was read before a consent or withdrawal of which this page has heard is dropped. */
function isOutdated(
  { leads, withdrawn }: DeskState,
  { visitorId, lead, withdrawn: news }: LeadChange,
): boolean {
  const current = leads.find(({ visitor }) => visitor.visitorId === visitorId)
  const known = [current, withdrawn.find((each) => each.visitorId === visitorId)]
  const newest = Math.max(...known.map((each) => each?.version ?? 0))
  const version = Math.max(lead?.version ?? 0, news?.version ?? 0)
  // Notes make no new version.
  return (
    version < newest || (lead !== null && version === current?.version && lead.changedAt < current.changedAt)
  )
}

export function withLead(state: DeskState, change: LeadChange): Partial<DeskState> {
  const { visitorId, lead, withdrawn } = change
  const told = withdrawn && !state.withdrawn.some((each) => isSame(each, withdrawn))
  const news = told && {
    withdrawn: [withdrawn, ...state.withdrawn].sort((a, b) => b.at - a.at).slice(0, withdrawnMax),
  }
  if (isOutdated(state, change)) return { ...news }
  const isOther = (each: Lead) => each.visitor.visitorId !== visitorId
  const isKnown = !state.leads.every(isOther)
  const leads =
    lead && isKnown
      ? state.leads.map((each) => (isOther(each) ? each : lead))
      : [...(lead ? [lead] : []), ...state.leads.filter(isOther)]
  const { present, calls, missed, chats, bookings } = state
  return { leads, ...news, ...asTheLeadsSay(leads, { present, calls, missed, chats, bookings }) }
}
