// Accredited activities, for operators and the CE office.
import type { Activity } from '@lectern/shared/credit'
import { errors } from '@lectern/shared/errors'
import type { ActivityPlan, activityRoutes, operatorRoutes, SeenActivity } from '@lectern/shared/plans'
import type { RouteHandlers } from '../http/routeHandlers.ts'
import type { ActivitiesStore } from './activitiesStore.ts'
import type { ActivityPlans } from './activityPlans.ts'

export interface CreditOperatorOptions {
  activities: Pick<ActivitiesStore, 'all' | 'find'>
  plans: ActivityPlans
  /**
   * What was approved for the activity may have to be looked at again. `by`: a person's id, or `operator`.
   */
  onPlanned: (before: Activity | undefined, after: Activity, by: string) => Promise<void>
}

type ActivityRoutes = Pick<
  typeof operatorRoutes,
  'operator.activities' | 'operator.activity' | 'operator.planActivity' | 'operator.removeActivity'
> &
  typeof activityRoutes

export function createCreditOperatorRoutes({
  activities,
  plans,
  onPlanned,
}: CreditOperatorOptions): RouteHandlers<ActivityRoutes> {
  async function plan(
    conferenceId: string,
    body: ActivityPlan,
    by: string,
    seen?: SeenActivity,
  ): Promise<Activity> {
    const before = await activities.find(body.id)
    const after = await plans.plan(conferenceId, body, seen && { seen })
    await onPlanned(before, after, by)
    return after
  }

  return {
    'operator.activities': async ({ conferenceId }) => ({ activities: await activities.all(conferenceId) }),
    async 'operator.activity'({ params }) {
      const activity = await activities.find(params.activityId)
      if (!activity) throw errors.notFound('activity')
      return activity
    },
    'operator.planActivity': ({ body, conferenceId }) => plan(conferenceId, body, 'operator'),
    'activities.plan': ({ body: { seen, ...body }, person, conferenceId }) =>
      plan(conferenceId, body, person.id, seen),
    async 'activities.remove'({ params }) {
      await plans.remove(params.activityId)
      return {}
    },
    async 'operator.removeActivity'({ params }) {
      await plans.remove(params.activityId)
      return {}
    },
  }
}
