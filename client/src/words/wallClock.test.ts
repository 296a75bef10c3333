import { isSkipped, momentAt, wallTimeOf } from '@lectern/shared/zoneTime'
import { dateInput, dayOfInput, minutesOfInput, timeInput } from './wallClock.ts'

const berlin = 'Europe/Berlin'
const day = (text: string) => dayOfInput(text)!

test.each([
  ['UTC', '2026-11-28T09:05:00Z', '2026-11-28', 545],
  [berlin, '2026-11-28T23:30:00Z', '2026-11-29', 30],
  ['America/Los_Angeles', '2026-11-28T07:59:00Z', '2026-11-27', 23 * 60 + 59],
  ['Asia/Kathmandu', '2026-11-28T00:00:00Z', '2026-11-28', 345],
])('in %s the moment %s is on %s, %d minutes after midnight, and back', (zone, iso, date, minutes) => {
  const at = Date.parse(iso)
  expect(wallTimeOf(at, zone)).toEqual({ day: day(date), minutes })
  expect(momentAt({ day: day(date), minutes }, zone)).toBe(at)
})

test('a time that clocks show twice is the first one', () => {
  expect(momentAt({ day: day('2026-10-25'), minutes: 150 }, berlin)).toBe(Date.parse('2026-10-25T00:30:00Z'))
})

test('a time that clocks skip is as long after the change, and is known', () => {
  const skipped = { day: day('2026-03-29'), minutes: 150 }
  expect(momentAt(skipped, berlin)).toBe(Date.parse('2026-03-29T01:30:00Z'))
  expect(isSkipped(skipped, berlin)).toBe(true)
  expect(isSkipped({ ...skipped, minutes: 190 }, berlin)).toBe(false)
})

test('the same time of every day of a year is found', () => {
  for (let number = day('2026-01-01'); number <= day('2026-12-31'); number++)
    expect(wallTimeOf(momentAt({ day: number, minutes: 540 }, berlin), berlin)).toEqual({
      day: number,
      minutes: 540,
    })
})

test('minutes beyond midnight are of the next day', () => {
  expect(momentAt({ day: day('2026-11-28'), minutes: 25 * 60 }, 'UTC')).toBe(
    Date.parse('2026-11-29T01:00:00Z'),
  )
})

test('fields of dates and times are read only if they are complete', () => {
  expect([dateInput(day('2026-11-28')), timeInput(545)]).toEqual(['2026-11-28', '09:05'])
  expect(['', '2026-13-01', '28.11.2026'].map(dayOfInput)).toEqual([undefined, undefined, undefined])
  expect(['09:05', '24:00', '9:05', ''].map(minutesOfInput)).toEqual([545, undefined, undefined, undefined])
})
