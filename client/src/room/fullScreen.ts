// Full screen in each browser: of any element, under Safari's older name, or on an iPhone of a video only.
type OlderElement = HTMLElement & { webkitRequestFullscreen?: () => void }
type OlderDocument = Document & {
  webkitFullscreenEnabled?: boolean
  webkitFullscreenElement?: Element | null
  webkitExitFullscreen?: () => void
}
type VideoAlone = HTMLVideoElement & { webkitEnterFullscreen?: () => void }

const older = (): OlderDocument => document
const ofElements = (): boolean => Boolean(document.fullscreenEnabled || older().webkitFullscreenEnabled)

export const hasFullScreen = (): boolean =>
  ofElements() || 'webkitEnterFullscreen' in HTMLVideoElement.prototype

/** Enters or leaves full screen. If the browser refuses, the page stays as it is. */
export async function toggleFullScreen(stage: OlderElement | null): Promise<void> {
  try {
    if (document.fullscreenElement) return await document.exitFullscreen()
    if (older().webkitFullscreenElement) return older().webkitExitFullscreen?.()
    if (ofElements() && stage?.requestFullscreen) return await stage.requestFullscreen()
    if (ofElements() && stage?.webkitRequestFullscreen) return stage.webkitRequestFullscreen()
    ;(stage?.querySelector('video') as VideoAlone | null | undefined)?.webkitEnterFullscreen?.()
  } catch {
    // The browser's rules forbid it, or the video has no picture yet.
  }
}
