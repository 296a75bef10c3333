import { clockOf, longestOf, minutesOf, stretchOf } from './sessionClock.ts'

test.each([
  ['31', 31],
  ['31:07', 31 + 7 / 60],
  ['0:31:07', 31 + 7 / 60],
  ['1:05:00', 65],
  [' 75:00 ', 75],
])('"%s" are %d minutes', (written, minutes) => {
  expect(minutesOf(written)).toBeCloseTo(minutes, 9)
})

test.each(['', 'ten', '-1', '1:99', '1:2:3:4', '1.5', ':30'])('"%s" is no time of a session', (written) => {
  expect(minutesOf(written)).toBeUndefined()
})

test('what the clock says is read as the same slot, for every slot of a day', () => {
  for (let slot = 0; slot < 8640; slot += 1) expect(Math.round(minutesOf(clockOf(slot / 6))! * 6)).toBe(slot)
})

test('a gap is a stretch of its session, never before its start', () => {
  expect(stretchOf({ from: 700_000, to: 900_000 }, 100_000)).toEqual({ fromMinute: 10, toMinute: 800 / 60 })
  expect(stretchOf({ from: 50_000, to: 160_000 }, 100_000)).toEqual({ fromMinute: 0, toMinute: 1 })
})

test('the longest gap is found; the first of equals; none of none', () => {
  const gap = (from: number, to: number) => ({ from, to, reason: 'hall' }) as const
  expect(longestOf([gap(0, 1), gap(5, 9), gap(10, 14)])).toEqual(gap(5, 9))
  expect(longestOf([])).toBeUndefined()
})
