import { expect, test } from '@jest/globals'
import { countsOf, lossGroup, noQuality, pictureLayer, qualityOf } from './deliveryQuality.ts'

test.each([
  [0, 0],
  [0.0099, 0],
  [0.01, 1],
  [0.03, 2],
  [0.1, 3],
  [0.3, 4],
  [1, 4],
])('a viewer who lost %d is in group %d', (share, group) => {
  expect(lossGroup(share)).toBe(group)
})

test.each([
  [undefined, 3, 'none'],
  [0, 3, 'low'],
  [1, 3, 'middle'],
  [2, 3, 'high'],
  [0, 2, 'low'],
  [1, 2, 'high'],
  [0, 1, 'high'],
] as const)('layer %p of %d is %s', (layer, of, name) => {
  expect(pictureLayer(layer, of)).toBe(name)
})

test('counts go and come back, each in its place', () => {
  const quality = { loss: [1, 2, 3, 4, 5], layers: { none: 6, low: 7, middle: 8, high: 9 }, below: 10 }
  expect(countsOf(quality)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
  expect(qualityOf(countsOf(quality))).toEqual(quality)
  expect(qualityOf([])).toEqual(noQuality())
})
