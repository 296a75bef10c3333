// The Italian tax code of a person: 16 characters, the last of which checks the others. Pure.

/**
 * What a character counts at an odd place (the 1st, 3rd …); at an even place a digit or letter counts its
 * rank.
 */
const oddDigits = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21]
const oddLetters = [...oddDigits, ...[2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23]]
/** Letters that stand for the digits 0 to 9 where two people would share a code (omocodia). */
const standIns = 'LMNPQRSTUV'
/** January to December. */
const months = 'ABCDEHLMPRST'

const shape = /^[A-Z]{6}[0-9LMNPQRSTUV]{2}[A-Z][0-9LMNPQRSTUV]{2}[A-Z][0-9LMNPQRSTUV]{3}[A-Z]$/

function worthOf(character: string, isOdd: boolean): number {
  const isDigit = character <= '9'
  const rank = character.charCodeAt(0) - (isDigit ? 48 : 65)
  if (!isOdd) return rank
  return (isDigit ? oddDigits : oddLetters)[rank]!
}

/** The character that checks the first 15. */
export function codiceFiscaleCheck(first15: string): string {
  let sum = 0
  for (let i = 0; i < 15; i++) sum += worthOf(first15[i]!, i % 2 === 0)
  return String.fromCharCode(65 + (sum % 26))
}

const digitsOf = (characters: string): number =>
  Number(characters.replace(/[A-Z]/g, (each) => String(standIns.indexOf(each))))

/** Whether it is a person's code, in capitals: its shape, month and day of birth, and check character. */
export function isCodiceFiscale(code: string): boolean {
  if (!shape.test(code) || !months.includes(code[8]!)) return false
  // Women have 40 added to the day.
  const day = digitsOf(code.slice(9, 11)) % 40
  if (digitsOf(code.slice(9, 11)) > 71 || day < 1 || day > 31) return false
  return codiceFiscaleCheck(code) === code[15]
}
