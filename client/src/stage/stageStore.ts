// What a page knows of its stage. No React, no WebRTC: the
// media engine and the socket write it, components read it.
import type { AppError } from '@lectern/shared/errors'
import type { MediaKind, Source } from '@lectern/shared/media'
import type { Presenter, StageProducer, StageState } from '@lectern/shared/stage'
import { createStore, type StoreApi } from 'zustand/vanilla'
import { newest } from '../live/followed.ts'

/**
 * `waiting`: not yet asked; `interrupted`: the media was lost
 * and is being recovered; `failed`: needs the person.
 */
export type StagePhase = 'waiting' | 'joining' | 'joined' | 'interrupted' | 'failed'
export type Quality = 'good' | 'fair' | 'poor' | 'lost'

/** What the page's media elements really do. */
export interface Playing {
  picture: boolean
  sound: boolean
}

/** One producer's media as it arrives here. */
export interface Received {
  producerId: string
  presenterPeerId: string
  kind: MediaKind
  source: Source
  track: MediaStreamTrack
}

/** One source that this page sends. */
export interface Sent {
  track: MediaStreamTrack
  paused: boolean
  /** Its device delivers nothing: it was unplugged, or the system has muted it. */
  lost: boolean
}

export interface StageClientState {
  phase: StagePhase
  problem: AppError | null
  peerId: string | null
  stage: StageState | null
  received: Readonly<Record<string, Received>>
  sent: Readonly<Partial<Record<Source, Sent>>>
  activeSpeaker: string | null
  watching: number | null
  quality: Quality
  /** This network has let no media through so far. */
  blocked: boolean
}

export type StageStore = StoreApi<StageClientState>

export const createStageStore = (): StageStore =>
  createStore<StageClientState>(() => ({
    phase: 'waiting',
    problem: null,
    peerId: null,
    stage: null,
    received: {},
    sent: {},
    activeSpeaker: null,
    watching: null,
    quality: 'good',
    blocked: false,
  }))

/** Sources that a presenter believes to be sending, but from which nothing arrives. */
export const silentOf = ({ producers }: Presenter): StageProducer[] =>
  producers.filter((producer) => producer.silent && !isOff(producer))

/**
 * A late message never overwrites a newer state. `before`: of a reply, the state when it was requested. True
 * if it was taken.
 */
export function takeStage(store: StageStore, stage: StageState, before?: StageState | null): boolean {
  const current = store.getState().stage
  const isSame = current?.sessionId === stage.sessionId
  if (isSame && newest(before, current, stage) !== stage) return false
  store.setState({ stage })
  return true
}

/**
 * The producers whose media this page should consume: all it knows, except its
 * own. A page that only `watches` gets what is on stage, even if staff receive
 * more: producers that the node removed are released, to be requested again.
 */
export const wantedProducers = (stage: StageState, ownPeerId: string | null, watches = false): string[] =>
  stage.presenters
    .filter(({ peerId }) => peerId !== ownPeerId)
    .filter(({ onStageAt }) => !watches || (onStageAt !== null && !stage.onBreak))
    .flatMap(({ producers }) => producers.map(({ producerId }) => producerId))

/** Its presenter has muted it or switched it off, or its device is gone. */
export const isOff = ({ paused, lost }: StageProducer): boolean => paused || lost === true

export const isOnStage = (presenter: Presenter, now: number): boolean =>
  presenter.onStageAt !== null && presenter.onStageAt <= now
