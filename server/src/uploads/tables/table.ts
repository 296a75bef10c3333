// A table as read from any file: a heading for each column, and rows of texts with their numbers as the
// person's spreadsheet shows them.
import { type TableMeta, tableLimits } from '@lectern/shared/tables'
import { UnfitFile } from '../unfitFile.ts'

export interface ReadTable extends Omit<TableMeta, 'rows'> {
  /** The row's number, then its cells. */
  rows: [number: number, ...cells: string[]][]
}

/** Among these the heading is looked for: some files begin with a title. */
const headSearched = 20

export const tooManyRows = (): never => {
  throw new UnfitFile(
    `This file has more than ${tableLimits.rows.toLocaleString('en')} rows. Split it into several files, and import one after the other.`,
  )
}

const isFilled = (cell: string): boolean => cell !== ''
const filled = (row: readonly string[]): number => row.filter(isFilled).length

/** The first row that fills at least half as many cells as the fullest of the first rows. */
function headIndex(rows: readonly string[][]): number {
  const first = rows.slice(0, headSearched)
  const most = Math.max(0, ...first.map(filled))
  return first.findIndex((row) => filled(row) > 0 && filled(row) * 2 >= most)
}

/** "A", …, "Z", "AA", as spreadsheets name columns. */
const columnLetter = (index: number): string =>
  (index >= 26 ? columnLetter(Math.floor(index / 26) - 1) : '') + String.fromCharCode(65 + (index % 26))

function headings(head: readonly string[], width: number): string[] {
  const used = new Map<string, number>()
  return Array.from({ length: width }, (_, index) => {
    const heading = (head[index] ?? '').replace(/\s+/g, ' ').slice(0, tableLimits.heading)
    const count = (used.get(heading) ?? 0) + 1
    used.set(heading, count)
    if (heading === '') return `Column ${columnLetter(index)}`
    return count === 1 ? heading : `${heading} (${count})`
  })
}

/** Without an apostrophe that only marks a text, as our own files have. */
const cellOf = (text: string): string =>
  text
    .trim()
    .replace(/^'(?=[=+\-@\uff1d\uff0b\uff0d\uff20])/, '')
    .slice(0, tableLimits.cell)

/** `sheet`: all rows of the file; the first one is row 1. @throws {UnfitFile} */
export function tableOf(meta: Pick<TableMeta, 'format' | 'detail'>, sheet: readonly string[][]): ReadTable {
  const cells = sheet.map((row) => row.map(cellOf))
  const head = headIndex(cells)
  if (head < 0)
    throw new UnfitFile('This file is empty. Send one with a row of headings and a row for each entry.')
  const body = cells.slice(head + 1)
  const width = cells.slice(head).reduce((most, row) => Math.max(most, row.findLastIndex(isFilled) + 1), 0)
  if (width > tableLimits.columns)
    throw new UnfitFile(
      `This file has ${width} columns. At most ${tableLimits.columns} are read: delete those that are not needed.`,
    )
  const rows = body.flatMap((row, index): ReadTable['rows'] =>
    filled(row) === 0 ? [] : [[head + index + 2, ...row.slice(0, width)]],
  )
  if (rows.length > tableLimits.rows) tooManyRows()
  if (rows.length === 0)
    throw new UnfitFile('This file has headings but no rows below them. Add a row for each entry.')
  return { ...meta, headings: headings(cells[head]!, width), rows }
}
