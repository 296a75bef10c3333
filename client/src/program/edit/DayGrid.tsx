import './grid.css'
import { VisuallyHidden } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { type RefObject, useEffectEvent, useId, useLayoutEffect, useRef } from 'react'
import { IconButton } from '../../ui/IconButton.tsx'
import { GridHours, ZoneNames } from './GridHours.tsx'
import { DrawnSession, GridItems } from './GridItems.tsx'
import { heightOf, hourMs } from './grid.ts'
import { drawnPlace } from './moves.ts'
import { trackWords } from './programWords.ts'
import { type DayGridProps, headHeight, useDayGrid } from './useDayGrid.ts'

/**
 * A day whose first session would be out of sight opens an hour before it. `after`: ms from the grid's top.
 */
function useFirstSession(scroller: RefObject<HTMLElement | null>, day: number, after: number): void {
  const scroll = useEffectEvent(() => {
    const grid = scroller.current!
    const isInView = heightOf(after + hourMs) <= grid.clientHeight - headHeight
    grid.scrollTop = isInView || !Number.isFinite(after) ? 0 : heightOf(after - hourMs)
  })
  // oxlint-disable-next-line react/exhaustive-deps -- of each day, once
  useLayoutEffect(() => scroll(), [day])
}

/** One day: time runs down, tracks stand side by side. */
export function DayGrid({ label, ...props }: DayGridProps) {
  const help = useId()
  const scroller = useRef<HTMLElement>(null)
  const { shape, placed, movingId, drawn, said, drags, movers } = useDayGrid(scroller, props)
  const { shown, columns, width, hoursWidth } = shape
  useFirstSession(scroller, props.day, Math.min(...props.items.map(({ startsAt }) => startsAt)) - shown.from)
  const zones = { timeZone: props.timeZone, otherZone: props.otherZone, width: hoursWidth }
  const total = hoursWidth + columns.length * width

  /** Where the track's last session of the day ends. */
  const isFreeFrom = (track: string) =>
    Math.max(
      shown.from + hourMs,
      ...placed.filter((item) => item.track === track).map(({ endsAt }) => endsAt),
    )
  return (
    <>
      <VisuallyHidden id={help}>
        Arrow up and down move it by 5 minutes, with Shift by 30, with Alt its end alone. Left and right lead
        to the next track. Enter opens it.
      </VisuallyHidden>
      <VisuallyHidden role="status">{said}</VisuallyHidden>
      <section ref={scroller} className="day-grid" aria-label={label} {...drags.handlers}>
        <div className="day-grid-heads" style={{ height: headHeight, width: total }}>
          <ZoneNames {...zones} />
          {columns.map((track) => (
            <div key={track} className="day-grid-head" style={{ width }}>
              <h2 dir="auto">{trackWords(track)}</h2>
              <IconButton
                label={`New session: ${trackWords(track)}`}
                icon={IconPlus}
                iconSize={16}
                size="sm"
                onClick={() => props.onNew(drawnPlace(isFreeFrom(track), isFreeFrom(track), track))}
              />
            </div>
          ))}
        </div>
        <div className="day-grid-body" style={{ height: heightOf(shown.to - shown.from), width: total }}>
          <GridHours shown={shown} {...zones} />
          {columns.map((track, column) => (
            <div
              key={track}
              className="day-grid-ground"
              style={{ left: hoursWidth + column * width, width }}
              onPointerDown={(event) => drags.begin(event, undefined, 'whole')}
            />
          ))}
          {drawn && <DrawnSession place={drawn} shape={shape} />}
          <GridItems items={placed} {...{ shape, movingId, movers, help }} />
        </div>
      </section>
    </>
  )
}
