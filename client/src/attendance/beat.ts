// The page's beat: sent while it really shows or plays the stage. No React.
import { beatEveryMs } from '@lectern/shared/slotTimes'
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Connection } from '../live/connection.ts'
import type { Timer } from '../live/workerTimer.ts'
import { arriving } from '../stage/arriving.ts'
import type { Players } from '../stage/players.ts'
import type { StageStore } from '../stage/stageStore.ts'

/** The person's sound settings. */
export interface SoundNow {
  muted: boolean
  /** 0 to 1 */
  volume: number
}

export interface PageSight {
  /** Another tab is in front, or the window is minimised. */
  hidden: boolean
  /** The picture floats over other windows. */
  pictureInPicture: boolean
}

export interface Playing extends SoundNow, PageSight {
  joined: boolean
  hasPicture: boolean
  hasSound: boolean
  /** The elements really play: not paused, empty or frozen. */
  pictureRuns: boolean
  soundRuns: boolean
}

/**
 * Seeing or hearing the stage is attending: a hidden page that
 * plays counts, a hidden and silent one does not.
 */
export function isPlaying(page: Playing): boolean {
  const sees = page.hasPicture && page.pictureRuns && (!page.hidden || page.pictureInPicture)
  const hears = page.hasSound && page.soundRuns && !page.muted && page.volume > 0
  return page.joined && (sees || hears)
}

export interface Beat {
  /** Whether the page shows or plays the stage at this moment. */
  store: StoreApi<{ playing: boolean }>
  setSound(sound: SoundNow): void
  stop(): void
}

export interface BeatOptions {
  connection: Pick<Connection, 'beat'>
  media: StageStore
  players: Pick<Players, 'look' | 'onChange'>
  timer: Timer
  sight: () => PageSight
  /** Returns the function that ends it. */
  onSight: (listener: () => void) => () => void
}

export function createBeat({ connection, media, players, timer, sight, onSight }: BeatOptions): Beat {
  const store = createStore(() => ({ playing: false }))
  /** Until it is set, nothing counts as heard. */
  let sound: SoundNow = { muted: true, volume: 0 }

  function look(): boolean {
    const state = media.getState()
    const joined = state.phase === 'joined' && state.peerId !== null
    const { picture: pictureRuns, sound: soundRuns } = players.look()
    const playing = isPlaying({ joined, ...arriving(state), pictureRuns, soundRuns, ...sight(), ...sound })
    if (playing !== store.getState().playing) store.setState({ playing })
    return playing
  }
  function beat(): void {
    const { peerId } = media.getState()
    if (look() && peerId) connection.beat({ peerId })
  }
  /** A start of playback is sent at once: its slot may be over before the timer's next tick. */
  function changed(): void {
    if (!store.getState().playing && look()) beat()
    else look()
  }
  const stops = [
    media.subscribe(changed),
    players.onChange(changed),
    onSight(changed),
    timer(beatEveryMs, beat),
  ]
  changed()
  return {
    store,
    setSound(next) {
      sound = next
      changed()
    },
    stop() {
      for (const stop of stops) stop()
    },
  }
}
