import { expect, test } from '@jest/globals'
import { isPrintable } from '../../typst/fonts.ts'
import { requirePrintable } from './printableName.ts'

test.each([
  'Clara Nwosu, MD',
  'Nguyễn Thị Hương',
  'Ọlábísí Adébáyọ̀',
  'Þórður Ævarsson',
  'Ελένη Παπαδοπούλου',
  'Наталія Ґонґадзе',
  'Հայկ Սարգսյան',
  'ნინო ბერიძე',
  'محمد علی',
  'می‌خواهم',
  'דָּוִד כהן',
  '山田 太郎',
  'さくら カタリナ',
  '김민준',
  'አበበ ቢቂላ',
  'O’Connor–Smith (Jr.)',
  '𠮷田 太郎',
  'अमित शर्मा',
  'মোহাম্মদ',
  'ਹਰਪ੍ਰੀਤ',
  'મહેતા',
  'மோகன்',
  'తెలుగు',
  'ಕನ್ನಡ',
  'മലയാളം',
  'සිංහල',
  'สมชาย',
  'ສົມພອນ',
  'មុន្នី',
  'မောင်မောင်',
  'བསྟན་འཛིན',
  'ޢަލީ',
  'ܣܘܪܝܝܐ',
  'ⵣⵉⵔⵉ',
])('%s can be printed', (name) => {
  expect(isPrintable(name)).toBe(true)
})

test.each([
  // No font has these letters: both names would print as the same boxes.
  '𫝀田',
  '𫞃田',
  // Written from top to bottom.
  'ᠮᠣᠩᠭᠣᠯ',
  // One such letter is enough, and so is a mark that no font has with its letter.
  'Amit ᠱᠠᠷᠮᠠ',
  'Clara\u0951',
  'Clara 👩🏽\u200D⚕️',
])('%s is refused', (name) => {
  expect(() => requirePrintable(name)).toThrow(/none was issued/)
})
