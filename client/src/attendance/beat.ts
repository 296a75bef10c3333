// The page's sign of life: sent while it really shows or plays the stage. No React.
import { beatEveryMs } from '@lectern/shared/slotTimes'
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Connection } from '../connection/connection.ts'
import { isOff, type StageClientState, type StageStore } from '../stage/stageStore.ts'
import type { Timer } from './beatTimer.ts'

/** What the person has set, and what the browser allows. */
export interface SoundNow {
  muted: boolean
  /** 0 to 1 */
  volume: number
  /** The browser holds the sound back until a press. */
  blocked: boolean
}

export interface PageSight {
  /** Another tab is in front, or the window is away. */
  hidden: boolean
  /** The picture floats over other windows. */
  pictureInPicture: boolean
}

export interface Playing extends SoundNow, PageSight {
  joined: boolean
  hasPicture: boolean
  hasSound: boolean
}

/** Seeing or hearing the stage is attending: a hidden page that plays counts, a hidden and silent one does not. */
export function isPlaying(page: Playing): boolean {
  const sees = page.hasPicture && (!page.hidden || page.pictureInPicture)
  const hears = page.hasSound && !page.muted && page.volume > 0 && !page.blocked
  return page.joined && (sees || hears)
}

/** What of the stage arrives here. A speaker who is muted is still listened to; a picture that is off shows nothing. */
export function arriving({ received, stage }: Pick<StageClientState, 'received' | 'stage'>): {
  hasPicture: boolean
  hasSound: boolean
} {
  const paused = new Set(
    stage?.presenters.flatMap(({ producers }) =>
      producers.flatMap((producer) => (isOff(producer) ? [producer.producerId] : [])),
    ),
  )
  const media = Object.values(received)
  return {
    hasPicture: media.some(({ kind, producerId }) => kind === 'video' && !paused.has(producerId)),
    hasSound: media.some(({ kind }) => kind === 'audio'),
  }
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
  timer: Timer
  sight: () => PageSight
  /** Answers the function that ends it. */
  onSight: (listener: () => void) => () => void
}

export function createBeat({ connection, media, timer, sight, onSight }: BeatOptions): Beat {
  const store = createStore(() => ({ playing: false }))
  /** Until it is told, nothing is heard. */
  let sound: SoundNow = { muted: true, volume: 0, blocked: true }

  function look(): boolean {
    const state = media.getState()
    const joined = state.phase === 'joined' && state.peerId !== null
    const playing = isPlaying({ joined, ...arriving(state), ...sight(), ...sound })
    if (playing !== store.getState().playing) store.setState({ playing })
    return playing
  }
  function beat(): void {
    const { peerId } = media.getState()
    if (look() && peerId) connection.beat({ peerId })
  }
  /** What begins to play is said at once: its slot may be over before the timer's next call. */
  function changed(): void {
    if (!store.getState().playing && look()) beat()
    else look()
  }
  const stops = [media.subscribe(changed), onSight(changed), timer(beatEveryMs, beat)]
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
