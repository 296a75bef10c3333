const letters = new Intl.Segmenter(undefined, { granularity: 'grapheme' })
const most = 2
const isLetter = (text: string): boolean => /^[\p{L}\p{N}\p{Extended_Pictographic}]/u.test(text)

/** The first letters of the first and last word, as people see letters, however they are encoded. */
export function initialsOf(name: string): string {
  const firsts = name
    .split(/[\s,]+/u)
    .map((word) => [...letters.segment(word)].map(({ segment }) => segment).find(isLetter))
    .filter((letter) => letter !== undefined)
  const shown = firsts.length > most ? [firsts[0], firsts.at(-1)] : firsts
  return shown.join('')
}
