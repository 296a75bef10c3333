import {
  clockTime,
  durationWords,
  intervalWords,
  longDurationOf,
  minutesWords,
  secondsLeft,
  stopwatch,
} from './durations.ts'

test('durations in words name minutes and seconds', () => {
  expect([1000, 45_000, 60_000, 90_000].map(durationWords)).toEqual([
    '1 second',
    '45 seconds',
    '1 minute',
    '1 minute 30 seconds',
  ])
})

test('long durations have hours and minutes', () => {
  expect([3_600_000, 6_000_000, 0].map(longDurationOf)).toEqual(['1 h', '1 h 40 min', '0 min'])
})

test('an interval of one minute is "every minute"', () => {
  expect([30_000, 60_000, 120_000].map(intervalWords)).toEqual(['30 seconds', 'minute', '2 minutes'])
})

test('waits are in whole minutes', () => {
  expect([0.9, 1.5, 12].map(minutesWords)).toEqual(['less than a minute', '1 minute', '12 minutes'])
})

test('a clock shows hours only when there are some', () => {
  expect([24_000, 1_867_000, 3_907_000].map(clockTime)).toEqual(['0:24', '31:07', '1:05:07'])
})

test('a stopwatch has always three parts, and never goes below zero', () => {
  expect([1_867_999, -5].map(stopwatch)).toEqual(['00:31:07', '00:00:00'])
})

test('a started second is left as a whole one', () => {
  expect([secondsLeft(1500, 0), secondsLeft(0, 10)]).toEqual([2, 0])
})
