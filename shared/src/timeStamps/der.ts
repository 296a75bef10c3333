// Reads DER (X.690) strictly: definite lengths in their shortest form, tags of one byte, and every element
// within the one that holds it. It reads one level at a time and never calls itself, so its cost is linear
// and no nesting can exhaust it. Nothing is loaded, so that an auditor needs only Node.

export interface Der {
  tag: number
  /** The content. */
  bytes: Uint8Array
  /** With tag and length. */
  whole: Uint8Array
}

export class DerError extends Error {
  override readonly name = 'DerError'
}

export const tags = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  oid: 0x06,
  utf8: 0x0c,
  time: 0x18,
  sequence: 0x30,
  set: 0x31,
} as const
/** Context-specific: `[n]`, constructed. */
export const context = (n: number): number => 0xa0 + n

/** Elements of one level: more are in no time stamp. */
const elementsMax = 256
const lengthBytesMax = 4

function lengthAt(bytes: Uint8Array, at: number): { length: number; from: number } {
  const first = bytes[at]
  if (first === undefined) throw new DerError('it ends within an element')
  if (first < 0x80) return { length: first, from: at + 1 }
  const count = first & 0x7f
  if (count === 0) throw new DerError('it has an indefinite length, which DER forbids')
  if (count > lengthBytesMax) throw new DerError('it has an element of an impossible length')
  let length = 0
  for (let i = 1; i <= count; i++) {
    const byte = bytes[at + i]
    if (byte === undefined) throw new DerError('it ends within an element')
    length = length * 256 + byte
  }
  if (length < 0x80 || length < 256 ** (count - 1))
    throw new DerError('it has a length that is not in its shortest form')
  return { length, from: at + 1 + count }
}

function elementAt(bytes: Uint8Array, at: number): Der {
  const tag = bytes[at]!
  if ((tag & 0x1f) === 0x1f) throw new DerError('it has a tag of several bytes')
  const { length, from } = lengthAt(bytes, at + 1)
  if (length > bytes.length - from) throw new DerError('it ends within an element')
  return { tag, bytes: bytes.subarray(from, from + length), whole: bytes.subarray(at, from + length) }
}

/** The one element that these bytes are. Throws DerError. */
export function readDer(bytes: Uint8Array): Der {
  if (bytes.length === 0) throw new DerError('it is empty')
  const element = elementAt(bytes, 0)
  if (element.whole.length !== bytes.length) throw new DerError('bytes follow its end')
  return element
}

/** What an element holds, one level down. Throws DerError. */
function elementsOf({ bytes }: Der): Der[] {
  const elements: Der[] = []
  for (let at = 0; at < bytes.length; at += elements.at(-1)!.whole.length) {
    if (elements.length === elementsMax) throw new DerError('it has too many elements')
    elements.push(elementAt(bytes, at))
  }
  return elements
}

/** What a SEQUENCE, SET or `[n]` holds, read one after the other. All of it throws DerError. */
export function readerOf(element: Der | undefined, tag: number, what: string) {
  if (element?.tag !== tag) throw new DerError(`${what} is missing, or is something else`)
  const elements = elementsOf(element)
  let at = 0
  return {
    /** The next one, which must have this tag. */
    take(wanted: number, name: string): Der {
      const next = elements[at]
      if (next?.tag !== wanted) throw new DerError(`${name} is missing, or is something else`)
      at += 1
      return next
    },
    /** The next one if it has this tag. */
    takeIf(wanted: number): Der | undefined {
      if (elements[at]?.tag !== wanted) return undefined
      at += 1
      return elements[at - 1]
    },
    /** All that follow. */
    rest: (): Der[] => elements.slice(at),
    end(): void {
      if (at < elements.length) throw new DerError(`${what} holds more than it may`)
    },
  }
}

/** e.g. "1.2.840.113549.1.7.2" */
export function oidText({ bytes }: Der): string {
  const arcs: bigint[] = []
  let arc = 0n
  let isOpen = false
  if (bytes.length > 64) throw new DerError('it has an identifier that is too long')
  for (const byte of bytes) {
    if (!isOpen && byte === 0x80) throw new DerError('it has an identifier that is none')
    arc = arc * 128n + BigInt(byte & 0x7f)
    isOpen = byte >= 0x80
    if (isOpen) continue
    if (arcs.length === 0) {
      const root = arc < 80n ? arc / 40n : 2n
      arcs.push(root, arc - root * 40n)
    } else arcs.push(arc)
    arc = 0n
  }
  if (isOpen || arcs.length === 0) throw new DerError('it has an identifier that is none')
  return arcs.join('.')
}

/** The integer's bytes in hexadecimal, in their shortest form. */
export function integerHex({ bytes }: Der): string {
  const [first, second] = bytes
  if (first === undefined) throw new DerError('it has a number without digits')
  const isPadded =
    second !== undefined && ((first === 0 && second < 0x80) || (first === 0xff && second >= 0x80))
  if (isPadded || bytes.length > 64) throw new DerError('it has a number that is not in its shortest form')
  return Buffer.from(bytes).toString('hex')
}

/** The moment of a GeneralizedTime, in ms: "20261130125057.25Z". */
export function timeOf({ bytes }: Der): number {
  const [, year, month, day, hour, minute, second, part = ''] =
    /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\.\d{0,8}[1-9])?Z$/.exec(
      Buffer.from(bytes.subarray(0, 32)).toString('latin1'),
    ) ?? []
  const at = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`)
  if (Number.isNaN(at)) throw new DerError('it has a time that is none')
  return at + Math.floor(Number(part) * 1000)
}

function lengthBytes(length: number): number[] {
  if (length < 0x80) return [length]
  const bytes: number[] = []
  for (let left = length; left > 0; left = Math.floor(left / 256)) bytes.unshift(left % 256)
  return [0x80 + bytes.length, ...bytes]
}

/** An element with this content. */
export function element(tag: number, ...contents: readonly Uint8Array[]): Uint8Array {
  const bytes = Buffer.concat(contents)
  return Buffer.concat([Uint8Array.of(tag, ...lengthBytes(bytes.length)), bytes])
}

/** An identifier like "1.2.840.113549.1.7.2"; its first arc is 0, 1 or 2. */
export function oidElement(text: string): Uint8Array {
  const [root, branch, ...others] = text.split('.').map(BigInt) as [bigint, bigint, ...bigint[]]
  const bytes = [root * 40n + branch, ...others].flatMap((arc) => {
    const groups = [Number(arc & 0x7fn)]
    for (let left = arc >> 7n; left > 0n; left >>= 7n) groups.unshift(Number(left & 0x7fn) | 0x80)
    return groups
  })
  return element(tags.oid, Uint8Array.from(bytes))
}
