import { useEffect, useMemo, useRef } from 'react'
import { useStore } from 'zustand'
import { followLoudspeaker } from './loudspeaker.ts'
import type { StageMedia } from './stageMedia.ts'

interface StageSoundProps {
  media: StageMedia
  muted: boolean
  /** 0 to 1 */
  volume: number
  /** The browser wants a press before it plays sound. */
  onBlocked: (blocked: boolean) => void
}

/** All voices on stage, through one element: one permission, one volume. */
export function StageSound({ media, muted, volume, onBlocked }: StageSoundProps) {
  const element = useRef<HTMLAudioElement>(null)
  const received = useStore(media.store, (state) => state.received)
  const stream = useMemo(() => {
    const tracks = Object.values(received).flatMap(({ kind, track }) => (kind === 'audio' ? [track] : []))
    return tracks.length > 0 ? new MediaStream(tracks) : null
  }, [received])

  useEffect(() => {
    const audio = element.current
    if (!audio) return
    audio.srcObject = stream
    if (!stream) return
    audio.play().then(
      () => onBlocked(false),
      (error: Error) => onBlocked(error.name === 'NotAllowedError'),
    )
  }, [stream, onBlocked])

  useEffect(() => (element.current ? followLoudspeaker(element.current) : undefined), [])

  useEffect(() => {
    if (element.current) element.current.volume = volume
  }, [volume])

  return <audio ref={element} autoPlay muted={muted} data-testid="sound" />
}
