// What comes from outside, at a cost that grows no faster than its size: the length is looked at before anything else, for
// zod goes on to patterns and refinements although a length check has failed. `bounded` is for what machines write,
// `text` and `textOrNone` for what people write, `list` for what there are many of.
import { z } from 'zod'

const tooLong = (max: number) => `at most ${max} characters`
const nothingVisible = 'nothing that can be seen'

/** A string of at most `max` characters (UTF-16 units). Checks added behind it see none that is longer. */
export const bounded = (max: number): z.ZodString => z.string().max(max, { abort: true, error: tooLong(max) })

/** At most `max` items; of a longer list no item is looked at. */
export const list = <Item extends z.ZodType>(
  item: Item,
  max: number,
  min = 0,
): z.ZodType<z.output<Item>[], z.input<Item>[]> =>
  z.preprocess((value, context) => {
    if (!Array.isArray(value) || value.length <= max) return value
    context.addIssue({
      code: 'too_big',
      origin: 'array',
      maximum: max,
      inclusive: true,
      input: value,
      message: `at most ${max} items`,
    })
    return z.NEVER
  }, z.array(item).min(min).max(max)) as unknown as z.ZodType<z.output<Item>[], z.input<Item>[]>

/** An object used as a table, with at most `max` entries; of a larger one no entry is looked at. */
export const table = <Value extends z.ZodType>(
  key: z.ZodType<string, string>,
  value: Value,
  max: number,
): z.ZodType<Record<string, z.output<Value>>, Record<string, z.input<Value>>> =>
  z.preprocess(
    (given, context) => {
      if (typeof given !== 'object' || given === null || Object.keys(given).length <= max) return given
      context.addIssue({ code: 'custom', message: `at most ${max} entries` })
      return z.NEVER
    },
    z.record(key as z.ZodString, value),
  ) as unknown as z.ZodType<Record<string, z.output<Value>>, Record<string, z.input<Value>>>

/** Nobody writes, and nobody should store: controls, bidi overrides, marks of the byte order. */
const unwanted =
  /(?!\n)[\p{Cc}\p{Noncharacter_Code_Point}\u202a-\u202e\u2060\u2066-\u206f\ufeff\ufff9-\ufffb]/gu
/** Marks on one letter, and what joins letters: between two letters of any script there are fewer than `marksMax`. */
const marks = /[\p{M}\p{Default_Ignorable_Code_Point}]+/gu
const marksMax = 8
/** Marks that pile up above and below a letter; Vietnamese and the phonetic alphabet need three. */
const piling = [
  [0x300, 0x36f],
  [0x483, 0x489],
  [0x1ab0, 0x1aff],
  [0x1dc0, 0x1dff],
  [0x20d0, 0x20ff],
  [0xfe20, 0xfe2f],
] as const
const isPiling = (mark: string): boolean => {
  const point = mark.codePointAt(0)!
  return piling.some(([from, to]) => from <= point && point <= to)
}
const pilingMax = 3
/** At least one of these must be left; U+2800 and U+1D159 have no ink, U+FFFD stands for half a character. */
const visible = /[^\p{Z}\p{C}\p{M}\p{Default_Ignorable_Code_Point}\s\u2800\ufffd\u{1d159}]|\p{Co}/u

function fewMarks(run: string): string {
  let piled = 0
  return Array.from(run)
    .filter((mark) => !isPiling(mark) || ++piled <= pilingMax)
    .slice(0, marksMax)
    .join('')
}

/** As typed, without what nobody sees; joiners and variation selectors stay. Marks are cut before the costly normalising. */
function cleaned(typed: string, lines: boolean): string {
  const whole = typed
    .toWellFormed()
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replace(/\t/g, ' ')
    .replace(unwanted, '')
    .replace(marks, fewMarks)
    .normalize('NFC')
  return (lines ? whole.replace(/\n{3,}/g, '\n\n') : whole.replace(/\n+/g, ' ')).trim()
}

/** True where somebody who reads it sees something. */
const isVisible = (words: string): boolean => visible.test(words)

interface TextOptions {
  /** Keeps line breaks, of which two in a row at most; without it they become spaces. */
  lines?: boolean
  /** At least so many characters. */
  min?: number
}

/** How much longer than `max` it may come: with blanks around it, and letters and marks apart (NFD). */
const slack = 4

const written = (max: number, { lines = false }: TextOptions) =>
  z
    .string()
    .max(max * slack, { abort: true, error: tooLong(max) })
    .transform((typed) => cleaned(typed, lines))

/**
 * What a person wrote, cleaned (well-formed, NFC, no controls, no bidi overrides, no towers of marks): from `min` (1) to
 * `max` characters, of which one can be seen.
 */
export const text = (max: number, options: TextOptions = {}) =>
  written(max, options).pipe(
    bounded(max)
      .min(options.min ?? 1)
      .regex(visible, nothingVisible),
  )

/** The same where it may be left out: empty where nothing of it can be seen. */
export const textOrNone = (max: number, options: TextOptions = {}) =>
  written(max, options)
    .transform((words) => (isVisible(words) ? words : ''))
    .pipe(bounded(max))
