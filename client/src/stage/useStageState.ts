import type { StageState } from '@lectern/shared/stage'
import { useStore } from 'zustand'
import { Followed, type FollowedState, newest, notLoaded } from '../live/followed.ts'
import { useFollowed } from '../live/useFollowed.ts'

export interface StageOverview extends FollowedState {
  stage: StageState | undefined
  /** Null until it is loaded. */
  watching: number | null
  activeSpeaker: string | null
}

const initial: StageOverview = { ...notLoaded, stage: undefined, watching: null, activeSpeaker: null }

const withStage = ({ stage: before }: StageOverview, stage: StageState): Partial<StageOverview> =>
  before && before.version > stage.version ? {} : { stage }

/** A session's whole stage, backstage included, as its directors are told of it. */
export function useStageState(sessionId: string): StageOverview {
  const { store } = useFollowed(
    `stage ${sessionId}`,
    (connection) =>
      new Followed({
        connection,
        initial,
        load: () => connection.send('stage.observe', { sessionId }),
        loaded: (state, { watching, ...stage }, before) => ({
          stage: newest(before.stage, state.stage, stage),
          watching,
        }),
        concerns: (event: { sessionId: string }) => event.sessionId === sessionId,
        events: {
          'stage.state': withStage,
          'stage.audience': (_state, { watching }) => ({ watching }),
          'stage.activeSpeaker': (_state, { peerId }) => ({ activeSpeaker: peerId }),
        },
      }),
  )
  return useStore(store)
}
