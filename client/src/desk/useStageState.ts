import type { StageState } from '@lectern/shared/stage'
import { useEffect, useState } from 'react'
import { live } from '../live/useConnection.ts'

interface StageOverview {
  stage: StageState | undefined
  /** Null until it is told: only changes are. */
  watching: number | null
  activeSpeaker: string | null
}

/** A session's whole stage, backstage included, as its directors are told of it. */
export function useStageState(sessionId: string): StageOverview {
  const [overview, setOverview] = useState<StageOverview>({
    stage: undefined,
    watching: null,
    activeSpeaker: null,
  })
  useEffect(() => {
    const connection = live()
    const take = (stage: StageState) => {
      if (stage.sessionId !== sessionId) return
      setOverview((before) =>
        before.stage && before.stage.version > stage.version ? before : { ...before, stage },
      )
    }
    const stops = [
      connection.on('stage.state', take),
      connection.on('stage.audience', (event) => {
        if (event.sessionId === sessionId) setOverview((before) => ({ ...before, watching: event.watching }))
      }),
      connection.on('stage.activeSpeaker', (event) => {
        if (event.sessionId === sessionId)
          setOverview((before) => ({ ...before, activeSpeaker: event.peerId }))
      }),
      connection.onConnected(() => {
        connection
          .send('stage.observe', { sessionId })
          .then(take)
          .catch(() => undefined)
      }),
    ]
    return () => {
      for (const stop of stops) stop()
    }
  }, [sessionId])
  return overview
}
