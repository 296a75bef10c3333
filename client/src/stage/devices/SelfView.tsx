import '../stage.css'
import { useEffect, useRef } from 'react'

/** The person's own picture, mirrored. */
export function SelfView({ track, label }: { track: MediaStreamTrack | undefined; label: string }) {
  const video = useRef<HTMLVideoElement>(null)
  useEffect(() => {
    if (!video.current) return
    video.current.srcObject = track ? new MediaStream([track]) : null
    if (track) video.current.play().catch(() => undefined)
  }, [track])
  return (
    <div className="self-view">
      <video ref={video} muted playsInline aria-label={label} />
      {!track && <div className="self-view-empty">No video from your camera</div>}
    </div>
  )
}
