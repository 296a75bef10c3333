// CSV files as spreadsheets of all countries write them.
import { tableLimits } from '@lectern/shared/tables'
import { CsvError, parse } from 'csv-parse/sync'
import { UnfitFile } from '../unfitFile.ts'
import { decodeText } from './decodeText.ts'
import { type ReadTable, tableOf, tooManyRows } from './table.ts'

const delimiters = [';', ',', '\t'] as const
type Delimiter = (typeof delimiters)[number]
const delimiterWords: Record<Delimiter, string> = { ';': 'semicolons', ',': 'commas', '\t': 'tabs' }

/** How much of the file shows its delimiter, in characters. */
const sampleLength = 20_000
/** Longer ones are a text whose closing quote is missing, in characters. */
const recordMax = 200_000

/** Excel writes "sep=;" above the table. */
const declared = /^sep=([;,\t])\r?\n/i

/** The one found most often outside of quotes; a line break inside of them is part of a cell. */
function guessDelimiter(text: string): Delimiter {
  const bare = text.slice(0, sampleLength).replace(/"(?:[^"]|"")*"/g, '')
  const lines = bare.split(/\r\n?|\n/).filter((line) => line.trim() !== '')
  const counts = delimiters.map((delimiter) => {
    const perLine = lines.map((line) => line.split(delimiter).length - 1)
    return { delimiter, lines: perLine.filter((count) => count > 0).length, first: perLine[0] ?? 0 }
  })
  const [best] = counts.sort((a, b) => b.lines * b.first - a.lines * a.first)
  return best!.lines > 0 ? best!.delimiter : ','
}

function refuse(error: unknown): never {
  if (!(error instanceof CsvError)) throw error
  const row = 'records' in error && typeof error.records === 'number' ? error.records + 1 : undefined
  const where = row === undefined ? '' : ` in row ${row}`
  throw new UnfitFile(
    `A quotation mark${where} is not closed, or stands in the middle of a cell, so the file cannot be read. Correct it, or save the table as CSV again from your spreadsheet.`,
  )
}

/** @throws {UnfitFile} */
export function csvTable(content: Buffer): ReadTable {
  const { text: whole, encoding } = decodeText(content)
  const line = declared.exec(whole)
  const text = line ? whole.slice(line[0].length) : whole
  const delimiter = (line?.[1] as Delimiter | undefined) ?? guessDelimiter(text)
  let count = 0
  let rows: string[][]
  try {
    rows = parse(text, {
      delimiter,
      bom: false,
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      max_record_size: recordMax,
      on_record: (record: string[]) => {
        count += 1
        // Blank rows at its end do not count.
        if (count > tableLimits.rows * 2) tooManyRows()
        return record
      },
    })
  } catch (error) {
    refuse(error)
  }
  return tableOf({ format: 'csv', detail: `${encoding}, separated by ${delimiterWords[delimiter]}` }, rows)
}
