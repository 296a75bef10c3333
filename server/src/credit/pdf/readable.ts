// Whether a reader sees what a template prints: each field in its own words, on the page, in letters that are
// large enough, and not cut off, covered, or in the colour of what is behind them. The ink of letters is what
// differs between the page and the same page with transparent letters.
import type { Box, DrawnText } from '../../typst/drawn.ts'
import type { Pixels } from '../../typst/job.ts'

/** Points: smaller letters are read with a magnifying glass. */
const leastSize = 4
/** Of each letter's darkest pixel with what is behind it; thin letters fill no pixel. */
const leastContrast = 1.5
/** Of the letters of a text in the middle (WCAG 2.2 asks for 3 of large ones). */
const usualContrast = 3

export interface Page {
  texts: readonly DrawnText[]
  pixels: Pixels
  /** With the letters of all fields transparent. */
  bare: Pixels
}

export interface PrintedWords {
  /** Of the field, and all others. */
  own: readonly DrawnText[]
  others: readonly DrawnText[]
  /** Each must be there. */
  words: readonly string[]
}

const luminanceOf = (value: number): number =>
  value <= 10 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4
const luminances = Float64Array.from({ length: 256 }, (_, value) => luminanceOf(value))

function contrastOf(one: number, other: number): number {
  const [dark, light] = one < other ? [one, other] : [other, one]
  return (luminances[light]! + 0.05) / (luminances[dark]! + 0.05)
}

/** The highest contrast within the box. */
function contrastIn({ pixels, bare }: Page, box: Box): number {
  const { width, height, perPoint, grey } = pixels
  const edge = (value: number, most: number): number =>
    Math.min(Math.max(Math.floor(value * perPoint), 0), most)
  const [left, right] = [edge(box.left, width), edge(box.right + 1 / perPoint, width)]
  const [top, bottom] = [edge(box.top, height), edge(box.bottom + 1 / perPoint, height)]
  let found = 1
  for (let y = top; y < bottom; y++)
    for (let x = left; x < right; x++) {
      const [one, other] = [grey[y * width + x]!, bare.grey[y * width + x]!]
      if (one === other) continue
      const contrast = contrastOf(one, other)
      if (contrast > found) found = contrast
    }
  return found
}

/** Scripts whose letters stand one after the other; in others they are joined, with marks elsewhere. */
const apart =
  /^[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Common}]*$/u

function around(shapes: readonly Box[]): Box {
  const sides = (side: keyof Box): number[] => shapes.map((shape) => shape[side])
  return {
    left: Math.min(...sides('left')),
    top: Math.min(...sides('top')),
    right: Math.max(...sides('right')),
    bottom: Math.max(...sides('bottom')),
  }
}

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.POSITIVE_INFINITY

/** Why a reader does not see all of this text, in words; undefined if they do. */
function unseen(text: DrawnText, page: Page): string | undefined {
  if (text.shapes.length === 0) return undefined
  if (text.size < leastSize)
    return `in letters of ${text.size.toFixed(1)} points, and fewer than ${leastSize} cannot be read`
  if (text.isMirrored) return 'as in a mirror'
  const { width, height, perPoint } = page.pixels
  const isOff = ({ left, top, right, bottom }: Box): boolean =>
    left < -1 || top < -text.size || right > width / perPoint + 1 || bottom > height / perPoint + text.size
  if (text.shapes.some(isOff)) return 'beyond the edge of the page'
  const boxes = apart.test(text.text) ? text.shapes : [around(text.shapes)]
  const contrasts = boxes.map((box) => contrastIn(page, box))
  return contrasts.some((each) => each < leastContrast) || median(contrasts) < usualContrast
    ? 'where it is covered, cut off, or has the colour of what is behind it'
    : undefined
}

/** What lines are broken with. */
const between = /[\s\u00ad\u200b\u2010\u2011-]/u
const patternOf = (words: string): RegExp =>
  new RegExp(
    `(?<![\\p{L}\\p{N}]|\\p{N}[.,])${Array.from(words)
      .filter((letter) => !between.test(letter))
      .map((letter) => letter.replace(/[.*+?^${}()|[\]\\/]/, '\\$&'))
      .join(`${between.source}*`)}(?![\\p{L}\\p{N}]|[.,]\\p{N})`,
    'u',
  )

const rightToLeft =
  /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}]/u

/** Words that are read from the right are drawn from the left, one by one. */
const says = (said: string, words: string): boolean =>
  (rightToLeft.test(words) ? words.split(' ') : [words]).every((each) => patternOf(each).test(said))

/** Whether two boxes stand in one line, the first right before the second. */
const touches = (before: Box | undefined, after: Box | undefined, size: number): boolean =>
  before !== undefined &&
  after !== undefined &&
  Math.abs(before.right - after.left) < size / 10 &&
  before.bottom - after.top > size / 2 &&
  after.bottom - before.top > size / 2

/** Whether a text of the template continues the words of a field: "9" before "0.75". */
const isContinued = (own: readonly DrawnText[], others: readonly DrawnText[]): boolean =>
  own.some((text) =>
    others.some(
      (other) =>
        (/[\p{L}\p{N}][.,]?$/u.test(other.text) &&
          /^[\p{L}\p{N}]/u.test(text.text) &&
          touches(other.shapes.at(-1), text.shapes[0], text.size)) ||
        (/^[.,]?[\p{L}\p{N}]/u.test(other.text) &&
          /[\p{L}\p{N}]$/u.test(text.text) &&
          touches(text.shapes.at(-1), other.shapes[0], text.size)),
    ),
  )

/** Whether one lies on the other, by a sixth of a letter's width and most of its height. */
const overlaps = (a: Box, b: Box, size: number): boolean =>
  a.right - b.left > size / 6 &&
  b.right - a.left > size / 6 &&
  a.bottom - b.top > size * 0.7 &&
  b.bottom - a.top > size * 0.7

/** Whether letters of other texts stand on those of this one: neither can be read. */
function isOverprinted({ shapes, size }: DrawnText, others: readonly DrawnText[]): boolean {
  const isCovered = (shape: Box): boolean =>
    others.some((other) => other.shapes.some((each) => overlaps(shape, each, size)))
  return shapes.filter(isCovered).length > shapes.length / 4
}

const shortened = (text: string): string => (text.length > 60 ? `${text.slice(0, 59)}…` : text)

const joined = (texts: readonly DrawnText[]): string => texts.map(({ text }) => text).join(' ')

/** What keeps a reader from reading a field as it is, in words; undefined if nothing does. */
export function unreadable(page: Page, { own, others, words }: PrintedWords): string | undefined {
  const [said, all] = [joined(own), joined(page.texts)]
  if (said.trim() === '') return 'without any letters'
  const missing = words.find((each) => !says(said, each) || !says(all, each))
  if (missing !== undefined)
    return `altered: “${shortened(missing)}” is not in what it prints, “${shortened(said.trim())}”`
  if (isContinued(own, others)) return 'with other letters right beside it'
  const why = own.map((text) => unseen(text, page)).find((each) => each !== undefined)
  if (why !== undefined) return why
  return own.some((text) => isOverprinted(text, others)) ? 'where other letters are printed, too' : undefined
}
