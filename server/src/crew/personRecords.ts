// What a person said to the crew, in the lists of their data, merged with another's, and erased. All of it
// goes by itself a day after the session.
import { keys } from '@lectern/shared/keys'
import type { Redis } from 'ioredis'
import { type EverySession, inSessions, type PersonRecords } from '../accounts/personRecords.ts'
import { moveField } from '../core/moveField.ts'
import { swapInList } from '../core/swapInList.ts'
import type { StoredMessage } from './crewStore.ts'

/** Entries are "person id message id JSON". */
const isOf = (personId: string) => (entry: string) => entry.startsWith(`${personId} `)
const messageIn = (entry: string) => JSON.parse(entry.slice(entry.indexOf('{'))) as StoredMessage

export function createCrewRecords(redis: Redis, everySession: EverySession): PersonRecords {
  const ownEntries = async (sessionId: string, personId: string): Promise<string[]> =>
    (await redis.lrange(keys.crewMessages(sessionId), 0, -1)).filter(isOf(personId))

  return {
    async collect(personId) {
      const found = await inSessions(everySession, async ({ session }) =>
        (await ownEntries(session.id, personId)).map(messageIn).map(({ at, text }) => ({
          session: session.title,
          at: new Date(at).toISOString(),
          text,
        })),
      )
      return { 'Messages to the crew': found.flat() }
    },
    async move(from, to) {
      await inSessions(everySession, async ({ session: { id } }) => {
        await swapInList(redis, keys.crewMessages(id), (entry) => {
          if (!isOf(from)(entry)) return entry
          const message = messageIn(entry)
          return `${to} ${message.id} ${JSON.stringify({ ...message, personId: to })}`
        })
        await moveField(redis, keys.crew(id), `seen ${from}`, `seen ${to}`)
      })
    },
    async erase(personId) {
      await inSessions(everySession, async ({ session: { id } }) => {
        for (const entry of await ownEntries(id, personId)) await redis.lrem(keys.crewMessages(id), 0, entry)
        await redis.hdel(keys.crew(id), `seen ${personId}`)
      })
    },
  }
}
