// A discipline is in the words of the body that asks for it: no list of them is published here.

const comparable = (written: string): string =>
  written
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s.,;:/()'’-]+/gu, ' ')
    .trim()

/** Whether two people would take them for the same one: capitals, blanks and punctuation do not matter. */
export const sameDiscipline = (one: string, other: string): boolean =>
  comparable(one) !== '' && comparable(one) === comparable(other)
