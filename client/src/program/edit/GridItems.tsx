import { timeRange } from '../../words/times.ts'
import { GridItem } from './GridItem.tsx'
import { heightOf, isInView, lanesOf } from './grid.ts'
import { inTabOrder, type Place } from './moves.ts'
import type { PlannedItem } from './planned.ts'
import type { GridShape, Movers } from './useDayGrid.ts'

interface GridItemsProps {
  items: readonly PlannedItem[]
  shape: GridShape
  movingId: string | undefined
  movers: Movers
  /** The element that says how to move a session by keys. */
  help: string
}

const boxOf = ({ startsAt, endsAt, track }: Place, { shown, columns, width, hoursWidth }: GridShape) => ({
  top: heightOf(startsAt - shown.from),
  height: heightOf(endsAt - startsAt),
  left: hoursWidth + columns.indexOf(track) * width,
  width,
})

/** The day's sessions that are in view, track by track. */
export function GridItems({ items, shape, movingId, movers, help }: GridItemsProps) {
  const lanes = new Map(
    [...Map.groupBy(items, ({ track }) => track).values()].flatMap((own) => [...lanesOf(own)]),
  )
  return inTabOrder(items, shape.columns).map((item) => {
    const { lane, lanes: count } = lanes.get(item.id)!
    const whole = boxOf(item, shape)
    const width = whole.width / count
    const box = { ...whole, left: whole.left + lane * width, width }
    const isMoving = item.id === movingId
    // What is being moved keeps its pointer and its focus, wherever it goes.
    if (!isMoving && !isInView(shape.view, box)) return null
    return <GridItem key={item.id} {...{ item, isMoving, movers, help }} timeZone={shape.timeZone} {...box} />
  })
}

/** A new session while it is drawn. */
export const DrawnSession = ({ place, shape }: { place: Place; shape: GridShape }) => (
  <div className="grid-drawn figures" style={boxOf(place, shape)}>
    {timeRange(place.startsAt, place.endsAt, shape.timeZone)}
  </div>
)
