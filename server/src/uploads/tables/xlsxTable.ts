// Excel workbooks. Formulas are read as the value that was shown when the file was saved; nothing is
// computed.
import { tableLimits } from '@lectern/shared/tables'
import readWorkbook from 'read-excel-file/node'
import { UnfitFile } from '../unfitFile.ts'
import { type ReadTable, tableOf, tooManyRows } from './table.ts'
import { type ZipEntry, zipEntries } from './zipEntries.ts'

const megabyte = 1024 * 1024
/** Once unpacked, in bytes: a sheet of as many rows as are read stays far below, a million rows far above. */
const sheetBytesMax = 40 * megabyte
const wholeBytesMax = 150 * megabyte

type Cell = string | number | boolean | Date | null | undefined
type Sheets = { sheet: string; data: Cell[][] }[]

/** Other programs' files are ZIP files, too. */
const others: readonly [entry: RegExp, words: string][] = [
  [/^word\//, 'a Word document'],
  [/^ppt\//, 'a presentation'],
  [/^(?:Index\/|Metadata\/.*plist$)/, 'a file of Numbers: export it as Excel or CSV'],
  [/^content\.xml$/, 'a file of LibreOffice: save it as Excel workbook (.xlsx) or CSV'],
]

function checkEntries(entries: readonly ZipEntry[]): void {
  if (entries.some(({ isEncrypted }) => isEncrypted))
    throw new UnfitFile(
      'This file is protected by a password. Open it, save a copy without one, and send that; delete the copy afterwards.',
    )
  if (!entries.some(({ name }) => name === 'xl/workbook.xml')) {
    const other = others.find(([pattern]) => entries.some(({ name }) => pattern.test(name)))
    throw new UnfitFile(
      `This is ${other?.[1] ?? 'a compressed file, not a table'}. Send an Excel file (.xlsx), a CSV file or a schedule.json.`,
    )
  }
  const sheets = entries.filter(({ name }) => name.startsWith('xl/worksheets/'))
  if (sheets.some(({ size }) => size > sheetBytesMax)) tooManyRows()
  if (entries.reduce((sum, { size }) => sum + size, 0) > wholeBytesMax)
    throw new UnfitFile(
      'This file is far too large once it is unpacked. Copy the cells with the table into a new workbook, and send that.',
    )
}

const twoDigits = (count: number): string => String(count).padStart(2, '0')
/** Excel has no zones: a date is what its cell shows. Before 1901 it is a time of day or a duration. */
function dateText(date: Date): string {
  if (Number.isNaN(date.getTime())) return ''
  const whole = new Date(Math.round(date.getTime() / 60_000) * 60_000)
  const [day, time] = [
    whole.toISOString().slice(0, 10),
    `${twoDigits(whole.getUTCHours())}:${twoDigits(whole.getUTCMinutes())}`,
  ]
  if (whole.getUTCFullYear() < 1901) return time
  return time === '00:00' ? day : `${day} ${time}`
}

function cellText(value: Cell): string {
  if (value === null || value === undefined) return ''
  if (value instanceof Date) return dateText(value)
  // Long numbers are ids: never "1e+21".
  if (typeof value === 'number' && Number.isInteger(value)) return BigInt(value).toString()
  return String(value)
}

const isFilled = (row: readonly Cell[]): boolean => row.some((cell) => cellText(cell) !== '')

/** @throws {UnfitFile} */
export async function xlsxTable(content: Buffer): Promise<ReadTable> {
  checkEntries(zipEntries(content))
  let sheets: Sheets
  try {
    sheets = (await readWorkbook(content)) as Sheets
  } catch {
    throw new UnfitFile('This Excel file is damaged or incomplete. Open it, save it again, and send that.')
  }
  const sheet = sheets.find(({ data }) => data.filter(isFilled).length > 1) ?? sheets[0]
  if (!sheet)
    throw new UnfitFile('This Excel file has no sheet with cells. Send one with a row for each entry.')
  if (sheet.data.length > tableLimits.rows * 2) tooManyRows()
  return tableOf(
    { format: 'xlsx', detail: `sheet “${sheet.sheet}”` },
    sheet.data.map((row) => row.map(cellText)),
  )
}
