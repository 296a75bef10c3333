import { type KeyboardEvent, useEffect, useEffectEvent, useRef, useState } from 'react'
import { isSamePlace, moveByKey, type Place, placeOf } from './moves.ts'
import type { PlannedItem } from './planned.ts'

/** A move by keys is saved when none was pressed for this time, in ms. */
const restMs = 1500

/** What is being moved, and where it is meanwhile. */
export interface Moving {
  item: PlannedItem
  place: Place
}

interface KeyMovesOptions {
  columns: readonly string[]
  onMoved: (item: PlannedItem, place: Place) => void
  /** For a screen reader; a place as it was is one that was taken back. */
  announce: (item: PlannedItem, place: Place) => void
}

/**
 * Moving the focused session by arrow keys: it shows at once, and is saved by Enter, by leaving it, or after
 * a rest. Escape takes it back before.
 */
export function useKeyMoves({ columns, onMoved, announce }: KeyMovesOptions) {
  const [moving, setMoving] = useState<Moving>()
  const latest = useRef<Moving>(undefined)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)

  function set(next: Moving | undefined): void {
    clearTimeout(timer.current)
    latest.current = next
    setMoving(next)
  }
  function finish(): void {
    const last = latest.current
    if (!last) return
    set(undefined)
    if (!isSamePlace(last.place, last.item)) onMoved(last.item, last.place)
  }
  // A page that is left in the middle of a move loses nothing.
  const leave = useEffectEvent(finish)
  useEffect(() => () => leave(), [])

  /** Returns whether the key was used. */
  function onKeyDown(event: KeyboardEvent, item: PlannedItem): boolean {
    const last = latest.current?.item.id === item.id ? latest.current : undefined
    if (last && (event.key === 'Enter' || event.key === 'Escape')) {
      event.preventDefault()
      event.stopPropagation()
      if (event.key === 'Enter') finish()
      else {
        set(undefined)
        announce(last.item, placeOf(last.item))
      }
      return true
    }
    const place = item.isFixed ? undefined : moveByKey(last?.place ?? placeOf(item), event, columns)
    if (!place) return false
    event.preventDefault()
    set({ item: last?.item ?? item, place })
    timer.current = setTimeout(finish, restMs)
    announce(last?.item ?? item, place)
    return true
  }
  return { moving, onKeyDown, onBlur: finish }
}
