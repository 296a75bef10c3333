// Removes an import with its rows and its file. What it changed stays.
import type { ImportsStore } from './importsStore.ts'
import type { RowsStore } from './rowsStore.ts'

export interface ForgettingOptions {
  store: ImportsStore
  rows: RowsStore
  removeFile: (fileId: string) => Promise<void>
}

export const createForget =
  ({ store, rows, removeFile }: ForgettingOptions) =>
  async (conferenceId: string, importId: string): Promise<void> => {
    const one = await store.find(conferenceId, importId)
    // The file first: without the import nobody would know of it.
    if (one) await removeFile(one.fileId)
    await rows.clear(conferenceId, importId)
    await store.remove(conferenceId, importId)
  }
