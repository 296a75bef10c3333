// A register's answer on its way to the server, in parts that fit a request.
import type { AnswerRead } from '@lectern/shared/creditRegisters'
import { answerLines } from '@lectern/shared/registerAnswers'

type Found = AnswerRead['found'][number]

/** Bytes of text in one request: quotation marks take two of the 64 kB that a request may have. */
const partBytes = 30_000
/** Bytes of all its lines: more than one for each of ten thousand records. */
const linesMax = 1_500_000
/** Characters of a whole answer: JSON and XML say each value with the name of its field. */
export const answerMax = 20_000_000

const encoder = new TextEncoder()
const bytesOf = (text: string): number => encoder.encode(text).length
export function isTooLong(text: string): boolean {
  if (text.length > answerMax) return true
  if (text.length <= linesMax / 3) return false
  return bytesOf(answerLines(text).join('\n')) > linesMax
}

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
