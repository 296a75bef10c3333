import { Button, NativeSelect, Stack, Text } from '@mantine/core'
import { useStore } from 'zustand'
import { Part } from '../../ui/ErrorBoundary.tsx'
import { canChooseLoudspeaker, chooseLoudspeaker, loudspeaker } from '../loudspeaker.ts'
import { TestSound } from '../TestSound.tsx'
import type { Capture, CaptureKind } from './capture.ts'
import { LevelMeter } from './LevelMeter.tsx'
import { remedyFor } from './remedies.ts'

interface DevicePickersProps {
  capture: Capture
  onHeard?: () => void
  onUnmeasured?: () => void
}

/** Camera, microphone and loudspeaker: chosen and changed here, on stage too. */
export function DevicePickers({ capture, onHeard, onUnmeasured }: DevicePickersProps) {
  const microphone = useStore(capture.store, ({ tracks }) => tracks.microphone)
  return (
    <Stack gap="md">
      <InputPicker capture={capture} kind="camera" label="Camera" input="videoinput" />
      <div>
        <InputPicker capture={capture} kind="microphone" label="Microphone" input="audioinput" />
        {microphone && (
          <div style={{ marginTop: 8 }}>
            <Part name="The level meter">
              <LevelMeter
                track={microphone}
                {...(onHeard && { onHeard })}
                {...(onUnmeasured && { onUnmeasured })}
              />
            </Part>
          </div>
        )}
      </div>
      <LoudspeakerPicker capture={capture} />
    </Stack>
  )
}

const named = (devices: readonly MediaDeviceInfo[], kind: MediaDeviceKind) =>
  devices.filter((device) => device.kind === kind && device.deviceId)

interface InputPickerProps {
  capture: Capture
  kind: CaptureKind
  label: string
  input: MediaDeviceKind
}

function InputPicker({ capture, kind, label, input }: InputPickerProps) {
  const { devices, tracks, problems } = useStore(capture.store)
  const inputs = named(devices, input)
  const problem = problems[kind]
  // If the current device is not listed, the list would show another one as selected.
  const current = tracks[kind]?.getSettings().deviceId ?? ''
  const isListed = inputs.some(({ deviceId }) => deviceId === current)
  const choices = inputs.map(({ deviceId, label: name }) => ({ value: deviceId, label: name || label }))
  return (
    <div>
      <NativeSelect
        label={label}
        value={isListed ? current : ''}
        onChange={(event) => {
          if (event.currentTarget.value) void capture.open(kind, event.currentTarget.value)
        }}
        disabled={inputs.length === 0}
        data={[
          ...(isListed ? [] : [{ value: '', label: inputs.length === 0 ? 'None yet' : 'Choose' }]),
          ...choices,
        ]}
      />
      {problem && (
        <div role="alert" style={{ marginTop: 8 }}>
          <Text size="sm" c="red">
            {remedyFor(kind, problem, navigator.userAgent)}
          </Text>
          <Button size="compact-md" variant="default" mt={4} onClick={() => void capture.open(kind)}>
            Try again
          </Button>
        </div>
      )}
    </div>
  )
}

function LoudspeakerPicker({ capture }: { capture: Capture }) {
  const outputs = named(
    useStore(capture.store, ({ devices }) => devices),
    'audiooutput',
  )
  const { deviceId, refused } = useStore(loudspeaker)
  const isListed = outputs.some((output) => output.deviceId === deviceId)
  return (
    <Stack gap="xs">
      {canChooseLoudspeaker() && outputs.length > 0 ? (
        <NativeSelect
          label="Loudspeaker"
          value={isListed ? deviceId : ''}
          onChange={(event) => chooseLoudspeaker(event.currentTarget.value)}
          data={[
            { value: '', label: 'System default' },
            ...outputs.map((output) => ({ value: output.deviceId, label: output.label || 'Loudspeaker' })),
          ]}
        />
      ) : (
        <Text size="sm">
          This browser plays through your computer’s default loudspeaker. Change it in the computer’s sound
          settings.
        </Text>
      )}
      {refused && (
        <Text size="sm" role="alert" c="red">
          The loudspeaker you chose can’t be used right now: sound plays through the system default.
        </Text>
      )}
      <TestSound />
    </Stack>
  )
}
