import { setTimeout as wait } from 'node:timers/promises'
import { expect, test } from '@jest/globals'
import { inFlight } from './inFlight.ts'

test('everything is done once and in order, with no more at a time than allowed', async () => {
  const begun: number[] = []
  let running = 0
  let most = 0
  await inFlight(7, 3, async (index) => {
    begun.push(index)
    most = Math.max(most, ++running)
    await wait(1)
    running--
  })
  expect(begun).toEqual([0, 1, 2, 3, 4, 5, 6])
  expect(most).toBe(3)
})

test('failures are thrown', async () => {
  await expect(inFlight(1, 5, () => Promise.reject(new Error('no')))).rejects.toThrow('no')
})
