// Which characters a font file has, read from its table of characters (`cmap`) alone: the largest file has
// 20 MB, its table 100 kB.
import { closeSync, openSync, readSync } from 'node:fs'

/** First and last code points of runs of characters that the font has, ascending. */
type Runs = readonly (readonly [number, number])[]

function fullTable(table: Buffer): Runs {
  const count = table.readUInt32BE(12)
  return Array.from({ length: count }, (_, i) => {
    const at = 16 + i * 12
    return [table.readUInt32BE(at), table.readUInt32BE(at + 4)] as const
  })
}

/** The older kind of table, for fonts whose characters all have four digits. */
function shortTable(table: Buffer): Runs {
  const size = table.readUInt16BE(6)
  const runs = Array.from({ length: size / 2 }, (_, i) => {
    const last = table.readUInt16BE(14 + i * 2)
    const first = table.readUInt16BE(16 + size + i * 2)
    return [first, last] as const
  })
  return runs.filter(([first]) => first !== 0xffff)
}

/** A format of the table, by its first two bytes. */
const readers: Record<number, (table: Buffer) => Runs> = { 4: shortTable, 12: fullTable }
/** Unicode of any length, then of four digits. */
const wanted = ['3:10', '0:4', '3:1', '0:3']

function runsOf(cmap: Buffer): Runs {
  const tables = new Map<string, Buffer>()
  for (let i = 0; i < cmap.readUInt16BE(2); i++) {
    const at = 4 + i * 8
    const name = `${cmap.readUInt16BE(at)}:${cmap.readUInt16BE(at + 2)}`
    tables.set(name, cmap.subarray(cmap.readUInt32BE(at + 4)))
  }
  const name = wanted.find((each) => tables.has(each))
  const table = name === undefined ? undefined : tables.get(name)
  const read = table && readers[table.readUInt16BE(0)]
  if (!table || !read) throw new Error('The font has no table of characters that is understood')
  return read(table)
}

function readTable(file: number, name: string): Buffer {
  const part = (at: number, length: number): Buffer => {
    const bytes = Buffer.alloc(length)
    readSync(file, bytes, 0, length, at)
    return bytes
  }
  const start = part(0, 16)
  // The fonts of a collection have the same characters; they differ in how they draw them.
  const at = start.toString('latin1', 0, 4) === 'ttcf' ? start.readUInt32BE(12) : 0
  const count = part(at + 4, 2).readUInt16BE(0)
  const directory = part(at + 12, count * 16)
  for (let i = 0; i < count; i++) {
    const entry = directory.subarray(i * 16)
    if (entry.toString('latin1', 0, 4) === name) return part(entry.readUInt32BE(8), entry.readUInt32BE(12))
  }
  throw new Error(`The font has no table ${name}`)
}

/** Says of a code point whether the font in this file has it. */
export function coverageOf(path: string): (codePoint: number) => boolean {
  const file = openSync(path, 'r')
  try {
    const runs = runsOf(readTable(file, 'cmap'))
    return (codePoint) => {
      let low = 0
      let high = runs.length
      while (low < high) {
        const middle = (low + high) >> 1
        if (runs[middle]![1] < codePoint) low = middle + 1
        else high = middle
      }
      return low < runs.length && runs[low]![0] <= codePoint
    }
  } finally {
    closeSync(file)
  }
}
