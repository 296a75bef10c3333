// The rules of weekly series, and which of their sessions were taken out.
import { keys } from '@lectern/shared/keys'
import type { SeriesRule } from '@lectern/shared/programSeries'
import type { Redis } from 'ioredis'

/** One session of a series, by the day that the rule gave it. */
export interface SeriesPlace {
  id: string
  on: string
}

const fieldOf = ({ id, on }: SeriesPlace): string => `${id} ${on}`

export type SeriesStore = ReturnType<typeof createSeriesStore>

export const createSeriesStore = (redis: Redis) => ({
  async rules(conferenceId: string): Promise<Record<string, SeriesRule>> {
    const texts = Object.entries(await redis.hgetall(keys.series(conferenceId)))
    return Object.fromEntries(texts.map(([id, text]) => [id, JSON.parse(text) as SeriesRule]))
  },
  async save(conferenceId: string, seriesId: string, rule: SeriesRule): Promise<void> {
    await redis.hset(keys.series(conferenceId), seriesId, JSON.stringify(rule))
  },

  /** Unless there is one. */
  async saveNew(conferenceId: string, seriesId: string, rule: SeriesRule): Promise<void> {
    await redis.hsetnx(keys.series(conferenceId), seriesId, JSON.stringify(rule))
  },

  async cancel(conferenceId: string, place: SeriesPlace): Promise<void> {
    await redis.hset(keys.cancelledOfSeries(conferenceId), fieldOf(place), '1')
  },
  async uncancel(conferenceId: string, place: SeriesPlace): Promise<void> {
    await redis.hdel(keys.cancelledOfSeries(conferenceId), fieldOf(place))
  },
  /** All sessions that were taken out of their series. */
  async allCancelled(conferenceId: string): Promise<SeriesPlace[]> {
    const fields = await redis.hkeys(keys.cancelledOfSeries(conferenceId))
    return fields.map((field) => {
      const [id = '', on = ''] = field.split(' ')
      return { id, on }
    })
  },
  /** Which of these days were cancelled. */
  async cancelled(conferenceId: string, seriesId: string, days: readonly string[]): Promise<Set<string>> {
    if (days.length === 0) return new Set()
    const fields = days.map((on) => fieldOf({ id: seriesId, on }))
    const found = await redis.hmget(keys.cancelledOfSeries(conferenceId), ...fields)
    return new Set(days.filter((_, i) => found[i] !== null))
  },
})
