// Imports and where each stands; all of it expires. Their rows are in `rowsStore.ts`.
import { errors } from '@lectern/shared/errors'
import {
  type ImportMapping,
  type ImportState,
  type ImportStep,
  type ImportView,
  importsMax,
} from '@lectern/shared/imports'
import { keys } from '@lectern/shared/keys'
import type { Redis } from 'ioredis'
import { script } from '../core/script.ts'
import { keptSeconds } from './rowsStore.ts'

/** As uploaded: this never changes. */
export interface ImportHead
  extends Pick<ImportView, 'kind' | 'fileName' | 'at' | 'format' | 'detail' | 'columns'> {
  rows: number
  byId: string
  /** Whether it may touch what is the CE office's. */
  isOffice: boolean
  /** Of its table among the uploads. */
  fileId: string
}

export interface StoredImport extends ImportHead {
  id: string
  state: ImportState
  mapping: ImportMapping
  /** Grows with every preview, so that a job that comes late notices. */
  run: number
  progress: number
  counts: ImportView['counts']
  refused: number
  appliedAt: number | null
  problem: string | null
  /** What failed. */
  failed: ImportStep | null
}

const runMove = script<[1] | [0, string] | [-1, string]>(import.meta.url, './move.lua')

const numberOrNull = (given: string | undefined): number | null => (given ? Number(given) : null)

function read(id: string, fields: Record<string, string>): StoredImport {
  return {
    ...(JSON.parse(fields.head!) as ImportHead),
    id,
    state: fields.state as ImportState,
    mapping: JSON.parse(fields.mapping!) as ImportMapping,
    run: Number(fields.run),
    progress: Number(fields.progress ?? 0),
    counts: fields.counts ? (JSON.parse(fields.counts) as ImportView['counts']) : null,
    refused: Number(fields.refused ?? 0),
    appliedAt: numberOrNull(fields.appliedAt),
    problem: fields.problem || null,
    failed: (fields.failed as ImportStep | undefined) || null,
  }
}

export type ImportsStore = ReturnType<typeof createImportsStore>

export function createImportsStore(redis: Redis) {
  const store = {
    async find(conferenceId: string, importId: string): Promise<StoredImport | undefined> {
      const fields = await redis.hgetall(keys.import(conferenceId, importId))
      return fields.head ? read(importId, fields) : undefined
    },

    /** Newest first. */
    async all(conferenceId: string): Promise<StoredImport[]> {
      const ids = await redis.zrevrange(keys.imports(conferenceId), 0, -1)
      const found = await Promise.all(ids.map((importId) => store.find(conferenceId, importId)))
      return found.filter((each) => each !== undefined)
    },

    /** Returns the ids of imports that it displaced. */
    async create(
      conferenceId: string,
      importId: string,
      head: ImportHead,
      mapping: ImportMapping,
    ): Promise<string[]> {
      const one = keys.import(conferenceId, importId)
      await redis.hset(one, {
        head: JSON.stringify(head),
        mapping: JSON.stringify(mapping),
        state: 'columns' satisfies ImportState,
        run: 0,
      })
      await redis.expire(one, keptSeconds)
      await redis.zadd(keys.imports(conferenceId), head.at, importId)
      await redis.zremrangebyscore(keys.imports(conferenceId), '-inf', head.at - keptSeconds * 1000)
      return redis.zrange(keys.imports(conferenceId), '0', String(-1 - importsMax))
    },

    /**
     * Moves it to another state. Throws `conflict` if it is in none of `from`, or if another import of the
     * conference is being applied or undone.
     */
    async move(
      conferenceId: string,
      importId: string,
      from: readonly ImportState[],
      to: ImportState,
      { hold, fields = {} }: { hold?: 'hold' | 'release'; fields?: Record<string, string | number> } = {},
    ): Promise<void> {
      const [moved, other] = await runMove(
        redis,
        [keys.import(conferenceId, importId), keys.importBusy(conferenceId)],
        [importId, ` ${from.join(' ')} `, to, hold ?? '', ...Object.entries(fields).flat()],
      )
      if (moved === 1) {
        await redis.expire(keys.import(conferenceId, importId), 2 * keptSeconds)
        return
      }
      if (moved === -1)
        throw errors.conflict(
          'Another import of this conference is being applied or undone. Wait until it is done, then try again.',
          { importId: other },
        )
      if (other === '') throw errors.notFound('import')
      throw errors.conflict(
        'This import has moved on meanwhile. Load the page again to see where it stands.',
        {
          state: other,
        },
      )
    },

    async set(
      conferenceId: string,
      importId: string,
      fields: Record<string, string | number>,
    ): Promise<void> {
      await redis.hset(keys.import(conferenceId, importId), fields)
    },

    async remove(conferenceId: string, importId: string): Promise<void> {
      await redis.zrem(keys.imports(conferenceId), importId)
      await redis.del(keys.import(conferenceId, importId))
    },
  }
  return store
}
