import { systemSettings } from './remedies.ts'

/** Phones and tablets cannot. */
export const canShareScreen = (): boolean => typeof navigator.mediaDevices?.getDisplayMedia === 'function'

/** Explains why a screen was not shared; null if the person just closed the browser's chooser. */
export function shareProblem(error: unknown, userAgent: string): string | null {
  const { name = '', message = '' } = error instanceof Error || error instanceof DOMException ? error : {}
  if (name === 'NotAllowedError' && /policy/i.test(message))
    return 'This browser’s settings do not let this page share the screen. Ask your IT department.'
  if (name === 'NotAllowedError' && !/system/i.test(message)) return null
  if (name === 'NotAllowedError' || name === 'NotFoundError')
    return `Your computer does not let this browser record the screen. To allow it, ${systemSettings('Screen & System Audio Recording', userAgent)}; then share again.`
  if (name === 'NotReadableError' || name === 'AbortError')
    return 'The screen could not be read: another program may be recording it, or the window was closed. Choose another window or the whole screen.'
  if (name === 'InvalidStateError')
    return 'Your browser needs a click in this window. Click “Share the screen” again.'
  return 'The screen could not be shared. Choose another window, or check that the browser may record the screen.'
}
