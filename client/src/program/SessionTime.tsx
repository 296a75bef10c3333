import type { Session } from '@lectern/shared/program'
import { Tooltip, VisuallyHidden } from '@mantine/core'
import { useStore } from 'zustand'
import { durationOf, longDurationOf } from '../words/durations.ts'
import { dayAndTimeRange, dayNumber, differ, timeOf } from '../words/times.ts'
import { ownZone, useShownZone, zones } from '../words/zones.ts'

type Planned = Pick<Session, 'startsAt' | 'endsAt'>

/** When a session is planned, in the shown zone; in the other one, with whose it is, if that differs. */
function useTimes({ startsAt, endsAt }: Planned): { words: string; elsewhere: string | undefined } {
  const shown = useShownZone()
  const conference = useStore(zones, (state) => state.conference)
  const own = ownZone()
  const [other, whose] = shown === own ? [conference, 'At the conference'] : [own, 'For you']
  const isDifferent = other !== undefined && differ(startsAt, shown, other)
  return {
    words: dayAndTimeRange(startsAt, endsAt, shown),
    elsewhere: isDifferent ? `${whose}: ${dayAndTimeRange(startsAt, endsAt, other)}` : undefined,
  }
}

/** "Sat 28 Nov, 11:25 PM – 12:10 AM (+1)"; the conference's time appears on hover. */
export function SessionTime({ session }: { session: Planned }) {
  const { words, elsewhere } = useTimes(session)
  return (
    <Tooltip label={elsewhere} disabled={!elsewhere}>
      <span className="figures">
        {words}
        {elsewhere && <VisuallyHidden> ({elsewhere})</VisuallyHidden>}
      </span>
    </Tooltip>
  )
}

const hourMs = 3_600_000

/** The same for a column of times: the start large, how long below it. */
export function SessionHours({ session }: { session: Planned }) {
  const { startsAt, endsAt } = session
  const { words, elsewhere } = useTimes(session)
  const shown = useShownZone()
  const days = dayNumber(endsAt, shown) - dayNumber(startsAt, shown)
  const length = endsAt - startsAt
  return (
    <Tooltip label={elsewhere} disabled={!elsewhere}>
      <div className="session-hours figures">
        <VisuallyHidden>
          {words}
          {elsewhere && ` (${elsewhere})`}
        </VisuallyHidden>
        <span className="session-start" aria-hidden="true">
          {timeOf(startsAt, shown)}
        </span>
        <span className="session-length" aria-hidden="true">
          {length < 2 * hourMs ? durationOf(length) : longDurationOf(length)}
        </span>
        {days > 0 && (
          <span className="session-length" aria-hidden="true">
            until {timeOf(endsAt, shown)} (+{days})
          </span>
        )}
      </div>
    </Tooltip>
  )
}
