// One day's grid: its shape, and moving what is in it.
import { type RefObject, useEffect, useEffectEvent, useLayoutEffect, useRef, useState } from 'react'
import { timeRange } from '../../words/times.ts'
import { columnsOf, type DayWindow, durationAt, mostLanes, type View, windowOf } from './grid.ts'
import type { Place } from './moves.ts'
import type { PlannedItem } from './planned.ts'
import { trackWords } from './programWords.ts'
import { useDragMoves } from './useDragMoves.ts'
import { type Moving, useKeyMoves } from './useKeyMoves.ts'
import { useView } from './useView.ts'

/** The least width of a track, and of sessions side by side, in px. */
const leastWidth = 184
const leastLane = 96
/** The row of tracks, in px. */
export const headHeight = 40

export interface GridShape {
  shown: DayWindow
  columns: string[]
  /** Of a track, in px. */
  width: number
  /** Of the column of hours, in px. */
  hoursWidth: number
  timeZone: string
  view: View
}

export interface DayGridProps {
  label: string
  day: number
  /** Also the hours of this zone, which the day's clocks differ from. */
  otherZone: string | undefined
  /** The conference's, in their order. */
  tracks: readonly string[]
  /** The day's. */
  items: readonly PlannedItem[]
  timeZone: string
  onOpen: (id: string) => void
  onMoved: (item: PlannedItem, place: Place) => void
  /** What is being moved, and where it is meanwhile. */
  onMoving: (moving: Moving | undefined) => void
  onNew: (place: Place) => void
}

export function useDayGrid(
  scroller: RefObject<HTMLElement | null>,
  { day, otherZone, tracks, items, timeZone, onOpen, onMoved, onMoving, onNew }: Omit<DayGridProps, 'label'>,
) {
  const view = useView(scroller)
  const [said, setSaid] = useState('')
  const columns = columnsOf(tracks, items)
  const shown = windowOf(day, items, timeZone)
  const hoursWidth = otherZone === undefined ? 80 : 144
  const width = Math.max(
    leastWidth,
    leastLane * mostLanes(items),
    Math.floor((view.width - hoursWidth) / columns.length),
  )
  const shape: GridShape = { shown, columns, width, hoursWidth, timeZone, view }

  function pointOf(x: number, y: number): { at: number; track: string } {
    const { scrollLeft, scrollTop } = scroller.current!
    const box = scroller.current!.getBoundingClientRect()
    const column = Math.floor((x - box.left + scrollLeft - hoursWidth) / width)
    return {
      at: shown.from + durationAt(y - box.top + scrollTop - headHeight),
      track: columns[Math.min(Math.max(column, 0), columns.length - 1)]!,
    }
  }
  function announce(item: PlannedItem, { startsAt, endsAt, track }: Place): void {
    const isBack = startsAt === item.startsAt && endsAt === item.endsAt && track === item.track
    setSaid(`${isBack ? 'Back at ' : ''}${timeRange(startsAt, endsAt, timeZone)}, ${trackWords(track)}`)
  }
  const keys = useKeyMoves({ columns, onMoved, announce })
  const drags = useDragMoves({ scroller, pointOf, timeZone, onMoved, onDrawn: onNew })
  const { drag } = drags
  const moving: Moving | undefined = drag?.item ? { item: drag.item, place: drag.place } : keys.moving
  const tell = useEffectEvent(() => onMoving(moving))
  const { startsAt, endsAt, track } = moving?.place ?? {}
  // oxlint-disable-next-line react/exhaustive-deps -- whenever it is elsewhere
  useEffect(() => tell(), [moving?.item.id, startsAt, endsAt, track])
  return {
    shape,
    placed: items.map((item) => (item.id === moving?.item.id ? { ...item, ...moving.place } : item)),
    movingId: moving?.item.id,
    /** A new session that is being drawn. */
    drawn: drag && !drag.item ? drag.place : undefined,
    said,
    drags,
    movers: useMovers({ keys, drags, onOpen }),
  }
}

interface MoversOptions {
  keys: ReturnType<typeof useKeyMoves>
  drags: ReturnType<typeof useDragMoves>
  onOpen: (id: string) => void
}

export type Movers = ReturnType<typeof useMovers>

/**
 * What sessions do when they are pressed: the same functions all the time, so that none is drawn for them.
 */
function useMovers(options: MoversOptions) {
  const latest = useRef(options)
  useLayoutEffect(() => {
    latest.current = options
  })
  const [movers] = useState(() => ({
    begin: (...given: Parameters<MoversOptions['drags']['begin']>) => latest.current.drags.begin(...given),
    onKeyDown: (...given: Parameters<MoversOptions['keys']['onKeyDown']>) =>
      latest.current.keys.onKeyDown(...given),
    onBlur: () => latest.current.keys.onBlur(),
    open: (id: string) => latest.current.onOpen(id),
    /** After a press that was no drag. */
    press: (id: string) => {
      if (!latest.current.drags.wasDragged()) latest.current.onOpen(id)
    },
  }))
  return movers
}
