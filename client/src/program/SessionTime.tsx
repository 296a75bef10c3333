import type { Session } from '@lectern/shared/program'
import { Text } from '@mantine/core'
import { useStore } from 'zustand'
import { dayOf, differ, zonedTimeRange } from '../words/times.ts'
import { ownZone, useShownZone, zones } from '../words/zones.ts'

/** When a session is planned: day, times and zone; and the same in the other zone if that differs. */
export function SessionTime({ session: { startsAt, endsAt } }: { session: Session }) {
  const shown = useShownZone()
  const conference = useStore(zones, (state) => state.conference)
  const own = ownZone()
  const [other, whose] = shown === own ? [conference, 'at the conference'] : [own, 'for you']
  return (
    <Text component="span" size="sm" className="figures">
      {dayOf(startsAt, shown)}, {zonedTimeRange(startsAt, endsAt, shown)}
      {other && differ(startsAt, shown, other) && (
        <Text component="span" inherit c="gray.7">
          {' '}
          ({whose}: {dayOf(startsAt, other) !== dayOf(startsAt, shown) && `${dayOf(startsAt, other)}, `}
          {zonedTimeRange(startsAt, endsAt, other)})
        </Text>
      )}
    </Text>
  )
}
