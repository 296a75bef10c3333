// Runs in a page: records which frames a video shows, and when they were captured or displayed.

/** A frame's number, and its time in ms since the epoch. */
export type FrameSeen = [frame: number, at: number]

declare global {
  interface Window {
    /** From e2e/media/frameCounter.ts. */
    readFrame(video: HTMLVideoElement): number | null
  }
}

export interface Watch {
  selector: string
  ms: number
  /** Frames of the page's own camera carry their capture time. */
  time: 'captureTime' | 'expectedDisplayTime'
}

/** Self-contained: the page gets it as text. Frames that cannot be read reliably are left out. */
export function watchFrames({ selector, ms, time }: Watch): Promise<FrameSeen[]> {
  const video = document.querySelector<HTMLVideoElement>(selector)!
  const seen: FrameSeen[] = []
  const endsAt = performance.now() + ms
  return new Promise((resolve) => {
    const look: VideoFrameRequestCallback = (now, metadata) => {
      const frame = window.readFrame(video)
      if (frame !== null) seen.push([frame, performance.timeOrigin + metadata[time]!])
      if (now > endsAt) resolve(seen)
      else video.requestVideoFrameCallback(look)
    }
    video.requestVideoFrameCallback(look)
  })
}
