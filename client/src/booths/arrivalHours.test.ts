import { dayStart, daysOf, hoursOfDay } from './arrivalHours.ts'
import { noon } from './fakeBooths.ts'

const hour = 3_600_000

test('every hour of a day is there, with its visits', () => {
  const counts = hoursOfDay(
    [
      { hour: noon, visits: 3 },
      { hour: noon + hour, visits: 2 },
      { hour: noon - 24 * hour, visits: 9 },
    ],
    dayStart(noon),
  )
  expect(counts).toHaveLength(24)
  expect(counts.filter(({ visits }) => visits > 0)).toEqual([
    { hour: noon, visits: 3 },
    { hour: noon + hour, visits: 2 },
  ])
})

test('hours of the server that begin within one of the reader’s are counted there', () => {
  const counts = hoursOfDay([{ hour: noon + hour / 2, visits: 4 }], dayStart(noon))
  expect(counts.find(({ visits }) => visits === 4)?.hour).toBe(noon)
})

test('today and the days on which somebody came, newest first', () => {
  expect(daysOf([{ hour: noon - 48 * hour, visits: 1 }], noon)).toEqual([
    dayStart(noon),
    dayStart(noon - 48 * hour),
  ])
})
