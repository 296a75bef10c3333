import { type RefObject, useEffect, useState } from 'react'
import type { View } from './grid.ts'

/** Scrolling by less than this (px) draws nothing: there is a margin around what is in view. */
const step = 100

/** The part of a scrolled element that is in view; without a size until it was measured. */
export function useView(scroller: RefObject<HTMLElement | null>): View {
  const [view, setView] = useState<View>({ top: 0, left: 0, height: 0, width: 0 })
  useEffect(() => {
    const element = scroller.current
    if (!element) return
    const measure = () => {
      const { scrollTop, scrollLeft, clientHeight: height, clientWidth: width } = element
      const [top, left] = [scrollTop, scrollLeft].map((at) => Math.round(at / step) * step)
      setView((before) =>
        before.top === top && before.left === left && before.height === height && before.width === width
          ? before
          : { top: top!, left: left!, height, width },
      )
    }
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    element.addEventListener('scroll', measure, { passive: true })
    return () => {
      observer.disconnect()
      element.removeEventListener('scroll', measure)
    }
  }, [scroller])
  return view
}
