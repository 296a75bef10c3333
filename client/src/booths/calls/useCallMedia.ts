import { callStageId } from '@lectern/shared/booths'
import { useLayoutEffect, useState } from 'react'
import { live } from '../../live/useConnection.ts'
import { loadDevice } from '../../stage/device.ts'
import { StageMedia } from '../../stage/stageMedia.ts'
import { usePageReturns } from '../../stage/usePageReturns.ts'

/** The page's media in a call: both sides are presenters of a stage of its own. */
export function useCallMedia(boothId: string, callId: string): StageMedia | undefined {
  const [media, setMedia] = useState<StageMedia>()
  const returns = usePageReturns()
  useLayoutEffect(() => {
    const connection = live()
    const joined = new StageMedia({
      connection,
      sessionId: callStageId(callId),
      role: 'presenter',
      loadDevice,
      join: (rtpCapabilities) => connection.send('booths.joinCall', { boothId, callId, rtpCapabilities }),
    })
    joined.start()
    setMedia(joined)
    const leave = () => joined.stop()
    window.addEventListener('pagehide', leave)
    return () => {
      window.removeEventListener('pagehide', leave)
      joined.stop()
      setMedia(undefined)
    }
  }, [boothId, callId, returns])
  return media
}
