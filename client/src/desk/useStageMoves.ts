import type { Presenter } from '@lectern/shared/stage'
import { useEffect, useState } from 'react'
import { useDirecting } from './useDirecting.ts'

/** For how long a move can be taken back by a key, in ms. */
export const offerMs = 10_000

/** What was done to somebody last. */
export interface StageMove {
  personId: string
  name: string
  did: 'bringOn' | 'takeOff'
}

/** Brings people on stage and takes them off; what was done last can be undone for some seconds, without a countdown. */
export function useStageMoves(sessionId: string) {
  const { busy, direct } = useDirecting()
  const [last, setLast] = useState<StageMove>()
  useEffect(() => {
    if (!last) return
    const timer = setTimeout(() => setLast(undefined), offerMs)
    return () => clearTimeout(timer)
  }, [last])

  async function move({ personId, name, onStageAt }: Presenter): Promise<void> {
    const did = onStageAt === null ? 'bringOn' : 'takeOff'
    if (await direct(`stage.${did}`, { sessionId, personId })) setLast({ personId, name, did })
  }
  async function undo(): Promise<void> {
    if (!last) return
    const { personId, did } = last
    setLast(undefined)
    if (did === 'takeOff') await direct('stage.bringOn', { sessionId, personId, undo: true })
    else await direct('stage.takeOff', { sessionId, personId })
  }
  return { busy, last, move, undo }
}
