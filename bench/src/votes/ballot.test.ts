import { expect, test } from '@jest/globals'
import { isExact, tallyOf } from './ballot.ts'

const right = { people: 20, counts: { a: 10, b: 4, c: 4, d: 2 } }

test('everyone is counted once, for the option they chose', () => {
  expect(tallyOf(20)).toEqual(right)
})

test('a poll is exact if every reader gets exactly that tally', () => {
  expect(isExact(20, [right, right])).toBe(true)
  expect(isExact(20, [right, { ...right, people: 21 }])).toBe(false)
  expect(isExact(20, [{ ...right, counts: { ...right.counts, a: 11 } }])).toBe(false)
  expect(isExact(20, [{ ...right, counts: { a: 10, b: 10 } }])).toBe(false)
  expect(isExact(20, [null])).toBe(false)
  expect(isExact(20, [undefined])).toBe(false)
})
