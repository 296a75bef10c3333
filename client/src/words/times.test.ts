import { afterEach, describe, expect, test } from '@jest/globals'
import {
  dateRange,
  dayAndTimeRange,
  dayOf,
  differ,
  exactMomentOf,
  momentOf,
  relative,
  shortDayOf,
  timeRange,
} from './times.ts'
import { chooseZone, ownZone, setConferenceZone, shownZone, zones } from './zones.ts'

const berlin = 'Europe/Berlin'
/** Intl puts narrow spaces into times. */
const plain = (text: string) => text.replace(/[\u2009\u202f]/g, ' ')
const minute = 60_000
const hour = 60 * minute
/** Tuesday, 9:00 in Berlin. */
const morning = Date.UTC(2026, 10, 24, 8)

describe('how far a time is away', () => {
  test.each([
    [5 * minute, 'in 5 minutes'],
    [-3 * minute, '3 minutes ago'],
    [59 * minute, 'in 59 minutes'],
    [60 * minute, 'in 1 h'],
    [100 * minute, 'in 1 h 40 min'],
    [-100 * minute, '1 h 40 min ago'],
    // Still the same day, at 23:00.
    [14 * hour, 'in 14 h'],
    // After midnight, but soon enough for hours where it is late now.
    [24 * hour, 'tomorrow, 9:00 AM'],
    [37 * hour, 'tomorrow, 10:00 PM'],
    [39 * hour, 'in 2 days'],
    [-12 * hour, 'yesterday, 9:00 PM'],
    [-48 * hour, '2 days ago'],
  ])('%d ms is %s', (ms, expected) => {
    expect(plain(relative(morning + ms, morning, berlin))).toBe(expected)
  })

  test('35 hours are tomorrow or the day after, by the reader’s calendar', () => {
    const afternoon = morning + 5 * hour
    expect(relative(afternoon + 35 * hour, afternoon, berlin)).toBe('in 2 days')
    expect(plain(relative(afternoon + 35 * hour, afternoon, 'America/New_York'))).toBe('tomorrow, 7:00 PM')
  })

  test('shortly after midnight is told in hours, not as tomorrow', () => {
    const late = morning + 14 * hour
    expect(relative(late + 2 * hour, late, berlin)).toBe('in 2 h')
  })

  test('a day of 25 hours is one day', () => {
    const beforeChange = Date.UTC(2026, 9, 24, 10)
    expect(plain(relative(beforeChange + 25 * hour, beforeChange, berlin))).toBe('tomorrow, 12:00 PM')
  })
})

describe('from when to when', () => {
  test('on one day', () => {
    expect(plain(timeRange(morning, morning + 90 * minute, berlin))).toMatch(/^9:00 – 10:30 AM$/)
  })

  test('over midnight the end names how many days later it is, not both dates', () => {
    const late = morning + 14.5 * hour
    expect(plain(timeRange(late, late + 45 * minute, berlin))).toBe('11:30 PM – 12:15 AM (+1)')
    expect(plain(timeRange(late, late + 45 * hour, berlin))).toBe('11:30 PM – 8:30 PM (+2)')
    const saturday = Date.UTC(2026, 10, 28, 22, 25)
    expect(plain(dayAndTimeRange(saturday, saturday + 45 * minute, berlin))).toBe(
      'Sat 28 Nov, 11:25 PM – 12:10 AM (+1)',
    )
  })

  test('while clocks are put back each time says by which clock it is', () => {
    // 2:30 in summer time to 2:10 in winter time: 40 minutes.
    const from = Date.UTC(2026, 9, 25, 0, 30)
    expect(plain(timeRange(from, from + 40 * minute, berlin))).toBe('2:30 AM GMT+2 – 2:10 AM GMT+1')
  })
})

test('dates put the day first, wherever the reader is', () => {
  expect(dayOf(morning, berlin)).toBe('Tue 24 Nov')
  expect(shortDayOf(morning, berlin)).toBe('Tue 24')
  expect(plain(dateRange(morning, morning + 24 * hour, berlin))).toBe('24 – 25 November 2026')
  expect(plain(dateRange(morning, morning + 9 * 24 * hour, berlin))).toBe('24 November – 3 December 2026')
})

describe('the zone', () => {
  afterEach(() => {
    chooseZone('mine')
    zones.setState({ conference: undefined })
  })

  test('is the reader’s own until the conference’s is chosen', () => {
    setConferenceZone(berlin)
    expect(shownZone()).toBe(ownZone())
    chooseZone('conference')
    expect(shownZone()).toBe(berlin)
    expect(plain(momentOf(morning))).toBe('24 November 2026, 9:00 AM')
    // To the second, in the reader's own zone all the same.
    const own = new Date(2026, 10, 24, 9).getTime()
    expect(plain(exactMomentOf(own))).toBe('24 Nov 2026, 9:00:00 AM')
  })

  test('of a conference that no browser knows is the reader’s own', () => {
    chooseZone('conference')
    setConferenceZone('Europe/Atlantis')
    expect(shownZone()).toBe(ownZone())
  })

  test.each([
    [berlin, 'Europe/Paris', false],
    [berlin, 'Europe/London', true],
    ['Africa/Lagos', berlin, false],
  ])('%s and %s differ at that moment: %s', (one, other, expected) => {
    expect(differ(morning, one, other)).toBe(expected)
  })
})
