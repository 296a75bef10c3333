import { expect, test } from '@jest/globals'
import { together } from './together.ts'

test('calls of one turn run together, and each gets its own result', async () => {
  const runs: number[][] = []
  const double = together(async (items: number[]) => {
    runs.push(items)
    return items.map((item) => 2 * item)
  })
  expect(await Promise.all([1, 2, 3].map(double))).toEqual([2, 4, 6])
  expect(await double(4)).toBe(8)
  expect(runs).toEqual([[1, 2, 3], [4]])
})

test('many calls run in portions, and only those of a portion that fails fail', async () => {
  const odd = together(async (items: number[]) => {
    if (items.includes(0)) throw new Error('died')
    return items
  })
  const all = await Promise.allSettled(Array.from({ length: 450 }, (_, item) => odd(item)))
  const failed = all.filter(({ status }) => status === 'rejected').length
  expect(failed).toBeGreaterThan(0)
  expect(failed).toBeLessThan(450)
  expect(all.at(-1)).toEqual({ status: 'fulfilled', value: 449 })
})
