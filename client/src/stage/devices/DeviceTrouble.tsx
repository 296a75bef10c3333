import { Button, Group, Text } from '@mantine/core'
import { useStore } from 'zustand'
import type { StageMedia } from '../stageMedia.ts'
import { type Capture, type CaptureKind, nextDevice } from './capture.ts'

const missed: Record<CaptureKind, string> = {
  camera: 'nobody sees you',
  microphone: 'nobody hears you',
}
const stays: Record<CaptureKind, string> = {
  camera: 'Your camera stays off until you press “Camera on”.',
  microphone: 'You stay muted until you press “Unmute”.',
}

/** A device that goes away, or is muted by the system, in the middle of it all: at once, loudly, with one press to the next. */
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
      <Group key={kind} role="alert" className="device-trouble" gap="sm" mb="sm">
        <Text span fw={650}>
          {isLost
            ? `Your ${kind} is gone: ${missed[kind]}.`
            : `Your computer or headset has muted your ${kind}: ${missed[kind]}. Unmute it there.`}{' '}
          {sent[kind]?.paused && stays[kind]}
        </Text>
        {offers ? (
          <Button variant="white" color="#8a1c15" onClick={() => void capture.open(kind, next.deviceId)}>
            Use {next.label || `another ${kind}`}
          </Button>
        ) : (
          isLost && (
            <Button variant="white" color="#8a1c15" onClick={() => void capture.open(kind)}>
              Plug one in, then try again
            </Button>
          )
        )}
      </Group>
    )
  })
}
