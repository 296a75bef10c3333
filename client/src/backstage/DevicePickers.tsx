import { Button, NativeSelect, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { useStore } from 'zustand'
import type { Capture, CaptureKind } from './capture.ts'
import { LevelMeter } from './LevelMeter.tsx'
import { playThrough } from './output.ts'
import { remedyFor } from './remedies.ts'

const kinds: { kind: CaptureKind; label: string; input: MediaDeviceKind }[] = [
  { kind: 'camera', label: 'Camera', input: 'videoinput' },
  { kind: 'microphone', label: 'Microphone', input: 'audioinput' },
]

/** Camera, microphone and loudspeaker: chosen here, changed here, also while on stage. */
export function DevicePickers({ capture, onHeard }: { capture: Capture; onHeard?: () => void }) {
  const { devices, tracks, problems } = useStore(capture.store)
  const named = (kind: MediaDeviceKind) => devices.filter((device) => device.kind === kind && device.deviceId)
  const outputs = named('audiooutput')
  const [output, setOutput] = useState('')
  return (
    <Stack gap="md">
      {kinds.map(({ kind, label, input }) => (
        <div key={kind}>
          <NativeSelect
            label={label}
            value={tracks[kind]?.getSettings().deviceId ?? ''}
            onChange={(event) => void capture.open(kind, event.currentTarget.value)}
            disabled={named(input).length === 0}
            data={
              named(input).length > 0
                ? named(input).map(({ deviceId, label: name }) => ({ value: deviceId, label: name || label }))
                : [{ value: '', label: 'None yet' }]
            }
          />
          {kind === 'microphone' && tracks.microphone && (
            <div style={{ marginTop: 8 }}>
              <LevelMeter track={tracks.microphone} {...(onHeard && { onHeard })} />
            </div>
          )}
          {problems[kind] && (
            <div role="alert" style={{ marginTop: 8 }}>
              <Text size="sm" c="#8a1c15">
                {remedyFor(kind, problems[kind], navigator.userAgent)}
              </Text>
              <Button size="compact-md" variant="default" mt={4} onClick={() => void capture.open(kind)}>
                Try again
              </Button>
            </div>
          )}
        </div>
      ))}
      {outputs.length > 0 && (
        <NativeSelect
          label="Loudspeaker"
          value={output}
          onChange={(event) => {
            setOutput(event.currentTarget.value)
            void playThrough(event.currentTarget.value)
          }}
          data={outputs.map(({ deviceId, label }) => ({ value: deviceId, label: label || 'Loudspeaker' }))}
        />
      )}
    </Stack>
  )
}
