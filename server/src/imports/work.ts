import type { StoredImport } from './importsStore.ts'
import type { RowsStore } from './rowsStore.ts'
import type { ImportContext, Target } from './target.ts'

/** What a step works with. */
export interface ImportedWork {
  one: StoredImport
  context: ImportContext
  target: Target
  rows: RowsStore
  save: (fields: { progress: number }) => Promise<void>
  pathOf: (fileId: string) => string
  signal: AbortSignal
}
