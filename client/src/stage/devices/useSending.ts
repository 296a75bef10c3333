import { useEffect } from 'react'
import { useStore } from 'zustand'
import type { StageMedia } from '../stageMedia.ts'
import type { Capture, CaptureKind } from './capture.ts'
import { isKeptOff, keepOff } from './keptOff.ts'

/**
 * Sends camera and microphone to a stage. A muted or disabled source stays
 * so with every device and after a reload; only a press makes it live again.
 */
export function useSending(media: StageMedia, capture: Capture, stageId: string): void {
  useEffect(
    () =>
      media.store.subscribe(({ sent }, before) => {
        if (sent !== before.sent) keepOff(stageId, sent)
      }),
    [media, stageId],
  )
  useSource(media, capture, 'camera', stageId)
  useSource(media, capture, 'microphone', stageId)
}

function useSource(media: StageMedia, capture: Capture, kind: CaptureKind, stageId: string): void {
  const track = useStore(capture.store, ({ tracks }) => tracks[kind])
  const silenced = useStore(capture.store, (state) => state.silenced[kind] ?? false)
  useEffect(() => {
    if (track) media.sending.publish(kind, track, isKeptOff(stageId, kind)).catch(() => undefined)
  }, [media, kind, track, stageId])
  const lost = !track || silenced
  useEffect(() => {
    media.sending.setLost(kind, lost).catch(() => undefined)
  }, [media, kind, lost])
}
