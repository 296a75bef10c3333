import { expect, test } from '@jest/globals'
import { allHalls, differenceOf, figuresOf, noTurn, withTurn } from './load.ts'

const still = {
  seconds: 20,
  moves: 0,
  toDesks: 0,
  toVisitors: 0,
  deskBytes: 0,
  server: 2,
  generator: 1,
  redisCommands: 4000,
}
const moving = {
  seconds: 10,
  moves: 1000,
  toDesks: 800,
  toVisitors: 100,
  deskBytes: 400_000,
  server: 1.5,
  generator: 0.7,
  redisCommands: 12_000,
}

test('a move costs what is spent beyond the same time without moves', () => {
  const figures = figuresOf({ still, moving })
  expect(figures.cpuPerMove).toBeCloseTo(500)
  expect(figures.generatorCpuPerMove).toBeCloseTo(200)
  expect(figures).toMatchObject({
    messagesPerMove: 0.9,
    visitorMessagesPerMove: 0.1,
    bytesPerMessage: 500,
    redisCommandsPerMove: 10,
    stillShare: 0.1,
  })
})

test('two equal turns together cost the same per move as one', () => {
  const turn = { still, moving }
  const both = withTurn(withTurn(noTurn(), turn), turn)
  expect(both.moving.moves).toBe(2000)
  expect(figuresOf(both)).toEqual(figuresOf(turn))
})

test('a load is the difference between two readings', () => {
  const later = Object.fromEntries(
    Object.entries(moving).map(([name, value]) => [name, 3 * value]),
  ) as typeof moving
  expect(differenceOf(later, moving)).toMatchObject({ seconds: 20, server: 3, redisCommands: 24_000 })
})

test('growth is the cost of a move with many visitors divided by that with few', () => {
  const few = figuresOf({ still, moving })
  const many = figuresOf({ still, moving: { ...moving, server: 1.75, toDesks: 1700 } })
  const figures = allHalls([
    { visitors: 500, figures: few },
    { visitors: 5000, figures: many },
  ])
  expect(figures.growth).toBeCloseTo(1.5)
  expect(figures.messagesGrowth).toBeCloseTo(2)
  expect(figures.cpuPerMoveAt500).toBeCloseTo(500)
  expect(figures.cpuPerMove).toBe(figures.cpuPerMoveAt5000)
  expect(figures.visitors).toBe(5000)
})
