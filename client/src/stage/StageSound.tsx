import { useEffect, useMemo, useRef } from 'react'
import { useStore } from 'zustand'
import { followLoudspeaker } from './loudspeaker.ts'
import { playersOf } from './players.ts'
import type { StageMedia } from './stageMedia.ts'

interface StageSoundProps {
  media: StageMedia
  muted: boolean
  /** 0 to 1 */
  volume: number
  /** The browser requires a press before it plays sound or video. */
  onBlocked: (blocked: boolean) => void
}

/** All voices on stage through one element: one permission, one volume. */
export function StageSound({ media, muted, volume, onBlocked }: StageSoundProps) {
  const element = useRef<HTMLAudioElement>(null)
  const received = useStore(media.store, (state) => state.received)
  const players = playersOf(media)
  const refused = useStore(players.store, (state) => state.refused)
  const stream = useMemo(() => {
    const tracks = Object.values(received).flatMap(({ kind, track }) => (kind === 'audio' ? [track] : []))
    return tracks.length > 0 ? new MediaStream(tracks) : null
  }, [received])

  useEffect(() => (element.current ? players.add(element.current, 'sound') : undefined), [players])
  useEffect(() => (element.current ? followLoudspeaker(element.current) : undefined), [])
  useEffect(() => {
    const audio = element.current
    if (!audio) return
    audio.srcObject = stream
    void players.play(audio)
  }, [stream, players])
  useEffect(() => onBlocked(refused), [refused, onBlocked])

  useEffect(() => {
    if (element.current) element.current.volume = volume
  }, [volume])

  return <audio ref={element} autoPlay muted={muted} data-testid="sound" />
}
