// Who watches accredited sessions through this server, in memory only: the facts are in Redis, and a page
// that moves to another server is counted there.
import { slotMs } from '@lectern/shared/attendance'
import type { Activity } from '@lectern/shared/credit'
import type { SessionView } from '@lectern/shared/program'
import type { Caller, Connection } from '../live/connection.ts'
import type { SentCheck } from './checksStore.ts'

export interface Viewer {
  readonly personId: string
  /** The person's watching pages, each with its peer. */
  readonly pages: Map<Connection, string>
  /** The last slot that this server has marked. */
  markedSlot: number
  /** Undefined while they have no seat, as far as this server knows. */
  seat: number | undefined
  /** Slots counted so far; negative: recount all. */
  countedSlots: number
  creditedSlots: number
  possibleSlots: number
  /** The checks they were sent, as far as this server knows. */
  checks: SentCheck[]
  /** When the next check is due, in ms of live time; undefined until asked. */
  nextCheckAt: number | undefined
  /** Checks to send as soon as the page is there: by window, when each first became due. */
  readonly due: Map<number, DueCheck>
  /** A check may have been sent without notifying anyone, because Redis did not answer. */
  mayBeUntold: boolean
}

interface DueCheck {
  /** In ms since the epoch. */
  at: number
  /** The person's page was here then, silent or not. */
  wasHere: boolean
  /** That it is due is stored in Redis, or need not be. */
  isKept: boolean
}

export interface WatchedSession {
  readonly sessionId: string
  readonly liveAt: number
  readonly activity: Activity
  /** By person id. */
  readonly viewers: Map<string, Viewer>
  /** Slots that all pages have been sent. */
  toldSlots: number
}

export type Watching = ReturnType<typeof createWatching>

const newViewer = (personId: string): Viewer => ({
  personId,
  pages: new Map(),
  markedSlot: -1,
  seat: undefined,
  countedSlots: -1,
  creditedSlots: 0,
  possibleSlots: 0,
  checks: [],
  nextCheckAt: undefined,
  due: new Map(),
  mayBeUntold: false,
})

/** Whether the viewer has a page that watched in this slot or the one before. */
export const isThere = (session: WatchedSession, viewer: Viewer, now: number): boolean =>
  viewer.markedSlot >= Math.floor((now - session.liveAt) / slotMs) - 1

/**
 * `onServed`: this server starts or stops serving a person
 * in a session; `onPage`: the same for one of their pages.
 */
export function createWatching(
  onServed: (sessionId: string, personId: string, isHere: boolean) => void = () => undefined,
  onPage: (sessionId: string, personId: string, page: Connection, isHere: boolean) => void = () => undefined,
) {
  const sessions = new Map<string, WatchedSession>()
  /** Lost connections: one may be lost while its page is still joining. */
  const lost = new WeakSet<Connection>()

  function drop(session: WatchedSession, viewer: Viewer, connection: Connection): void {
    viewer.pages.delete(connection)
    onPage(session.sessionId, viewer.personId, connection, false)
    if (viewer.pages.size === 0) {
      session.viewers.delete(viewer.personId)
      onServed(session.sessionId, viewer.personId, false)
    }
    if (session.viewers.size === 0) sessions.delete(session.sessionId)
  }

  return {
    sessions: (): IterableIterator<WatchedSession> => sessions.values(),
    find: (sessionId: string): WatchedSession | undefined => sessions.get(sessionId),

    /** A page watches from now on, as this peer. */
    join({ session, state }: SessionView, activity: Activity, peerId: string, caller: Caller): void {
      const { person, connection } = caller
      if (state.liveAt === null || lost.has(connection)) return
      const watched = sessions.get(session.id) ?? {
        sessionId: session.id,
        liveAt: state.liveAt,
        activity,
        viewers: new Map<string, Viewer>(),
        toldSlots: 0,
      }
      sessions.set(session.id, watched)
      const viewer = watched.viewers.get(person.id) ?? newViewer(person.id)
      watched.viewers.set(person.id, viewer)
      if (!viewer.pages.has(connection)) onPage(session.id, person.id, connection, true)
      viewer.pages.set(connection, peerId)
      onServed(session.id, person.id, true)
      // The person may be back from the hall, or from another server.
      viewer.countedSlots = -1
    },

    /** A peer left. If the page already has a newer peer, keep it watching. */
    leave(sessionId: string, peerId: string, { person, connection }: Caller): void {
      const session = sessions.get(sessionId)
      const viewer = session?.viewers.get(person.id)
      if (session && viewer?.pages.get(connection) === peerId) drop(session, viewer, connection)
    },

    /** A connection is gone, with all its pages. */
    gone(connection: Connection, personId: string): void {
      lost.add(connection)
      for (const session of sessions.values()) {
        const viewer = session.viewers.get(personId)
        if (viewer?.pages.has(connection)) drop(session, viewer, connection)
      }
    },

    /** The viewer's connections that still speak for a peer; forgets the others. */
    pagesOf(session: WatchedSession, viewer: Viewer): string[] {
      const ids: string[] = []
      for (const [connection, peerId] of viewer.pages) {
        if (connection.peers.has(peerId)) ids.push(connection.id)
        else drop(session, viewer, connection)
      }
      return ids
    },

    forget: (sessionId: string): void => {
      sessions.delete(sessionId)
    },

    /** The person now has a seat: this server serves it if they already watch here, as staff may. */
    seated(sessionId: string, personId: string): void {
      if (sessions.get(sessionId)?.viewers.has(personId)) onServed(sessionId, personId, true)
    },

    /** These people's beats marked nothing: accept their next ones. */
    unmark(sessionId: string, personIds: readonly string[]): void {
      const session = sessions.get(sessionId)
      for (const personId of personIds) {
        const viewer = session?.viewers.get(personId)
        if (!viewer) continue
        viewer.markedSlot = -1
        viewer.countedSlots = -1
      }
    },

    /** Schedules a recount for this person, or for everyone. */
    recount(sessionId: string, personId?: string): void {
      for (const viewer of sessions.get(sessionId)?.viewers.values() ?? [])
        if (personId === undefined || viewer.personId === personId) viewer.countedSlots = -1
    },
  }
}
