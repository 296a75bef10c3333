import './backstage.css'
import type { SessionView } from '@lectern/shared/program'
import { Button, Stack, Text, VisuallyHidden } from '@mantine/core'
import { IconCheck, IconMinus } from '@tabler/icons-react'
import { useCallback, useState } from 'react'
import { useStore } from 'zustand'
import { useConnectionStatus } from '../live/useConnection.ts'
import type { Capture } from '../stage/devices/capture.ts'
import { DevicePickers } from '../stage/devices/DevicePickers.tsx'
import { SelfView } from '../stage/devices/SelfView.tsx'
import { Part } from '../ui/ErrorBoundary.tsx'
import { Page, PageHead } from '../ui/Page.tsx'
import { GreenRoomFacts } from './GreenRoomFacts.tsx'

interface DeviceCheckProps {
  view: SessionView
  personId: string
  capture: Capture
  onReady: () => void
}

/** Camera, microphone and network, each shown to work before anybody else sees them. */
export function DeviceCheck({ view, personId, capture, onReady }: DeviceCheckProps) {
  const { title } = view.session
  const { tracks } = useStore(capture.store)
  const [heard, setHeard] = useState(false)
  const [unmeasured, setUnmeasured] = useState(false)
  const onHeard = useCallback(() => setHeard(true), [])
  const onUnmeasured = useCallback(() => setUnmeasured(true), [])
  const mayGo = tracks.camera !== undefined || tracks.microphone !== undefined
  return (
    <Page>
      <PageHead
        title={title}
        tabTitle={`Green room – ${title}`}
        over="Green room"
        lead="Only you can see and hear this."
      />
      <div className="green-room">
        <Stack gap="md">
          <Part name="Your own video">
            <SelfView track={tracks.camera} label="Your own picture" />
          </Part>
          <Part name="What is known of the session">
            <GreenRoomFacts session={view.session} personId={personId} />
          </Part>
        </Stack>
        <Stack gap="md">
          <Part name="The choice of devices">
            <DevicePickers capture={capture} onHeard={onHeard} onUnmeasured={onUnmeasured} />
          </Part>
          <Checklist capture={capture} heard={heard} unmeasured={unmeasured} />
          <Button size="lg" onClick={onReady} disabled={!mayGo}>
            Go backstage
          </Button>
          {!mayGo && <Text size="sm">You need a camera or a microphone to continue.</Text>}
        </Stack>
      </div>
    </Page>
  )
}

interface ChecklistProps {
  capture: Capture
  heard: boolean
  /** The browser cannot measure the microphone. */
  unmeasured: boolean
}

/** Turns green by itself. */
function Checklist({ capture, heard, unmeasured }: ChecklistProps) {
  const { tracks } = useStore(capture.store)
  const isConnected = useConnectionStatus() === 'connected'
  const microphone = tracks.microphone !== undefined
  const checks = [
    { label: 'Camera works', done: tracks.camera !== undefined },
    unmeasured
      ? { label: 'Microphone is on', done: microphone }
      : {
          label: heard ? 'Microphone hears you' : 'Microphone: say a few words',
          done: heard && microphone,
        },
    {
      label: isConnected ? 'Connected to the conference' : 'Connecting to the conference',
      done: isConnected,
    },
  ]
  return (
    <ul className="checklist" aria-label="Checklist">
      {checks.map(({ label, done }) => (
        <li key={label} data-done={done}>
          {done ? (
            <IconCheck size={20} stroke={2} aria-hidden="true" />
          ) : (
            <IconMinus size={20} stroke={2} aria-hidden="true" />
          )}
          <span>
            {label}
            <VisuallyHidden>{done ? ' (done)' : ' (not yet)'}</VisuallyHidden>
          </span>
        </li>
      ))}
    </ul>
  )
}
