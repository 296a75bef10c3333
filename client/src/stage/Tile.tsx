import { useEffect, useRef, useState } from 'react'
import { initialsOf } from '../words/initials.ts'
import { layerFor, type TileSpec } from './layout.ts'
import { playersOf } from './players.ts'
import type { StageMedia } from './stageMedia.ts'

interface TileProps {
  spec: TileSpec
  media: StageMedia
  track: MediaStreamTrack | undefined
  speaking: boolean
  onPicture?: (() => void) | undefined
}

/** One picture. Requests the layer that fits its size on screen, and none while it is out of sight. */
export function Tile({ spec, media, track, speaking, onPicture }: TileProps) {
  const figure = useRef<HTMLElement>(null)
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
    const element = figure.current
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
      media.setShown(producerId, { paused, spatialLayer }).catch(() => {
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
  return (
    <figure
      ref={figure}
      className="tile"
      style={{ margin: 0 }}
      data-testid="tile"
      data-peer={spec.peerId}
      data-source={source}
      data-speaking={speaking}
    >
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
            setSeenTrack(track)
            onPicture?.()
          }}
          aria-label={source === 'screen' ? `Slides of ${name}` : `Picture of ${name}`}
        />
      )}
      <figcaption>
        {source === 'screen' && 'Slides · '}
        <bdi>{source === 'screen' ? name : who}</bdi>
        {speaking && <span> · speaking</span>}
      </figcaption>
    </figure>
  )
}
