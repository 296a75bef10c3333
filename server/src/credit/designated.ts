import type { CreditPolicy } from '@lectern/shared/credit'
import type { Designated } from '@lectern/shared/program'
import type { ActivitiesStore } from './activitiesStore.ts'

interface DesignatedOptions {
  activities: Pick<ActivitiesStore, 'all'>
  policies: readonly CreditPolicy[]
}

/** What each activity is designated for, by its id: for the programme, which knows no credit. */
export function createDesignated({ activities, policies }: DesignatedOptions) {
  const bodies = new Map(policies.map(({ id, title, short = title }) => [id, short]))
  return async (): Promise<Record<string, Designated[]>> =>
    Object.fromEntries(
      (await activities.all()).map(({ id, designations }) => [
        id,
        designations.map(({ policyId, maximum }) => ({ body: bodies.get(policyId) ?? policyId, maximum })),
      ]),
    )
}
