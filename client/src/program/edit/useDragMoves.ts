import { type PointerEvent, type RefObject, useEffect, useRef, useState } from 'react'
import { durationAt, onDay } from './grid.ts'
import { drawnPlace, type Grip, isSamePlace, moveByDrag, type Place, placeOf } from './moves.ts'
import type { PlannedItem } from './planned.ts'

/** A press that moves the pointer by less than this (px) opens a session. */
const firm = 4
/** Within this distance (px) of its edge the grid scrolls along. */
const edge = 40

export interface Drag {
  /** Undefined while a new session is drawn. */
  item: PlannedItem | undefined
  grip: Grip
  /** Where it began: in the window, and how far the grid was scrolled. */
  x: number
  y: number
  scrolled: number
  /** The moment and the track at that point. */
  at: number
  track: string
  isFirm: boolean
  place: Place
  /** The day whose tab the pointer is on. */
  day: number | undefined
}

interface DragMovesOptions {
  scroller: RefObject<HTMLElement | null>
  /** The moment and the track at a point of the window. */
  pointOf: (x: number, y: number) => { at: number; track: string }
  timeZone: string
  onMoved: (item: PlannedItem, place: Place) => void
  onDrawn: (place: Place) => void
}

/** A day's tab under the pointer: what is dropped there moves to that day. */
const dayAt = (x: number, y: number): number | undefined => {
  const tab = document.elementFromPoint?.(x, y)?.closest<HTMLElement>('[data-drop-day]')
  return tab ? Number(tab.dataset.dropDay) : undefined
}

/** Moving, stretching and drawing sessions by mouse or pen; a finger scrolls instead. */
export function useDragMoves({ scroller, pointOf, timeZone, onMoved, onDrawn }: DragMovesOptions) {
  const [drag, setDrag] = useState<Drag>()
  const isDragging = drag?.isFirm ?? false
  const wasFirm = useRef(false)
  // Escape takes it back, wherever the focus is.
  useEffect(() => {
    if (!isDragging) return
    const listen = (event: globalThis.KeyboardEvent) => {
      if (event.key !== 'Escape') return
      event.stopPropagation()
      setDrag(undefined)
    }
    window.addEventListener('keydown', listen, true)
    return () => window.removeEventListener('keydown', listen, true)
  }, [isDragging])

  function begin(event: PointerEvent<HTMLElement>, item: PlannedItem | undefined, grip: Grip): void {
    wasFirm.current = false
    if (event.button !== 0 || event.pointerType === 'touch' || item?.isFixed) return
    event.currentTarget.setPointerCapture?.(event.pointerId)
    const { clientX: x, clientY: y } = event
    const { at, track } = pointOf(x, y)
    const place = item ? placeOf(item) : drawnPlace(at, at, track)
    const scrolled = scroller.current?.scrollTop ?? 0
    setDrag({ item, grip, x, y, scrolled, at, track, isFirm: false, place, day: undefined })
  }

  function move(event: PointerEvent<HTMLElement>): void {
    if (!drag) return
    const { clientX: x, clientY: y } = event
    if (!drag.isFirm && Math.hypot(x - drag.x, y - drag.y) < firm) return
    scrollAlong(scroller.current, y)
    const { at, track } = pointOf(x, y)
    const by = durationAt(y - drag.y + (scroller.current?.scrollTop ?? 0) - drag.scrolled)
    const place = drag.item
      ? moveByDrag(placeOf(drag.item), drag.grip, by, track)
      : drawnPlace(drag.at, at, drag.track)
    const day = drag.item && drag.grip === 'whole' ? dayAt(x, y) : undefined
    wasFirm.current = true
    setDrag({ ...drag, isFirm: true, place, day })
  }

  function end(): void {
    setDrag(undefined)
    if (!drag?.isFirm) return
    const { item, place, day } = drag
    if (!item) onDrawn(place)
    else if (day !== undefined) onMoved(item, placeOf(onDay(item, day, timeZone)))
    else if (!isSamePlace(place, item)) onMoved(item, place)
  }

  return {
    drag: drag?.isFirm ? drag : undefined,
    begin,
    /** Whether the last press became a drag: then the click that follows it opens nothing. */
    wasDragged: () => wasFirm.current,
    handlers: { onPointerMove: move, onPointerUp: end, onPointerCancel: () => setDrag(undefined) },
  }
}

function scrollAlong(element: HTMLElement | null, y: number): void {
  if (!element) return
  const { top, bottom } = element.getBoundingClientRect()
  if (bottom - top < 3 * edge) return
  if (y < top + 2 * edge) element.scrollTop -= edge / 4
  else if (y > bottom - edge) element.scrollTop += edge / 4
}
