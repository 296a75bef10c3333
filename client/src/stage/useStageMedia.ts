import { useLayoutEffect, useState } from 'react'
import { startStage, takeEarly } from './earlyJoin.ts'
import type { StageMedia, StageRole } from './stageMedia.ts'
import { usePageReturns } from './usePageReturns.ts'

/** The page's media on a stage while `active`; leaving the page leaves the stage, and coming back to it joins again. */
export function useStageMedia(sessionId: string, role: StageRole, active: boolean): StageMedia | undefined {
  const [media, setMedia] = useState<StageMedia>()
  const returns = usePageReturns()
  // Before the page is painted: what is drawn first would hold the joining up.
  useLayoutEffect(() => {
    if (!active) return
    const joined = (role === 'viewer' && takeEarly(sessionId)) || startStage(sessionId, role)
    setMedia(joined)
    const leave = () => joined.stop()
    window.addEventListener('pagehide', leave)
    return () => {
      window.removeEventListener('pagehide', leave)
      joined.stop()
      setMedia(undefined)
    }
  }, [sessionId, role, active, returns])
  return media
}
