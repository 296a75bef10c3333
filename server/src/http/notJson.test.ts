import { expect, test } from '@jest/globals'
import { whereNotJson } from './notJson.ts'

test.each([
  ['{"name":', 'it ends too early'],
  ['{"name":"Jane",}', 'something is wrong at line 1, column 16'],
  ['{"name": Jane}', 'something is wrong at line 1, column 10'],
  ['{\n  "name": "Jane",\n  secret: 1\n}', 'something is wrong at line 3, column 3'],
  ['name=Jane', 'something is wrong at line 1, column 2'],
  // JSON, but not an object or a list.
  ['"Jane"', 'something is wrong at line 1, column 1'],
  ['', 'it ends too early'],
])('%j: %s', (text, where) => {
  expect(whereNotJson(text)).toBe(where)
})

test('a long body costs no more than a few parses', () => {
  const items = JSON.stringify(Array.from({ length: 10_000 }, (_, i) => i))
  expect(whereNotJson(items.replace('9999', 'Jane'))).toBe(
    `something is wrong at line 1, column ${items.indexOf('9999') + 1}`,
  )
})
