// Every workbook (XLSX) of the product. A text is stored as a text, so a spreadsheet never runs it.
import writeXlsxFile, { type SheetData } from 'write-excel-file/node'

/** Dates are moments, shown in UTC; null is an empty cell. */
export type Cell = string | number | boolean | Date | null

export interface Sheet {
  name: string
  head: readonly string[]
  rows: readonly (readonly Cell[])[]
}

export const xlsxType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** A cell takes no more characters. */
const cellMax = 32_767
/** Characters that a sheet's name must not have, and its length. */
const unnameable = /[[\]:*?/\\]/g
const nameMax = 31
const widths = { least: 8, most: 60 }

const toCell = (value: Cell) => {
  if (value === null || value === '') return null
  if (typeof value === 'string') return { value: value.slice(0, cellMax), type: String, wrap: true }
  if (typeof value === 'number') return { value, type: Number }
  if (typeof value === 'boolean') return { value, type: Boolean }
  return { value, type: Date, format: 'yyyy-mm-dd hh:mm' }
}

const lengthOf = (value: Cell | undefined): number =>
  value instanceof Date ? 16 : String(value ?? '').length

/** Each sheet begins with its head, which stays in sight. */
export async function workbook(sheets: readonly Sheet[]): Promise<Buffer> {
  const made = sheets.map(({ name, head, rows }) => ({
    sheet: name.replace(unnameable, ' ').slice(0, nameMax),
    data: [
      head.map((value) => ({ value, type: String, fontWeight: 'bold' as const })),
      ...rows.map((row) => row.map(toCell)),
    ] as SheetData,
    columns: head.map((title, i) => {
      const longest = rows.reduce((length, row) => Math.max(length, lengthOf(row[i])), title.length)
      return { width: Math.min(widths.most, Math.max(widths.least, longest + 2)) }
    }),
    stickyRowsCount: 1,
  }))
  return writeXlsxFile(made).toBuffer()
}
