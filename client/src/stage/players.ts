// What the page's media elements really do: a phone call, a headset's button
// or the browser may pause an element, and a picture may freeze. No React.
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { StageMedia } from './stageMedia.ts'
import type { Playing } from './stageStore.ts'

export type PlayerKind = 'picture' | 'sound'

/** How long (ms) without progress counts as frozen; slides may come only every second or two. */
const stillMs: Record<PlayerKind, number> = { picture: 6000, sound: 3000 }
/** More pauses than this within `insistMs` are deliberate: ask the person. */
const insistTimes = 3
const insistMs = 10_000
const againMs = 5000

const events = ['play', 'playing', 'timeupdate', 'waiting', 'stalled', 'emptied', 'ended'] as const
/** After these events the browser may allow what it refused before. */
const chances = ['pointerdown', 'keydown', 'visibilitychange'] as const

interface Player {
  element: HTMLMediaElement
  kind: PlayerKind
  progress: number
  /** When progress was last seen, in ms. */
  movedAt: number
  pausedAt: number[]
  refused: boolean
}

export interface PlayersOptions {
  /** In ms. */
  now?: () => number
  /** Frames of a picture's track decoded so far; undefined if unknown. */
  decodedFrames?: (track: MediaStreamTrack) => number | undefined
}

export class Players {
  /** `refused`: playback is blocked until the person presses. */
  readonly store: StoreApi<{ refused: boolean }> = createStore(() => ({ refused: false }))
  readonly #players = new Set<Player>()
  readonly #listeners = new Set<() => void>()
  readonly #now: () => number
  readonly #decodedFrames: NonNullable<PlayersOptions['decodedFrames']>

  constructor({ now = () => performance.now(), decodedFrames = () => undefined }: PlayersOptions = {}) {
    this.#now = now
    this.#decodedFrames = decodedFrames
  }

  /** Keeps the element playing until the returned function is called. */
  add(element: HTMLMediaElement, kind: PlayerKind): () => void {
    const player: Player = {
      element,
      kind,
      progress: -1,
      movedAt: Number.NEGATIVE_INFINITY,
      pausedAt: [],
      refused: false,
    }
    player.progress = this.#progressOf(player)
    this.#players.add(player)
    const changed = () => {
      this.#observe(player)
      if (!element.paused && player.refused) this.#refuse(player, false)
      this.#tell()
    }
    const paused = () => {
      this.#tell()
      this.#onPause(player)
    }
    const again = () => {
      if (player.refused && !document.hidden) void this.#play(player)
    }
    for (const event of events) element.addEventListener(event, changed)
    element.addEventListener('pause', paused)
    for (const event of chances) document.addEventListener(event, again)
    const timer = setInterval(again, againMs)
    return () => {
      for (const event of events) element.removeEventListener(event, changed)
      element.removeEventListener('pause', paused)
      for (const event of chances) document.removeEventListener(event, again)
      clearInterval(timer)
      this.#players.delete(player)
      this.#refuse(player, false)
      this.#tell()
    }
  }

  /** Call after setting its stream. */
  async play(element: HTMLMediaElement): Promise<void> {
    for (const player of this.#players) if (player.element === element) await this.#play(player)
  }

  /** What plays at this moment: not paused, empty or frozen. */
  look(): Playing {
    const plays = (kind: PlayerKind) =>
      [...this.#players].filter((player) => player.kind === kind && this.#plays(player)).length > 0
    return { picture: plays('picture'), sound: plays('sound') }
  }

  /** Returns the function that ends it. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  #plays(player: Player): boolean {
    this.#observe(player)
    const { element, kind, movedAt } = player
    if (element.paused || element.ended || !element.srcObject) return false
    return element.readyState >= 2 && this.#now() - movedAt < stillMs[kind]
  }

  #observe(player: Player): void {
    const progress = this.#progressOf(player)
    if (progress === player.progress) return
    player.progress = progress
    player.movedAt = this.#now()
  }

  /** Frames for a picture, whose clock may run while it is frozen; the clock for sound. */
  #progressOf({ element, kind }: Player): number {
    if (kind === 'sound') return element.currentTime
    const { totalVideoFrames } = (element as HTMLVideoElement).getVideoPlaybackQuality?.() ?? {}
    // Firefox's elements count no frames of a stream; its receivers do.
    return totalVideoFrames || (this.#decodedFramesOf(element) ?? element.currentTime)
  }

  #decodedFramesOf({ srcObject }: HTMLMediaElement): number | undefined {
    const [track] = (srcObject as MediaStream | null)?.getVideoTracks() ?? []
    return track && this.#decodedFrames(track)
  }

  #onPause(player: Player): void {
    if (!player.element.srcObject || !this.#players.has(player)) return
    const now = this.#now()
    player.pausedAt = [...player.pausedAt.filter((at) => now - at < insistMs), now]
    if (player.pausedAt.length > insistTimes) this.#refuse(player, true)
    else void this.#play(player)
  }

  async #play(player: Player): Promise<void> {
    if (!player.element.srcObject) return this.#refuse(player, false)
    try {
      await player.element.play()
      this.#refuse(player, false)
    } catch (error) {
      // An `AbortError` only means that the stream was changed meanwhile.
      if (error instanceof Error || error instanceof DOMException)
        this.#refuse(player, error.name === 'NotAllowedError')
    }
  }

  #refuse(player: Player, refused: boolean): void {
    player.refused = refused && this.#players.has(player)
    this.store.setState({ refused: [...this.#players].some((one) => one.refused) })
  }

  #tell(): void {
    for (const listener of this.#listeners) listener()
  }
}

const ofMedia = new WeakMap<StageMedia, Players>()

/** The elements that show and play one stage on this page. */
export function playersOf(media: StageMedia): Players {
  const players =
    ofMedia.get(media) ?? new Players({ decodedFrames: (track) => media.receiving.decodedFrames(track) })
  ofMedia.set(media, players)
  return players
}
