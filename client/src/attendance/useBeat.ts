import { useEffect, useState } from 'react'
import { live } from '../live/useConnection.ts'
import { workerTimer } from '../live/workerTimer.ts'
import { playersOf } from '../stage/players.ts'
import type { StageMedia } from '../stage/stageMedia.ts'
import { type Beat, createBeat, type PageSight, type SoundNow } from './beat.ts'

const sight = (): PageSight => ({
  hidden: document.hidden,
  pictureInPicture: Boolean(document.pictureInPictureElement),
})

const sightEvents = ['visibilitychange', 'enterpictureinpicture', 'leavepictureinpicture'] as const

function onSight(listener: () => void): () => void {
  for (const event of sightEvents) document.addEventListener(event, listener)
  return () => {
    for (const event of sightEvents) document.removeEventListener(event, listener)
  }
}

/** Beats while the page shows or plays the stage of an accredited session; returns whether it does. */
export function useBeat(media: StageMedia, isAccredited: boolean, sound: SoundNow): boolean {
  const { muted, volume } = sound
  const [beat, setBeat] = useState<Beat>()
  const [playing, setPlaying] = useState(false)
  useEffect(() => {
    if (!isAccredited) return
    const made = createBeat({
      connection: live(),
      media: media.store,
      players: playersOf(media),
      timer: workerTimer,
      sight,
      onSight,
    })
    const stopFollowing = made.store.subscribe((state) => setPlaying(state.playing))
    setBeat(made)
    return () => {
      stopFollowing()
      made.stop()
    }
  }, [media, isAccredited])
  useEffect(() => beat?.setSound({ muted, volume }), [beat, muted, volume])
  return playing
}
