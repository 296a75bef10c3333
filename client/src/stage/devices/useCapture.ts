import { useWhileShown } from '../../ui/useWhileShown.ts'
import { Capture } from './capture.ts'

function openBoth(): Capture {
  const capture = new Capture(navigator.mediaDevices)
  void capture.open('camera')
  void capture.open('microphone')
  return capture
}

/**
 * The page's camera and microphone: opened at once, released
 * when the page is left, reopened when it comes back.
 */
export const useCapture = (): Capture | undefined =>
  useWhileShown('capture', openBoth, (capture) => capture.close())
