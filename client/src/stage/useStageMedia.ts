import { useEffect, useState } from 'react'
import { live } from '../app/live.ts'
import { loadDevice } from './device.ts'
import { StageMedia, type StageRole } from './stageMedia.ts'

/** The page's media on a stage while `active`; leaving the page leaves the stage. */
export function useStageMedia(sessionId: string, role: StageRole, active: boolean): StageMedia | undefined {
  const [media, setMedia] = useState<StageMedia>()
  useEffect(() => {
    if (!active) return
    const created = new StageMedia({ connection: live(), sessionId, role, loadDevice })
    created.start()
    setMedia(created)
    const leave = () => created.stop()
    window.addEventListener('pagehide', leave)
    return () => {
      window.removeEventListener('pagehide', leave)
      created.stop()
      setMedia(undefined)
    }
  }, [sessionId, role, active])
  return media
}
