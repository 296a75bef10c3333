import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { codiceFiscaleCheck, isCodiceFiscale } from './codiceFiscale.ts'

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'
const standIns = 'LMNPQRSTUV'
const characters = `${letters}0123456789`
/** Where digits stand, which omocodia may replace by letters. */
const digitPlaces = [6, 7, 9, 10, 12, 13, 14]

const letter = fc.constantFrom(...letters.split(''))
const digit = fc.integer({ min: 0, max: 9 }).map(String)
const text = (each: fc.Arbitrary<string>, length: number) =>
  fc.array(each, { minLength: length, maxLength: length }).map((all) => all.join(''))

/** A right code, with any of its digits replaced by their stand-ins. */
const codes = fc
  .tuple(
    text(letter, 6),
    text(digit, 2),
    fc.constantFrom(...'ABCDEHLMPRST'.split('')),
    fc.tuple(fc.integer({ min: 1, max: 31 }), fc.constantFrom(0, 40)),
    text(letter, 1),
    text(digit, 3),
    fc.subarray(digitPlaces),
  )
  .map(([names, year, month, [day, woman], town, number, replaced]) => {
    const plain = `${names}${year}${month}${String(day + woman).padStart(2, '0')}${town}${number}`
    const written = plain
      .split('')
      .map((each, i) => (replaced.includes(i) ? standIns[Number(each)]! : each))
      .join('')
    return written + codiceFiscaleCheck(written)
  })

test('the published examples are right', () => {
  for (const code of ['RSSMRA85T10A562S', 'MRTMTT25D09F205Z', 'MRTMTT91D08F205J'])
    expect([code, isCodiceFiscale(code)]).toEqual([code, true])
})

test('a code is right with any of its digits replaced by the letters of omocodia', () => {
  fc.assert(fc.property(codes, (code) => isCodiceFiscale(code)))
})

test('any one wrong character is found', () => {
  fc.assert(
    fc.property(codes, fc.nat(15), fc.constantFrom(...characters.split('')), (code, place, other) => {
      fc.pre(code[place] !== other)
      expect(isCodiceFiscale(code.slice(0, place) + other + code.slice(place + 1))).toBe(false)
    }),
    { numRuns: 500 },
  )
})

test('a code that is cut off, too long, in small letters, of no month or of no day is wrong', () => {
  const withCheck = (first15: string) => first15 + codiceFiscaleCheck(first15)
  expect(isCodiceFiscale('RSSMRA85T10A562')).toBe(false)
  expect(isCodiceFiscale('RSSMRA85T10A562SS')).toBe(false)
  expect(isCodiceFiscale('rssmra85t10a562s')).toBe(false)
  for (const first15 of [
    'RSSMRA85F10A562',
    'RSSMRA85T00A562',
    'RSSMRA85T32A562',
    'RSSMRA85T40A562',
    'RSSMRA85T72A562',
  ])
    expect([first15, isCodiceFiscale(withCheck(first15))]).toEqual([first15, false])
})
