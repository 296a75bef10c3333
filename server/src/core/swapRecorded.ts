import type { Redis } from 'ioredis'
import { script } from './script.ts'

const runSwap = script<number>(import.meta.url, './swapRecorded.lua')

/** A change of one field, and the evidence of it. Both hashes share a hash tag. */
export interface RecordedSwap {
  key: string
  field: string
  /** As it was read; null for none. */
  read: string | null
  next: string
  evidence: {
    /** Where it is kept until the ledger has it. */
    place: readonly [key: string, field: string]
    /** What its field begins with if it is new. */
    head: string
    /** The ledger's record. */
    record: object
  }
}

/** False if the field was changed since it was read; then nothing is recorded either. */
export async function swapRecorded(redis: Redis, swap: RecordedSwap): Promise<boolean> {
  const { key, field, read, next, evidence } = swap
  const [kept, name] = evidence.place
  const stored = await runSwap(
    redis,
    [key, kept],
    [field, read ?? '', next, name, evidence.head, JSON.stringify(evidence.record)],
  )
  return stored === 1
}
