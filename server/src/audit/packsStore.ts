// Audit packs and where each stands. One is made at a time in the whole installation.
import { packDays, packsKept } from '@lectern/shared/audit'
import { keys } from '@lectern/shared/keys'
import type { LedgerRecord } from '@lectern/shared/ledger'
import type { Redis } from 'ioredis'
import { dayMs } from '../core/clock.ts'
import { script } from '../core/script.ts'
import { intentHead, type Place } from '../ledger/intent.ts'

export interface PackFile {
  /** Among the uploads. */
  fileId: string
  bytes: number
  sha256: string
  /** The activity was over, and no section lacked anything. */
  isComplete: boolean
  missing: number
}

export interface StoredPack {
  id: string
  activityId: string
  conferenceId: string
  /** The person who asked for it. */
  by: string
  at: number
  state: 'making' | 'ready' | 'failed' | 'cancelled'
  finishedAt: number | null
  file: PackFile | null
  problem: string | null
}

const runBegin = script<[1] | [0, string]>(import.meta.url, './begin.lua')
const runSettle = script<number>(import.meta.url, './settle.lua')

/** Where the evidence of a pack is kept until the ledger has it. */
export const packPlace = (packId: string): Place => [keys.auditIntents(), `pack ${packId}`]

export type PacksStore = ReturnType<typeof createPacksStore>

export function createPacksStore(redis: Redis) {
  const read = (text: string): StoredPack => JSON.parse(text) as StoredPack

  const store = {
    async find(packId: string): Promise<StoredPack | undefined> {
      const text = await redis.hget(keys.auditPacks(), packId)
      return text === null ? undefined : read(text)
    },

    /** Newest first. */
    async all(): Promise<StoredPack[]> {
      const texts = await redis.hvals(keys.auditPacks())
      return texts.map(read).sort((a, b) => b.at - a.at)
    },

    /** Begins it, unless it exists already. Returns the one that is being made instead, if there is one. */
    async begin(pack: StoredPack): Promise<StoredPack | undefined> {
      const [began, other] = await runBegin(
        redis,
        [keys.auditPacks(), keys.auditBusy()],
        [pack.id, JSON.stringify(pack)],
      )
      return began === 1 ? undefined : store.find(other)
    },

    /**
     * Notes how making it ended, with the evidence if there is any. False if it has ended already: the caller's
     * file is then of no use.
     */
    async settle(next: StoredPack, record?: LedgerRecord): Promise<boolean> {
      const [intents, name] = packPlace(next.id)
      const evidence = record
        ? [name, `${intentHead('entries', next.finishedAt ?? next.at)}\n${JSON.stringify(record)}`]
        : []
      const settled = await runSettle(
        redis,
        [keys.auditPacks(), keys.auditBusy(), intents],
        [next.id, JSON.stringify(next), ...evidence],
      )
      return settled === 1
    },

    /** Packs that are not kept any more: others displaced them, or their time is over. */
    async old(now: number): Promise<StoredPack[]> {
      const ended = (await store.all()).filter(({ state }) => state !== 'making')
      return ended.filter(({ at }, i) => i >= packsKept || at + packDays * dayMs < now)
    },

    remove: async (packId: string): Promise<void> => {
      await redis.hdel(keys.auditPacks(), packId)
    },
  }
  return store
}
