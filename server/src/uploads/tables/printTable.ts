// A table as lines of JSON: what was read, then each row.
import { UnfitFile } from '../unfitFile.ts'
import type { ReadTable } from './table.ts'

/** A cell that many rows share is written once for each, so the whole is limited, too (in characters). */
const textMax = 40_000_000

/** @throws {UnfitFile} */
export function printTable({ rows, ...meta }: ReadTable): Buffer {
  let length = 0
  for (const [, ...cells] of rows) for (const cell of cells) length += cell.length
  if (length > textMax)
    throw new UnfitFile(
      'This file has too much text in its cells. Split it into several files, and import one after the other.',
    )
  const lines = rows.map((row) => JSON.stringify(row))
  return Buffer.from([JSON.stringify({ ...meta, rows: rows.length }), ...lines].join('\n'))
}
