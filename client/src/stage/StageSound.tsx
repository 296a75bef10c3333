import { useEffect, useRef } from 'react'
import { useStore } from 'zustand'
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
  const tracks = Object.values(received).filter(({ kind }) => kind === 'audio')
  const key = tracks.map(({ track }) => track.id).join(' ')

  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for the tracks.
  useEffect(() => {
    const audio = element.current
    if (!audio) return
    audio.srcObject = tracks.length > 0 ? new MediaStream(tracks.map(({ track }) => track)) : null
    if (tracks.length === 0) return
    audio.play().then(
      () => onBlocked(false),
      (error: Error) => onBlocked(error.name === 'NotAllowedError'),
    )
  }, [key, onBlocked])

  useEffect(() => {
    if (element.current) element.current.volume = volume
  }, [volume])

  // biome-ignore lint/a11y/useMediaCaption: live voices have no caption track.
  return <audio ref={element} autoPlay muted={muted} data-testid="sound" />
}
