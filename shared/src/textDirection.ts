// In which direction a text reads. Mail programs and plain text know no `dir="auto"`, so it is worked out
// here.

export type Direction = 'ltr' | 'rtl'

const rightToLeft =
  /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}]/u
const letter = /\p{L}/u

/** By the first letter; undefined without one. */
export function directionOfText(text: string): Direction | undefined {
  const first = letter.exec(text)?.[0]
  return first === undefined ? undefined : rightToLeft.test(first) ? 'rtl' : 'ltr'
}

const scriptsRightToLeft = new Set(['Arab', 'Hebr', 'Syrc', 'Thaa', 'Nkoo', 'Adlm'])
/** Of a language, e.g. "ar". */
export const directionOfLanguage = (language: string): Direction =>
  scriptsRightToLeft.has(new Intl.Locale(language).maximize().script ?? '') ? 'rtl' : 'ltr'

/** Whether any letter of it reads against `direction`, so that what stands beside it could be reordered. */
export function readsAgainst(text: string, direction: Direction): boolean {
  for (const [each] of text.matchAll(/\p{L}/gu))
    if (rightToLeft.test(each) === (direction === 'ltr')) return true
  return false
}

/** Keeps a piece of text apart from its surroundings, in plain text: U+2068 to U+2069. */
export const isolated = (text: string): string => `\u2068${text}\u2069`
/** Makes a line of plain text begin at the right: U+200F. */
export const rightToLeftMark = '\u200f'
