// What is known of an import once its file was read.
import { timeZone as timeZoneSchema } from '@lectern/shared/conferences'
import { type ImportKind, type ImportMapping, undoMs } from '@lectern/shared/imports'
import type { TableMeta } from '@lectern/shared/tables'
import { fieldsFor, guessColumns } from './fields/columns.ts'
import { guessDateOrder } from './fields/dates.ts'
import type { TableRow } from './tableFile.ts'

/** Shown of each column. */
const samplesMax = 3
const sampleLength = 60

/** The columns with what their first filled cells say. */
export const columnsOf = ({ headings }: TableMeta, first: readonly TableRow[]) =>
  headings.map((heading, index) => {
    const cells = first.map(([, ...row]) => row[index] ?? '').filter(Boolean)
    const samples = [...new Set(cells)].slice(0, samplesMax)
    return {
      heading,
      samples: samples.map((cell) => (cell.length > sampleLength ? `${cell.slice(0, sampleLength)}…` : cell)),
    }
  })

export interface NewImport {
  kind: ImportKind
  isOffice: boolean
  meta: TableMeta
  first: readonly TableRow[]
  /** The conference's. */
  timeZone: string
  /** What the office chose for headings before. */
  remembered: ReadonlyMap<string, string>
}

/** As guessed, for a person to correct. */
export function guessMapping({
  kind,
  isOffice,
  meta,
  first,
  timeZone,
  remembered,
}: NewImport): ImportMapping {
  const columns = guessColumns(kind, fieldsFor(kind, isOffice), meta.headings, remembered)
  const dated = [columns.date, columns.start, columns.birthday].filter((column) => column !== undefined)
  const cells = first.flatMap(([, ...row]) => dated.map((column) => row[column] ?? ''))
  return {
    columns,
    timeZone: timeZoneSchema.catch(timeZone).parse(meta.timeZone),
    dateOrder: guessDateOrder(cells),
    removesMissing: false,
  }
}

/** Until when it can be undone, in ms. */
export const undoUntil = (appliedAt: number | null): number | null =>
  appliedAt === null ? null : appliedAt + undoMs
