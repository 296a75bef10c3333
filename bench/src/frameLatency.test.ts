import { expect, test } from '@jest/globals'
import { frameLatencies } from './frameLatency.ts'

test('a latency runs from the camera capturing a frame to the viewer seeing it', () => {
  expect(
    frameLatencies(
      [
        [7, 1000],
        [8, 1040],
      ],
      [
        [7, 1060],
        [8, 1090],
      ],
    ),
  ).toEqual([60, 50])
})

test('frames that only one side saw are left out', () => {
  expect(frameLatencies([[7, 1000]], [[6, 1010]])).toEqual([])
  expect(frameLatencies([], [[6, 1010]])).toEqual([])
})

test('a frame that stays on the screen counts once, from when it appeared', () => {
  expect(
    frameLatencies(
      [[7, 1000]],
      [
        [7, 1050],
        [7, 1090],
      ],
    ),
  ).toEqual([50])
})

test('after the recording restarts, the latest capture counts', () => {
  expect(
    frameLatencies(
      [
        [7, 1000],
        [7, 13_000],
        [7, 25_000],
      ],
      [[7, 13_045]],
    ),
  ).toEqual([45])
})
