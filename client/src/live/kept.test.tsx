// `.tsx`: tests of that project have a browser's storage.
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

test('JSON that is broken is as if nothing was kept', () => {
  keep('devices', '{"camera":')
  expect(keptJson('devices')).toBeNull()
  keep('devices', '{"camera":"a"}')
  expect(keptJson('devices')).toEqual({ camera: 'a' })
})

test('a browser that refuses its storage keeps nothing, and no page fails of it', () => {
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
