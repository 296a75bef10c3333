import './stage.css'
import { type ReactNode, type RefObject, useMemo } from 'react'
import { useStore } from 'zustand'
import { useNow } from '../live/useConnection.ts'
import { type Arrangement, arrange } from './layout.ts'
import { mosaic, type Place } from './mosaic.ts'
import type { StageMedia } from './stageMedia.ts'
import { Tile } from './Tile.tsx'
import { useSpace } from './useSpace.ts'

interface StageViewProps {
  media: StageMedia
  /** Shown while nobody is on stage. */
  empty: ReactNode
  stageRef?: RefObject<HTMLDivElement | null>
  /** The first frame of a picture has arrived. */
  onPicture?: () => void
}

/**
 * The stage as viewers see it: in the room, in the desk's preview and backstage. Nothing lies over the
 * pictures; what features put into the stage's element stands below them.
 */
export function StageView({ media, empty, stageRef, onPicture }: StageViewProps) {
  const { stage, activeSpeaker, phase, blocked } = useStore(media.store)
  const now = useNow(500)
  const arrangement = useMemo(
    () => (stage ? arrange(stage, now, activeSpeaker) : undefined),
    [stage, now, activeSpeaker],
  )
  if (!arrangement || arrangement.kind === 'empty')
    return (
      <div className="stage" ref={stageRef} data-kind="empty">
        <div className="stage-notice" role="status">
          {empty}
        </div>
      </div>
    )
  return (
    <div className="stage" ref={stageRef} data-kind={arrangement.kind}>
      <Pictures media={media} arrangement={arrangement} onPicture={onPicture} />
      {blocked ? (
        <div className="stage-line" role="alert">
          Video and sound do not arrive: this network lets none through. Everything else on this page works.
          Try another network, or ask the people who run this one.
        </div>
      ) : (
        phase === 'interrupted' && (
          <div className="stage-line" role="status">
            Reconnecting. The video comes back by itself; your minutes are safe.
          </div>
        )
      )}
    </div>
  )
}

interface PicturesProps {
  media: StageMedia
  arrangement: Arrangement
  onPicture: (() => void) | undefined
}

function Pictures({ media, arrangement: { main, side }, onPicture }: PicturesProps) {
  const { received, sent, peerId, activeSpeaker } = useStore(media.store)
  const [ref, space] = useSpace()
  const places = useMemo(
    () => mosaic({ main: main.length, side: side.length }, space),
    [main.length, side.length, space],
  )
  const tile = (spec: (typeof main)[number], place: Place, isSmall: boolean) => (
    <Tile
      key={spec.key}
      spec={spec}
      place={place}
      isSmall={isSmall}
      media={media}
      onPicture={onPicture}
      // A presenter's own picture is shown locally, without the way through the server.
      track={
        spec.peerId === peerId
          ? sent[spec.source]?.track
          : spec.producerId
            ? received[spec.producerId]?.track
            : undefined
      }
      speaking={spec.source === 'camera' && spec.peerId === activeSpeaker}
    />
  )
  return (
    <div className="stage-tiles" ref={ref} {...(main.length + side.length > 1 && { 'data-several': '' })}>
      {main.map((spec, index) => tile(spec, places.main[index]!, false))}
      {side.map((spec, index) => tile(spec, places.side[index]!, true))}
    </div>
  )
}
