// What the ACCME's register has of an activity: the last file, and for each record what was sent and
// answered.
import { createHash } from 'node:crypto'
import type { RecordAction, recordWishes } from '@lectern/shared/activityRecords'
import { keys } from '@lectern/shared/keys'
import { canonicalText } from '@lectern/shared/ledgerChain'
import type { Redis } from 'ioredis'
import type { AccmeRecord } from './accmeRecord.ts'

export type RecordWish = (typeof recordWishes)[number]

export interface SentRecord {
  key: string
  action: RecordAction
  content: AccmeRecord
}

export interface RecordFile {
  madeAt: number
  /** SHA-256 of the file, in hexadecimal. */
  digest: string
  records: SentRecord[]
}

/** One record at the register. */
export interface Held {
  /** What it has by its own answers; null: nothing. */
  there: AccmeRecord | null
  sent: { at: number; action: RecordAction; content: AccmeRecord; madeAt: number } | null
  /** To what was sent last. */
  answer: { at: number; rejected: string | null; number: string | null } | null
  /** The number that the register gave it. */
  number: string | null
}

export interface StoredRecords {
  wish: RecordWish
  file: RecordFile | null
  /** By key. */
  held: ReadonlyMap<string, Held>
}

const heldField = (key: string): string => `held ${key}`

/** Without the number that the register gives it once it was added: that is no change of the record. */
const comparable = ({ Lom: { general }, ...rest }: AccmeRecord): string =>
  canonicalText({
    ...rest,
    general: {
      ...general,
      identifier: general.identifier.filter(({ catalog }) => catalog !== 'ACCME Activity ID'),
    },
  })
export const isSame = (one: AccmeRecord, other: AccmeRecord): boolean => comparable(one) === comparable(other)
export const digestOf = (content: string): string => createHash('sha256').update(content).digest('hex')

/** What the register has if it took what was sent last: nothing says otherwise until it answers. */
export function assumed({ there, sent, answer }: Held): AccmeRecord | null {
  if (!sent || answer?.rejected) return there
  return sent.action === 'Delete' ? null : sent.content
}

export type RecordsStore = ReturnType<typeof createRecordsStore>

export function createRecordsStore(redis: Redis) {
  const put = (activityId: string, fields: Record<string, unknown>) =>
    redis.hset(
      keys.activityRecords(activityId),
      Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, JSON.stringify(value)])),
    )
  const store = {
    async all(activityId: string): Promise<StoredRecords> {
      const { wish, file, ...rest } = await redis.hgetall(keys.activityRecords(activityId))
      return {
        wish: wish === undefined ? 'report' : (JSON.parse(wish) as RecordWish),
        file: file === undefined ? null : (JSON.parse(file) as RecordFile),
        held: new Map(
          Object.entries(rest).map(([field, text]) => [field.slice(heldField('').length), JSON.parse(text)]),
        ),
      }
    },
    async saveFile(activityId: string, file: RecordFile): Promise<void> {
      await put(activityId, { file })
    },
    async saveWish(activityId: string, wish: RecordWish): Promise<void> {
      await put(activityId, { wish })
    },
    async saveHeld(activityId: string, held: ReadonlyMap<string, Held>): Promise<void> {
      if (held.size > 0)
        await put(activityId, Object.fromEntries([...held].map(([key, one]) => [heldField(key), one])))
    },
    async forget(activityId: string): Promise<void> {
      await redis.del(keys.activityRecords(activityId))
    },
    /** Whether the register has a record of the activity. */
    isThere: async (activityId: string): Promise<boolean> =>
      [...(await store.all(activityId)).held.values()].some((held) => assumed(held) !== null),
  }
  return store
}
