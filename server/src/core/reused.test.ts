import { expect, test } from '@jest/globals'
import { createReused } from './reused.ts'

/** Each computation takes `costs` ms on the test's clock, and answers its number. */
function reused(costs: number) {
  const state = { now: 0, computed: 0, isBroken: false }
  const values = createReused(
    async () => {
      state.now += costs
      if (state.isBroken) throw new Error('broken')
      state.computed += 1
      return state.computed
    },
    () => state.now,
  )
  return { state, values }
}

test('a value is reused for twenty times as long as it took to compute', async () => {
  const { state, values } = reused(10)
  expect(await values.get('a')).toBe(1)
  state.now += 199
  expect(await values.get('a')).toBe(1)
  state.now += 1
  expect(await values.get('a')).toBe(2)
})

test('requests at the same time share one computation; each key has its own', async () => {
  const { values } = reused(10)
  expect(await Promise.all([values.get('a'), values.get('a'), values.get('b')])).toEqual([1, 1, 2])
})

test('what was forgotten or failed is computed again', async () => {
  const { state, values } = reused(10)
  await values.get('a')
  values.forget()
  expect(await values.get('a')).toBe(2)
  values.forget()
  state.isBroken = true
  await expect(values.get('a')).rejects.toThrow('broken')
  state.isBroken = false
  expect(await values.get('a')).toBe(3)
})
