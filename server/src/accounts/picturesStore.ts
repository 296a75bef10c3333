// People's pictures. The files are uploads; each new one has a new address, so that caches may keep it.
import { addressOf } from '@lectern/shared/addresses'
import { keys } from '@lectern/shared/keys'
import type { Redis } from 'ioredis'
import { exchange } from '../core/swap.ts'

export type PicturesStore = ReturnType<typeof createPicturesStore>

export function createPicturesStore(redis: Redis) {
  const store = {
    /** Addresses by person id, for those people who have a picture. */
    async addressesOf(people: Iterable<string>): Promise<Map<string, string>> {
      const ids = [...new Set(people)]
      if (ids.length === 0) return new Map()
      const pictures = await redis.hmget(keys.pictures(), ...ids)
      const entries = ids.flatMap((personId, i): [string, string][] => {
        const pictureId = pictures[i]
        return pictureId
          ? [[personId, addressOf('accounts.picture', { params: { personId, pictureId } })]]
          : []
      })
      return new Map(entries)
    },

    async addressFor(personId: string): Promise<string | undefined> {
      return (await store.addressesOf([personId])).get(personId)
    },

    async isOf(personId: string, pictureId: string): Promise<boolean> {
      return (await redis.hget(keys.pictures(), personId)) === pictureId
    },

    /** Gives one person's picture to another who has none. Returns the id of one that nobody has any more. */
    async move(from: string, to: string): Promise<string | null> {
      const moved = await redis.hget(keys.pictures(), from)
      if (moved === null) return null
      const isTaken = (await redis.hsetnx(keys.pictures(), to, moved)) === 0
      const isOther = isTaken && (await redis.hget(keys.pictures(), to)) !== moved
      await redis.hdel(keys.pictures(), from)
      return isOther ? moved : null
    },

    /** Returns the id of the picture that it replaces. Null: no picture from now on. */
    replace: (personId: string, pictureId: string | null): Promise<string | null> =>
      exchange(redis, keys.pictures(), personId, pictureId),
  }
  return store
}
