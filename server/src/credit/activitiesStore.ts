// Accredited activities: few, and read often. A session names its activity by `activityId`.
import { type Provider, provider } from '@lectern/shared/conferences'
import { type Activity, activity } from '@lectern/shared/credit'
import { keys } from '@lectern/shared/keys'
import type { Redis } from 'ioredis'
import { script } from '../core/script.ts'

export type ActivitiesStore = ReturnType<typeof createActivitiesStore>

const runPlan = script(import.meta.url, './plan.lua')

export function createActivitiesStore(redis: Redis) {
  /** Every page of a session asks for its activity, which seldom changes, so parse each text once. */
  const parsed = new Map<string, { text: string; activity: Activity }>()

  function read(activityId: string, text: string): Activity {
    const known = parsed.get(activityId)
    if (known?.text === text) return known.activity
    const found = activity.parse(JSON.parse(text))
    parsed.set(activityId, { text, activity: found })
    return found
  }

  return {
    async find(activityId: string): Promise<Activity | undefined> {
      const text = await redis.hget(keys.activities(), activityId)
      if (text !== null) return read(activityId, text)
      parsed.delete(activityId)
      return undefined
    },

    /** Sorted by title. */
    async all(): Promise<Activity[]> {
      const texts = Object.entries(await redis.hgetall(keys.activities()))
      return texts
        .map(([activityId, text]) => read(activityId, text))
        .sort((a, b) => a.title.localeCompare(b.title) || a.id.localeCompare(b.id))
    },

    async remove(activityId: string): Promise<void> {
      await redis.hdel(keys.activities(), activityId)
      parsed.delete(activityId)
    },

    /** The accredited provider that runs this installation; its name is printed on certificates. */
    async provider(): Promise<Provider | undefined> {
      const text = await redis.get(keys.provider())
      return text === null ? undefined : provider.parse(JSON.parse(text))
    },
    async saveProvider(saved: Provider): Promise<void> {
      await redis.set(keys.provider(), JSON.stringify(saved))
    },

    /** `seq`: of the plan's ledger entry. Does nothing if this plan or a later one was saved before. */
    async save(planned: Activity, seq: number): Promise<void> {
      const text = JSON.stringify(activity.parse(planned))
      await runPlan(redis, [keys.activities(), keys.activityPlans()], [planned.id, text, seq])
    },
  }
}
