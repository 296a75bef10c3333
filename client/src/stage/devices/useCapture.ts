import { useWhileShown } from '../../ui/useWhileShown.ts'
import { Capture } from './capture.ts'

function openBoth(): Capture {
  const capture = new Capture(navigator.mediaDevices)
  void capture.open('camera')
  void capture.open('microphone')
  return capture
}

/** Camera and microphone of the page, opened at once, released when it is left, and opened again when it comes back. */
export const useCapture = (): Capture | undefined =>
  useWhileShown('capture', openBoth, (capture) => capture.close())
