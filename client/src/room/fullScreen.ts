// Full screen as each browser has it: of any element, under Safari's older name, or on an iPhone of a video alone.
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

/** Into full screen or out of it. A browser that refuses leaves the page as it is. */
export async function toggleFullScreen(stage: OlderElement | null): Promise<void> {
  try {
    if (document.fullscreenElement) return await document.exitFullscreen()
    if (older().webkitFullscreenElement) return older().webkitExitFullscreen?.()
    if (ofElements() && stage?.requestFullscreen) return await stage.requestFullscreen()
    if (ofElements() && stage?.webkitRequestFullscreen) return stage.webkitRequestFullscreen()
    ;(stage?.querySelector('video') as VideoAlone | null | undefined)?.webkitEnterFullscreen?.()
  } catch {
    // Refused by the browser's rules, or the video has no picture yet.
  }
}
