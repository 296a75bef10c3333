import type { Call } from '@lectern/shared/booths'
import { Button, Group, Stack, Text, Title } from '@mantine/core'
import { type ReactNode, useRef, useState } from 'react'
import { useStore } from 'zustand'
import { useNow } from '../../live/useConnection.ts'
import { BlockedSound } from '../../stage/BlockedSound.tsx'
import type { Capture } from '../../stage/devices/capture.ts'
import { DevicePickers } from '../../stage/devices/DevicePickers.tsx'
import { DeviceTrouble } from '../../stage/devices/DeviceTrouble.tsx'
import { remedyFor } from '../../stage/devices/remedies.ts'
import { SendControls } from '../../stage/devices/SendControls.tsx'
import { useCapture } from '../../stage/devices/useCapture.ts'
import { useSending } from '../../stage/devices/useSending.ts'
import { StageSound } from '../../stage/StageSound.tsx'
import { StageView } from '../../stage/StageView.tsx'
import type { StageMedia } from '../../stage/stageMedia.ts'
import { useWakeLock } from '../../stage/useWakeLock.ts'
import { Part } from '../../ui/ErrorBoundary.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Refusal } from '../../ui/Refusal.tsx'
import { useFocusWhenIdle } from '../../ui/useFocusWhenIdle.ts'
import { stopwatch } from '../../words/durations.ts'
import { useCallMedia } from './useCallMedia.ts'

export interface CallRoomProps {
  call: Call
  title: string
  /** Shown while nobody is visible yet. */
  empty: string
  /** Leaving, ending. */
  actions: ReactNode
}

/** A call: camera and microphone are on from the start, as both sides have agreed. */
export default function CallView(props: CallRoomProps) {
  const media = useCallMedia(props.call.boothId, props.call.callId)
  const capture = useCapture()
  return media && capture ? <CallOf {...props} media={media} capture={capture} /> : null
}

function CallOf({
  call,
  title,
  empty,
  actions,
  media,
  capture,
}: CallRoomProps & { media: StageMedia; capture: Capture }) {
  const { problems } = useStore(capture.store)
  const { phase, problem } = useStore(media.store)
  const [blocked, setBlocked] = useState(false)
  const heading = useRef<HTMLHeadingElement>(null)
  const around = useRef<HTMLDivElement>(null)
  const stage = useRef<HTMLDivElement>(null)
  const now = useNow()

  useFocusWhenIdle(heading, around, true)
  useSending(media, capture, call.callId)
  useWakeLock(phase === 'joined')

  return (
    <Stack gap="sm" ref={around} role="region" aria-label="Call" className="call">
      <Group gap="md">
        <Title order={2} size="h3" ref={heading} tabIndex={-1}>
          {title}
        </Title>
        {call.activeAt && (
          <Text className="figures" size="sm" aria-label="Running for">
            {stopwatch(now - call.activeAt)}
          </Text>
        )}
      </Group>
      {(phase === 'failed' || phase === 'interrupted') && (
        <Notice
          action={
            phase === 'failed' && (
              <Button size="compact-md" onClick={() => media.retry()}>
                Try again
              </Button>
            )
          }
        >
          {problem?.message ?? 'The connection of the call was lost. It is brought back by itself.'}
        </Notice>
      )}
      <DeviceTrouble capture={capture} media={media} />
      {blocked && <BlockedSound onAllowed={() => setBlocked(false)} />}
      <Part name="The picture">
        <StageView
          media={media}
          stageRef={stage}
          empty={phase === 'joined' ? empty : 'Connecting the call…'}
        />
      </Part>
      <Part name="The sound">
        <StageSound media={media} muted={false} volume={1} onBlocked={setBlocked} />
      </Part>
      {(['camera', 'microphone'] as const).map(
        (kind) =>
          problems[kind] &&
          problems[kind] !== 'lost' && (
            <Refusal key={kind} refusal={remedyFor(kind, problems[kind], navigator.userAgent)} size="sm" />
          ),
      )}
      <Group gap="sm" align="flex-start">
        <Part name="The bar for microphone and camera">
          <SendControls media={media} />
        </Part>
        {actions}
      </Group>
      <details>
        <summary>Change camera, microphone or loudspeaker</summary>
        <Part name="The choice of devices">
          <DevicePickers capture={capture} />
        </Part>
      </details>
    </Stack>
  )
}
