// What follows a session that goes into or out of a break, or ends.
import { isCallStage } from '@lectern/shared/booths'
import type { Broadcast } from '../live/broadcast.ts'
import { rooms } from '../live/rooms.ts'
import type { ProgramStore } from './programStore.ts'

export interface FollowingOptions {
  program: Pick<ProgramStore, 'state' | 'findSession'>
  broadcast: Broadcast
  /** Tells people what the end of a session did to its questions. */
  questionsChanged: (sessionId: string) => void
  /** Records its polls as closed. */
  settlePolls: (sessionId: string) => Promise<void>
  endStage: (sessionId: string) => Promise<void>
  /** Tells nodes and pages the stage as it is now. */
  publishStage: (sessionId: string) => Promise<void>
}

export function createFollowing(options: FollowingOptions) {
  const { program, broadcast } = options

  /** Doing it twice changes nothing. */
  async function follow(sessionId: string): Promise<void> {
    if (!isCallStage(sessionId) && (await program.state(sessionId)).phase === 'ended') {
      options.questionsChanged(sessionId)
      await options.settlePolls(sessionId)
      await options.endStage(sessionId)
    }
    // Last: until the stage is told, any server that is told of media on it does all of this again.
    await options.publishStage(sessionId)
  }

  return {
    follow,
    /** Announces a session's state too: the server that changed it may have died before it did. */
    async tellAgain(stageId: string): Promise<void> {
      const session = isCallStage(stageId) ? undefined : await program.findSession(stageId)
      if (session)
        broadcast(rooms.program(session.conferenceId), 'program.state', await program.state(stageId))
      await follow(stageId)
    },
  }
}
