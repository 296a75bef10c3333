import { mostOf, problemOf } from './claimAmounts.ts'

test.each([
  [0.75, 0.25, 0.75],
  [0.7, 0.1, 0.7],
  [0.29, 0.01, 0.29],
  [2, 1, 2],
  [0.8, 0.25, 0.75],
])('of %d in steps of %d at most %d can be claimed', (amount, step, most) => {
  expect(mostOf({ amount, step })).toBe(most)
})

test('every multiple up to the most can be claimed, and nothing else', () => {
  for (const step of [0.01, 0.1, 0.25, 0.5, 1]) {
    const claimable = { amount: 15, step, least: step }
    for (let steps = 1; steps * step <= 15; steps += 1)
      expect(problemOf(claimable, Number((steps * step).toFixed(2)))).toBeUndefined()
    expect(problemOf(claimable, 15 + step)).toContain('15 at most')
  }
})

test.each<[number | undefined, string]>([
  [undefined, 'Write how much you claim.'],
  [Number.NaN, 'Write how much you claim.'],
  [0, 'Claim 0.25 at least.'],
  [-1, 'Claim 0.25 at least.'],
  [1, 'You can claim 0.75 at most.'],
  [0.3, 'Amounts are multiples of 0.25.'],
])('an amount of %p is refused with words', (amount, words) => {
  expect(problemOf({ amount: 0.75, step: 0.25, least: 0.25 }, amount)).toBe(words)
})

test('less than the body gives is refused with words; of what is given whole, any part', () => {
  expect(problemOf({ amount: 1.5, step: 0.25, least: 1 }, 0.75)).toBe('Claim 1 at least.')
  expect(problemOf({ amount: 1.5, step: 0.25, least: 1 }, 1)).toBeUndefined()
  expect(problemOf({ amount: 3, step: 1, least: 3 }, 2)).toBe('Claim 3 at least.')
})
