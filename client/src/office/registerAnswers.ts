// A register's answer on its way to the server and back: in parts that fit a request, and as reasons that may
// stand in the ledger for good.
import type { AnswerRead } from '@lectern/shared/creditRegisters'
import { registerReasonMax } from '@lectern/shared/limits'
import { comparableName } from '@lectern/shared/names'
import { answerLineMax, answerLines } from '@lectern/shared/registerAnswers'

type Found = AnswerRead['found'][number]

/** Bytes of text in one request: quotation marks take two of the 64 kB that a request may have. */
const partBytes = 30_000
/** Bytes of a whole answer: more than a line for each of ten thousand records. */
const answerMax = 1_500_000

const encoder = new TextEncoder()
const bytesOf = (text: string): number => encoder.encode(text).length
export const isTooLong = (text: string): boolean => text.length > answerMax || bytesOf(text) > answerMax

/** Whole lines, together at most `partBytes` long. */
export function partsOf(text: string): string[] {
  const parts: string[] = []
  let part: string[] = []
  let size = 0
  for (const line of answerLines(text)) {
    const bytes = bytesOf(line) + 1
    if (size + bytes > partBytes && part.length > 0) {
      parts.push(part.join('\n'))
      part = []
      size = 0
    }
    // A line longer than a part is read as far as it fits.
    part.push(bytes > partBytes ? line.slice(0, partBytes / 4) : line)
    size += bytes
  }
  return part.length > 0 ? [...parts, part.join('\n')] : parts
}

/** Reads an answer of any length; what comes later counts. `read`: one request. */
export async function readParts(
  text: string,
  read: (part: string) => Promise<AnswerRead>,
): Promise<AnswerRead> {
  const found = new Map<string, Found>()
  const unclear: string[] = []
  for (const part of partsOf(text)) {
    const answer = await read(part)
    for (const one of answer.found) {
      const before = found.get(one.code)
      if (before && before.line !== one.line) unclear.push(before.line)
      found.set(one.code, one)
    }
    unclear.push(...answer.unclear)
  }
  return { found: [...found.values()], unclear }
}

const accepted = /\b(?:accepted|success(?:ful(?:ly)?)?)\b/i
/** They may stand in a reason, too, or be the state of a licence (OK). */
const maybeAccepted =
  /^(?:(?:was|has|been|is|status|record|credit|and|ok|completed|processed|recorded)\b\s*)+$/i
const refused =
  /\b(?:not|no|un(?:known|matched|successful(?:ly)?|able)|in(?:valid|active|correct|complete)|reject\w*|refus\w*|errors?|fail\w*|denied|missing|duplicate|expired|lapsed|suspended|revoked|mismatch\w*|differ\w*|wrong|late|cannot|closed)\b/i

/** Four digits and more: identifiers, birth dates, codes. */
const isNumber = (word: string): boolean => word.replace(/\D/g, '').length >= 4
const bareWords = (text: string): string =>
  text.replace(/\s+/g, ' ').replace(/^[\s"'.,:–-]+|[\s"'.,:–-]+$/g, '')

/** What a cell says beside whom it is about; empty if nothing. */
function sayingOf(cell: string, name: string): string {
  const words = bareWords(cell)
    .split(' ')
    .filter((word) => !isNumber(word))
    .join(' ')
  const own = new Set(comparableName(name).split(' '))
  const isName = comparableName(words)
    .split(' ')
    .every((word) => own.has(word))
  return isName ? '' : bareWords(words)
}

/** What each cell says beside whom it is about. */
const sayingsOf = ({ line, name }: Pick<Found, 'line' | 'name'>): string[] =>
  line
    .split(/[\t;|,]/)
    .map((cell) => sayingOf(cell, name))
    .filter((cell) => /\p{L}/u.test(cell))

/** Whether the register says of a record that it has it. */
export function saysAccepted(of: Pick<Found, 'line' | 'name'>): boolean {
  if (refused.test(of.line)) return false
  if (accepted.test(of.line)) return true
  const sayings = sayingsOf(of).flatMap((cell) => cell.split(/\s*:\s*/))
  return sayings.length > 0 && sayings.every((cell) => maybeAccepted.test(cell))
}

/**
 * The register's reason without the person's name, numbers and dates: it goes into the ledger, which outlives
 * an erasure.
 */
export function reasonOf({ line, name }: Pick<Found, 'line' | 'name'>): string {
  return (
    sayingsOf({ line: line.slice(0, answerLineMax), name })
      .join(', ')
      .slice(0, registerReasonMax) || 'Rejected without a reason.'
  )
}
