import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { daysUntil, dayWords, endOfDay } from './calendarDays.ts'
import { zoned } from './zoneTime.ts'

test.each([
  ['noon', 'Europe/Berlin', '2027-01-15T12:00+01:00', 59, '2027-03-16T00:00+01:00'],
  ['the first moment of a day', 'UTC', '2027-01-15T00:00:00.001Z', 0, '2027-01-16T00:00Z'],
  ['midnight, which ends the day before', 'UTC', '2027-01-16T00:00Z', 59, '2027-03-16T00:00Z'],
  ['clocks put forward in between', 'Europe/Berlin', '2027-02-01T23:30+01:00', 59, '2027-04-02T00:00+02:00'],
  ['clocks put back in between', 'America/New_York', '2026-10-20T19:00-04:00', 20, '2026-11-10T00:00-05:00'],
  ['a zone far west', 'Pacific/Honolulu', '2027-01-16T03:00Z', 60, '2027-03-17T10:00Z'],
  ['a zone far east', 'Pacific/Kiritimati', '2027-01-15T11:00Z', 60, '2027-03-17T10:00Z'],
  ['29 February', 'UTC', '2028-01-31T09:00Z', 29, '2028-03-01T00:00Z'],
  ['no 29 February', 'UTC', '2027-01-31T09:00Z', 29, '2027-03-02T00:00Z'],
  ['a midnight that clocks skip', 'Africa/Cairo', '2027-04-28T09:00Z', 1, '2027-04-30T01:00+03:00'],
  ['a midnight that comes twice', 'America/Havana', '2026-10-30T12:00-04:00', 1, '2026-11-01T00:00-04:00'],
])('the end of a day after %s', (_what, timeZone, ended, days, next) => {
  expect(new Date(endOfDay(Date.parse(ended), days, timeZone) + 1)).toEqual(new Date(next))
})

test('it is where the calendar library has the end of that day', () => {
  const zones = Intl.supportedValuesOf('timeZone')
  const moments = fc.integer({ min: Date.UTC(2024, 0, 1), max: Date.UTC(2036, 0, 1) })
  fc.assert(
    fc.property(fc.constantFrom(...zones), moments, fc.nat(400), (timeZone, ended, days) => {
      const last = zoned(ended - 1, timeZone)
        .toPlainDate()
        .add({ days })
      const next = last.add({ days: 1 }).toZonedDateTime(timeZone).epochMilliseconds
      expect(endOfDay(ended, days, timeZone)).toBe(next - 1)
    }),
    { numRuns: 500 },
  )
})

test.each([
  ['later today', '2027-03-16T23:59:59.999+01:00', 0],
  ['tomorrow, in a minute', '2027-03-17T00:00+01:00', 1],
  ['over a change of clocks', '2027-03-30T00:30+02:00', 14],
  ['yesterday', '2027-03-15T23:59:59.999+01:00', -1],
])('days until a moment: %s', (_what, at, days) => {
  expect(daysUntil(Date.parse(at), Date.parse('2027-03-16T23:59+01:00'), 'Europe/Berlin')).toBe(days)
})

test('a day is named as it is called there', () => {
  expect(dayWords(Date.parse('2027-03-16T22:59:59.999Z'), 'Europe/Berlin')).toBe('16 March 2027')
  expect(dayWords(Date.parse('2027-03-16T23:00Z'), 'Europe/Berlin')).toBe('17 March 2027')
})
