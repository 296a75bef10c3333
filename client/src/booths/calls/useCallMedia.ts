import { callStageId } from '@lectern/shared/booths'
import { useConnection } from '../../live/useConnection.ts'
import { loadDevice } from '../../stage/device.ts'
import { leaveStage } from '../../stage/leaveStage.ts'
import { StageMedia } from '../../stage/stageMedia.ts'
import { useWhileShown } from '../../ui/useWhileShown.ts'

/** The page's media in a call: both sides are presenters on the call's own stage. */
export function useCallMedia(boothId: string, callId: string): StageMedia | undefined {
  const connection = useConnection()
  const join = () => {
    const media = new StageMedia({
      connection,
      sessionId: callStageId(callId),
      role: 'presenter',
      loadDevice,
      join: (rtpCapabilities) => connection.send('booths.joinCall', { boothId, callId, rtpCapabilities }),
    })
    media.start()
    return media
  }
  return useWhileShown(`${boothId} ${callId}`, join, leaveStage)
}
