import { expect, test } from '@jest/globals'
import { compareTimes, median, percentile, ratiosOf, rounded } from './statistics.ts'

test('a percentile is one of the values: the one that the share does not exceed', () => {
  const values = [50, 10, 40, 20, 30]
  expect(percentile(values, 0)).toBe(10)
  expect(percentile(values, 0.2)).toBe(10)
  expect(percentile(values, 0.21)).toBe(20)
  expect(percentile(values, 0.95)).toBe(50)
  expect(percentile(values, 1)).toBe(50)
})

test('values are compared as numbers, and their order is kept', () => {
  const values = [9, 100, 10]
  expect(percentile(values, 1)).toBe(100)
  expect(values).toEqual([9, 100, 10])
})

test('of thirty values the 95th percentile is the second largest', () => {
  const values = Array.from({ length: 30 }, (_, i) => i + 1)
  expect(percentile(values, 0.95)).toBe(29)
})

test('an empty list has no percentile', () => {
  expect(() => percentile([], 0.5)).toThrow('nothing')
})

test('the median of an even number of values is the lower of the two in the middle', () => {
  expect(median([4, 1, 3, 2])).toBe(2)
  expect(median([7])).toBe(7)
})

test('figures keep three significant digits, counts all of them', () => {
  expect(rounded(1.23456)).toBe(1.23)
  expect(rounded(0.00123456)).toBe(0.00123)
  expect(rounded(123_456)).toBe(123_456)
})

test('ratios are product over floor', () => {
  expect(ratiosOf(['p50', 'p95'], { p50: 3, p95: 10 }, { p50: 2, p95: 4 })).toEqual({ p50: 1.5, p95: 2.5 })
})

test('times are compared at their median and near their end', () => {
  const floor = Array.from({ length: 100 }, (_, i) => i + 1)
  expect(compareTimes([...floor.slice(0, 90), ...Array(10).fill(190)], floor)).toEqual({
    metrics: { p50Ms: 50, p95Ms: 190 },
    floor: { p50Ms: 50, p95Ms: 95 },
    ratios: { p50: 1, p95: 2 },
  })
})
