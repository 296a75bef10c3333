// Every Socket.IO room of the product.
import type { Person } from '@lectern/shared/accounts'
import type { Session } from '@lectern/shared/program'
import { isFacultyOf, mayRun } from '../core/authorise.ts'

export const rooms = {
  /** All of one person's sockets, on every server. */
  person: (personId: string) => `person:${personId}`,
  /** All sockets of one signed-in browser. */
  webSession: (webSessionId: string) => `web:${webSessionId}`,
  /** Everybody signed in: what the agenda shows. */
  program: () => 'program',
  /** Those who follow a session as viewers. */
  session: (sessionId: string) => `session:${sessionId}`,
  /** Its speakers and moderators, and organisers: they are told more, and are not in the room above. */
  staff: (sessionId: string) => `session:${sessionId}:staff`,
  /** Of the staff, its moderators and organisers: they alone are told who asks, and what waits. */
  desk: (sessionId: string) => `session:${sessionId}:desk`,
  /** Of the staff, all others: its speakers. Nobody is in both. */
  panel: (sessionId: string) => `session:${sessionId}:panel`,
  /** Those who have voted in a poll that shows its results to voters. */
  voters: (sessionId: string, pollId: string) => `session:${sessionId}:voters:${pollId}`,
  /** One person's pages that watch a session. */
  watcher: (sessionId: string, personId: string) => `session:${sessionId}:watcher:${personId}`,
  /** Everybody in the exhibit hall: what its floor shows. Nothing of booths is told anywhere else. */
  hall: () => 'hall',
  /** The visitors of one booth. */
  booth: (boothId: string) => `booth:${boothId}`,
  /** The staff at its desk. */
  boothDesk: (boothId: string) => `booth:${boothId}:desk`,
  /** One visitor of it, on all devices there. */
  visitor: (boothId: string, visitorId: string) => `booth:${boothId}:visitor:${visitorId}`,
} as const

/** The channel of a session that somebody listens on; it decides what they are told. */
export type Channel = 'desk' | 'panel' | 'audience'

export function channelOf(session: Session, person: Person): Channel {
  if (mayRun(['moderator', 'organiser'], person, session)) return 'desk'
  return isFacultyOf(session, person) ? 'panel' : 'audience'
}

/** The rooms of one session for everybody on that channel. */
export const roomsOf = (sessionId: string, channel: Channel): string[] =>
  channel === 'audience' ? [rooms.session(sessionId)] : [rooms.staff(sessionId), rooms[channel](sessionId)]
