// The encoding of a text file: by its mark, by the zeros of UTF-16, or by whether it can be UTF-8. Pure.

const marks = [
  { encoding: 'UTF-8', bytes: [0xef, 0xbb, 0xbf] },
  { encoding: 'UTF-16LE', bytes: [0xff, 0xfe] },
  { encoding: 'UTF-16BE', bytes: [0xfe, 0xff] },
] as const
export type Encoding = (typeof marks)[number]['encoding'] | 'Windows-1252'
interface Unread {
  problem: 'incomplete' | 'binary'
}

/** Enough to see a pattern, in bytes. */
const sampleBytes = 4096

/** Text in Latin letters has a zero in every other byte of UTF-16. */
function encodingByZeros(content: Uint8Array): Encoding | undefined {
  const sample = content.subarray(0, sampleBytes)
  const zeros = [0, 0]
  for (let i = 0; i < sample.length; i++) if (sample[i] === 0) zeros[i % 2]! += 1
  const many = sample.length / 8
  if (zeros[1]! > many && zeros[0]! < many / 8) return 'UTF-16LE'
  if (zeros[0]! > many && zeros[1]! < many / 8) return 'UTF-16BE'
  return undefined
}

/** Undefined if the bytes are not in this encoding; `incomplete`: they end in the middle of a character. */
function decode(content: Uint8Array, encoding: Encoding): string | Unread | undefined {
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
    return { problem: 'incomplete' }
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

/** The text of a file, or why it has none. */
export function textIn(content: Uint8Array): { text: string; encoding: Encoding } | Unread {
  const mark = marks.find(({ bytes }) => bytes.every((byte, i) => content[i] === byte))
  const encoding = mark?.encoding ?? encodingByZeros(content)
  const candidates: Encoding[] = encoding ? [encoding] : ['UTF-8', 'Windows-1252']
  for (const candidate of candidates) {
    const text = decode(content, candidate)
    if (typeof text === 'object') return text
    if (text !== undefined && !isBinary(text)) return { text, encoding: candidate }
  }
  return { problem: 'binary' }
}
