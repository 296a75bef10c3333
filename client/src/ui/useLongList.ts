// Of a long table only the rows in sight are drawn.
import { useWindowVirtualizer } from '@tanstack/react-virtual'
import { type RefObject, useLayoutEffect, useState } from 'react'

/** Up to here a browser draws all rows at once. */
const longFrom = 200
/** Of a row that has not been drawn yet, in px. */
const usualHeight = 42
/** Rows drawn above and below those in sight. */
const margin = 20

interface ShownRows {
  indexes: number[]
  /** Heights of what is left out, in px. */
  above: number
  below: number
  /** For each drawn row, so that rows of several lines count as high as they are. */
  measure: ((row: HTMLElement | null) => void) | undefined
}

interface LongListOptions {
  count: number
  keyOf: (index: number) => string
  /** The element that the rows are in. */
  body: RefObject<HTMLElement | null>
}

export function useLongList({ count, keyOf, body }: LongListOptions): ShownRows {
  const isLong = count > longFrom
  const [top, setTop] = useState(0)
  useLayoutEffect(() => {
    if (isLong && body.current) setTop(body.current.getBoundingClientRect().top + window.scrollY)
  }, [isLong, body])
  // oxlint-disable-next-line react/incompatible-library -- concerns the React Compiler, which is not used here
  const virtualizer = useWindowVirtualizer({
    count: isLong ? count : 0,
    enabled: isLong,
    // It would scroll to where the page is when it is first drawn.
    scrollToFn: () => undefined,
    getItemKey: keyOf,
    estimateSize: () => usualHeight,
    measureElement: (row) => row.getBoundingClientRect().height || usualHeight,
    overscan: margin,
    scrollMargin: top,
  })
  if (!isLong) {
    const indexes = Array.from({ length: count }, (_, index) => index)
    return { indexes, above: 0, below: 0, measure: undefined }
  }
  const items = virtualizer.getVirtualItems()
  return {
    indexes: items.map(({ index }) => index),
    above: (items[0]?.start ?? top) - top,
    below: virtualizer.getTotalSize() - ((items.at(-1)?.end ?? top) - top),
    measure: virtualizer.measureElement,
  }
}
