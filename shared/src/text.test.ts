import { describe, expect, test } from '@jest/globals'
import { z } from 'zod'
import { bounded, list, table, text, textOrNone } from './text.ts'

const name = text(120)
const note = text(500, { lines: true })

describe('text written by people', () => {
  test.each([
    ['Hangul fillers', '\u3164\u115f\uffa0'],
    ['a braille blank', '\u2800'],
    ['zero width spaces', '\u200b\u200b'],
    ['marks on nothing', '\u0489'.repeat(400)],
    ['an override', '\u202e'],
    ['tags', '\u{e0041}\u{e0042}'],
    ['halves of characters', '\ud800\udc00'.slice(0, 1)],
    ['a null notehead', '\u{1d159}'],
    ['blanks', ' \n\t\u00a0\u3000'],
    ['controls', '\0\u0001\u0085'],
  ])('is refused as nothing that can be seen: %s', (_what, typed) => {
    expect(name.safeParse(typed).success).toBe(false)
    expect(textOrNone(120).parse(typed)).toBe('')
  })

  test.each([
    ['a family', '👨‍👩‍👧‍👦'],
    ['a red heart', 'I ❤️ ECG'],
    ['a keycap', '1️⃣'],
    ['the flag of England', '🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}'],
    ['a skin tone', '👩🏽‍⚕️'],
    ['Arabic with a mark of direction', 'هل هذا آمن؟ \u200f(ECG)'],
    ['Persian', 'می‌خواهم'],
    ['Hindi', 'क्‍ष अमित शर्मा'],
    ['Sinhala', 'ශ්‍රී ලංකා'],
    ['Tamil', 'மோகன்'],
    ['Burmese', 'မောင်မောင် မြွှေ'],
    ['Tibetan', 'རྣམ་པར་ཧྐྵྨླྺྃ'],
    ['pointed Hebrew', 'בְּרֵאשִׁ֖ית'],
    ['Chinese beyond the first plane', '𠮷田 太郎'],
    ['Vietnamese', 'Nguyễn Thị Ngọc'],
  ])('keeps %s as it is', (_what, typed) => {
    expect(name.parse(typed)).toBe(typed.normalize('NFC'))
  })

  test('is normalised, and counted as stored', () => {
    const typed = 'é'.normalize('NFD').repeat(120)
    expect(name.parse(typed)).toBe('é'.repeat(120))
    expect(name.safeParse(`${typed}e`).success).toBe(false)
  })

  test('loses controls, halves of characters, overrides and towers of marks', () => {
    expect(name.parse('  Dr.\0 Anna\ud800 \u202eBerg\u2069\ufeff ')).toBe('Dr. Anna\ufffd Berg')
    expect(name.parse(`Z${'\u0335\u0489\u0300'.repeat(100)}algo`).length).toBeLessThan(10)
    expect(name.parse(`Z${'\u0489\u200d'.repeat(100)}algo`).length).toBeLessThan(14)
  })

  test('keeps its line breaks only if lines are wanted', () => {
    expect(note.parse('one\r\ntwo\u2028three\n\n\n\n\nfour')).toBe('one\ntwo\nthree\n\nfour')
    expect(name.parse('one\r\ntwo')).toBe('one two')
  })

  test('may have a minimum length', () => {
    expect(text(500, { min: 3 }).safeParse(' ab ').success).toBe(false)
    expect(text(500, { min: 3 }).parse(' abc ')).toBe('abc')
  })

  test('says how long it may be', () => {
    expect(name.safeParse('x'.repeat(10_000)).error!.issues[0]!.message).toBe('at most 120 characters')
    expect(name.safeParse('x'.repeat(121)).error!.issues[0]!.message).toBe('at most 120 characters')
  })
})

describe('length is checked first', () => {
  test('no pattern and no refinement sees a text that is too long', () => {
    let seen = 0
    const schema = bounded(10).refine(() => ++seen > 0)
    expect(schema.safeParse('x'.repeat(11)).success).toBe(false)
    expect(seen).toBe(0)
    expect(schema.safeParse('x').success).toBe(true)
  })

  test('no item of a list that is too long is read', () => {
    let seen = 0
    const item = z.string().refine(() => ++seen > 0)
    expect(list(item, 3).safeParse(['a', 'b', 'c', 'd']).success).toBe(false)
    expect(list(item, 3, 1).safeParse([]).success).toBe(false)
    expect(seen).toBe(0)
    expect(list(item, 3).parse(['a', 'b'])).toEqual(['a', 'b'])
  })

  test('no entry of a table that is too long is read', () => {
    let seen = 0
    const value = z.string().refine(() => ++seen > 0)
    expect(table(z.string(), value, 1).safeParse({ a: 'a', b: 'b' }).success).toBe(false)
    expect(seen).toBe(0)
    expect(table(z.string(), value, 1).parse({ a: 'a' })).toEqual({ a: 'a' })
  })

  test('the schemas can be described to programs', () => {
    const described = z.toJSONSchema(z.strictObject({ name, tags: list(bounded(5), 3) }), { io: 'input' })
    expect(described).toMatchObject({
      properties: { name: { type: 'string' }, tags: { type: 'array', maxItems: 3 } },
    })
  })
})
