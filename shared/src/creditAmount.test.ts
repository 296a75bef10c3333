import { expect, test } from '@jest/globals'
import { amountText, amountWithUnit } from './creditAmount.ts'

test.each([
  [1.5, 0.25, '1.50'],
  [1, 0.25, '1.00'],
  [0.5, 0.5, '0.5'],
  [8, 0.5, '8.0'],
  [3, 0.1, '3.0'],
  [8, 1, '8'],
  [0.83, 0.01, '0.83'],
  // What was designated before the step was asked for.
  [1.25, 1, '1.25'],
  [0.75, 0.5, '0.75'],
])('%d in steps of %d is written %s', (amount, step, words) => {
  expect(amountText(amount, { step })).toBe(words)
})

test('one is one credit, and nothing else is', () => {
  const unit = { one: 'point', many: 'points' }
  expect([1, 0.5, 2, 0].map((amount) => amountWithUnit(amount, { step: 0.5, unit }))).toEqual([
    '1.0 point',
    '0.5 points',
    '2.0 points',
    '0.0 points',
  ])
})
