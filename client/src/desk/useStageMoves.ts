import type { Presenter } from '@lectern/shared/stage'
import { notifications } from '@mantine/notifications'
import { useEffect, useState } from 'react'
import { useStore } from 'zustand'
import { useCommand } from '../live/useCommand.ts'
import { isLast, lastActs, setLastAct } from '../ui/lastActs.ts'
import { notDone } from '../ui/notDone.ts'
import { toast } from '../ui/toast.tsx'

/** For how long a move can be taken back by a key, in ms. */
const offerMs = 10_000
const toastId = 'stage-move'

/** What was done to somebody last. */
interface StageMove {
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
    setLastAct('stage', performance.now())
    const timer = setTimeout(() => setLast(undefined), offerMs)
    return () => {
      clearTimeout(timer)
      setLastAct('stage', 0)
    }
  }, [last])

  async function move({ personId, name, onStageAt }: Presenter): Promise<void> {
    const did = onStageAt === null ? 'bringOn' : 'takeOff'
    if (!(await send(`stage.${did}`, { sessionId, personId }))) return
    const made = { personId, name, did } as const
    setLast(made)
    const words = did === 'takeOff' ? 'is off the stage.' : 'is being brought on stage.'
    toast(`${name} ${words}`, { id: toastId, forMs: offerMs, undo: () => void undo(made), undoKey: 'u' })
  }
  async function undo(made = last): Promise<void> {
    if (!made) return
    const { personId, did } = made
    setLast(undefined)
    notifications.hide(toastId)
    if (did === 'takeOff') await send('stage.bringOn', { sessionId, personId, undo: true })
    else await send('stage.takeOff', { sessionId, personId })
  }
  // What was done to a question since comes first.
  const isNext = useStore(lastActs, isLast('stage'))
  return { busy, canUndo: last !== undefined && isNext, move, undo }
}
