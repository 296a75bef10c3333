// The lists of the desk's inbox. Pure.
import type { Booking, Call, ChatSummary, Visitor } from '@lectern/shared/booths'
import { dayStart } from '../arrivalHours.ts'
import type { DeskState } from './deskState.ts'

export type InboxTab = 'chats' | 'here' | 'meetings' | 'leads'

export const ringingOf = ({ calls }: Pick<DeskState, 'calls'>): Call[] =>
  calls
    .filter(({ state }) => state === 'ringing')
    .sort((a, b) => (a.place ?? 0) - (b.place ?? 0) || a.askedAt - b.askedAt)

export const callOf = ({ calls }: Pick<DeskState, 'calls'>, visitorId: string): Call | undefined =>
  calls.find(({ visitor }) => visitor.visitorId === visitorId)

/** The call that runs on this page. */
export const callHereOf = ({ calls, callHere }: Pick<DeskState, 'calls' | 'callHere'>): Call | undefined =>
  calls.find(({ callId, state }) => callId === callHere && state === 'active')

const visitorIdOf = ({ visitor }: { visitor: Visitor }): string => visitor.visitorId

/** Whose turn is next: calls by their wait, then missed calls and unread messages, the oldest first. */
export function nextWaiting({ openChat, ...state }: DeskState): string | undefined {
  const missed = state.missed.toReversed()
  const unread = state.chats.filter((chat) => chat.unread > 0).reverse()
  const waiting = [...ringingOf(state), ...missed, ...unread].map(visitorIdOf)
  const others = [...new Set(waiting)]
  return others[(openChat ? others.indexOf(openChat) : -1) + 1] ?? others.find((each) => each !== openChat)
}

export interface Meetings {
  today: Booking[]
  later: Booking[]
}

export const meetingsOf = ({ bookings }: Pick<DeskState, 'bookings'>, now: number): Meetings => ({
  today: bookings.filter(({ slot }) => dayStart(slot) === dayStart(now)),
  later: bookings.filter(({ slot }) => slot > now && dayStart(slot) !== dayStart(now)),
})

export const unreadIn = (chats: readonly ChatSummary[]): number =>
  chats.reduce((sum, { unread }) => sum + unread, 0)
