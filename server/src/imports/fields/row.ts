// One row of a table, read by fields. What is wrong with it is collected, so that a person sees it all at
// once.
import type { ImportField, ImportMapping, RowProblem } from '@lectern/shared/imports'
import type { z } from 'zod'

/** Long values are shown by their beginning. */
const shown = (value: string): string => (value.length > 60 ? `${value.slice(0, 60)}…` : value)

export class Row {
  readonly problems: RowProblem[] = []
  readonly #cells: readonly string[]
  readonly #headings: readonly string[]
  readonly #columns: ImportMapping['columns']

  constructor(cells: readonly string[], headings: readonly string[], columns: ImportMapping['columns']) {
    this.#cells = cells
    this.#headings = headings
    this.#columns = columns
  }

  /** Whether some column has it. */
  has(field: ImportField): boolean {
    return this.#columns[field] !== undefined
  }

  /** '' without a column. */
  cell(field: ImportField): string {
    const column = this.#columns[field]
    return column === undefined ? '' : (this.#cells[column] ?? '')
  }

  /** `words`: the end of a sentence that begins with the value. */
  misread(field: ImportField, words: string): undefined {
    const value = this.cell(field)
    this.problem(field, value === '' ? `Empty: ${words}` : `“${shown(value)}” ${words}`)
  }

  /** `words`: a sentence. Without a field it is about the whole row. */
  problem(field: ImportField | null, words: string): undefined {
    const column = field === null ? undefined : this.#columns[field]
    this.problems.push({ column: column === undefined ? null : this.#headings[column]!, words })
    return undefined
  }

  /** The cell as the contract takes it; undefined if it does not, which is noted. */
  parse<Schema extends z.ZodType>(field: ImportField, schema: Schema, value: unknown = this.cell(field)) {
    const result = schema.safeParse(value)
    if (result.success) return result.data
    return this.misread(field, `cannot be taken: ${result.error.issues[0]?.message ?? 'check it'}`)
  }
}
