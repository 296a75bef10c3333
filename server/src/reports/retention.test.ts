import { expect, test } from '@jest/globals'
import { withBit } from '@lectern/shared/watchTime'
import { createRetention, perMinute } from './retention.ts'

const bits = (...slots: number[]): Uint8Array =>
  slots.reduce<Uint8Array>((all, slot) => withBit(all, slot), new Uint8Array(8))
const range = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i)

test('a person counts once in each minute in which they were there at any time', () => {
  const retention = createRetention(3 * 60_000)
  retention.add({ present: bits(0, 1, 2, 3, 4, 5, 12), delivered: bits(0, 1, 2, 3, 4, 5, 12) })
  retention.add({ present: bits(...range(5, 18)), delivered: bits(...range(5, 18)) })
  expect(retention.result()).toEqual({
    people: 2,
    watched: 2,
    meanMinutes: (7 + 13) / 2 / 6,
    retention: [2, 1, 2],
  })
})

test('a page that played what never reached it, or received what it did not play, was not there', () => {
  const retention = createRetention(60_000)
  retention.add({ present: bits(...range(0, 6)), delivered: bits() })
  retention.add({ present: bits(), delivered: bits(...range(0, 6)) })
  expect(retention.result()).toEqual({ people: 2, watched: 0, meanMinutes: 0, retention: [0] })
})

test('who looked in for less than a minute is no part of the mean', () => {
  const retention = createRetention(120_000)
  retention.add({ present: bits(0), delivered: bits(0) })
  retention.add({ present: bits(...range(0, 12)), delivered: bits(...range(0, 12)) })
  expect(retention.result()).toMatchObject({ watched: 1, meanMinutes: 2, retention: [2, 1] })
})

test('a session that went live and ended in the same moment has no minutes', () => {
  const retention = createRetention(0)
  retention.add({ present: bits(0), delivered: bits(0) })
  expect(retention.result().retention).toEqual([])
})

test('times are counted by minute; those before and after are left out', () => {
  expect(perMinute([-1, 0, 59_999, 60_000, 125_000, 130_000], 0, 125_000)).toEqual([2, 1, 1])
  expect(perMinute([5], 10, 10)).toEqual([])
})
