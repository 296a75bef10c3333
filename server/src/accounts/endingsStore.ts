// People who are nobody any more: merged into somebody else, or erased.
import { keys } from '@lectern/shared/keys'
import type { Redis } from 'ioredis'

/** How often one person can have been merged into another, and that one again. */
const mergesMax = 50

export interface Erased {
  /** In ms. */
  at: number
  /** When the last record that names them goes, in ms; null if none does. */
  keptUntil: number | null
}

export interface Merged {
  to: string
  /** In ms. */
  at: number
}

export function createEndingsStore(redis: Redis) {
  async function merged(personId: string): Promise<Merged | undefined> {
    const text = await redis.get(keys.mergedInto(personId))
    return text === null ? undefined : (JSON.parse(text) as Merged)
  }
  async function removeIdentity(personId: string): Promise<void> {
    await redis.srem(keys.people(), personId)
    await redis.del(keys.person(personId), keys.memberships(personId))
  }
  return {
    /** From here on nobody is `from`; the id goes on to name `to`. */
    async endByMerging(from: string, merged: Merged): Promise<void> {
      await redis.set(keys.mergedInto(from), JSON.stringify(merged))
      await removeIdentity(from)
    },
    merged,
    /** Who has this id now: another one if they were merged. */
    async currentId(personId: string): Promise<string> {
      let id = personId
      for (let steps = 0; steps < mergesMax; steps++) {
        const next = await merged(id)
        if (!next) break
        id = next.to
      }
      return id
    },

    /** From here on the id means nobody. */
    async endByErasing(personId: string, erased: Erased): Promise<void> {
      await redis.set(keys.erased(personId), JSON.stringify(erased))
      await removeIdentity(personId)
    },
    async erased(personId: string): Promise<Erased | undefined> {
      const text = await redis.get(keys.erased(personId))
      return text === null ? undefined : (JSON.parse(text) as Erased)
    },
  }
}
