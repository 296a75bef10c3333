// A certificate's code: 128 random bits in Crockford's base32, which has no letters that look like digits.
import { randomBytes } from 'node:crypto'

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const length = 26
const lookalikes: Record<string, string> = { O: '0', I: '1', L: '1' }

const grouped = (digits: string): string => [digits.slice(0, 6), ...digits.slice(6).match(/.{5}/g)!].join('-')

/** Takes 16 bytes. */
export function codeOf(bytes: Buffer): string {
  let number = BigInt(`0x${bytes.toString('hex')}`)
  let digits = ''
  for (let i = 0; i < length; i++) {
    digits = alphabet[Number(number % 32n)]! + digits
    number /= 32n
  }
  return grouped(digits)
}

export const newCode = (): string => codeOf(randomBytes(16))

/** Reads a code as people type it: lower case, without hyphens, O for zero. Undefined if it is no code. */
export function readCode(typed: string): string | undefined {
  const digits = typed
    .slice(0, 100)
    .toUpperCase()
    .replace(/[\s-]/g, '')
    .replace(/[OIL]/g, (letter) => lookalikes[letter]!)
  return /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/.test(digits) ? grouped(digits) : undefined
}
