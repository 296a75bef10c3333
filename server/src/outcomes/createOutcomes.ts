// Wires up outcomes: paired questions, commitments to change, and the report.
import type { Activity } from '@lectern/shared/credit'
import { createFollowUps } from './followUps.ts'
import { createOutcomesRoutes, type OutcomesRoutesOptions } from './outcomesRoutes.ts'
import { createOutcomeRecords } from './personRecords.ts'

export interface OutcomesOptions extends OutcomesRoutesOptions {
  activities: { all(conferenceId: string): Promise<Activity[]> }
  conferenceIds: () => Promise<string[]>
}

export function createOutcomes(options: OutcomesOptions) {
  const { store, activities, conferenceIds } = options
  const activityIds = async (): Promise<string[]> => {
    const all = await Promise.all((await conferenceIds()).map((id) => activities.all(id)))
    return all.flat().map(({ id }) => id)
  }
  return {
    routes: createOutcomesRoutes(options),
    records: createOutcomeRecords({ store, activityIds }),
    /** Who is to be asked by mail what became of their commitment. */
    followUps: createFollowUps(options),
  }
}
