import '@mantine/charts/styles.layer.css'
import './dataTable.css'
import './plot.css'
import { AreaChart, BarChart } from '@mantine/charts'
import { VisuallyHidden } from '@mantine/core'
import { useElementSize } from '@mantine/hooks'
import { useMemo } from 'react'
import { countOf } from '../words/counts.ts'
import { scrollable } from './scrollable.ts'

export interface PlotSeries {
  label: string
  /** One for each place of `along`; null where nothing is known. */
  values: readonly (number | null)[]
}

interface PlotProps {
  /** What it shows, as a sentence without a full stop. */
  label: string
  /** Areas for what is there over time, bars for what is counted. */
  kind: 'area' | 'bar'
  /** What the places are, e.g. "Minute". */
  axis: string
  /** The name of each place, in order. */
  along: readonly string[]
  series: readonly PlotSeries[]
  height?: number
  /** Where the scale ends: 5 for ratings, 100 for per cent; by default at the greatest value. */
  most?: number
}

/** The plot is hidden from screen readers, which have the table: no focus may land in it. */
const unfocusable = { accessibilityLayer: false }

/** At most two: more lines than that nobody tells apart. */
const colours = ['var(--accent)', 'var(--quiet)']

/** A plot, and the same figures as a table for those who cannot see it or want to read them off. */
export function Plot({ label, kind, axis, along, series, height = 220, most }: PlotProps) {
  const data = useMemo(
    () =>
      along.map((place, i) => ({
        place,
        ...Object.fromEntries(series.map((one) => [one.label, one.values[i] ?? null])),
      })),
    [along, series],
  )
  const { ref, width } = useElementSize()
  const Chart = kind === 'area' ? AreaChart : BarChart
  return (
    <figure className="plot" aria-label={label}>
      <figcaption>{label}</figcaption>
      <div ref={ref} aria-hidden="true" style={{ height }}>
        {width > 0 && (
          <Chart
            h={height}
            data={data}
            dataKey="place"
            series={series.map((one, i) => ({ name: one.label, color: colours[i]! }))}
            xAxisLabel={axis}
            withLegend={series.length > 1}
            valueFormatter={countOf}
            gridAxis="y"
            tickLine="none"
            xAxisProps={{ interval: 'preserveStartEnd', minTickGap: 24 }}
            yAxisProps={{ allowDecimals: false, width: 44, ...(most !== undefined && { domain: [0, most] }) }}
            {...(kind === 'area'
              ? { withDots: false, curveType: 'linear' as const, areaChartProps: unfocusable }
              : { maxBarWidth: 64, barChartProps: unfocusable })}
          />
        )}
      </div>
      <details>
        <summary>
          As a table<VisuallyHidden>: {label}</VisuallyHidden>
        </summary>
        <section className="data-table" aria-label={`Table: ${label}`} {...scrollable}>
          <table>
            <thead>
              <tr>
                {[axis, ...series.map((one) => one.label)].map((head) => (
                  <th key={head} scope="col">
                    {head}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {along.map((place, i) => (
                <tr key={place}>
                  <th scope="row">{place}</th>
                  {series.map((one) => (
                    <td key={one.label} data-number className="figures">
                      {one.values[i] == null ? '–' : countOf(one.values[i])}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      </details>
    </figure>
  )
}
