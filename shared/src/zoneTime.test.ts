import { expect, test } from '@jest/globals'
import { clockChanges, dayOf, momentOf, offsetAt } from './zoneTime.ts'

const hourMs = 3_600_000

test('a time of day is one moment, none or two, as the clocks go', () => {
  expect(momentOf('2027-03-01T09:00', 'Europe/Berlin')).toEqual({
    kind: 'once',
    at: Date.UTC(2027, 2, 1, 8),
  })
  // From 2:00 the clocks are put forward to 3:00.
  expect(momentOf('2027-03-28T02:30', 'Europe/Berlin')).toEqual({
    kind: 'never',
    next: Date.UTC(2027, 2, 28, 1),
  })
  // From 3:00 they are put back to 2:00.
  expect(momentOf('2027-10-31T02:30', 'Europe/Berlin')).toEqual({
    kind: 'twice',
    first: Date.UTC(2027, 9, 31, 0, 30),
    second: Date.UTC(2027, 9, 31, 1, 30),
  })
  expect(() => momentOf('tomorrow', 'Europe/Berlin')).toThrow(RangeError)
})

test('a day that a zone has skipped has no time at all', () => {
  // Samoa went over the date line at the end of 29 December 2011.
  expect(momentOf('2011-12-30T12:00', 'Pacific/Apia')).toEqual({
    kind: 'never',
    next: Date.UTC(2011, 11, 30, 10),
  })
})

test('days and offsets are those of the zone', () => {
  const at = Date.UTC(2027, 5, 30, 22, 30)
  expect(dayOf(at, 'Europe/Berlin')).toBe('2027-07-01')
  expect(dayOf(at, 'America/New_York')).toBe('2027-06-30')
  expect(offsetAt(at, 'Asia/Kolkata')).toBe(5.5 * hourMs)
})

test('the changes of the clocks in a time are found, and no more than asked for', () => {
  const year = clockChanges(Date.UTC(2027, 0), Date.UTC(2028, 0), 'Europe/Berlin')
  expect(year).toEqual([
    { at: Date.UTC(2027, 2, 28, 1), before: hourMs, after: 2 * hourMs },
    { at: Date.UTC(2027, 9, 31, 1), before: 2 * hourMs, after: hourMs },
  ])
  expect(clockChanges(Date.UTC(2027, 0), Date.UTC(2400, 0), 'Europe/Berlin', 3)).toHaveLength(3)
  expect(clockChanges(Date.UTC(2027, 0), Date.UTC(2028, 0), 'Asia/Tokyo')).toEqual([])
})
