import { columnsOf, hoursOf, isInView, lanesOf, onDay, type Placed, windowOf } from './grid.ts'

const hour = 3_600_000
const morning = Date.UTC(2026, 10, 28, 9)
const day = Math.floor(morning / (24 * hour))
const at = (id: string, from: number, to: number, track = 'Heart'): Placed => ({
  id,
  startsAt: morning + from * hour,
  endsAt: morning + to * hour,
  track,
})

test('a day is drawn from 8 to 18, and further where sessions need it', () => {
  expect(hoursOf(windowOf(day, [], 'UTC'))).toHaveLength(10)
  const wide = windowOf(day, [at('early', -2.5, -2), at('late', 14.25, 15.5)], 'UTC')
  expect([wide.from, wide.to]).toEqual([morning - 3 * hour, morning + 16 * hour])
})

test('hours are whole hours of a zone that is off by three quarters', () => {
  const { from } = windowOf(day, [at('early', -3, -2)], 'Asia/Kathmandu')
  expect((from + 5.75 * hour) % hour).toBe(0)
})

test('columns are the tracks in their order, then those that only sessions name', () => {
  const sessions = [at('a', 0, 1, 'Zebra'), at('b', 0, 1, 'Heart'), at('c', 0, 1, 'Brain')]
  expect(columnsOf(['Heart', 'Lungs'], sessions)).toEqual(['Heart', 'Lungs', 'Brain', 'Zebra'])
  expect(columnsOf(['Heart'], [at('break', 0, 1, '')])).toEqual(['', 'Heart'])
  expect(columnsOf([], [])).toEqual([''])
})

test('sessions at one time stand side by side, and a group ends where nobody overlaps', () => {
  const lanes = lanesOf([at('a', 0, 2), at('b', 1, 3), at('c', 2, 4), at('alone', 4, 5)])
  expect(Object.fromEntries(lanes)).toEqual({
    a: { lane: 0, lanes: 2 },
    b: { lane: 1, lanes: 2 },
    c: { lane: 0, lanes: 2 },
    alone: { lane: 0, lanes: 1 },
  })
})

test('what is near the view is drawn, and everything while its size is not known', () => {
  const item = { top: 1000, height: 100, left: 0, width: 200 }
  expect(isInView({ top: 0, left: 0, height: 650, width: 800 }, item)).toBe(true)
  expect(isInView({ top: 0, left: 0, height: 500, width: 800 }, item)).toBe(false)
  expect(isInView({ top: 900, left: 700, height: 500, width: 800 }, item)).toBe(false)
  expect(isInView({ top: 0, left: 0, height: 0, width: 0 }, item)).toBe(true)
})

test('on another day a session is at the same time of the clock, after clocks were put back too', () => {
  const before = { ...at('a', 0, 1), startsAt: Date.UTC(2026, 9, 24, 7), endsAt: Date.UTC(2026, 9, 24, 8) }
  const moved = onDay(before, Math.floor(Date.UTC(2026, 9, 26) / (24 * hour)), 'Europe/Berlin')
  expect([moved.startsAt, moved.endsAt]).toEqual([Date.UTC(2026, 9, 26, 8), Date.UTC(2026, 9, 26, 9)])
})
