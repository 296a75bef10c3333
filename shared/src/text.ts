// Outside input, parsed at a cost linear in its size: length is checked first and aborts, because zod
// otherwise runs patterns and refinements even after a failed length check. `bounded` is for text written by
// machines, `text` and `textOrNone` for text written by people, `list` for arrays.
import { z } from 'zod'

const tooLong = (max: number) => `at most ${max} characters`
/** The message for a required text without a visible character. */
export const nothingVisible = 'nothing that can be seen'

/** A string of at most `max` UTF-16 units. Checks chained after it never see a longer one. */
export const bounded = (max: number): z.ZodString => z.string().max(max, { abort: true, error: tooLong(max) })

/** At most `max` items; a longer list is refused without reading an item. */
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

/**
 * An object used as a table, with at most `max` entries; a larger one is refused without reading an entry.
 */
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

/** Characters nobody types on purpose: controls, bidi overrides, byte order marks. */
const unwanted =
  /(?!\n)[\p{Cc}\p{Noncharacter_Code_Point}\u202a-\u202e\u2060\u2066-\u206f\ufeff\ufff9-\ufffb]/gu
/** Marks and joiners: fewer than `marksMax` of them follow one letter in any script. */
const marks = /[\p{M}\p{Default_Ignorable_Code_Point}]+/gu
const marksMax = 8
/** Marks stacked above and below a letter; Vietnamese and the phonetic alphabet need three. */
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
/** At least one of these must remain. U+2800 and U+1D159 have no ink; U+FFFD replaces half a character. */
const visible = /[^\p{Z}\p{C}\p{M}\p{Default_Ignorable_Code_Point}\s\u2800\ufffd\u{1d159}]|\p{Co}/u

function fewMarks(run: string): string {
  let piled = 0
  return Array.from(run)
    .filter((mark) => !isPiling(mark) || ++piled <= pilingMax)
    .slice(0, marksMax)
    .join('')
}

/**
 * As typed, without invisible characters; joiners and variation selectors stay. Marks are cut before the
 * costly normalising.
 */
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

/** Whether a reader would see anything. */
const isVisible = (words: string): boolean => visible.test(words)

interface TextOptions {
  /** Keeps line breaks, at most two in a row; without it they become spaces. */
  lines?: boolean
  /** Minimum number of characters. */
  min?: number
}

/**
 * How many times longer than `max` the input may be: surrounding blanks, and letters apart from their marks
 * (NFD).
 */
const slack = 4

const written = (max: number, { lines = false }: TextOptions) =>
  z
    .string()
    .max(max * slack, { abort: true, error: tooLong(max) })
    .transform((typed) => cleaned(typed, lines))

/**
 * Text written by a person, cleaned (well-formed, NFC, no controls, no bidi overrides, no towers of marks):
 * `min` (1) to `max` characters, at least one of them visible.
 */
export const text = (max: number, options: TextOptions = {}) =>
  written(max, options).pipe(
    bounded(max)
      .min(options.min ?? 1)
      .regex(visible, nothingVisible),
  )

/** The same, optional: empty if nothing in it is visible. */
export const textOrNone = (max: number, options: TextOptions = {}) =>
  written(max, options)
    .transform((words) => (isVisible(words) ? words : ''))
    .pipe(bounded(max))
