// A person's votes in polls, in the lists of their data, and merged with another's.
import { keys } from '@lectern/shared/keys'
import type { Redis } from 'ioredis'
import { type EverySession, inSessions, type PersonRecords } from '../accounts/personRecords.ts'
import { script } from '../core/script.ts'
import type { Vote } from './pollsStore.ts'

const runMove = script<number>(import.meta.url, './movePerson.lua')

export function createPollRecords(redis: Redis, everySession: EverySession): PersonRecords {
  const pollsOf = async (sessionId: string): Promise<string[]> =>
    (await redis.hkeys(keys.pollsById(sessionId))).filter((field) => !field.includes(' '))

  return {
    async collect(personId) {
      const found = await inSessions(everySession, async ({ session }) => {
        const votes = await Promise.all(
          (await pollsOf(session.id)).map(async (pollId) => {
            const [vote, draft] = await Promise.all([
              redis.hget(keys.pollVotes(session.id, pollId), personId),
              redis.hget(keys.pollsById(session.id), pollId),
            ])
            if (vote === null || draft === null) return []
            const { at, choice } = JSON.parse(vote) as Omit<Vote, 'personId'>
            const { prompt } = JSON.parse(draft) as { prompt: string }
            return [{ session: session.title, poll: prompt, at: new Date(at).toISOString(), choice }]
          }),
        )
        return votes.flat()
      })
      return { 'Votes in polls': found.flat() }
    },
    async move(from, to) {
      await inSessions(everySession, async ({ session: { id } }) => {
        for (const pollId of await pollsOf(id))
          await runMove(redis, [keys.pollVotes(id, pollId), keys.pollTally(id, pollId)], [from, to])
      })
    },
    // Votes stay counted; the id under them means nobody any more.
    erase: async () => {},
  }
}
