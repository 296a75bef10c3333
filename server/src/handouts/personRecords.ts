// Slides and handouts that a person uploaded, in the lists of their data, merged with another's, and erased.
// What learners got is part of the session's record.
import { isReleased } from '@lectern/shared/handouts'
import { keys } from '@lectern/shared/keys'
import type { Redis } from 'ioredis'
import { type EverySession, inSessions, keptUntil, type PersonRecords } from '../accounts/personRecords.ts'
import { swap } from '../core/swap.ts'
import type { HandoutsStore, StoredHandout } from './handoutsStore.ts'

export interface HandoutRecordsOptions {
  redis: Redis
  store: HandoutsStore
  everySession: EverySession
  removeFile: (fileId: string) => Promise<void>
}

/** Approved: it is released now or will be. */
const isForLearners = (handout: StoredHandout): boolean => isReleased(handout, Number.POSITIVE_INFINITY)

export function createHandoutRecords(options: HandoutRecordsOptions): PersonRecords {
  const { redis, store, everySession, removeFile } = options
  const ownOf = async (sessionId: string, personId: string): Promise<StoredHandout[]> =>
    (await store.of(sessionId)).filter(({ by }) => by === personId)

  return {
    async collect(personId) {
      const found = await inSessions(everySession, async ({ session }) =>
        (await ownOf(session.id, personId)).map(({ name, at, status, reason }) => ({
          session: session.title,
          file: name,
          at: new Date(at).toISOString(),
          status,
          reason,
        })),
      )
      return { 'Slides and handouts': found.flat() }
    },
    async move(from, to) {
      await inSessions(everySession, async ({ session: { id } }) => {
        const texts = Object.entries(await redis.hgetall(keys.handouts(id)))
        for (const [handoutId, text] of texts) {
          const handout = JSON.parse(text) as StoredHandout
          if (handout.by !== from) continue
          await swap(redis, keys.handouts(id), handoutId, text, JSON.stringify({ ...handout, by: to }))
        }
      })
    },
    async erase(personId) {
      await inSessions(everySession, async ({ session: { id } }) => {
        for (const handout of await ownOf(id, personId))
          if (!isForLearners(handout)) {
            await removeFile(handout.id)
            await store.remove(id, handout.id)
          }
      })
    },
    async kept(personId) {
      const found = await inSessions(everySession, async ({ session, state }) =>
        (await ownOf(session.id, personId)).filter(isForLearners).map(({ name }) => ({
          words: `“${name}”, handed out in “${session.title}”`,
          of: 'the file as learners got it',
          until: keptUntil(state.endedAt ?? session.endsAt),
        })),
      )
      return found.flat()
    },
  }
}
