// The rule of a series as it is written, and as it is sent. Pure.
import { type SeriesRule, seriesRule } from '@lectern/shared/programSeries'
import { countOf, listWords } from '../../words/counts.ts'
import { type Problems, problemsIn } from '../../words/problems.ts'
import { dateOf } from '../../words/times.ts'
import { dayOfInput } from '../../words/wallClock.ts'

export interface SeriesFields {
  every: number | ''
  /** "1" for Monday. */
  weekdays: string[]
  ends: 'count' | 'until'
  count: number | ''
  until: string
}

// The fifth of January 2026 was a Monday.
const monday = Date.UTC(2026, 0, 5)
const weekdayNames = new Intl.DateTimeFormat('en-GB', { weekday: 'long', timeZone: 'UTC' })
export const weekdays = Array.from({ length: 7 }, (_, index) => ({
  value: String(index + 1),
  label: weekdayNames.format(monday + index * 86_400_000),
}))

/** The rule as it is, or weekly on the day of the first session. `weekday`: 1 for Monday. */
export const seriesFieldsOf = (rule: SeriesRule | undefined, weekday: number): SeriesFields => ({
  every: rule?.every ?? 1,
  weekdays: (rule?.weekdays ?? [weekday]).map(String),
  ends: rule?.until === undefined ? 'count' : 'until',
  count: rule?.count ?? 10,
  until: rule?.until ?? '',
})

export const ruleOf = ({ every, weekdays: days, ends, count, until }: SeriesFields) => ({
  every,
  weekdays: days.map(Number).sort((a, b) => a - b),
  ...(ends === 'count' ? { count } : { until }),
})

export const seriesProblems = (fields: SeriesFields): Problems =>
  problemsIn(seriesRule, ruleOf(fields), {
    own: {
      every: 'A whole number of weeks, up to 52.',
      weekdays: 'Choose at least one day.',
      count: 'A whole number of sessions, up to four years of weeks.',
      until: 'Write the last day.',
    },
  })

/** "Every 2 weeks on Tuesday and Thursday, 10 times" */
export function ruleWords({ every, weekdays: days, count, until }: SeriesRule): string {
  const names = listWords(days.map((day) => weekdays[day - 1]!.label))
  const how = every === 1 ? 'Every week' : `Every ${countOf(every)} weeks`
  const last = until === undefined ? undefined : dayOfInput(until)
  const end =
    last === undefined ? `${countOf(count ?? 1)} times` : `until ${dateOf(last * 86_400_000, 'UTC')}`
  return `${how} on ${names}, ${end}`
}
