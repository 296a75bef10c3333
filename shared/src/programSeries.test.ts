import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { seriesMax } from './limits.ts'
import {
  keepsOwn,
  laterDay,
  laterMoment,
  laterRule,
  movedLike,
  occurrencesOf,
  seriesRule,
} from './programSeries.ts'
import { minute, nine, plannedSession } from './testing/programme.ts'
import { momentOf, zoned } from './zoneTime.ts'

const zone = 'Europe/Berlin'
/** Monday, 1 March 2027, 9:00 to 10:00. */
const first = { startsAt: nine, endsAt: nine + 60 * minute }
const at = (local: string): number => {
  const moment = momentOf(local, zone)
  if (moment.kind !== 'once') throw new Error(moment.kind)
  return moment.at
}
const days = (rule: Parameters<typeof occurrencesOf>[0], times = first) =>
  occurrencesOf(rule, times, zone).map(({ on }) => on)

test('a weekly rule keeps the time of day over a change of the clocks', () => {
  const found = occurrencesOf({ every: 1, weekdays: [1], count: 5 }, first, zone)
  expect(found.map(({ on }) => on)).toEqual([
    ...['2027-03-01', '2027-03-08', '2027-03-15', '2027-03-22', '2027-03-29'],
  ])
  expect(found.at(-1)!.startsAt).toBe(at('2027-03-29T09:00'))
  expect(found.at(-1)!.startsAt - found.at(-2)!.startsAt).toBe((7 * 24 - 1) * 60 * minute)
})

test('every n weeks, on several weekdays, until a day that belongs to it', () => {
  expect(days({ every: 2, weekdays: [3, 1], until: '2027-03-17' })).toEqual([
    ...['2027-03-01', '2027-03-03', '2027-03-15', '2027-03-17'],
  ])
  expect(days({ every: 1, weekdays: [5], count: 3 })).toEqual(['2027-03-01', '2027-03-05', '2027-03-08'])
  expect(days({ every: 1, weekdays: [1], until: '2026-01-01' })).toEqual(['2027-03-01'])
})

test('a time of day that the clocks skip is later on that day, and says so', () => {
  const night = { startsAt: at('2027-03-21T02:30'), endsAt: at('2027-03-21T03:30') }
  const [, skipped, after] = occurrencesOf({ every: 1, weekdays: [7], count: 3 }, night, zone)
  expect(skipped).toMatchObject({ on: '2027-03-28', startsAt: at('2027-03-28T03:30'), isShifted: true })
  expect(after).toMatchObject({ startsAt: at('2027-04-04T02:30'), isShifted: false })
})

test('too many sessions are noticed without making all of them', () => {
  expect(days({ every: 1, weekdays: [1, 2, 3, 4, 5], until: '2999-01-01' })).toHaveLength(seriesMax + 1)
})

test('a rule ends by a day or by a number, never both or neither', () => {
  const accepts = (rule: object) => seriesRule.safeParse({ every: 1, weekdays: [1], ...rule }).success
  expect(accepts({ count: 3 })).toBe(true)
  expect(accepts({ until: '2027-03-01' })).toBe(true)
  expect(accepts({})).toBe(false)
  expect(accepts({ count: 3, until: '2027-03-01' })).toBe(false)
  expect(accepts({ count: 3, weekdays: [8] })).toBe(false)
  expect(accepts({ count: 3, every: 0 })).toBe(false)
})

test('other sessions move by as many days, to the same time of day', () => {
  const after = { startsAt: at('2027-03-02T17:00'), endsAt: at('2027-03-02T17:45') }
  const other = { startsAt: at('2027-03-29T09:00'), endsAt: at('2027-03-29T10:00') }
  expect(movedLike(other, { before: first, after }, zone)).toEqual({
    startsAt: at('2027-03-30T17:00'),
    endsAt: at('2027-03-30T17:45'),
  })
})

test('fields that were changed in one session alone are its own; start and end go together', () => {
  const session = plannedSession('a', 0, 60, { series: { id: 's', on: '2027-03-01', own: ['endsAt'] } })
  expect(keepsOwn(session, 'startsAt')).toBe(true)
  expect(keepsOwn(session, 'title')).toBe(false)
  expect(keepsOwn(plannedSession('b', 0, 60), 'startsAt')).toBe(false)
})

test('all sessions of a rule are on its weekdays, in order, at one time of day unless the clocks skip it', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 4 }),
      fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
      fc.integer({ min: 1, max: 60 }),
      fc.integer({ min: 0, max: 366 * 24 * 4 }),
      fc.constantFrom('Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kolkata'),
      (every, weekdays, count, quarters, timeZone) => {
        const startsAt = nine + quarters * 15 * minute
        const times = { startsAt, endsAt: startsAt + 45 * minute }
        const found = occurrencesOf({ every, weekdays, count }, times, timeZone)
        const start = zoned(startsAt, timeZone)
        expect(found).toHaveLength(count)
        expect(found[0]).toMatchObject(times)
        for (const [i, { startsAt: each, endsAt, isShifted }] of found.entries()) {
          const local = zoned(each, timeZone)
          expect([...weekdays, start.dayOfWeek]).toContain(local.dayOfWeek)
          expect(endsAt - each).toBe(45 * minute)
          if (i > 0) expect(each).toBeGreaterThan(found[i - 1]!.startsAt)
          if (!isShifted) expect(local.toPlainTime().equals(start.toPlainTime())).toBe(true)
        }
      },
    ),
    { numRuns: 60 },
  )
})

test('a rule moves with its weekdays and its last day, and a time keeps what clocks show, in another zone too', () => {
  const rule = { every: 1, weekdays: [1, 6], until: '2027-03-29' }
  expect(laterRule(rule, 7)).toEqual({ ...rule, until: '2027-04-05' })
  expect(laterRule(rule, 9)).toEqual({ every: 1, weekdays: [1, 3], until: '2027-04-07' })
  expect(laterRule({ every: 2, weekdays: [1], count: 4 }, -1)).toEqual({ every: 2, weekdays: [7], count: 4 })
  expect(laterDay('2027-02-28', 1)).toBe('2027-03-01')
  const nine = Date.UTC(2027, 2, 26, 8)
  expect(laterMoment(nine, 7, 'Europe/Berlin', 'Europe/Berlin')).toBe(Date.UTC(2027, 3, 2, 7))
  expect(laterMoment(nine, 7, 'Europe/Berlin', 'America/New_York')).toBe(Date.UTC(2027, 3, 2, 13))
})
