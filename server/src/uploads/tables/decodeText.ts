// The encoding of a text file: by its mark, by the zeros of UTF-16, or by whether it can be UTF-8.
import { UnfitFile } from '../unfitFile.ts'

const marks = [
  { encoding: 'UTF-8', bytes: [0xef, 0xbb, 0xbf] },
  { encoding: 'UTF-16LE', bytes: [0xff, 0xfe] },
  { encoding: 'UTF-16BE', bytes: [0xfe, 0xff] },
] as const
type Encoding = (typeof marks)[number]['encoding'] | 'Windows-1252'

/** Enough to see a pattern, in bytes. */
const sampleBytes = 4096

/** Text in Latin letters has a zero in every other byte of UTF-16. */
function encodingByZeros(content: Buffer): Encoding | undefined {
  const sample = content.subarray(0, sampleBytes)
  const zeros = [0, 0]
  for (let i = 0; i < sample.length; i++) if (sample[i] === 0) zeros[i % 2]! += 1
  const many = sample.length / 8
  if (zeros[1]! > many && zeros[0]! < many / 8) return 'UTF-16LE'
  if (zeros[0]! > many && zeros[1]! < many / 8) return 'UTF-16BE'
  return undefined
}

const cutOff = (): never => {
  throw new UnfitFile(
    'This file ends in the middle of a character: it is incomplete. Save or download it again, and send that.',
  )
}

/** Undefined if the bytes are not in this encoding. */
function decode(content: Buffer, encoding: Encoding): string | undefined {
  const decoder = new TextDecoder(encoding, { fatal: true })
  let decoded: string
  try {
    decoded = decoder.decode(content, { stream: true })
  } catch {
    return undefined
  }
  try {
    return decoded + decoder.decode()
  } catch {
    return cutOff()
  }
}

/** Control characters that texts have: tabs, line ends, and the end of a file of DOS. */
const harmless = '\t\n\v\f\r\u001a'

/** The file is a program's, not a text. */
const isBinary = (text: string): boolean => {
  for (const character of text.slice(0, sampleBytes))
    if (character < ' ' && !harmless.includes(character)) return true
  return false
}

/** @throws {UnfitFile} */
export function decodeText(content: Buffer): { text: string; encoding: Encoding } {
  const mark = marks.find(({ bytes }) => bytes.every((byte, i) => content[i] === byte))
  const encoding = mark?.encoding ?? encodingByZeros(content)
  const candidates: Encoding[] = encoding ? [encoding] : ['UTF-8', 'Windows-1252']
  for (const candidate of candidates) {
    const text = decode(content, candidate)
    if (text !== undefined && !isBinary(text)) return { text, encoding: candidate }
  }
  throw new UnfitFile(
    'This file is neither a spreadsheet nor a text, even if its name says so. Send an Excel file (.xlsx), a CSV file or a schedule.json.',
  )
}
