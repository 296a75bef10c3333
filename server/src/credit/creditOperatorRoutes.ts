// Accredited activities, for operators.
import { errors } from '@lectern/shared/errors'
import type { operatorRoutes } from '@lectern/shared/plans'
import type { RouteHandlers } from '../http/routeHandlers.ts'
import type { ActivitiesStore } from './activitiesStore.ts'
import type { ActivityPlans } from './activityPlans.ts'

export interface CreditOperatorOptions {
  activities: Pick<ActivitiesStore, 'all' | 'find'>
  plans: ActivityPlans
}

type ActivityRoutes = Pick<
  typeof operatorRoutes,
  'operator.activities' | 'operator.activity' | 'operator.planActivity' | 'operator.removeActivity'
>

export function createCreditOperatorRoutes({
  activities,
  plans,
}: CreditOperatorOptions): RouteHandlers<ActivityRoutes> {
  return {
    'operator.activities': async () => ({ activities: await activities.all() }),
    async 'operator.activity'({ params }) {
      const activity = await activities.find(params.activityId)
      if (!activity) throw errors.notFound('activity')
      return activity
    },
    'operator.planActivity': ({ body }) => plans.plan(body),
    async 'operator.removeActivity'({ params }) {
      await plans.remove(params.activityId)
      return {}
    },
  }
}
