// Appeals to the CE office, by conference. An appeal and its decision are separate fields: the first write of
// each wins.
import { createHash } from 'node:crypto'
import type { Appeal } from '@lectern/shared/creditOffice'
import { keys } from '@lectern/shared/keys'
import { appealsMax } from '@lectern/shared/limits'
import type { Redis } from 'ioredis'

export type AppealMade = Pick<Appeal, 'id' | 'sessionId' | 'personId' | 'at' | 'text'>
export interface AppealDecided extends Pick<Appeal, 'decidedAt' | 'decidedBy' | 'decision' | 'granted'> {
  /** Distinguishes two decisions made at once. */
  decisionId: string
}
export type AppealsStore = ReturnType<typeof createAppealsStore>

const undecided = { decidedAt: null, decidedBy: null, decision: null, granted: false }
const decisionField = (appealId: string): string => `${appealId} decision`

/** Derived from the appeal's number, so two requests at once make one appeal. */
export const appealIdOf = (sessionId: string, personId: string, n: number): string =>
  `${createHash('sha256').update(`${sessionId} ${personId}`).digest('base64url').slice(0, 22)}-${n}`

export function createAppealsStore(redis: Redis) {
  function joined(made: string, decided: string | null | undefined): Appeal {
    const appeal = JSON.parse(made) as AppealMade
    if (!decided) return { ...appeal, ...undecided }
    const { decisionId: _, ...decision } = JSON.parse(decided) as AppealDecided
    return { ...appeal, ...decision }
  }

  const store = {
    async find(conferenceId: string, appealId: string): Promise<Appeal | undefined> {
      const [made, decided] = await redis.hmget(keys.appeals(conferenceId), appealId, decisionField(appealId))
      return made ? joined(made, decided) : undefined
    },

    /** One person's appeals about a session, oldest first. */
    async of(conferenceId: string, sessionId: string, personId: string): Promise<Appeal[]> {
      const ids = Array.from({ length: appealsMax }, (_, i) => appealIdOf(sessionId, personId, i + 1))
      const texts = await redis.hmget(
        keys.appeals(conferenceId),
        ...ids.flatMap((id) => [id, decisionField(id)]),
      )
      return ids.flatMap((_, i) => (texts[i * 2] ? [joined(texts[i * 2]!, texts[i * 2 + 1])] : []))
    },

    /** All appeals of a conference: undecided ones first, then oldest first. */
    async all(conferenceId: string): Promise<Appeal[]> {
      const fields = await redis.hgetall(keys.appeals(conferenceId))
      return Object.entries(fields)
        .filter(([field]) => !field.includes(' '))
        .map(([id, made]) => joined(made, fields[decisionField(id)]))
        .sort((a, b) => Number(a.decidedAt !== null) - Number(b.decidedAt !== null) || a.at - b.at)
    },

    /** Makes one person's appeals another person's; each gets an id of theirs. May run twice. */
    async move(conferenceId: string, sessionId: string, from: string, to: string): Promise<void> {
      const key = keys.appeals(conferenceId)
      for (const moved of await store.of(conferenceId, sessionId, from)) {
        const kept = await store.of(conferenceId, sessionId, to)
        const there = kept.find(({ at, text }) => at === moved.at && text === moved.text)
        const id = there?.id ?? appealIdOf(sessionId, to, kept.length + 1)
        const decision = await redis.hget(key, decisionField(moved.id))
        if (kept.length < appealsMax || there) {
          const { sessionId: at, text, at: madeAt } = moved
          const made: AppealMade = { id, sessionId: at, personId: to, at: madeAt, text }
          await redis.hsetnx(key, id, JSON.stringify(made))
          if (decision !== null) await redis.hsetnx(key, decisionField(id), decision)
        }
        await redis.hdel(key, moved.id, decisionField(moved.id))
      }
    },

    /** What the person wrote goes; the ledger has that they appealed and how it was decided. */
    async erase(conferenceId: string, sessionId: string, personId: string): Promise<void> {
      const ids = (await store.of(conferenceId, sessionId, personId)).map(({ id }) => id)
      if (ids.length > 0)
        await redis.hdel(keys.appeals(conferenceId), ...ids.flatMap((id) => [id, decisionField(id)]))
    },

    /** Returns the appeal stored under this id: this one, or an earlier one. */
    async make(conferenceId: string, appeal: AppealMade): Promise<AppealMade> {
      await redis.hsetnx(keys.appeals(conferenceId), appeal.id, JSON.stringify(appeal))
      return JSON.parse((await redis.hget(keys.appeals(conferenceId), appeal.id))!) as AppealMade
    },

    /** Returns the decision that stands: this one, or an earlier one. */
    async decide(conferenceId: string, appealId: string, decided: AppealDecided): Promise<AppealDecided> {
      const [key, field] = [keys.appeals(conferenceId), decisionField(appealId)]
      await redis.hsetnx(key, field, JSON.stringify(decided))
      return JSON.parse((await redis.hget(key, field))!) as AppealDecided
    },
  }
  return store
}
