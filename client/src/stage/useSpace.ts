import { type RefCallback, useCallback, useState } from 'react'
import type { Space } from './mosaic.ts'

const gap = 8
/** A name's height in rem, so that it grows with the reader's text; the same in stage.css. */
const captionRem = 1.75

/** Until it is measured. */
const assumed: Space = { width: 960, height: 540 + 28, gap, caption: 28 }

/** The space for the pictures, measured before it is painted, and again whenever it changes. */
export function useSpace(): [RefCallback<HTMLElement>, Space] {
  const [space, setSpace] = useState(assumed)
  const ref = useCallback((element: HTMLElement | null) => {
    if (!element) return
    const measure = () => {
      const { clientWidth: width, clientHeight: height } = element
      if (width === 0 || height === 0) return
      const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16
      setSpace((before) =>
        before.width === width && before.height === height
          ? before
          : { width, height, gap, caption: Math.round(captionRem * rem) },
      )
    }
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  return [ref, space]
}
