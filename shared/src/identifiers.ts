// Numbers that licensing bodies and registers give to people. Those with a check digit are verified, so that
// a mistyped number is found before a register refuses it.
import { z } from 'zod'
import { isCodiceFiscale } from './codiceFiscale.ts'
import type { Board } from './requirements.ts'
import { bounded, textOrNone } from './text.ts'

/**
 * The Luhn check (ISO/IEC 7812-1) over a string of digits whose last one is the check digit. Finds every
 * single wrong digit and most swapped neighbours.
 */
export function passesLuhn(digits: string): boolean {
  let sum = 0
  for (let i = 0; i < digits.length; i++) {
    const digit = digits.charCodeAt(digits.length - 1 - i) - 48
    const doubled = i % 2 === 1 ? digit * 2 : digit
    sum += doubled > 9 ? doubled - 9 : doubled
  }
  return sum % 10 === 0
}

/** The digit that makes `digits` followed by it pass the Luhn check. */
export const luhnDigit = (digits: string): string =>
  '0123456789'.split('').find((digit) => passesLuhn(digits + digit))!

/** The NPI standard prefixes the number: 80 for health applications, 840 for the United States. */
const npiPrefix = '80840'
export const isNpi = (digits: string): boolean => /^[12]\d{9}$/.test(digits) && passesLuhn(npiPrefix + digits)

/** The prefix of the German chambers of physicians. */
const efnPrefix = '80276'
export const isEfn = (digits: string): boolean =>
  /^\d{15}$/.test(digits) && digits.startsWith(efnPrefix) && passesLuhn(digits)

/** As typed or pasted: full-width digits, blanks, hyphens, dots and invisible characters do not matter. */
const bare = (typed: string): string =>
  typed.normalize('NFKC').replace(/[\s.\-‐-―\p{Default_Ignorable_Code_Point}]/gu, '')

/** Digits that `isRight`, or nothing. */
const digits = (pattern: RegExp, shape: string, isRight?: (value: string) => boolean) =>
  bounded(60)
    .transform(bare)
    .pipe(
      z
        .string()
        .refine((value) => value === '' || pattern.test(value), { abort: true, error: shape })
        .refine((value) => value === '' || !isRight || isRight(value), {
          error: 'one of the digits is wrong: compare it with your documents',
        }),
    )

export const npi = digits(/^[12]\d{9}$/, 'an NPI has 10 digits and begins with 1 or 2', isNpi)
export const efn = digits(/^80276\d{10}$/, 'an EFN has 15 digits and begins with 80276', isEfn)
/** In capitals, however it was typed. */
export const codiceFiscale = bounded(60)
  .transform((typed) => bare(typed).toUpperCase())
  .pipe(
    z
      .string()
      .refine((value) => value === '' || /^[A-Z0-9]{16}$/.test(value), {
        abort: true,
        error: 'a codice fiscale has 16 letters and digits',
      })
      .refine((value) => value === '' || isCodiceFiscale(value), {
        error: 'one of the characters is wrong: compare it with your tessera sanitaria',
      }),
  )
/** The NABP publishes no check digit. */
const nabpPattern = /^\d{4,10}$/
export const isNabpId = (typed: string): boolean => nabpPattern.test(typed)
export const nabpId = digits(nabpPattern, 'a NABP e-Profile ID has 4 to 10 digits')

export { type Board, boards } from './requirements.ts'

/** A board's own number for a diplomate; the boards publish no common pattern. */
const boardNumber = bounded(60)
  .transform(bare)
  .pipe(z.string().regex(/^[A-Za-z0-9]{0,20}$/, 'a board ID has at most 20 letters and digits'))
const boardFields = {
  ABA: boardNumber.default(''),
  ABIM: boardNumber.default(''),
  ABOHNS: boardNumber.default(''),
  ABOS: boardNumber.default(''),
  ABP: boardNumber.default(''),
  ABPATH: boardNumber.default(''),
  ABS: boardNumber.default(''),
  ABTS: boardNumber.default(''),
} satisfies Record<Board, z.ZodType>
/** By board; empty where the person has none. */
export const boardIds = z.strictObject(boardFields)

/** A two-letter code in any case becomes upper case: "ma" is Massachusetts. */
const state = textOrNone(40).transform((typed) => (/^[A-Za-z]{2}$/.test(typed) ? typed.toUpperCase() : typed))
/** Without a number it is no licence. */
export const licence = z.strictObject({ state: state.default(''), number: textOrNone(40).default('') })
