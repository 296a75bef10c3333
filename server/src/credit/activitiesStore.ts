// Accredited activities: few, and read often. A session names its activity by `activityId`.
import { createHash } from 'node:crypto'
import { type Provider, provider } from '@lectern/shared/conferences'
import { type Activity, activity } from '@lectern/shared/credit'
import type { FormQuestion } from '@lectern/shared/creditForms'
import { errors } from '@lectern/shared/errors'
import { keys } from '@lectern/shared/keys'
import { canonicalText } from '@lectern/shared/ledgerChain'
import type { Redis } from 'ioredis'
import { script } from '../core/script.ts'
import { createBelonging } from '../program/belongingStore.ts'

export type ActivitiesStore = ReturnType<typeof createActivitiesStore>

const runPlan = script(import.meta.url, './plan.lua')
const runTest = script<number>(import.meta.url, './test.lua')

/** Identifies a test with its right answers. */
export const testEdition = (test: readonly FormQuestion[]): string =>
  createHash('sha256')
    .update(canonicalText(JSON.parse(JSON.stringify(test))))
    .digest('hex')

export function createActivitiesStore(redis: Redis) {
  const belonging = createBelonging(redis, 'activity')
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
      const conferenceId = await belonging.find(activityId)
      const text = conferenceId && (await redis.hget(keys.activities(conferenceId), activityId))
      if (text) return read(activityId, text)
      parsed.delete(activityId)
      return undefined
    },

    /** The conference that it belongs to, or belonged to before it was removed. */
    conferenceOf: belonging.find,

    /** The activity is deleted with its conference. */
    async release(activityId: string): Promise<void> {
      await redis.del(keys.activityTest(activityId))
      await belonging.release(activityId)
    },

    /** A conference's activities, sorted by title. */
    async all(conferenceId: string): Promise<Activity[]> {
      const texts = Object.entries(await redis.hgetall(keys.activities(conferenceId)))
      return texts
        .map(([activityId, text]) => read(activityId, text))
        .sort((a, b) => a.title.localeCompare(b.title) || a.id.localeCompare(b.id))
    },

    /** Its id stays with its conference: the ledger there names it. */
    async remove({ id: activityId, conferenceId }: Activity): Promise<void> {
      await redis.hdel(keys.activities(conferenceId), activityId)
      await redis.del(keys.activityTest(activityId))
      parsed.delete(activityId)
    },

    /** Before a test is planned: false if somebody has submitted another text of it. */
    changeTest: async (activityId: string, test: readonly FormQuestion[]): Promise<boolean> =>
      (await runTest(redis, [keys.activityTest(activityId)], ['change', testEdition(test)])) === 1,
    /** Before an attempt is graded: from now on the test stays. False if it has just been changed. */
    takeTest: async (activityId: string, test: readonly FormQuestion[]): Promise<boolean> =>
      (await runTest(redis, [keys.activityTest(activityId)], ['take', testEdition(test)])) === 1,
    isTestTaken: async (activityId: string): Promise<boolean> =>
      (await redis.hget(keys.activityTest(activityId), 'taken')) !== null,

    /** The accredited provider that runs this installation; its name is printed on certificates. */
    async provider(): Promise<Provider | undefined> {
      const text = await redis.get(keys.provider())
      return text === null ? undefined : provider.parse(JSON.parse(text))
    },
    async saveProvider(saved: Provider): Promise<void> {
      await redis.set(keys.provider(), JSON.stringify(saved))
    },

    /** Claims an id for a conference. Throws `conflict` if it is another conference's. */
    async claim(activityId: string, conferenceId: string): Promise<void> {
      if ((await belonging.claim(activityId, conferenceId)) !== conferenceId) throw errors.idTaken('activity')
    },

    /** The ledger entry of its last plan; 0 if there was none. */
    lastPlan: async ({ id, conferenceId }: Pick<Activity, 'id' | 'conferenceId'>): Promise<number> =>
      Number((await redis.hget(keys.activityPlans(conferenceId), id)) ?? 0),

    /** `seq`: of the plan's ledger entry. Does nothing if this plan or a later one was saved before. */
    async save(planned: Activity, seq: number): Promise<void> {
      const { id, conferenceId } = planned
      const text = JSON.stringify(activity.parse(planned))
      await belonging.claim(id, conferenceId)
      await runPlan(redis, [keys.activities(conferenceId), keys.activityPlans(conferenceId)], [id, text, seq])
    },
  }
}
