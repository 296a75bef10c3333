// How many words a text has, as people count them. Pure, and linear in the text's length: the page counts
// while somebody writes, and the contract refuses what is too long.

/** Scripts that are written without a space between words. */
const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u
const letterOrDigit = /[\p{L}\p{N}]/u
/** Finds words by dictionary where no space tells. */
const segmenter = new Intl.Segmenter('en', { granularity: 'word' })

function countWithin(token: string): number {
  let count = 0
  for (const { isWordLike } of segmenter.segment(token)) if (isWordLike) count++
  return Math.max(count, 1)
}

/**
 * What stands between blanks is one word ("evidence-based", "3.5%") if it has a letter or a digit. Chinese,
 * Japanese, Thai, Lao, Khmer and Burmese are divided as ICU's dictionaries do.
 */
export const countWords = (text: string): number =>
  text
    .split(/[\s\u200b]+/u)
    .filter((token) => letterOrDigit.test(token))
    .reduce((sum, token) => sum + (unspaced.test(token) ? countWithin(token) : 1), 0)
