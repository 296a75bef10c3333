// What an import writes to: sessions or people. Each kind proposes what a row would change, writes it, and
// puts it back.
import { createHash } from 'node:crypto'
import { AppError } from '@lectern/shared/errors'
import type { ImportField, ImportMapping, ImportRow } from '@lectern/shared/imports'
import type { Row } from './fields/row.ts'
import type { StoredRow } from './rowsStore.ts'

export interface ImportContext {
  conferenceId: string
  importId: string
  /** Who uploaded it: their changes are theirs. */
  byId: string
  /** Whether it may touch what is the CE office's. */
  isOffice: boolean
  mapping: ImportMapping
}

/** A row of the table with its number. */
export interface NumberedRow {
  number: number
  row: Row
}

export type Proposal = Pick<StoredRow, 'id' | 'action' | 'name' | 'changes' | 'plan' | 'seen'> &
  Partial<Pick<StoredRow, 'note'>>

/** What became of a row: refused with the reason, or the fingerprint of what is stored now. */
export type Written = { refusal: string } | { after: string }

export interface Target {
  /** In the order of the rows; undefined for a row in which something is wrong. */
  propose(context: ImportContext, rows: readonly NumberedRow[]): Promise<(Proposal | undefined)[]>
  /** What would be removed, given the ids of everything in the file. */
  missing(context: ImportContext, named: ReadonlySet<string>): Promise<Proposal[]>
  /**
   * Runs again if the server was killed: then it finds its own work. `entry`: where to note what was before.
   */
  write(context: ImportContext, entry: string, row: StoredRow): Promise<Written>
  /** Puts back what `write` changed; undefined if there was nothing to put back. */
  undo(context: ImportContext, entry: string, row: StoredRow): Promise<Written | undefined>
  /** After all rows were put back. Returns how many things stay because somebody uses them. */
  finishUndo(context: ImportContext): Promise<number>
}

/** What is refused to somebody who does it by hand is refused to an import as well. */
export async function orRefusal(write: () => Promise<string>): Promise<Written> {
  try {
    return { after: await write() }
  } catch (error) {
    if (error instanceof AppError && error.status < 500) return { refusal: error.message }
    throw error
  }
}

export const changedSince = 'Somebody has changed it since the preview, so it was left as it is.'
export const mergedSince =
  'They were merged with a duplicate since the import, so they were left as they are.'
export const changedSinceApplied = 'Somebody has changed it since the import, so it was left as it is.'

/** Short, and the same for the same content. */
export const fingerprint = (content: unknown): string =>
  createHash('sha256').update(JSON.stringify(content)).digest('base64url').slice(0, 16)

/** The id of what a file names: the same for the same name, so that importing it twice finds it. */
export const idOf = (kind: 's' | 'p', conferenceId: string, key: string): string =>
  `${kind}-${fingerprint([conferenceId, key])}`

/** Whether it can be an id of ours. */
export const isOwnId = (word: string): boolean => /^[A-Za-z0-9_-]{1,64}$/.test(word)

/** Values by field, as people read them. */
export type Shown = Partial<Record<ImportField, string>>

/** The fields of `after` that differ. */
export const changesBetween = (before: Shown, after: Shown): ImportRow['changes'] =>
  (Object.entries(after) as [ImportField, string][])
    .filter(([field, value]) => (before[field] ?? '') !== value)
    .map(([field, value]) => ({ field, before: before[field] ?? '', after: value }))
