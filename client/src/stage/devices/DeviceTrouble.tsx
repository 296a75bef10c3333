import { Button } from '@mantine/core'
import { useStore } from 'zustand'
import { Notice } from '../../ui/Notice.tsx'
import type { StageMedia } from '../stageMedia.ts'
import { type Capture, type CaptureKind, nextDevice } from './capture.ts'

const missed: Record<CaptureKind, string> = {
  camera: 'no one sees you',
  microphone: 'no one hears you',
}
const stays: Record<CaptureKind, string> = {
  camera: 'Your camera stays off until you click “Camera on”.',
  microphone: 'You stay muted until you click “Unmute”.',
}

/** Warns at once when a device disappears or the system mutes it, with one press to switch to the next. */
export function DeviceTrouble({ capture, media }: { capture: Capture; media: StageMedia }) {
  const state = useStore(capture.store)
  const sent = useStore(media.store, (stage) => stage.sent)
  return (['microphone', 'camera'] as const).map((kind) => {
    const isLost = state.problems[kind] === 'lost' && !state.tracks[kind]
    if (!isLost && !state.silenced[kind]) return null
    const current = isLost ? state.lost[kind] : state.tracks[kind]?.getSettings().deviceId
    const next = nextDevice(state.devices, kind, current)
    const offers = next && (isLost || next.deviceId !== current)
    return (
      <Notice
        key={kind}
        color="red"
        variant="filled"
        mb="sm"
        fw={600}
        action={
          offers ? (
            <Button variant="white" color="red" onClick={() => void capture.open(kind, next.deviceId)}>
              Use {next.label || `another ${kind}`}
            </Button>
          ) : (
            isLost && (
              <Button variant="white" color="red" onClick={() => void capture.open(kind)}>
                Plug one in, then try again
              </Button>
            )
          )
        }
      >
        {isLost
          ? `Your ${kind} is gone: ${missed[kind]}.`
          : `Your computer or headset has muted your ${kind}: ${missed[kind]}. Unmute it there.`}{' '}
        {sent[kind]?.paused && stays[kind]}
      </Notice>
    )
  })
}
