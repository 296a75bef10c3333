import { expect, test } from '@jest/globals'
import { initialsOf } from './initials.ts'

test.each([
  ['Adaeze Okafor', 'AO'],
  ['𠮷野 太郎', '𠮷太'],
  ['🌟 Star', '🌟S'],
  ['👩‍⚕️ Maria', '👩‍⚕️M'],
  ['Maria del Carmen de la Cruz Rodríguez Santos', 'MS'],
  // The accent is a separate character here.
  ['E\u0301mile Zola', 'E\u0301Z'],
  ['क्षितिज शर्मा', 'क्षिश'],
  ['“Bob” (Robert) Smith', 'BS'],
  ['Cher', 'C'],
  ['', ''],
  ['-', ''],
])('of %s are %s', (name, expected) => {
  expect(initialsOf(name)).toBe(expected)
})
