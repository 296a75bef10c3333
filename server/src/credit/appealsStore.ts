// Appeals to the CE office, and its overrides of minutes. An appeal and its decision are fields of their own: each is
// written once, whoever is faster.
import { createHash } from 'node:crypto'
import type { Appeal, Override } from '@lectern/shared/creditOffice'
import { keys } from '@lectern/shared/keys'
import type { Redis } from 'ioredis'
import { swap } from '../core/swap.ts'

export type AppealMade = Pick<Appeal, 'id' | 'sessionId' | 'personId' | 'at' | 'text'>
export interface AppealDecided extends Pick<Appeal, 'decidedAt' | 'decidedBy' | 'decision' | 'granted'> {
  /** Tells two decisions apart that were made at once. */
  decisionId: string
}
export type AppealsStore = ReturnType<typeof createAppealsStore>

/** Of one person about one session. */
export const maxAppeals = 10
const undecided = { decidedAt: null, decidedBy: null, decision: null, granted: false }
const decisionField = (appealId: string): string => `${appealId} decision`

/** The same person's nth appeal about a session has one id, so that two at once are one. */
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
    async find(appealId: string): Promise<Appeal | undefined> {
      const [made, decided] = await redis.hmget(keys.appeals(), appealId, decisionField(appealId))
      return made ? joined(made, decided) : undefined
    },

    /** A person's own about one session, oldest first. */
    async of(sessionId: string, personId: string): Promise<Appeal[]> {
      const ids = Array.from({ length: maxAppeals }, (_, i) => appealIdOf(sessionId, personId, i + 1))
      const texts = await redis.hmget(keys.appeals(), ...ids.flatMap((id) => [id, decisionField(id)]))
      return ids.flatMap((_, i) => (texts[i * 2] ? [joined(texts[i * 2]!, texts[i * 2 + 1])] : []))
    },

    /** All, those that wait first, the oldest before. */
    async all(): Promise<Appeal[]> {
      const fields = await redis.hgetall(keys.appeals())
      return Object.entries(fields)
        .filter(([field]) => !field.includes(' '))
        .map(([id, made]) => joined(made, fields[decisionField(id)]))
        .sort((a, b) => Number(a.decidedAt !== null) - Number(b.decidedAt !== null) || a.at - b.at)
    },

    /** What stands under this id now: this appeal, or the one before it. */
    async make(appeal: AppealMade): Promise<AppealMade> {
      await redis.hsetnx(keys.appeals(), appeal.id, JSON.stringify(appeal))
      return JSON.parse((await redis.hget(keys.appeals(), appeal.id))!) as AppealMade
    },

    /** What was decided: this, or what somebody decided before. */
    async decide(appealId: string, decided: AppealDecided): Promise<AppealDecided> {
      await redis.hsetnx(keys.appeals(), decisionField(appealId), JSON.stringify(decided))
      return JSON.parse((await redis.hget(keys.appeals(), decisionField(appealId)))!) as AppealDecided
    },

    /** Adds an override to those of a person in a session. Twice is once. */
    async override(sessionId: string, personId: string, made: Override): Promise<void> {
      for (;;) {
        const text = await redis.hget(keys.overrides(sessionId), personId)
        const before = text ? (JSON.parse(text) as Override[]) : []
        if (before.some(({ id }) => id === made.id)) return
        const after = JSON.stringify([...before, made])
        if (await swap(redis, keys.overrides(sessionId), personId, text, after)) return
      }
    },
  }
  return store
}
