// When each person was on the stage of a session: evidence of who presented. `change.lua` writes it with each
// change of the stage, so that no crash loses any of it.
import { keys } from '@lectern/shared/keys'
import { type Interval, unite } from '@lectern/shared/slots'
import type { Redis } from 'ioredis'
import { moveField } from '../core/moveField.ts'

export type StageTimesStore = ReturnType<typeof createStageTimesStore>

/** Of the session, not of a person. */
const kept = ':kept'

/** "1000-2000 3000-": the last one is open while the person is there. */
const read = (text: string): Interval[] =>
  [...text.matchAll(/(\d+)-(\d*)/g)].map(([, from, to]) => ({
    from: Number(from),
    to: to === '' ? Infinity : Number(to),
  }))

const written = (stretches: readonly Interval[]): string =>
  stretches.map(({ from, to }) => `${from}-${to === Infinity ? '' : to}`).join(' ')

const joined = (moved: string, kept: string): string => written(unite([...read(moved), ...read(kept)]))

export function createStageTimesStore(redis: Redis) {
  return {
    /**
     * By person; the last one ends at Infinity while the person is there. Null if it was not kept from when
     * the session went live: an earlier version ran then.
     */
    async of(sessionId: string): Promise<Map<string, Interval[]> | null> {
      const { [kept]: isKept, ...people } = await redis.hgetall(keys.stageTimes(sessionId))
      if (!isKept) return null
      return new Map(Object.entries(people).map(([personId, text]) => [personId, read(text)]))
    },

    /**
     * One person's is another's from now on, who may have some, too. What is open ends with the next change
     * of the stage, on which the first person is no longer.
     */
    move: (sessionId: string, from: string, to: string): Promise<void> =>
      moveField(redis, keys.stageTimes(sessionId), from, to, joined),

    /** Call once everything is frozen. */
    forget: async (sessionId: string): Promise<void> => {
      await redis.unlink(keys.stageTimes(sessionId))
    },
  }
}
