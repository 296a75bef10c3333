// Every CSV file of the product. Files for other programs contain exactly the data; files for people contain
// nothing that a spreadsheet would run.
import { stringify } from 'csv-stringify/sync'

type Rows = readonly (readonly string[])[]

/**
 * A spreadsheet takes a cell with such a start for a formula; the wide forms are from East Asian keyboards.
 */
const mayRun = /^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/
const number = /^[+-]?\d+([.,]\d+)*(e[+-]?\d+)?%?$/i
const phone = /^\+\d[\d ()./-]*$/
/** Shorter ones are sums. */
const phoneDigits = 7

const isPhone = (text: string): boolean => phone.test(text) && text.replace(/\D/g, '').length >= phoneDigits

/**
 * Where lists have semicolons, a spreadsheet begins another cell after one, or after a line's end: it takes
 * neither commas nor quotation marks for the file's. A sign with a blank behind it begins an item of a list.
 */
const mayRunWithin = /(?=[=@\uff1d\uff20]|[+\-\uff0b\uff0d][^\s\d])(?<=(?:;|\S\s*[\t\r\n])"*)/g

/** An apostrophe marks text, only where a spreadsheet could take it for a formula. */
export function forSpreadsheet(text: string): string {
  const start = mayRun.test(text) && !number.test(text) && !isPhone(text) ? "'" : ''
  return start + text.replace(mayRunWithin, "'")
}

/** For registers and other programs: UTF-8 without a mark, every value unchanged. */
export const csvForMachines = (rows: Rows): string => stringify(rows as string[][])

/** For people, who open it with a spreadsheet: the mark at its start says that it is UTF-8. */
export const csvForPeople = (rows: Rows): string =>
  stringify(
    rows.map((row) => row.map(forSpreadsheet)),
    { bom: true },
  )

/** The same for rows that come in parts. */
export async function* csvForPeopleInParts(
  head: readonly string[],
  parts: AsyncIterable<Rows> | Iterable<Rows>,
): AsyncGenerator<string> {
  yield csvForPeople([head])
  for await (const rows of parts)
    if (rows.length > 0) yield stringify(rows.map((row) => row.map(forSpreadsheet)))
}
