import { timeOf } from '../../words/times.ts'
import { cityOf } from '../../words/zones.ts'
import { type DayWindow, heightOf, hoursOf } from './grid.ts'

interface ZoneNamesProps {
  timeZone: string
  otherZone: string | undefined
  /** In px. */
  width: number
}

/** Whose hours these are. */
export const ZoneNames = ({ timeZone, otherZone, width }: ZoneNamesProps) => (
  <div className="day-grid-zones" style={{ width }}>
    <span>{cityOf(timeZone)}</span>
    {otherZone && <span className="day-grid-other">{cityOf(otherZone)}</span>}
  </div>
)

interface GridHoursProps extends ZoneNamesProps {
  shown: DayWindow
}

/** The hours at the side, in both zones where they differ. */
export const GridHours = ({ shown, timeZone, otherZone, width }: GridHoursProps) => (
  <div className="day-grid-hours figures" style={{ width }} aria-hidden="true">
    {hoursOf(shown).map((at) => (
      <div key={at} className="day-grid-hour" style={{ top: heightOf(at - shown.from) }}>
        <span>{timeOf(at, timeZone)}</span>
        {otherZone && <span className="day-grid-other">{timeOf(at, otherZone)}</span>}
      </div>
    ))}
  </div>
)
