import './stage.css'
import { type ReactNode, type RefObject, useMemo } from 'react'
import { useStore } from 'zustand'
import { useNow } from '../live/useConnection.ts'
import { arrange } from './layout.ts'
import type { StageMedia } from './stageMedia.ts'
import { Tile } from './Tile.tsx'

interface StageViewProps {
  media: StageMedia
  /** Shown while nobody is on stage. */
  empty: ReactNode
  stageRef?: RefObject<HTMLDivElement | null>
  /** The first frame of a picture has arrived. */
  onPicture?: () => void
}

const columnsFor = (tiles: number): number => Math.ceil(Math.sqrt(tiles))

/** The stage as viewers see it: in the room, in the desk's preview and backstage. */
export function StageView({ media, empty, stageRef, onPicture }: StageViewProps) {
  const { stage, received, sent, peerId, activeSpeaker, phase, blocked } = useStore(media.store)
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

  const tile = (spec: (typeof arrangement.main)[number]) => (
    <Tile
      key={spec.key}
      spec={spec}
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
  const { kind, main, side } = arrangement
  return (
    <div className="stage" ref={stageRef} data-kind={kind} {...(side.length > 0 && { 'data-side': '' })}>
      <div className="stage-main" style={{ ['--columns' as string]: columnsFor(main.length) }}>
        {main.map(tile)}
      </div>
      {side.length > 0 && <div className="stage-side">{side.map(tile)}</div>}
      {blocked ? (
        <div className="stage-notice" data-over="" role="alert">
          Picture and sound do not arrive here: this network lets none through. All else on this page works.
          Try another network, or ask whoever runs this one.
        </div>
      ) : (
        phase === 'interrupted' && (
          <div className="stage-notice" data-over="" role="status">
            Reconnecting. The picture comes back by itself; your minutes are safe.
          </div>
        )
      )}
    </div>
  )
}
