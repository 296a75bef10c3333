// Who is to be asked by mail what became of their commitment.
import type { Activity } from '@lectern/shared/credit'
import { type Clock, dayMs } from '../core/clock.ts'
import type { OutcomesStore } from './outcomesStore.ts'

export interface FollowUps {
  activityId: string
  title: string
  personIds: string[]
  /** Their mails are stored. */
  done(): Promise<void>
}

export interface FollowUpsOptions {
  store: Pick<OutcomesStore, 'plan' | 'toAsk' | 'asked'>
  activities: { all(conferenceId: string): Promise<Activity[]> }
  clock: Clock
}

/**
 * Nobody is asked who should have been asked longer ago than this (ms), such as while such mails were off.
 */
const lateMs = 30 * dayMs

export const createFollowUps =
  ({ store, activities, clock }: FollowUpsOptions) =>
  /** Of one conference; a person appears until `done`. */
  async (conferenceId: string): Promise<FollowUps[]> => {
    const all = await Promise.all(
      (await activities.all(conferenceId)).map(async ({ id: activityId, title }): Promise<FollowUps[]> => {
        const { plan, closed } = await store.plan(activityId)
        if (!plan.commitment || closed) return []
        const until = clock() - plan.commitment.afterDays * dayMs
        const personIds = await store.toAsk(activityId, until - lateMs, until)
        if (personIds.length === 0) return []
        return [{ activityId, title, personIds, done: () => store.asked(activityId, personIds) }]
      }),
    )
    return all.flat()
  }
