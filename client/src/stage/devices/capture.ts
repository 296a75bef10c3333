// The page's camera and microphone: opening, choosing, changing, loss, and reasons for refusals. No React.
import { createStore, type StoreApi } from 'zustand/vanilla'
import { keepDevice, keptDevice } from '../keptDevices.ts'

export type CaptureKind = 'camera' | 'microphone'
/** Why there is no track. `system`: the computer's own settings refuse; `lost`: it worked and disappeared. */
export type CaptureProblem = 'denied' | 'system' | 'absent' | 'busy' | 'insecure' | 'failed' | 'lost'

type Each<Value> = Readonly<Partial<Record<CaptureKind, Value>>>

export interface CaptureState {
  devices: MediaDeviceInfo[]
  tracks: Each<MediaStreamTrack>
  problems: Each<CaptureProblem>
  /** The system, or a button on the headset, has muted it. */
  silenced: Each<boolean>
  /** The device that disappeared last. */
  lost: Each<string>
}

const inputOf = { camera: 'videoinput', microphone: 'audioinput' } as const

/** `exact`: this device or none. */
function constraintsOf(kind: CaptureKind, deviceId: string, exact: boolean): MediaStreamConstraints {
  const device = deviceId ? { deviceId: exact ? { exact: deviceId } : { ideal: deviceId } } : {}
  return kind === 'camera'
    ? {
        video: {
          ...device,
          width: { ideal: 1280 },
          height: { ideal: 720 },
          frameRate: { ideal: 30 },
        },
      }
    : { audio: { ...device, echoCancellation: true, noiseSuppression: true, autoGainControl: true } }
}

/** The names come from the Media Capture specification (getUserMedia, step 10). */
function problemOf(error: unknown): CaptureProblem {
  const { name = '', message = '' } = error instanceof Error || error instanceof DOMException ? error : {}
  if (name === 'NotAllowedError') return /system/i.test(message) ? 'system' : 'denied'
  if (name === 'SecurityError') return 'denied'
  if (name === 'NotFoundError' || name === 'OverconstrainedError') return 'absent'
  return name === 'NotReadableError' || name === 'AbortError' ? 'busy' : 'failed'
}

/** The device to continue with once `lost` has disappeared. */
export function nextDevice(
  devices: readonly MediaDeviceInfo[],
  kind: CaptureKind,
  lost: string | undefined,
): MediaDeviceInfo | undefined {
  const there = devices.filter((device) => device.kind === inputOf[kind] && device.deviceId)
  // It is back, or plugged in elsewhere.
  return there.find(({ deviceId }) => deviceId !== lost) ?? there[0]
}

export class Capture {
  readonly store: StoreApi<CaptureState> = createStore<CaptureState>(() => ({
    devices: [],
    tracks: {},
    problems: {},
    silenced: {},
    lost: {},
  }))
  readonly #mediaDevices: MediaDevices | undefined
  readonly #refresh = () => void this.#listDevices()
  /** By kind: how often it was opened. The latest request wins. */
  readonly #opened = { camera: 0, microphone: 0 }
  #closed = false

  /** `mediaDevices` is absent on insecure pages (neither https nor localhost). */
  constructor(mediaDevices: MediaDevices | undefined) {
    this.#mediaDevices = mediaDevices
    mediaDevices?.addEventListener('devicechange', this.#refresh)
  }

  /** Opens this device, or without an id the one chosen before, or any. */
  async open(kind: CaptureKind, deviceId?: string): Promise<void> {
    if (!this.#mediaDevices?.getUserMedia) return this.#setProblem(kind, 'insecure')
    const turn = ++this.#opened[kind]
    if (deviceId) keepDevice(kind, deviceId)
    try {
      const track = await this.#getTrack(kind, deviceId)
      if (this.#closed || turn !== this.#opened[kind]) return track.stop()
      this.#take(kind, track)
    } catch (error) {
      if (turn === this.#opened[kind]) this.#setProblem(kind, problemOf(error))
    }
    await this.#listDevices()
  }

  close(): void {
    this.#closed = true
    this.#mediaDevices?.removeEventListener('devicechange', this.#refresh)
    for (const track of Object.values(this.store.getState().tracks)) track.stop()
  }

  async #getTrack(kind: CaptureKind, deviceId: string | undefined): Promise<MediaStreamTrack> {
    const get = async () => {
      const constraints = constraintsOf(kind, deviceId ?? keptDevice(kind), deviceId !== undefined)
      const [track] = (await this.#mediaDevices!.getUserMedia(constraints)).getTracks()
      if (!track) throw new DOMException('no track', 'NotFoundError')
      return track
    }
    const before = this.store.getState().tracks[kind]
    try {
      return await get()
    } catch (error) {
      // Phones permit one camera at a time.
      if (!deviceId || !before || problemOf(error) !== 'busy') throw error
      before.stop()
      return get()
    }
  }

  #take(kind: CaptureKind, track: MediaStreamTrack): void {
    const { tracks, problems, silenced } = this.store.getState()
    tracks[kind]?.stop()
    const { [kind]: _, ...others } = problems
    this.store.setState({
      tracks: { ...tracks, [kind]: track },
      problems: others,
      silenced: { ...silenced, [kind]: track.muted },
    })
    const isCurrent = () => this.store.getState().tracks[kind] === track
    const follow = () => {
      const { silenced: now } = this.store.getState()
      if (isCurrent()) this.store.setState({ silenced: { ...now, [kind]: track.muted } })
    }
    track.addEventListener('mute', follow)
    track.addEventListener('unmute', follow)
    track.addEventListener('ended', () => {
      if (!isCurrent()) return
      const { lost } = this.store.getState()
      this.store.setState({ lost: { ...lost, [kind]: track.getSettings().deviceId ?? '' } })
      this.#setProblem(kind, 'lost')
      void this.#listDevices()
    })
  }

  #setProblem(kind: CaptureKind, problem: CaptureProblem): void {
    const { tracks, problems } = this.store.getState()
    // If a device cannot be opened, the previous one stays.
    const stillRuns = tracks[kind]?.readyState === 'live'
    const { [kind]: _, ...others } = tracks
    this.store.setState({ problems: { ...problems, [kind]: problem }, tracks: stillRuns ? tracks : others })
  }

  async #listDevices(): Promise<void> {
    const devices = (await this.#mediaDevices?.enumerateDevices().catch(() => [])) ?? []
    if (!this.#closed) this.store.setState({ devices })
  }
}
