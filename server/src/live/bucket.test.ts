import { expect, test } from '@jest/globals'
import { Bucket } from './bucket.ts'

const budget = { atOnce: 3, perSecond: 1, refused: 2 }
const take = (bucket: Bucket, times: number, now: number) =>
  Array.from({ length: times }, () => bucket.take(now))

test('a burst passes, more is refused, and a flood is cut off', () => {
  expect(take(new Bucket(budget, 0), 7, 0)).toEqual([
    'take',
    'take',
    'take',
    'refuse',
    'refuse',
    'cut',
    'cut',
  ])
})

test('it refills with time, but never beyond a burst', () => {
  const bucket = new Bucket(budget, 0)
  take(bucket, 4, 0)
  expect(bucket.secondsToWait).toBe(2)
  expect(take(bucket, 2, 2000)).toEqual(['take', 'refuse'])
  expect(take(bucket, 4, 1_000_000)).toEqual(['take', 'take', 'take', 'refuse'])
})
