import { useEffect, useRef, useState } from 'react'
import { initialsOf } from '../words/initials.ts'
import { endEarlyPicture } from './earlyPicture.ts'
import { layerFor, type TileSpec } from './layout.ts'
import { fitOf, type Place } from './mosaic.ts'
import { playersOf } from './players.ts'
import type { StageMedia } from './stageMedia.ts'

interface TileProps {
  spec: TileSpec
  place: Place
  /** It stands beside a larger picture. */
  isSmall: boolean
  media: StageMedia
  track: MediaStreamTrack | undefined
  speaking: boolean
  onPicture?: (() => void) | undefined
}

/** Fills the tile if little of the picture is cut off by that. Slides are always shown whole. */
function fit(video: HTMLVideoElement | null, isCamera: boolean): void {
  if (!video) return
  const picture = { width: video.videoWidth, height: video.videoHeight }
  const tile = { width: video.clientWidth, height: video.clientHeight }
  video.style.objectFit = isCamera ? fitOf(picture, tile) : 'contain'
}

/**
 * One picture with its name below it. Requests the layer that fits its size on screen, and none while it is
 * out of sight.
 */
export function Tile({ spec, place, isSmall, media, track, speaking, onPicture }: TileProps) {
  const frame = useRef<HTMLDivElement>(null)
  const video = useRef<HTMLVideoElement>(null)
  const { producerId, source, name, credentials } = spec
  const hasPicture = track !== undefined && !spec.paused
  /**
   * The last track that delivered a frame. Until one does, the
   * tile shows the name: the speaker's network may be down.
   */
  const [seenTrack, setSeenTrack] = useState<MediaStreamTrack>()

  // The element mounts and unmounts with the picture.
  useEffect(() => {
    const element = video.current
    if (!element || !track || !hasPicture) return
    element.srcObject = new MediaStream([track])
    const players = playersOf(media)
    const remove = players.add(element, 'picture')
    void players.play(element)
    return remove
  }, [media, track, hasPicture])

  useEffect(() => {
    const element = frame.current
    if (!element) return
    const observer = new ResizeObserver(() => fit(video.current, source === 'camera'))
    observer.observe(element)
    return () => observer.disconnect()
  }, [source])

  useEffect(() => {
    const element = frame.current
    if (!element || !producerId || !track) return
    let asked = ''
    const follow = () => {
      const height = element.getBoundingClientRect().height * devicePixelRatio
      const floating = document.pictureInPictureElement
      const paused = document.hidden && !(floating && floating === video.current)
      const spatialLayer = layerFor(height)
      const key = `${paused} ${spatialLayer}`
      if (key === asked) return
      asked = key
      media.receiving.setShown(producerId, { paused, spatialLayer }).catch(() => {
        asked = ''
      })
    }
    const observer = new ResizeObserver(follow)
    observer.observe(element)
    document.addEventListener('visibilitychange', follow)
    element.addEventListener('enterpictureinpicture', follow)
    element.addEventListener('leavepictureinpicture', follow)
    return () => {
      observer.disconnect()
      document.removeEventListener('visibilitychange', follow)
      element.removeEventListener('enterpictureinpicture', follow)
      element.removeEventListener('leavepictureinpicture', follow)
    }
  }, [media, producerId, track])

  const who = [name, credentials].filter(Boolean).join(', ')
  const { left, top, width, height } = place
  return (
    <figure
      className="tile"
      style={{ left, top, width, height }}
      data-testid="tile"
      data-peer={spec.peerId}
      data-source={source}
      data-speaking={speaking}
      {...(isSmall && { 'data-small': '' })}
    >
      <div className="tile-picture" ref={frame}>
        {(!hasPicture || seenTrack !== track) && (
          <span className="tile-initials" aria-hidden="true">
            {initialsOf(name)}
          </span>
        )}
        {hasPicture && (
          <video
            ref={video}
            autoPlay
            playsInline
            muted
            onLoadedData={() => {
              fit(video.current, source === 'camera')
              setSeenTrack(track)
              endEarlyPicture()
              onPicture?.()
            }}
            onResize={() => fit(video.current, source === 'camera')}
            aria-label={source === 'screen' ? `Slides of ${name}` : `Picture of ${name}`}
          />
        )}
      </div>
      <figcaption>
        {source === 'screen' && 'Slides · '}
        <bdi>{source === 'screen' ? name : who}</bdi>
        {speaking && <span> · speaking</span>}
      </figcaption>
    </figure>
  )
}
