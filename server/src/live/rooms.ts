// Every channel (Socket.IO room) of the product.
import type { Person } from '@lectern/shared/accounts'
import type { Session } from '@lectern/shared/program'
import { isFacultyOf, mayRun } from '../core/authorise.ts'

export const rooms = {
  /** All of one person's sockets, at every conference, on every server. */
  person: (personId: string) => `person:${personId}`,
  /** Those of their sockets that are at one conference. */
  member: (conferenceId: string, personId: string) => `conference:${conferenceId}:person:${personId}`,
  /** All sockets of one signed-in browser. */
  webSession: (webSessionId: string) => `web:${webSessionId}`,
  /** Everyone at a conference: for its agenda. */
  program: (conferenceId: string) => `conference:${conferenceId}`,
  /** Those of them who plan or run it: they hear of drafts. */
  planners: (conferenceId: string) => `conference:${conferenceId}:planners`,
  /** Viewers following a session. */
  session: (sessionId: string) => `session:${sessionId}`,
  /** Its speakers, moderators and organisers: they get more, and are not in the viewers' channel. */
  staff: (sessionId: string) => `session:${sessionId}:staff`,
  /** The moderators and organisers among them: only they see who asks and what is waiting. */
  desk: (sessionId: string) => `session:${sessionId}:desk`,
  /** The others among them: its speakers. Nobody is in both. */
  panel: (sessionId: string) => `session:${sessionId}:panel`,
  /** People who have voted in a poll that shows its results to voters. */
  voters: (sessionId: string, pollId: string) => `session:${sessionId}:voters:${pollId}`,
  /** One person's pages that watch a session. */
  watcher: (sessionId: string, personId: string) => `session:${sessionId}:watcher:${personId}`,
  /** Everyone in a conference's exhibit hall: for its floor. Booths are announced nowhere else. */
  hall: (conferenceId: string) => `conference:${conferenceId}:hall`,
  /** The visitors of one booth. */
  booth: (boothId: string) => `booth:${boothId}`,
  /** The staff at its desk. */
  boothDesk: (boothId: string) => `booth:${boothId}:desk`,
  /** One of its visitors, on all devices there. */
  visitor: (boothId: string, visitorId: string) => `booth:${boothId}:visitor:${visitorId}`,
} as const

/** The channel on which a person follows a session; it decides what they get. */
export type Channel = 'desk' | 'panel' | 'audience'

export function channelOf(session: Session, person: Person): Channel {
  if (mayRun(['moderator', 'organiser'], person, session)) return 'desk'
  return isFacultyOf(session, person) ? 'panel' : 'audience'
}

/** All Socket.IO rooms of one session for a person on that channel. */
export const roomsOf = (sessionId: string, channel: Channel): string[] =>
  channel === 'audience' ? [rooms.session(sessionId)] : [rooms.staff(sessionId), rooms[channel](sessionId)]
