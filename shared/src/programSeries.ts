// Weekly series: which days a rule gives, and what a change of one session means for the others. Pure.
import { Temporal } from 'temporal-polyfill'
import { z } from 'zod'
import { day } from './ids.ts'
import { seriesMax } from './limits.ts'
import type { Session, SessionField } from './program.ts'
import { list } from './text.ts'
import { zoned } from './zoneTime.ts'

/** Weekly or every n weeks, on these weekdays (1 = Monday), until a day or for a number of sessions. */
export const seriesRule = z
  .strictObject({
    every: z.number().int().min(1).max(52),
    weekdays: list(z.number().int().min(1).max(7), 7, 1),
    until: day.exactOptional(),
    count: z.number().int().min(1).max(seriesMax).exactOptional(),
  })
  .refine(({ until, count }) => (until === undefined) !== (count === undefined), {
    path: ['until'],
    message: 'a series ends on a day (until) or after a number of sessions (count)',
  })
  .meta({ examples: [{ every: 1, weekdays: [2], count: 10 }] })
export type SeriesRule = z.infer<typeof seriesRule>

export interface Occurrence {
  /** The day that the rule gives it, in the conference's time zone. */
  on: string
  startsAt: number
  endsAt: number
  /** The clocks are put forward over its time of day: it starts later than the others. */
  isShifted: boolean
}

/** The same day as many days later. */
export const laterDay = (on: string, days: number): string =>
  Temporal.PlainDate.from(on).add({ days }).toString()

/** The rule for a series that is held so many days later. */
export const laterRule = ({ weekdays, until, ...rule }: SeriesRule, days: number): SeriesRule => ({
  ...rule,
  weekdays: weekdays.map((weekday) => ((((weekday - 1 + days) % 7) + 7) % 7) + 1).sort((a, b) => a - b),
  ...(until !== undefined && { until: laterDay(until, days) }),
})

/**
 * The same time on the wall as many days later, in another zone perhaps. Where the clocks are put forward
 * over it, the first moment after.
 */
export function laterMoment(at: number, days: number, from: string, to: string): number {
  const wanted = zoned(at, from).toPlainDateTime().add({ days })
  return wanted.toZonedDateTime(to).epochMilliseconds
}

type Times = Pick<Session, 'startsAt' | 'endsAt'>

/** The session's time of day on another day; its length in minutes stays the same over clock changes. */
function onDay(date: Temporal.PlainDate, { startsAt, endsAt }: Times, timeZone: string): Occurrence {
  const wanted = date.toPlainDateTime(zoned(startsAt, timeZone).toPlainTime())
  const start = wanted.toZonedDateTime(timeZone)
  const at = start.epochMilliseconds
  return {
    on: date.toString(),
    startsAt: at,
    endsAt: at + endsAt - startsAt,
    isShifted: !start.toPlainDateTime().equals(wanted),
  }
}

/** The days of a rule after the first one, without end. */
function* daysOf({ every, weekdays }: SeriesRule, first: Temporal.PlainDate): Iterable<Temporal.PlainDate> {
  const days = [...new Set([...weekdays, first.dayOfWeek])].sort((a, b) => a - b)
  for (let monday = first.subtract({ days: first.dayOfWeek - 1 }); ; monday = monday.add({ weeks: every }))
    for (const weekday of days) {
      const date = monday.add({ days: weekday - 1 })
      if (Temporal.PlainDate.compare(date, first) > 0) yield date
    }
}

/**
 * The sessions that a rule gives, from `first` on, which is always the first of them: at most `seriesMax` +
 * 1, so that too many are noticed.
 */
export function occurrencesOf(rule: SeriesRule, first: Times, timeZone: string): Occurrence[] {
  const until = rule.until === undefined ? undefined : Temporal.PlainDate.from(rule.until)
  const most = Math.min(rule.count ?? Infinity, seriesMax + 1)
  const day = zoned(first.startsAt, timeZone).toPlainDate()
  const { startsAt, endsAt } = first
  const found: Occurrence[] = [{ on: day.toString(), startsAt, endsAt, isShifted: false }]
  for (const date of daysOf(rule, day)) {
    if (found.length >= most || (until && Temporal.PlainDate.compare(date, until) > 0)) break
    found.push(onDay(date, first, timeZone))
  }
  return found
}

/**
 * The new times of another session of the series: moved by as many days as the changed one, to its time of
 * day, for as long as it lasts.
 */
export function movedLike(
  { startsAt }: Times,
  { before, after }: { before: Times; after: Times },
  timeZone: string,
): Times {
  const [was, is] = [before, after].map((times) => zoned(times.startsAt, timeZone).toPlainDate())
  const date = zoned(startsAt, timeZone).toPlainDate().add(was!.until(is!))
  const moved = onDay(date, after, timeZone)
  return { startsAt: moved.startsAt, endsAt: moved.endsAt }
}

/** Start and end are one thing to whoever moves a session. */
const together = (field: SessionField): SessionField => (field === 'endsAt' ? 'startsAt' : field)

/** Whether a change of the whole series leaves this field of a session, which was changed there alone. */
export const keepsOwn = ({ series }: Session, field: SessionField): boolean =>
  series?.own.map(together).includes(together(field)) ?? false
