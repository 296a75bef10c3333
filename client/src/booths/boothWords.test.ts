import { listWords } from '../words/counts.ts'
import { dayAndTime, dayOf, timeOf } from '../words/times.ts'
import { callEndWords, openWords, rangeWords, staffWords, visitorWords } from './boothWords.ts'
import { call, ellis, minute, noon, visitor } from './fakeBooths.ts'
import { dayRanges } from './openDays.ts'

test('a visitor is a number, and what was given', () => {
  expect(visitorWords(visitor(12))).toBe('Visitor 12')
  expect(visitorWords(visitor(12, { profession: 'Nurse' }))).toBe('Visitor 12, Nurse')
})

test.each([
  [[], ''],
  [['name'], 'name'],
  [['name', 'phone'], 'name and phone'],
  [['name', 'phone', 'message'], 'name, phone and message'],
])('%j is read as %j', (words, expected) => {
  expect(listWords(words)).toBe(expected)
})

const plain = (text: string) => text.replace(/[\u2009\u202f]/g, ' ')

test('when a booth is open is said in words', () => {
  const hours = [{ from: noon, to: noon + 60 * minute }]
  expect(openWords({ open: false, hours: [] }, noon)).toBe('Closed by the organiser')
  expect(openWords({ open: true, hours: [] }, noon)).toBe('Open')
  expect(openWords({ open: true, hours }, noon)).toBe(`Open until ${timeOf(noon + 60 * minute)}`)
  const on = [...hours, { from: noon + 60 * minute, to: noon + 90 * minute }]
  expect(openWords({ open: true, hours: on }, noon)).toBe(`Open until ${timeOf(noon + 90 * minute)}`)
  expect(openWords({ open: true, hours }, noon - minute)).toBe(`Opens ${dayAndTime(noon)}`)
  expect(openWords({ open: true, hours }, noon + 60 * minute)).toBe('Closed. No more opening hours.')
  const days = Array.from({ length: 3 }, (_, i) => ({ from: noon + i * day, to: noon + (i + 1) * day }))
  expect(openWords({ open: true, hours: days }, noon)).toBe(`Open until ${dayOf(noon + 3 * day)}`)
})

const day = 1440 * minute
const midnight = noon - day / 2

test.each([
  ['many whole days', [0, day], 14, 'Open daily until Wed 28 Jan'],
  ['whole days to come', [2 * day, day], 3, 'Open daily Sat 17 Jan – Mon 19 Jan'],
  ['one whole day', [day, day], 1, 'Fri 16 Jan, all day'],
  [
    'the same hours every day',
    [9 * 60 * minute, 8 * 60 * minute],
    4,
    'Daily until Sun 18 Jan, 9:00 AM – 5:00 PM',
  ],
  ['hours of one day', [day + 9 * 60 * minute, 8 * 60 * minute], 1, 'Fri 16 Jan, 9:00 AM – 5:00 PM'],
])('%s are one line', (_what, [start, length], count, expected) => {
  const hours = Array.from({ length: count }, (_, i) => {
    const from = midnight + start! + i * day
    return { from, to: from + length! }
  })
  const ranges = dayRanges(hours.toReversed())
  expect(ranges.map(({ days }) => days)).toEqual([count])
  expect(plain(rangeWords(ranges[0]!, noon))).toBe(expected)
})

test('a day off, or other hours, begin a new line', () => {
  const at = (offset: number, hours: number) => ({
    from: noon + offset * day,
    to: noon + offset * day + hours * 60 * minute,
  })
  expect(dayRanges([at(0, 2), at(1, 2), at(3, 2), at(4, 3)]).map(({ days }) => days)).toEqual([2, 1, 1])
})

test('how many staff are here', () => {
  expect([staffWords(0), staffWords(1), staffWords(2)]).toEqual([
    'Staff away',
    '1 staff here',
    '2 staff here',
  ])
})

test('what has become of a call', () => {
  const ended = call({ state: 'ended', staff: ellis, activeAt: noon, endedAt: noon + 3 * minute })
  expect(callEndWords(ended)).toBe('The call has ended. It lasted 3 minutes.')
  expect(callEndWords(call({ state: 'missed' }))).toContain('will reply in the chat')
  expect(callEndWords(call({ state: 'cancelled', staff: ellis }))).toContain('Robin Ellis')
  expect(callEndWords(call())).toBe('')
})
