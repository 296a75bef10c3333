// What each row of an import would do and did, and how to put it back. All of it expires.
import {
  type ImportRow,
  type RowAction,
  type RowFilter,
  rowActions,
  rowFilters,
  undoMs,
} from '@lectern/shared/imports'
import { keys } from '@lectern/shared/keys'
import type { Redis } from 'ioredis'

/** A row with what is needed to apply it. */
export interface StoredRow extends ImportRow {
  /** Of the session or person. */
  id: string
  /** What applying writes; null where nothing is to be written. */
  plan: object | null
  /** A fingerprint of what the preview found; '' for nothing. */
  seen: string
}
export type KeyedRow = readonly [key: string, row: StoredRow]

/** What a row changed. */
export interface Undo {
  /** Null for something that was added. */
  before: object | null
  /** A fingerprint of what applying left; absent until it is certainly written. */
  after?: string
}

/** Longer than an import can be undone, in s. */
export const keptSeconds = (2 * undoMs) / 1000
/** How many rows are in memory at once. */
export const chunkRows = 50

export type RowsStore = ReturnType<typeof createRowsStore>

export function createRowsStore(redis: Redis) {
  const keep = (key: string): Promise<number> => redis.expire(key, keptSeconds)

  const store = {
    async clear(conferenceId: string, importId: string): Promise<void> {
      const lists = rowFilters.map((filter) => keys.importList(conferenceId, importId, filter))
      await redis.del(
        keys.importRows(conferenceId, importId),
        keys.importUndo(conferenceId, importId),
        ...lists,
      )
    },

    /** Adds rows of a preview, in order. `from`: how many there are before. */
    async add(
      conferenceId: string,
      importId: string,
      from: number,
      added: readonly StoredRow[],
    ): Promise<void> {
      if (added.length === 0) return
      const rows = keys.importRows(conferenceId, importId)
      const keyed = added.map((row, i): KeyedRow => [String(from + i), row])
      const writes: Promise<unknown>[] = [store.save(conferenceId, importId, keyed), keep(rows)]
      for (const action of rowActions) {
        const own = keyed.filter(([, row]) => row.action === action).map(([key]) => key)
        if (own.length === 0) continue
        const list = keys.importList(conferenceId, importId, action)
        writes.push(redis.rpush(list, ...own), keep(list))
      }
      await Promise.all(writes)
    },

    async save(conferenceId: string, importId: string, rows: readonly KeyedRow[]): Promise<void> {
      const texts = Object.fromEntries(rows.map(([key, row]) => [key, JSON.stringify(row)]))
      await redis.hset(keys.importRows(conferenceId, importId), texts)
    },

    count: (conferenceId: string, importId: string, filter: RowFilter): Promise<number> =>
      redis.llen(keys.importList(conferenceId, importId, filter)),

    async page(
      conferenceId: string,
      importId: string,
      filter: RowFilter,
      from: number,
      count: number,
    ): Promise<KeyedRow[]> {
      const rowKeys = await redis.lrange(
        keys.importList(conferenceId, importId, filter),
        from,
        from + count - 1,
      )
      if (rowKeys.length === 0) return []
      const texts = await redis.hmget(keys.importRows(conferenceId, importId), ...rowKeys)
      return rowKeys.flatMap((key, i): KeyedRow[] =>
        texts[i] ? [[key, JSON.parse(texts[i]) as StoredRow]] : [],
      )
    },

    /** Every row with one of these actions, in chunks. */
    async each(
      conferenceId: string,
      importId: string,
      actions: readonly RowAction[],
      run: (rows: KeyedRow[]) => Promise<void>,
    ): Promise<void> {
      for (const action of actions)
        for (let from = 0; ; from += chunkRows) {
          const rows = await store.page(conferenceId, importId, action, from, chunkRows)
          if (rows.length === 0) break
          await run(rows)
        }
    },

    /** Lists the rows that were refused, in place of those before. */
    async listRefused(conferenceId: string, importId: string, rowKeys: readonly string[]): Promise<void> {
      const list = keys.importList(conferenceId, importId, 'refused')
      await redis.del(list)
      if (rowKeys.length === 0) return
      await redis.rpush(list, ...rowKeys)
      await keep(list)
    },

    async undo(conferenceId: string, importId: string, entry: string): Promise<Undo | undefined> {
      const text = await redis.hget(keys.importUndo(conferenceId, importId), entry)
      return text === null ? undefined : (JSON.parse(text) as Undo)
    },
    /** Before the change. */
    async noteBefore(
      conferenceId: string,
      importId: string,
      entry: string,
      before: object | null,
    ): Promise<Undo> {
      const undo: Undo = { before }
      await redis.hset(keys.importUndo(conferenceId, importId), entry, JSON.stringify(undo))
      return undo
    },
    /** What was noted expires with the import. */
    keepUndo: (conferenceId: string, importId: string): Promise<number> =>
      keep(keys.importUndo(conferenceId, importId)),
    async noteAfter(conferenceId: string, importId: string, entry: string, undo: Undo): Promise<void> {
      await redis.hset(keys.importUndo(conferenceId, importId), entry, JSON.stringify(undo))
    },
    /** The change was refused, so there is nothing to put back. */
    async dropUndo(conferenceId: string, importId: string, entry: string): Promise<void> {
      await redis.hdel(keys.importUndo(conferenceId, importId), entry)
    },
    async undoEntries(conferenceId: string, importId: string, prefix: string): Promise<string[]> {
      const entries = await redis.hkeys(keys.importUndo(conferenceId, importId))
      return entries.filter((entry) => entry.startsWith(prefix))
    },
  }
  return store
}
