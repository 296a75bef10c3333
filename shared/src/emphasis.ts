// Italics in a body's words: *AMA PRA Category 1 Credit*™. A policy's asterisks are always in pairs.

export interface WordsPart {
  text: string
  isItalic: boolean
}

/** The parts of a statement, without the asterisks; none is empty. */
export const emphasisParts = (statement: string): WordsPart[] =>
  statement
    .split('*')
    .map((text, i) => ({ text, isItalic: i % 2 === 1 }))
    .filter(({ text }) => text !== '')

/** The statement for places that know no italics. */
export const withoutEmphasis = (statement: string): string => statement.replaceAll('*', '')
