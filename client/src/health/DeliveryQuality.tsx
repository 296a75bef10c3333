import type { SessionHealth } from '@lectern/shared/health'
import { type Column, DataTable } from '../ui/DataTable.tsx'
import { Plot } from '../ui/Plot.tsx'
import { timeOf } from '../words/times.ts'
import {
  isMeasured,
  layerColumns,
  lossColumns,
  lossSeries,
  type MeasuredMinute,
  pictureSeries,
} from './qualityWords.ts'

const percentWords = (share: number | null): string => (share === null ? '–' : `${share}%`)
const columnsOf = (shares: typeof lossColumns): Column<MeasuredMinute>[] => [
  { id: 'minute', label: 'Minute', cell: ({ at }) => timeOf(at) },
  ...shares.map(({ label, of }) => ({
    ...{ id: label, label, isNumber: true },
    cell: (minute: MeasuredMinute) => percentWords(of(minute)),
  })),
]
const tables = [
  { what: 'Viewers by the share of packets they lose', columns: columnsOf(lossColumns) },
  { what: 'Pictures by their layer', columns: columnsOf(layerColumns) },
]

/** How well media arrives, minute by minute: what viewers lose, and the pictures that they get. */
export function DeliveryQuality({ title, minutes }: Pick<SessionHealth, 'title' | 'minutes'>) {
  const measured = minutes.filter(isMeasured)
  if (measured.length < 2) return null
  const along = measured.map(({ at }) => timeOf(at))
  return (
    <>
      <Plot
        kind="area"
        label={`Loss by the minute, in % of viewers: ${title}`}
        axis="Minute"
        along={along}
        series={lossSeries(measured)}
        height={180}
      />
      <Plot
        kind="area"
        label={`Pictures by the minute, in % of all: ${title}`}
        axis="Minute"
        along={along}
        series={pictureSeries(measured)}
        height={180}
      />
      <details>
        <summary>All shares by the minute: {title}</summary>
        {tables.map(({ what, columns }) => (
          <DataTable
            key={what}
            caption={`${what}: ${title}`}
            columns={columns}
            rows={measured}
            rowKey={({ at }) => String(at)}
          />
        ))}
      </details>
    </>
  )
}
