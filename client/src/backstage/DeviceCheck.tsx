import { Button, Container, Grid, List, Stack, Text, ThemeIcon, VisuallyHidden } from '@mantine/core'
import { IconCheck, IconMinus } from '@tabler/icons-react'
import { useCallback, useState } from 'react'
import { useStore } from 'zustand'
import { useConnectionStatus } from '../live/useConnection.ts'
import type { Capture } from '../stage/devices/capture.ts'
import { DevicePickers } from '../stage/devices/DevicePickers.tsx'
import { SelfView } from '../stage/devices/SelfView.tsx'
import { Part } from '../ui/ErrorBoundary.tsx'
import { PageHeading } from '../ui/PageHeading.tsx'

interface DeviceCheckProps {
  title: string
  capture: Capture
  onReady: () => void
}

/** Camera, microphone and network, each shown to work before anybody else sees them. */
export function DeviceCheck({ title, capture, onReady }: DeviceCheckProps) {
  const { tracks } = useStore(capture.store)
  const status = useConnectionStatus()
  const [heard, setHeard] = useState(false)
  const [unmeasured, setUnmeasured] = useState(false)
  const onHeard = useCallback(() => setHeard(true), [])
  const onUnmeasured = useCallback(() => setUnmeasured(true), [])
  const microphone = tracks.microphone !== undefined
  const checks = [
    { label: 'Camera shows a picture', done: tracks.camera !== undefined },
    unmeasured
      ? { label: 'Microphone is on', done: microphone }
      : {
          label: heard ? 'Microphone hears you' : 'Microphone: say a few words',
          done: heard && microphone,
        },
    { label: 'Connected to the conference', done: status === 'connected' },
  ]
  const mayGo = tracks.camera !== undefined || tracks.microphone !== undefined
  return (
    <Container size="lg" py="lg">
      <PageHeading title={`Green room – ${title}`}>Green room</PageHeading>
      <Text mb="md">{title}. Nobody sees or hears you here.</Text>
      <Grid gap="lg">
        <Grid.Col span={{ base: 12, sm: 7 }}>
          <Part name="Your own picture">
            <SelfView track={tracks.camera} label="Your own picture" />
          </Part>
        </Grid.Col>
        <Grid.Col span={{ base: 12, sm: 5 }}>
          <Stack gap="md">
            <Part name="The choice of devices">
              <DevicePickers capture={capture} onHeard={onHeard} onUnmeasured={onUnmeasured} />
            </Part>
            <List listStyleType="none" spacing={4} aria-label="Checklist">
              {checks.map(({ label, done }) => (
                <List.Item
                  key={label}
                  icon={
                    <ThemeIcon size={22} radius="xl" color={done ? 'teal' : 'gray.6'} aria-hidden="true">
                      {done ? <IconCheck size={14} /> : <IconMinus size={14} />}
                    </ThemeIcon>
                  }
                >
                  {label}
                  <VisuallyHidden>{done ? ' (done)' : ' (not yet)'}</VisuallyHidden>
                </List.Item>
              ))}
            </List>
            <Button size="lg" onClick={onReady} disabled={!mayGo}>
              Go backstage
            </Button>
            {!mayGo && <Text size="sm">A camera or a microphone is needed to go on.</Text>}
          </Stack>
        </Grid.Col>
      </Grid>
    </Container>
  )
}
