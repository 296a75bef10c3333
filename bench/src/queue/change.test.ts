import { expect, test } from '@jest/globals'
import { reachedAll, timesToLast } from './change.ts'

const receipts = [
  { version: 5, votes: { a: 2 }, bytes: 1, count: 1, firstAt: 90, lastAt: 100 },
  { version: 9, votes: { b: 7 }, bytes: 1, count: 1, firstAt: 190, lastAt: 200 },
  { version: 12, votes: { a: 4 }, bytes: 1, count: 1, firstAt: 290, lastAt: 300 },
]

test.each([
  ['its version', { version: 5 }, 100],
  ['a later version', { version: 6 }, 200],
  ['its votes', { questionId: 'a', votes: 2 }, 100],
  ['more votes, its own among them', { questionId: 'a', votes: 3 }, 300],
])('a listener has a change with %s', (_with, shows, at) => {
  expect(timesToLast([{ sentAt: 80, shows }], receipts)).toEqual([at - 80])
})

test('a change that reached nobody is not a measurement', () => {
  expect(() => timesToLast([{ sentAt: 0, shows: { version: 13 } }], receipts)).toThrow('"version":13')
})

test('every listener has everything once no message lacks a listener and no change a message', () => {
  const change = { sentAt: 0, shows: { version: 12 } }
  expect(reachedAll([change], receipts, 1)).toBe(true)
  expect(reachedAll([change], receipts, 2)).toBe(false)
  expect(reachedAll([{ ...change, shows: { version: 13 } }], receipts, 1)).toBe(false)
})
