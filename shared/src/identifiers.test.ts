import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { hasGiven, identifiers, noIdentifiers } from './details.ts'
import { boardIds, efn, isEfn, isNpi, licence, luhnDigit, nabpId, npi, passesLuhn } from './identifiers.ts'

const digits = (length: number) =>
  fc
    .array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length })
    .map((all) => all.join(''))
const validNpi = fc
  .tuple(fc.constantFrom('1', '2'), digits(8))
  .map(([first, rest]) => first + rest)
  .map((nine) => nine + luhnDigit(`80840${nine}`))
const validEfn = digits(9)
  .map((nine) => `80276${nine}`)
  .map((fourteen) => fourteen + luhnDigit(fourteen))

/** The number with one digit replaced by another. */
const wrongAt = (number: string, place: number, add: number): string =>
  number.slice(0, place) + ((Number(number[place]) + add) % 10) + number.slice(place + 1)

describe.each([
  ['NPI', validNpi, isNpi, 10],
  ['EFN', validEfn, isEfn, 15],
] as const)('%s', (_, valid, isRight, length) => {
  test('every number with its check digit is right', () => {
    fc.assert(fc.property(valid, (number) => isRight(number)))
  })
  test('one wrong digit is always found', () => {
    const change = fc.tuple(fc.nat(length - 1), fc.integer({ min: 1, max: 9 }))
    fc.assert(
      fc.property(valid, change, (number, [place, add]) => !isRight(wrongAt(number, place, add))),
      { numRuns: 2000 },
    )
  })
  test('a digit too many or too few is found', () => {
    fc.assert(fc.property(valid, (number) => !isRight(number.slice(1)) && !isRight(`${number}0`)))
  })
})

test('two swapped neighbours are found, except 0 and 9', () => {
  fc.assert(
    fc.property(validEfn, fc.nat(13), (number, place) => {
      const [a, b] = [number[place]!, number[place + 1]!]
      const swapped = number.slice(0, place) + b + a + number.slice(place + 2)
      return a === b || `${a}${b}` === '09' || `${a}${b}` === '90' || !passesLuhn(swapped)
    }),
  )
})

test.each([
  ['npi', npi, '1234567893', '1234567893'],
  ['npi typed with blanks', npi, ' 1234 567-893 ', '1234567893'],
  ['npi in full-width digits', npi, '１２３４５６７８９３', '1234567893'],
  ['npi with a zero-width space', npi, '12345\u200b67893', '1234567893'],
  ['no npi', npi, '', ''],
  ['efn', efn, '80276 1234567896', '802761234567896'],
  ['nabp', nabpId, '7654321', '7654321'],
])('%s is taken as %j', (_, schema, typed, taken) => {
  expect(schema.parse(typed)).toBe(taken)
})

test.each([
  ['a wrong check digit', npi, '1234567890', 'one of the digits is wrong: compare it with your documents'],
  ['an NPI of nine digits', npi, '123456789', 'an NPI has 10 digits and begins with 1 or 2'],
  ['an NPI that begins with 3', npi, '3234567893', 'an NPI has 10 digits and begins with 1 or 2'],
  ['letters', npi, '12345abcde', 'an NPI has 10 digits and begins with 1 or 2'],
  ['digits of another script', npi, '١٢٣٤٥٦٧٨٩٣', 'an NPI has 10 digits and begins with 1 or 2'],
  ['an EFN of another prefix', efn, '123456789012345', 'an EFN has 15 digits and begins with 80276'],
  ['a wrong EFN', efn, '802761234567895', 'one of the digits is wrong: compare it with your documents'],
  ['three digits', nabpId, '123', 'a NABP e-Profile ID has 4 to 10 digits'],
])('%s is refused with its reason', (_, schema, typed, reason) => {
  expect(schema.safeParse(typed).error?.issues.map(({ message }) => message)).toEqual([reason])
})

test('a megabyte is refused by its length', () => {
  expect(npi.safeParse('1'.repeat(1_000_000)).error?.issues).toHaveLength(1)
})

test('a state of two letters is written large, any other as typed', () => {
  expect(licence.parse({ state: ' ma', number: ' 12 ' })).toEqual({ state: 'MA', number: '12' })
  expect(licence.parse({ state: 'Bayern', number: 'A 1' }).state).toBe('Bayern')
})

test('an unknown board is refused', () => {
  expect(boardIds.safeParse({ XYZ: '1' }).success).toBe(false)
  expect(boardIds.parse({ ABIM: 'A-12' }).ABIM).toBe('A12')
})

describe('identifiers', () => {
  test('nothing is required', () => expect(identifiers.parse({})).toEqual(noIdentifiers))
  test.each([
    [2, 30],
    [4, 31],
    [13, 1],
    [1, 32],
    [0, 1],
    [2.5, 1],
  ])('the birthday month %p, day %p is impossible', (birthMonth, birthDay) => {
    expect(identifiers.safeParse({ birthMonth, birthDay }).success).toBe(false)
  })
  test('29 February is a birthday', () => {
    expect(identifiers.safeParse({ birthMonth: 2, birthDay: 29 }).success).toBe(true)
  })
  test('a licence without a number is none, and eleven are too many', () => {
    expect(identifiers.parse({ licences: [{ state: 'NY', number: ' ' }] }).licences).toEqual([])
    expect(identifiers.safeParse({ licences: Array(11).fill({ state: 'NY', number: '1' }) }).success).toBe(
      false,
    )
  })
  test('what a body requires counts as given in any of its forms', () => {
    expect(hasGiven(noIdentifiers, 'licenceNumber')).toBe(false)
    const given = identifiers.parse({ licences: [{ number: 'X1' }], boardIds: { ABP: '9' }, birthMonth: 3 })
    expect(hasGiven(given, 'licenceNumber')).toBe(true)
    expect(hasGiven(given, 'licenceState')).toBe(false)
    expect(hasGiven(given, 'boardId')).toBe(true)
    expect(hasGiven(given, 'birthMonth')).toBe(true)
    expect(hasGiven(given, 'birthDay')).toBe(false)
    expect(hasGiven(given, 'npi')).toBe(false)
  })
})
