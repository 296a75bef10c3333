import { expect, test } from '@jest/globals'
import { figuresOf, noLoad } from './load.ts'

test('a worker that spends a quarter of a core on 100 viewers has room for 400', () => {
  const load = { seconds: 20, expected: 240_000, received: 239_760, worker: 5, node: 1, generator: 10 }
  expect(figuresOf(load, 100)).toEqual({
    viewersPerCore: 400,
    cpuPerViewer: 0.3,
    deliveredShare: 0.999,
    workerCpu: 25,
    nodeCpu: 5,
    generatorCpu: 50,
    viewers: 100,
  })
})

test('each load is counted separately', () => {
  const load = noLoad()
  load.worker += 1
  expect(noLoad().worker).toBe(0)
})
