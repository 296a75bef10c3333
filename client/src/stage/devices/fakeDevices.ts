// For tests: the cameras, microphones and loudspeakers of a computer, plugged in and pulled out by the test.
import { FakeMediaStreamTrack } from 'fake-mediastreamtrack'

export interface PlayedDevice {
  deviceId: string
  kind: MediaDeviceKind
  label: string
}

export const builtInMic: PlayedDevice = { deviceId: 'mic', kind: 'audioinput', label: 'Built-in Microphone' }
export const headset: PlayedDevice = { deviceId: 'headset', kind: 'audioinput', label: 'Headset' }
const webcam: PlayedDevice = { deviceId: 'cam', kind: 'videoinput', label: 'Webcam' }
const monitor: PlayedDevice = { deviceId: 'out', kind: 'audiooutput', label: 'Monitor' }

type Constraint = { deviceId?: { exact?: string; ideal?: string } } | undefined

export class FakeDevices extends EventTarget {
  devices: PlayedDevice[] = [headset, builtInMic, webcam, monitor]
  /** Errors for the next requests. */
  readonly refusals: Error[] = []
  readonly opened: FakeMediaStreamTrack[] = []

  readonly getUserMedia = async ({ audio, video }: MediaStreamConstraints): Promise<MediaStream> => {
    const refusal = this.refusals.shift()
    if (refusal) throw refusal
    const { exact, ideal } = ((video ?? audio) as Constraint)?.deviceId ?? {}
    const there = this.devices.filter(({ kind }) => kind === (video ? 'videoinput' : 'audioinput'))
    const device =
      there.find(({ deviceId }) => deviceId === (exact ?? ideal)) ?? (exact ? undefined : there[0])
    if (!device) throw new DOMException('', exact ? 'OverconstrainedError' : 'NotFoundError')
    const track = new FakeMediaStreamTrack({
      kind: video ? 'video' : 'audio',
      label: device.label,
      settings: { deviceId: device.deviceId },
    })
    this.opened.push(track)
    return { getTracks: () => [track] } as unknown as MediaStream
  }

  readonly enumerateDevices = async () => this.devices as MediaDeviceInfo[]

  unplug(device: PlayedDevice): void {
    this.devices = this.devices.filter((one) => one !== device)
    for (const track of this.opened)
      if (track.getSettings().deviceId === device.deviceId && track.readyState === 'live') track.remoteStop()
    this.dispatchEvent(new Event('devicechange'))
  }

  plugIn(device: PlayedDevice): void {
    this.devices = [...this.devices, device]
    this.dispatchEvent(new Event('devicechange'))
  }

  get asMediaDevices(): MediaDevices {
    return this as unknown as MediaDevices
  }
}

/** Waits for pending device requests. */
export const answered = () => new Promise<void>((resolve) => setTimeout(resolve))
