// Camera and microphone of this page: opened, chosen, changed, and explained where they are refused. No React.
import { createStore, type StoreApi } from 'zustand/vanilla'

export type CaptureKind = 'camera' | 'microphone'
/** Why there is no track. */
export type CaptureProblem = 'denied' | 'absent' | 'busy' | 'insecure' | 'failed'

export interface CaptureState {
  devices: MediaDeviceInfo[]
  tracks: Readonly<Partial<Record<CaptureKind, MediaStreamTrack>>>
  problems: Readonly<Partial<Record<CaptureKind, CaptureProblem>>>
}

const constraintsOf: Record<CaptureKind, (deviceId: string | undefined) => MediaStreamConstraints> = {
  camera: (deviceId) => ({
    video: {
      ...(deviceId && { deviceId: { exact: deviceId } }),
      width: { ideal: 1280 },
      height: { ideal: 720 },
      frameRate: { ideal: 30 },
    },
  }),
  microphone: (deviceId) => ({
    audio: {
      ...(deviceId && { deviceId: { exact: deviceId } }),
      echoCancellation: true,
      noiseSuppression: true,
      autoGainControl: true,
    },
  }),
}

/** The names are those of the Media Capture specification (getUserMedia, step 10). */
const problemOf = (error: unknown): CaptureProblem => {
  const name = error instanceof DOMException ? error.name : ''
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'denied'
  if (name === 'NotFoundError' || name === 'OverconstrainedError') return 'absent'
  return name === 'NotReadableError' || name === 'AbortError' ? 'busy' : 'failed'
}

export class Capture {
  readonly store: StoreApi<CaptureState> = createStore<CaptureState>(() => ({
    devices: [],
    tracks: {},
    problems: {},
  }))
  readonly #mediaDevices: MediaDevices | undefined
  readonly #refresh = () => void this.#listDevices()
  #closed = false

  /** `mediaDevices` is absent on pages that are not secure (neither https nor localhost). */
  constructor(mediaDevices: MediaDevices | undefined) {
    this.#mediaDevices = mediaDevices
    mediaDevices?.addEventListener('devicechange', this.#refresh)
  }

  /** Opens a device, or the one that is chosen instead of the present one. */
  async open(kind: CaptureKind, deviceId?: string): Promise<void> {
    if (!this.#mediaDevices) return this.#setProblem(kind, 'insecure')
    try {
      const stream = await this.#mediaDevices.getUserMedia(constraintsOf[kind](deviceId))
      const [track] = stream.getTracks()
      if (!track || this.#closed) return track?.stop()
      const { tracks, problems } = this.store.getState()
      tracks[kind]?.stop()
      const { [kind]: _, ...others } = problems
      this.store.setState({ tracks: { ...tracks, [kind]: track }, problems: others })
      track.addEventListener('ended', () => this.#onEnded(kind, track))
    } catch (error) {
      this.#setProblem(kind, problemOf(error))
    }
    await this.#listDevices()
  }

  /** Lets go of everything that `keep` does not name as used elsewhere. */
  close(keep: readonly MediaStreamTrack[] = []): void {
    this.#closed = true
    this.#mediaDevices?.removeEventListener('devicechange', this.#refresh)
    for (const track of Object.values(this.store.getState().tracks)) if (!keep.includes(track)) track.stop()
  }

  /** It was unplugged, or taken by the system. */
  #onEnded(kind: CaptureKind, track: MediaStreamTrack): void {
    if (this.store.getState().tracks[kind] === track) this.#setProblem(kind, 'busy')
  }

  #setProblem(kind: CaptureKind, problem: CaptureProblem): void {
    const { tracks, problems } = this.store.getState()
    // A device that cannot be opened leaves the one before it in place.
    const stillRuns = tracks[kind]?.readyState === 'live'
    const { [kind]: _, ...others } = tracks
    this.store.setState({ problems: { ...problems, [kind]: problem }, tracks: stillRuns ? tracks : others })
  }

  async #listDevices(): Promise<void> {
    const devices = (await this.#mediaDevices?.enumerateDevices().catch(() => [])) ?? []
    if (!this.#closed) this.store.setState({ devices })
  }
}
