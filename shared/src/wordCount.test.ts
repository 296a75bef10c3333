import { expect, test } from '@jest/globals'
import { countWords } from './wordCount.ts'

test.each([
  ['', 0],
  ['   \n\t ', 0],
  ['one', 1],
  ['evidence-based care of 3.5% (or more)', 6],
  ['a — b … c !', 3],
  ['two\u00a0words', 2],
  ['line\nby\n\nline', 3],
  ['don’t stop', 2],
  // A letter and its mark are one character of one word, composed or not.
  ['cafe\u0301 re\u0301sume\u0301', 2],
  ['\u0301\u0301 \u0316', 0],
  // No letter and no digit, no word.
  ['👩‍⚕️ 💊', 0],
  ['\u202eevil\u202c words', 2],
  ['قصور القلب المزمن', 3],
  // Chinese, Japanese and Thai have no blanks between words.
  ['心力衰竭患者的护理', 4],
  ['心不全の患者', 3],
  ['ภาวะหัวใจล้มเหลว', 4],
  ['COVID-19疫苗', 3],
])('%j has %d words', (text, words) => {
  expect(countWords(text)).toBe(words)
})

test('a Thai text of many words without a blank is not one word', () => {
  expect(countWords('หมอดูแลผู้ป่วย'.repeat(25))).toBeGreaterThan(50)
})
