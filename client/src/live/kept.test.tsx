// `.tsx`: only that test project has browser storage.
import { jest } from '@jest/globals'
import { keep, kept, keptJson } from './kept.ts'

beforeEach(() => {
  localStorage.clear()
  sessionStorage.clear()
})
afterEach(() => jest.restoreAllMocks())

test('the browser and the tab each keep their own, and null forgets it', () => {
  keep('colour', 'red')
  keep('colour', 'blue', 'tab')
  expect([kept('colour'), kept('colour', 'tab')]).toEqual(['red', 'blue'])
  keep('colour', null, 'tab')
  expect([kept('colour'), kept('colour', 'tab')]).toEqual(['red', null])
})

test('broken JSON counts as nothing', () => {
  keep('devices', '{"camera":')
  expect(keptJson('devices')).toBeNull()
  keep('devices', '{"camera":"a"}')
  expect(keptJson('devices')).toEqual({ camera: 'a' })
})

test('in a browser that refuses storage nothing is kept and no page fails', () => {
  const refuse = () => {
    throw new DOMException('refused', 'SecurityError')
  }
  jest.spyOn(Storage.prototype, 'getItem').mockImplementation(refuse)
  jest.spyOn(Storage.prototype, 'setItem').mockImplementation(refuse)
  jest.spyOn(Storage.prototype, 'removeItem').mockImplementation(refuse)
  keep('colour', 'red')
  keep('colour', null, 'tab')
  expect([kept('colour'), keptJson('colour', 'tab')]).toEqual([null, null])
})
