import { expect, test } from '@jest/globals'
import { countedWork } from './countedWork.ts'

const growthOf = (read: (text: string) => unknown, part = 'a'): number => {
  const { work } = countedWork([part.repeat(1000), part.repeat(4000)], read)
  return work[1]! / work[0]!
}

test.each<[string, (text: string) => unknown, string]>([
  ['trimming', (text) => text.trim(), ' '],
  ['replacing each character', (text) => text.replace(/a/g, 'b'), 'a'],
  ['splitting at a pattern', (text) => text.split(/@/u), 'a@'],
  ['walking along it', (text) => Array.from(text, (_, n) => text.charCodeAt(n)), 'a'],
  ['normalising', (text) => text.normalize('NFC'), 'a'],
])('%s grows with the text', (_, read, part) => {
  expect(growthOf(read, part)).toBeGreaterThan(3.9)
  expect(growthOf(read, part)).toBeLessThan(4.1)
})

test.each<[string, (text: string) => unknown, string]>([
  ['looking for each character from the start', (text) => Array.from(text, () => text.indexOf('b')), 'a'],
  ['trying each rest of it', (text) => Array.from(text, (_, n) => /b/.test(text.slice(n))), 'a'],
  ['normalising a tower of marks', (text) => text.normalize('NFC'), '\u0301'],
])('%s grows with its square', (_, read, part) => {
  expect(growthOf(read, part)).toBeGreaterThan(12)
})

test('nothing is read of what is refused by its length', () => {
  const { work, patterns } = countedWork(['a'.repeat(1000)], (text) => text.length > 10 || text.trim())
  expect([work, patterns]).toEqual([[0], []])
})

test('it tells which patterns were tried, and leaves strings as they were', () => {
  const { trim } = String.prototype
  const { patterns } = countedWork(['ab', 'cd'], (text) => [/b+$/.test(text), text.split(/c/)])
  expect(patterns.map(({ source }) => source).sort()).toEqual(['b+$', 'c'])
  expect(String.prototype.trim).toBe(trim)
})
