import { listWords } from '../words/counts.ts'
import { timeOf } from '../words/times.ts'
import { callEndWords, hoursWords, openWords, visitorWords } from './boothWords.ts'
import { call, ellis, minute, noon, visitor } from './fakeBooths.ts'

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

test('when a booth is open is said in words', () => {
  const hours = [{ from: noon, to: noon + 60 * minute }]
  expect(openWords({ open: false, hours: [] }, noon)).toBe('Closed by the organiser')
  expect(openWords({ open: true, hours: [] }, noon)).toBe('Open')
  expect(openWords({ open: true, hours }, noon)).toBe(`Open until ${timeOf(noon + 60 * minute)}`)
  const on = [...hours, { from: noon + 60 * minute, to: noon + 90 * minute }]
  expect(openWords({ open: true, hours: on }, noon)).toBe(`Open until ${timeOf(noon + 90 * minute)}`)
  expect(openWords({ open: true, hours }, noon - minute)).toContain(`, ${timeOf(noon)}`)
  expect(openWords({ open: true, hours }, noon + 60 * minute)).toBe('No more opening hours')
})

test('what has become of a call', () => {
  const ended = call({ state: 'ended', staff: ellis, activeAt: noon, endedAt: noon + 3 * minute })
  expect(callEndWords(ended)).toBe('The call has ended. It lasted 3 minutes.')
  expect(callEndWords(call({ state: 'missed' }))).toContain('will answer here in the chat')
  expect(callEndWords(call({ state: 'cancelled', staff: ellis }))).toContain('Robin Ellis')
  expect(callEndWords(call())).toBe('')
})

test('hours say their end, and a whole day says so', () => {
  expect(hoursWords(noon, noon + 30 * minute)).toContain(`${timeOf(noon)} to ${timeOf(noon + 30 * minute)}`)
  expect(hoursWords(noon, noon + 24 * 60 * minute)).toMatch(/, all day$/)
})
