import { expect, test } from '@jest/globals'
import { figuresOf, growthOf, noLoad } from './load.ts'

test('a second of a core for 20,000 deliveries is 50 µs each', () => {
  const load = {
    ...noLoad(),
    seconds: 10,
    messages: 40,
    deliveries: 20_000,
    bytes: 5_000_000,
    times: [100, 300],
    server: 1,
    generator: 2,
  }
  expect(figuresOf(load, 500)).toEqual({
    cpuPerMessage: 50,
    cpuPerListener: 0.02,
    p99Ms: 300,
    bytesPerListener: 1000,
    messagesPerSecond: 4,
    deliveriesPerSecond: 2000,
    serverCpu: 10,
    generatorCpu: 20,
  })
})

test('growth is 1 if every listener costs as much as the first ones', () => {
  const first = { listeners: 100, serverCpu: 0.8 }
  expect(growthOf([first, { listeners: 1000, serverCpu: 1 }, { listeners: 10_000, serverCpu: 80 }])).toBe(1)
  expect(growthOf([first, { listeners: 10_000, serverCpu: 40 }])).toBe(0.5)
})
