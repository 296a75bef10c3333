import { useEffect, useState } from 'react'
import { playersOf } from './players.ts'
import type { StageMedia } from './stageMedia.ts'
import type { Playing } from './stageStore.ts'

const lookMs = 1000

/** What really plays of a stage on this page. */
export function usePlaying(media: StageMedia): Playing {
  const [playing, setPlaying] = useState<Playing>({ picture: false, sound: false })
  useEffect(() => {
    const players = playersOf(media)
    const look = () =>
      setPlaying((before) => {
        const now = players.look()
        return now.picture === before.picture && now.sound === before.sound ? before : now
      })
    look()
    const stop = players.onChange(look)
    const timer = setInterval(look, lookMs)
    return () => {
      stop()
      clearInterval(timer)
    }
  }, [media])
  return playing
}
