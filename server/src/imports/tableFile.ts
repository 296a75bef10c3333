// The table of an import, kept among the uploads: a line of JSON for what was read, then one for each row. It
// is read line by line, so that a large one costs no more memory than a small one.
import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { type TableMeta, tableMeta } from '@lectern/shared/tables'

/** A row's number, then its cells. */
export type TableRow = [number: number, ...cells: string[]]

/** Of a file that the inspector wrote. */
export function metaOf(content: Buffer): TableMeta {
  return tableMeta.parse(JSON.parse(content.toString('utf8', 0, content.indexOf('\n'))))
}

/** The first rows of such a file. */
export function firstRows(content: Buffer, count: number): TableRow[] {
  const rows: TableRow[] = []
  let from = content.indexOf('\n') + 1
  while (rows.length < count && from > 0 && from < content.length) {
    const end = content.indexOf('\n', from)
    rows.push(JSON.parse(content.toString('utf8', from, end < 0 ? content.length : end)) as TableRow)
    from = end < 0 ? content.length : end + 1
  }
  return rows
}

/** The rows in chunks. */
export async function* tableRows(path: string, chunk: number): AsyncGenerator<TableRow[]> {
  const lines = createInterface({
    input: createReadStream(path, 'utf8'),
    crlfDelay: Number.POSITIVE_INFINITY,
  })
  let rows: TableRow[] = []
  let isFirst = true
  for await (const line of lines) {
    if (!isFirst) rows.push(JSON.parse(line) as TableRow)
    isFirst = false
    if (rows.length === chunk) {
      yield rows
      rows = []
    }
  }
  if (rows.length > 0) yield rows
}
