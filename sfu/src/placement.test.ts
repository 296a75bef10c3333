import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { type Place, placeOrigin, placeViewer } from './placement.ts'

interface Worker extends Place {
  hasStage: boolean
}
const worker = (viewers: number, load: number, hasStage = false): Worker => ({ viewers, load, hasStage })
const hasStage = (place: Worker): boolean => place.hasStage

test.each<[string, Worker[], expected: number]>([
  ['the emptiest, where no worker has the stage', [worker(3, 0), worker(2, 0.9), worker(4, 0)], 1],
  ['the less busy of two that are equally empty', [worker(2, 0.5), worker(2, 0.1)], 1],
  ['the one with the stage, though another is empty', [worker(24, 0.9, true), worker(0, 0)], 0],
  ['another, once it is emptier by so much that a pipe pays', [worker(25, 0, true), worker(0, 0)], 1],
  ['the emptiest of those with the stage', [worker(9, 0, true), worker(8, 0, true), worker(0, 0)], 1],
  ['another, where the one with the stage is full', [worker(40, 0, true), worker(39, 0)], 1],
])('a viewer is placed on %s', (_, workers, expected) => {
  expect(placeViewer(workers, hasStage, 40)).toBe(workers[expected])
})

test.each<[string, Place[], expected: number]>([
  ['the least busy', [worker(0, 0.4), worker(90, 0.1)], 1],
  ['the one with the fewest viewers of two equally busy', [worker(2, 0.1), worker(1, 0.1)], 1],
])('presenters are placed on %s', (_, workers, expected) => {
  expect(placeOrigin(workers)).toBe(workers[expected])
})

test('without any worker the stage is unavailable', () => {
  expect(() => placeOrigin([])).toThrow(expect.objectContaining({ code: 'stage_unavailable' }))
  expect(() => placeViewer([], hasStage, 10)).toThrow(expect.objectContaining({ code: 'stage_unavailable' }))
})

const workers = fc.array(
  fc.record({
    viewers: fc.nat(60),
    load: fc.double({ min: 0, max: 1, noNaN: true }),
    hasStage: fc.boolean(),
  }),
  { maxLength: 8 },
)

test('a viewer never exceeds the ceiling, and is refused only if every worker is full', () => {
  fc.assert(
    fc.property(workers, fc.integer({ min: 1, max: 60 }), (places, ceiling) => {
      if (places.every(({ viewers }) => viewers >= ceiling))
        expect(() => placeViewer(places, hasStage, ceiling)).toThrow(
          expect.objectContaining({ code: 'stage_unavailable' }),
        )
      else expect(placeViewer(places, hasStage, ceiling).viewers).toBeLessThan(ceiling)
    }),
  )
})

test('a viewer joins a worker that has the stage if it has room and no other is much emptier', () => {
  fc.assert(
    fc.property(workers, fc.integer({ min: 1, max: 60 }), (places, ceiling) => {
      const withRoom = places.filter(({ viewers }) => viewers < ceiling)
      const least = Math.min(...withRoom.map(({ viewers }) => viewers))
      fc.pre(withRoom.some((place) => place.hasStage && place.viewers < least + 25))
      expect(placeViewer(places, hasStage, ceiling).hasStage).toBe(true)
    }),
  )
})

test('one stage fills every worker to the ceiling, and no worker runs far ahead of the others', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 80 }), (count, ceiling) => {
      const places = Array.from({ length: count }, () => worker(0, 0))
      for (let placed = 0; placed < count * ceiling; placed++) {
        const place = placeViewer(places, hasStage, ceiling)
        place.viewers++
        place.hasStage = true
        const all = places.map(({ viewers }) => viewers)
        expect(Math.max(...all) - Math.min(...all)).toBeLessThanOrEqual(25)
      }
      expect(places.map(({ viewers }) => viewers)).toEqual(places.map(() => ceiling))
    }),
    { numRuns: 25 },
  )
})
