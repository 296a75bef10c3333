// The planning forms of a conference's activities, each with a version that every saving increments.

import { keys } from '@lectern/shared/keys'
import type { LedgerRecord } from '@lectern/shared/ledger'
import { emptyPlanningForm, type Planning, type PlanningForm, planning } from '@lectern/shared/planningForm'
import type { Redis } from 'ioredis'
import { swap } from '../core/swap.ts'
import { swapRecorded } from '../core/swapRecorded.ts'
import { intentHead, type Place } from '../ledger/intent.ts'

/** An activity, as far as its form is concerned. */
export interface FormOf {
  id: string
  conferenceId: string
}

/** By whom, and when (ms). */
export interface Act {
  at: number
  by: string
}

const none: Planning = {
  version: 0,
  form: emptyPlanningForm,
  savedAt: null,
  savedBy: null,
  completed: null,
}

/** Where the evidence of a complete form waits for the ledger. */
export const plannedPlace = (activityId: string): Place => [keys.creditIntents(), `planned ${activityId}`]

const plannedRecord = (activityId: string, { version, form }: Planning, by: string): LedgerRecord => ({
  kind: 'activity.planned',
  by,
  data: { activityId, version },
  contents: { planning: { value: form } },
})

export type PlanningStore = ReturnType<typeof createPlanningStore>

export function createPlanningStore(redis: Redis) {
  async function read({ id, conferenceId }: FormOf): Promise<{ text: string | null; stored: Planning }> {
    const text = await redis.hget(keys.planningForms(conferenceId), id)
    if (text === null) return { text, stored: none }
    const { form, ...rest } = JSON.parse(text) as Planning
    // Fields that an earlier version of Lectern did not ask for are empty.
    return { text, stored: planning.parse({ ...rest, form: { ...emptyPlanningForm, ...form } }) }
  }

  return {
    /** An empty form of version 0 if none was saved. */
    find: async (of: FormOf): Promise<Planning> => (await read(of)).stored,

    /** Undefined if somebody has saved another version since this one was read. */
    async save(of: FormOf, version: number, form: PlanningForm, act: Act): Promise<Planning | undefined> {
      const { text, stored } = await read(of)
      if (stored.version !== version) return undefined
      const saved: Planning = {
        version: version + 1,
        form,
        savedAt: act.at,
        savedBy: act.by,
        completed: null,
      }
      const key = keys.planningForms(of.conferenceId)
      return (await swap(redis, key, of.id, text, JSON.stringify(saved))) ? saved : undefined
    },

    /**
     * Marks a version as complete, in one step with the evidence of its words; the first to do so is kept.
     * False if it is not the latest any more.
     */
    async complete(of: FormOf, version: number, { at, by }: Act): Promise<boolean> {
      for (;;) {
        const { text, stored } = await read(of)
        if (stored.version !== version || text === null) return false
        if (stored.completed) return true
        const isDone = await swapRecorded(redis, {
          key: keys.planningForms(of.conferenceId),
          field: of.id,
          read: text,
          next: JSON.stringify({ ...stored, completed: { at, by } }),
          evidence: {
            place: plannedPlace(of.id),
            head: intentHead('entries', at),
            record: plannedRecord(of.id, stored, by),
          },
        })
        if (isDone) return true
      }
    },

    /** The form goes with its activity; its words stay in the ledger. */
    async remove({ id, conferenceId }: FormOf): Promise<void> {
      await redis.hdel(keys.planningForms(conferenceId), id)
    },
  }
}
