// Tables that people upload: what is read from them.
import { z } from 'zod'

/** Of one table. Cells are cut at their limit; whatever else is beyond one is refused. */
export const tableLimits = { rows: 20_000, columns: 100, heading: 100, cell: 10_000 } as const

/** Of the file. */
export const tableBytesMax = 20 * 1024 * 1024

export const tableFormats = ['xlsx', 'csv', 'schedule'] as const

/** What was read, but for the rows. */
export const tableMeta = z.object({
  format: z.enum(tableFormats),
  /** How it was read, e.g. "UTF-16LE, separated by semicolons", or the sheet's name. */
  detail: z.string(),
  headings: z.array(z.string()),
  /** How many there are. */
  rows: z.int(),
  /** The zone that a schedule names. */
  timeZone: z.string().optional(),
})
export type TableMeta = z.infer<typeof tableMeta>
