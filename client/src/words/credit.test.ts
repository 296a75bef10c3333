import { slotVerdicts } from '@lectern/shared/attendance'
import { termRuns } from '@lectern/shared/statements'
import { named } from '@lectern/shared/subject'
import { liveAt } from '../credit/fakeCredit.ts'
import { alsoIn, checkWords, figure, gapWords, minutesOf, namesItsBody, verdictWords } from './credit.ts'
import { durationOf } from './durations.ts'

test('amounts have hundredths, and a third place where the unit needs it', () => {
  expect([0.75, 1, 0.025, 12.5].map(figure)).toEqual(['0.75', '1.00', '0.025', '12.50'])
  expect(alsoIn({ also: { amount: 0.1, unit: 'CEU' } })).toBe('0.10 CEU')
  expect(alsoIn({ also: null })).toBe('')
})

test('minutes are whole, and never rounded up', () => {
  expect(minutesOf({ creditedSlots: 191, possibleSlots: 191 })).toBe('31 / 31 min')
  expect(minutesOf({ creditedSlots: 5, possibleSlots: 6 })).toBe('0 / 1 min')
})

test('durations are told in minutes and seconds', () => {
  expect([180_000, 190_000, 20_000, 0].map(durationOf)).toEqual(['3 min', '3 min 10 s', '20 s', '0 s'])
})

test('a gap says how long, when and why', () => {
  const gap = { from: liveAt, to: liveAt + 180_000, reason: 'hall' } as const
  expect(gapWords(gap)).toMatch(/^3 min, .*\d.*: in the exhibit hall$/)
})

test('every verdict has words of its own', () => {
  const words = slotVerdicts.map((verdict) => verdictWords(verdict))
  expect(new Set(words).size).toBe(words.length)
})

test('a gap addresses its reader, or names the person', () => {
  const gap = { from: liveAt, to: liveAt + 60_000, reason: 'not_joined' } as const
  expect(gapWords(gap)).toMatch(/: you were not in the session$/)
  expect(gapWords(gap, named('Natalia Kowalska'))).toMatch(/: Natalia was not in the session$/)
})

test.each([
  ['1.00 AMA PRA Category 1 Credit™ ready', ['AMA PRA Category 1 Credit™']],
  ['a maximum of 3 AMA PRA Category 1 Credit(s)™.', ['AMA PRA Category 1 Credit(s)™']],
  ['AMA PRA Category 2 Credits™', ['AMA PRA Category 2 Credits™']],
  ['0.75 NCPD contact hours', []],
  ['', []],
])('the terms of “%s” are %j, and nothing of it is lost', (text, terms) => {
  const parts = termRuns(text)
  expect(parts.filter(({ isItalic }) => isItalic).map((part) => part.text)).toEqual(terms)
  expect(parts.map((part) => part.text).join('')).toBe(text)
})

test('a unit that is its body’s name is not repeated after it', () => {
  const ama = { title: 'AMA PRA Category 1 Credit™', unit: { one: 'AMA PRA Category 1 Credit™', many: '' } }
  expect(namesItsBody(ama)).toBe(true)
  expect(
    namesItsBody({ title: 'ANCC contact hours', unit: { one: 'contact hour', many: 'contact hours' } }),
  ).toBe(false)
})

test.each([
  [{ answered: 0, missed: 0 }, ''],
  [{ answered: 1, missed: 0 }, '1 attention check answered'],
  [{ answered: 2, missed: 1 }, '2 attention checks answered, 1 missed'],
])('checks %j are told as "%s"', (checks, words) => {
  expect(checkWords(checks)).toBe(words)
})
