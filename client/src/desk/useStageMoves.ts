import type { Presenter } from '@lectern/shared/stage'
import { useEffect, useState } from 'react'
import { useCommand } from '../live/useCommand.ts'
import { notDone } from '../ui/notDone.ts'

/** For how long a move can be taken back by a key, in ms. */
const offerMs = 10_000

/** What was done to somebody last. */
export interface StageMove {
  personId: string
  name: string
  did: 'bringOn' | 'takeOff'
}

/** Brings people on stage and off; the last move can be undone for some seconds, without a countdown. */
export function useStageMoves(sessionId: string) {
  const { busy, send } = useCommand({ onRefused: notDone })
  const [last, setLast] = useState<StageMove>()
  useEffect(() => {
    if (!last) return
    const timer = setTimeout(() => setLast(undefined), offerMs)
    return () => clearTimeout(timer)
  }, [last])

  async function move({ personId, name, onStageAt }: Presenter): Promise<void> {
    const did = onStageAt === null ? 'bringOn' : 'takeOff'
    if (await send(`stage.${did}`, { sessionId, personId })) setLast({ personId, name, did })
  }
  async function undo(): Promise<void> {
    if (!last) return
    const { personId, did } = last
    setLast(undefined)
    if (did === 'takeOff') await send('stage.bringOn', { sessionId, personId, undo: true })
    else await send('stage.takeOff', { sessionId, personId })
  }
  return { busy, last, move, undo }
}
