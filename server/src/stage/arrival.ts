// What a viewer's arrival at a stage depends on. `attendance` implements it.
import type { Session, SessionView } from '@lectern/shared/program'
import type { Caller } from '../live/connection.ts'

/** One person's arrival at one session. */
export interface Arrival {
  /** Throws if the person may not receive media of this session yet. */
  requireAdmitted(session: Session): Promise<void>
  /** Watching a session means leaving the exhibit hall, on all devices. */
  leaveHall(): Promise<void>
  /** The caller's connection now speaks for a viewer's peer. */
  joined(view: SessionView, peerId: string): Promise<void>
}

/** Measures the audience. */
export interface Audience {
  /** Starts reading what the arrival depends on. */
  arriving(sessionId: string, caller: Caller): Arrival
  /** Like the arrival's, for a page that returns to its peer. */
  joined(view: SessionView, peerId: string, caller: Caller): Promise<void>
  left(sessionId: string, peerId: string, caller: Caller): Promise<void>
}
