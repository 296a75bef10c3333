// Which pictures are shown, and how large: from the stage's state to tiles. Pure.
import type { Layout, Presenter, StageProducer, StageState } from '@lectern/shared/stage'
import { isOff, isOnStage } from './stageStore.ts'

export interface TileSpec {
  key: string
  peerId: string
  name: string
  credentials: string
  source: 'camera' | 'screen'
  /** Null if the presenter has no such picture: the tile then shows the name. */
  producerId: string | null
  /** Switched off by its presenter, or its device is gone. */
  paused: boolean
}

export interface Arrangement {
  kind: 'empty' | 'spotlight' | 'slides' | 'panel'
  /** The largest picture first. */
  main: TileSpec[]
  /** Beside it, small. */
  side: TileSpec[]
}

const pictureOf = (presenter: Presenter, source: 'camera' | 'screen'): StageProducer | undefined =>
  presenter.producers.find((producer) => producer.source === source)

function tileOf(presenter: Presenter, source: 'camera' | 'screen'): TileSpec {
  const picture = pictureOf(presenter, source)
  return {
    key: `${presenter.peerId}:${source}`,
    peerId: presenter.peerId,
    name: presenter.name,
    credentials: presenter.credentials,
    source,
    producerId: picture?.producerId ?? null,
    paused: picture !== undefined && isOff(picture),
  }
}

/** `now` on the server's clock; `activeSpeaker` is a peer id. */
export function arrange(stage: StageState, now: number, activeSpeaker: string | null): Arrangement {
  const onStage = stage.presenters.filter((presenter) => isOnStage(presenter, now))
  if (onStage.length === 0) return { kind: 'empty', main: [], side: [] }
  const screens = onStage.filter((presenter) => pictureOf(presenter, 'screen'))
  const cameras = onStage.map((presenter) => tileOf(presenter, 'camera'))
  const layout = chooseLayout(stage.layout, screens.length > 0)
  if (layout === 'slides' && screens.length > 0)
    return { kind: 'slides', main: [tileOf(screens[0]!, 'screen')], side: cameras }
  if (layout === 'panel' || (layout === 'auto' && !stage.spotlight && onStage.length > 1))
    return { kind: 'panel', main: cameras, side: [] }
  const chosen = [stage.spotlight, activeSpeaker].find((peerId) =>
    cameras.some((tile) => tile.peerId === peerId),
  )
  const main = cameras.find((tile) => tile.peerId === chosen) ?? cameras[0]!
  return { kind: 'spotlight', main: [main], side: cameras.filter((tile) => tile !== main) }
}

/** Slides are shown while someone shares them, unless the moderator chose otherwise. */
const chooseLayout = (layout: Layout, hasScreen: boolean): Layout =>
  layout === 'auto' && hasScreen ? 'slides' : layout

/** The smallest layer (0 to 2) that fills a tile of this height in device pixels: 180, 360 or 720 lines. */
export const layerFor = (heightPx: number): 0 | 1 | 2 => (heightPx <= 200 ? 0 : heightPx <= 400 ? 1 : 2)
