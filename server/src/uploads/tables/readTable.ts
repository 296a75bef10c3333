// Which reader a table's file needs, by its content: names and types that browsers send are often wrong.
import { UnfitFile } from '../unfitFile.ts'
import { csvTable } from './csvTable.ts'
import { scheduleTable } from './scheduleTable.ts'
import type { ReadTable } from './table.ts'
import { xlsxTable } from './xlsxTable.ts'

const beginsWith = (content: Buffer, bytes: readonly number[]): boolean =>
  bytes.every((byte, i) => content[i] === byte)

const zip = [0x50, 0x4b]
/** What Excel wrote before 2007, and what it wraps a file in to encrypt it. */
const compound = [0xd0, 0xcf, 0x11, 0xe0]

const others: readonly [start: readonly number[], words: string][] = [
  [[0x25, 0x50, 0x44, 0x46], 'a PDF document'],
  [[0x89, 0x50, 0x4e, 0x47], 'a picture'],
  [[0xff, 0xd8, 0xff], 'a picture'],
  [[0x47, 0x49, 0x46, 0x38], 'a picture'],
  [[0x1f, 0x8b], 'a compressed file'],
  [[0x37, 0x7a, 0xbc, 0xaf], 'a compressed file'],
  [[0x52, 0x61, 0x72, 0x21], 'a compressed file'],
]

function refuseCompound(content: Buffer): never {
  const isEncrypted = content.includes(Buffer.from('EncryptedPackage', 'utf16le'))
  throw new UnfitFile(
    isEncrypted
      ? 'This file is protected by a password. Open it, save a copy without one, and send that; delete the copy afterwards.'
      : 'This is a file of an old Excel (.xls). Open it and save it as Excel workbook (.xlsx) or as CSV, and send that.',
  )
}

/** @throws {UnfitFile} */
export function readTable(content: Buffer): ReadTable | Promise<ReadTable> {
  if (content.length === 0) throw new UnfitFile('This file is empty. Send one with a row for each entry.')
  if (beginsWith(content, zip)) return xlsxTable(content)
  if (beginsWith(content, compound)) refuseCompound(content)
  const other = others.find(([start]) => beginsWith(content, start))
  if (other)
    throw new UnfitFile(
      `This is ${other[1]}, not a table. Send an Excel file (.xlsx), a CSV file or a schedule.json.`,
    )
  return isJson(content) ? scheduleTable(content) : csvTable(content)
}

/** A table could begin with a bracket, too; no heading begins with two signs of JSON. */
const isJson = (content: Buffer): boolean =>
  /^(?:\ufeff)?\s*(?:\{\s*["}]|\[\s*[[{\]])/.test(content.toString('utf8', 0, 200).replace(/\0/g, ''))
