import { afterAll, expect, test } from '@jest/globals'
import { Scope } from '../scope.ts'
import { attackProduct } from './attack.ts'

const scope = new Scope()
afterAll(() => scope.close())

test('hostile inputs on every way in harm no process and are accepted by none', async () => {
  const { shares, crashes, poisonedWorkers } = await attackProduct({ scope, inputs: 2000, people: 12 })
  expect({ crashes, poisonedWorkers }).toEqual({ crashes: 0, poisonedWorkers: 0 })
  for (const [name, { inputs, reached, forbiddenOks }] of Object.entries(shares)) {
    expect([name, inputs, forbiddenOks]).toEqual([name, 400, 0])
    expect(reached).toBeGreaterThan(0)
  }
}, 240_000)
