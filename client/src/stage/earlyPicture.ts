// The talk's picture over the page, from the press on a session until the room has drawn its own. Drawing the
// room takes longer than the picture needs to arrive. No React.
import './earlyPicture.css'

/** The room's own picture is there by then, or something else is wrong; in ms. */
const longestMs = 5000

let shown: { element: HTMLElement; timer: ReturnType<typeof setTimeout> } | undefined

/** Takes it away, if it is there. */
export function endEarlyPicture(): void {
  if (!shown) return
  clearTimeout(shown.timer)
  shown.element.remove()
  removeEventListener('popstate', endEarlyPicture)
  shown = undefined
}

/** Shows the track. Resolves with its first frame, or after `patienceMs` without one. */
export function showEarlyPicture(track: MediaStreamTrack, patienceMs: number): Promise<void> {
  endEarlyPicture()
  const element = document.createElement('div')
  element.className = 'early-picture'
  const video = document.createElement('video')
  video.muted = true
  video.autoplay = true
  video.playsInline = true
  video.ariaLabel = 'The talk'
  video.srcObject = new MediaStream([track])
  element.append(video)
  document.body.append(element)
  shown = { element, timer: setTimeout(endEarlyPicture, longestMs) }
  // The person went back.
  addEventListener('popstate', endEarlyPicture)
  return new Promise((resolve) => {
    setTimeout(resolve, patienceMs)
    // Once it is painted, in browsers that tell.
    if ('requestVideoFrameCallback' in video) video.requestVideoFrameCallback(() => setTimeout(resolve))
    else (video as HTMLVideoElement).addEventListener('loadeddata', () => resolve(), { once: true })
  })
}
