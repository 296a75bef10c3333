// Numbers, counts and lists as people read them. The formatting is Intl's.

const number = new Intl.NumberFormat('en', { useGrouping: 'min2' })
const rounded = new Intl.NumberFormat('en', { maximumFractionDigits: 1, useGrouping: 'min2' })
const rules = new Intl.PluralRules('en')
const shares = new Intl.NumberFormat('en', { style: 'percent' })
/** British: no comma before "and". */
const lists = new Intl.ListFormat('en-GB')

/** `one` for exactly 1, otherwise `many`. */
export const plural = (count: number, one: string, many = `${one}s`): string =>
  rules.select(count) === 'one' ? one : many

/** 12,000 */
export const countOf = (count: number): string => number.format(count)

/** "1 vote", "2 votes" */
export const counted = (count: number, one: string, many?: string): string =>
  `${number.format(count)} ${plural(count, one, many)}`

/** 0.8 → "80%" */
export const percent = (share: number): string => shares.format(share)

/** 12 of 30 → "12 (40%)"; of nothing, "0" */
export const withShare = (count: number, total: number): string =>
  total === 0 ? number.format(count) : `${number.format(count)} (${percent(count / total)})`

/** "name, mail address and telephone" */
export const listWords = (words: Iterable<string>): string => lists.format(words)

/** 3,500,000 → "3.3 MB" */
export function sizeWords(bytes: number): string {
  const megabytes = bytes / 1024 / 1024
  return megabytes < 0.95 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${rounded.format(megabytes)} MB`
}

export const tooLongWords = (over: number): string =>
  `${counted(over, 'character')} too long. Shorten it to send it.`
