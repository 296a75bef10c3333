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
    <div className="stage" data-kind="empty" style={{ padding: 0 }}>
      <video
        ref={video}
        muted
        playsInline
        aria-label={label}
        style={{ width: '100%', height: '100%', objectFit: 'cover', transform: 'scaleX(-1)' }}
      />
      {!track && <div className="stage-notice">No camera picture yet.</div>}
    </div>
  )
}
