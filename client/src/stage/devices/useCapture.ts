import { useEffect, useState } from 'react'
import { usePageReturns } from '../usePageReturns.ts'
import { Capture } from './capture.ts'

/** Camera and microphone of the page, opened at once, released when it is left, and opened again when it comes back. */
export function useCapture(): Capture | undefined {
  const [capture, setCapture] = useState<Capture>()
  const returns = usePageReturns()
  // A page that comes back has let go of its devices.
  useEffect(() => {
    const created = new Capture(navigator.mediaDevices)
    setCapture(created)
    void created.open('camera')
    void created.open('microphone')
    const close = () => created.close()
    window.addEventListener('pagehide', close)
    return () => {
      window.removeEventListener('pagehide', close)
      close()
    }
  }, [returns])
  return capture
}
