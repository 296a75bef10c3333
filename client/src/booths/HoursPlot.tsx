import type { HourCount } from '@lectern/shared/booths'
import { NativeSelect, Stack, Table, Text } from '@mantine/core'
import { useState } from 'react'
import { counted } from '../words/counts.ts'
import { dayOf, timeOf } from '../words/times.ts'
import { daysOf, hoursOfDay } from './arrivalHours.ts'

interface HoursPlotProps {
  hours: readonly HourCount[]
  now: number
  /** What is counted, for screen readers. */
  label: string
}

/** Arrivals by hour of one day: the shape as bars, the numbers as a table. */
export function HoursPlot({ hours, now, label }: HoursPlotProps) {
  const days = daysOf(hours, now)
  const [chosen, setChosen] = useState<number>()
  const day = chosen ?? days[0]!
  const counts = hoursOfDay(hours, day)
  const most = Math.max(1, ...counts.map(({ visits }) => visits))
  const sum = counts.reduce((total, { visits }) => total + visits, 0)
  const busiest = counts.find(({ visits }) => visits === most)
  const words = `${counted(sum, 'visit')} on ${dayOf(day)}${busiest ? `, busiest from ${timeOf(busiest.hour)}` : ''}.`
  return (
    <Stack gap="xs">
      {days.length > 1 && (
        <NativeSelect
          label="Day"
          value={String(day)}
          onChange={(event) => setChosen(Number(event.currentTarget.value))}
          data={days.map((each) => ({ value: String(each), label: dayOf(each) }))}
          maw={260}
        />
      )}
      <Text size="sm" className="figures">
        {words}
      </Text>
      {sum > 0 && (
        <>
          <div className="booth-plot" role="img" aria-label={`${label}: ${words}`}>
            {counts.map(({ hour, visits }) => (
              <span
                key={hour}
                style={{ height: `${(visits / most) * 100}%` }}
                title={`${timeOf(hour)}: ${visits}`}
              />
            ))}
          </div>
          <HoursTable counts={counts} label={label} />
        </>
      )}
    </Stack>
  )
}

const HoursTable = ({ counts, label }: { counts: readonly HourCount[]; label: string }) => (
  <details>
    <summary>As a table</summary>
    <Table aria-label={label} className="figures">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>From</Table.Th>
          <Table.Th>Visits</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {counts
          .filter(({ visits }) => visits > 0)
          .map(({ hour, visits }) => (
            <Table.Tr key={hour}>
              <Table.Td>{timeOf(hour)}</Table.Td>
              <Table.Td>{visits}</Table.Td>
            </Table.Tr>
          ))}
      </Table.Tbody>
    </Table>
  </details>
)
