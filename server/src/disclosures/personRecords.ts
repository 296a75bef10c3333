// A person's disclosure forms, in the lists of their data, merged with another's, and erased. A signed form
// is part of the record of the activities that rested on it, and is kept for six years.
import type { DisclosureAct } from '@lectern/shared/disclosureRules'
import { keys } from '@lectern/shared/keys'
import type { Redis } from 'ioredis'
import { keptUntil, type PersonRecords } from '../accounts/personRecords.ts'
import { moveField } from '../core/moveField.ts'
import { script } from '../core/script.ts'

const runMove = script<number>(import.meta.url, './movePerson.lua')

export function createDisclosureRecords(redis: Redis, conferenceIds: () => Promise<string[]>): PersonRecords {
  const actsOf = (personId: string): Promise<string[]> => redis.lrange(keys.disclosureActs(personId), 0, -1)
  /** When the last act need not be kept any more; undefined without one. */
  async function until(personId: string): Promise<number | undefined> {
    const times = (await actsOf(personId)).map((text) => (JSON.parse(text) as DisclosureAct).at)
    return times.length === 0 ? undefined : keptUntil(Math.max(...times))
  }
  const ownKeys = (personId: string): [string, string] => [
    keys.disclosureActs(personId),
    keys.disclosureActIds(personId),
  ]

  return {
    async collect(personId) {
      const acts = (await actsOf(personId)).map((text) => JSON.parse(text) as DisclosureAct)
      return {
        'Disclosure forms': acts.map(({ at, ...act }) => ({ at: new Date(at).toISOString(), ...act })),
      }
    },

    async move(from, to) {
      const acts = await actsOf(from)
      if (acts.length > 0) await runMove(redis, ownKeys(to), acts)
      await redis.del(...ownKeys(from), keys.disclosureDraft(from))
      for (const conferenceId of await conferenceIds())
        await moveField(redis, keys.disclosureRequests(conferenceId), from, to)
    },

    async erase(personId) {
      const at = await until(personId)
      if (at !== undefined) for (const key of ownKeys(personId)) await redis.pexpireat(key, at)
      await redis.del(keys.disclosureDraft(personId))
      for (const conferenceId of await conferenceIds())
        await redis.hdel(keys.disclosureRequests(conferenceId), personId)
    },

    async kept(personId) {
      const at = await until(personId)
      const of = 'the name as signed, and the relationships'
      return at === undefined ? [] : [{ words: 'Signed disclosure forms', of, until: at }]
    },
  }
}
