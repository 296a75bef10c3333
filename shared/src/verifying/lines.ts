// Reads a file of any size line by line.

export interface Line {
  text: string
  /** False: the bytes are not UTF-8, and `text` only resembles them. */
  isExact: boolean
  /** Its text is left out, and so is everything after it. */
  isTooLong?: true
}

/** Longer than any line of an export, in bytes: a file with such a line is not one. */
const maxLineBytes = 8 * 1024 * 1024

/** Keeps a byte order mark, since exports have none. */
function decode(bytes: Buffer): Line {
  try {
    return { text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes), isExact: true }
  } catch {
    return { text: bytes.toString(), isExact: false }
  }
}

export async function* linesOf(chunks: AsyncIterable<Buffer>): AsyncGenerator<Line> {
  let parts: Buffer[] = []
  let size = 0
  for await (const chunk of chunks) {
    let from = 0
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, from)) {
      yield decode(Buffer.concat([...parts, chunk.subarray(from, end)]))
      parts = []
      size = 0
      from = end + 1
    }
    parts.push(chunk.subarray(from))
    size += chunk.length - from
    if (size > maxLineBytes) {
      yield { text: '', isExact: false, isTooLong: true }
      return
    }
  }
  if (size > 0) yield decode(Buffer.concat(parts))
}
