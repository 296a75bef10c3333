import type { Activity } from '@lectern/shared/credit'
import type { CreditPolicy } from '@lectern/shared/creditPolicy'
import type { Designated } from '@lectern/shared/program'
import type { ActivitiesStore } from './activitiesStore.ts'

interface DesignatedOptions {
  activities: Pick<ActivitiesStore, 'all'>
  policies: readonly CreditPolicy[]
}

/**
 * What each activity of a conference is designated for, by its id: for the programme, which knows no credit.
 * A policy for "everybody else" certifies participation and no credit.
 */
export function createDesignated({ activities, policies }: DesignatedOptions) {
  /** As they are in force now. */
  const bodiesOf = () =>
    new Map(
      policies
        .filter(({ professions }) => professions.length > 0)
        .map(({ id, title, short = title, step }) => [id, { body: short, step }]),
    )
  const designatedOf = (bodies: ReturnType<typeof bodiesOf>, { designations }: Activity): Designated[] =>
    designations.flatMap(({ policyId, maximum }) => {
      const body = bodies.get(policyId)
      return body === undefined ? [] : [{ ...body, maximum }]
    })
  return async (conferenceId: string): Promise<Record<string, Designated[]>> => {
    const bodies = bodiesOf()
    return Object.fromEntries(
      (await activities.all(conferenceId)).map((activity) => [activity.id, designatedOf(bodies, activity)]),
    )
  }
}
