import { expect, test } from '@jest/globals'
import { chances, isStaffed, otherBooth } from './moves.ts'

const take = (count: number, next: () => number) => Array.from({ length: count }, next)

test('the random numbers are the same in every run, and different with another seed', () => {
  expect(take(50, chances(1))).toEqual(take(50, chances(1)))
  expect(take(50, chances(1))).not.toEqual(take(50, chances(2)))
})

test('every move leads to another booth, each about equally often', () => {
  const chance = chances(1)
  const visits = Array.from({ length: 5 }, () => 0)
  for (let move = 0; move < 8000; move++) visits[otherBooth(3, 5, chance())]!++
  expect(visits[3]).toBe(0)
  for (const booth of [0, 1, 2, 4]) expect(Math.abs(visits[booth]! - 2000)).toBeLessThan(200)
})

test('the extreme numbers lead to neighbouring booths', () => {
  expect(otherBooth(4, 5, 0)).toBe(0)
  expect(otherBooth(0, 5, 1 - 2 ** -32)).toBe(4)
})

test('half of the desks are open', () => {
  expect(Array.from({ length: 200 }, (_, booth) => booth).filter(isStaffed)).toHaveLength(100)
})
