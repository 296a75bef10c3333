// What files of the last days say about a person, in the lists of their data, and erased. The preview of an
// import is made again from its file; what was applied can no longer be undone for them.
import { keys } from '@lectern/shared/keys'
import type { Redis } from 'ioredis'
import type { PersonRecords } from '../accounts/personRecords.ts'
import { createImportsStore, type StoredImport } from './importsStore.ts'
import { createRowsStore, type StoredRow } from './rowsStore.ts'
import type { FoundPerson } from './speakers.ts'

/** Fields of a hash read together. */
const scanned = 500

interface FoundRow {
  one: StoredImport
  key: string
  row: StoredRow
}

/** People whom a row of a programme names. */
const facultyIn = (row: StoredRow): FoundPerson[] =>
  Object.values((row.plan as { people?: Record<string, FoundPerson[]> } | null)?.people ?? {}).flat()

const names = (row: StoredRow, personId: string): boolean =>
  row.id === personId || facultyIn(row).some(({ id }) => id === personId)

/** Without anything that the file said. */
const emptied = (row: StoredRow): StoredRow => {
  const { key } = (row.plan ?? {}) as { key?: string }
  const plan = key === undefined ? null : { key }
  return { ...row, name: '', changes: [], problems: [], note: 'Somebody in this row was erased.', plan }
}

export function createImportRecords(redis: Redis, conferenceIds: () => Promise<string[]>): PersonRecords {
  const store = createImportsStore(redis)
  const rows = createRowsStore(redis)

  async function* rowsOf(personId: string): AsyncGenerator<FoundRow & { conferenceId: string }> {
    for (const conferenceId of await conferenceIds())
      for (const one of await store.all(conferenceId)) {
        const stream = redis.hscanStream(keys.importRows(conferenceId, one.id), { count: scanned })
        for await (const batch of stream as AsyncIterable<string[]>)
          for (let i = 0; i < batch.length; i += 2) {
            // Most rows are about others: only those that can concern the person are parsed.
            if (!batch[i + 1]!.includes(personId)) continue
            const row = JSON.parse(batch[i + 1]!) as StoredRow
            if (names(row, personId)) yield { conferenceId, one, key: batch[i]!, row }
          }
      }
  }

  return {
    async collect(personId) {
      const found: unknown[] = []
      for await (const { one, row } of rowsOf(personId))
        found.push({
          file: one.fileName,
          at: new Date(one.at).toISOString(),
          row: row.row,
          name: row.name,
          changes: row.changes,
        })
      return { 'Rows of imported files': found }
    },
    // Imports find who stays by themselves.
    move: async () => {},
    async erase(personId) {
      for await (const { conferenceId, one, key, row } of rowsOf(personId)) {
        if (one.state === 'preview') {
          await rows.clear(conferenceId, one.id)
          await store
            .move(conferenceId, one.id, ['preview'], 'columns', { fields: { counts: '' } })
            .catch(() => undefined)
          continue
        }
        const entry = row.id === personId ? key : `person ${personId}`
        await rows.dropUndo(conferenceId, one.id, entry)
        await rows.save(conferenceId, one.id, [[key, emptied(row)]])
      }
    },
    async kept(personId) {
      const files = new Map<string, StoredImport>()
      for await (const { one } of rowsOf(personId)) files.set(one.id, one)
      return [...files.values()].map(({ fileName, at }) => ({
        words: `The imported file “${fileName}”`,
        of: 'what it says, readable by nobody but the server',
        until: at + 4 * 86_400_000,
      }))
    },
  }
}
