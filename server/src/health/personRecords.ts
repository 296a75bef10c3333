// Joins of a person that failed, in the lists of their data, and erased.
import { keys } from '@lectern/shared/keys'
import type { Redis } from 'ioredis'
import { type EverySession, inSessions, type PersonRecords } from '../accounts/personRecords.ts'

export const createHealthRecords = (redis: Redis, everySession: EverySession): PersonRecords => {
  const forget = async (personId: string): Promise<void> => {
    await inSessions(everySession, ({ session }) => redis.hdel(keys.lastFailedJoins(session.id), personId))
  }
  return {
    async collect(personId) {
      const found = await inSessions(everySession, async ({ session }) => {
        const [code, at] = ((await redis.hget(keys.lastFailedJoins(session.id), personId)) ?? '').split(' ')
        return code ? [{ session: session.title, at: new Date(Number(at)).toISOString(), problem: code }] : []
      })
      return { 'Joins that failed': found.flat() }
    },
    // Help for somebody who is there now; the person who stays has their own.
    move: forget,
    erase: forget,
  }
}
