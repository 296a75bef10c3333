// Accredited activities, for operators.
import { errors } from '@lectern/shared/errors'
import type { operatorRoutes } from '@lectern/shared/plans'
import type { RouteHandlers } from '../http/routeHandlers.ts'
import type { ProgramStore } from '../program/programStore.ts'
import type { ActivitiesStore } from './activitiesStore.ts'
import type { PlanActivity } from './activityPlans.ts'

export interface CreditOperatorOptions {
  activities: ActivitiesStore
  program: Pick<ProgramStore, 'views'>
  planActivity: PlanActivity
}

type ActivityRoutes = Pick<
  typeof operatorRoutes,
  'operator.activities' | 'operator.activity' | 'operator.planActivity' | 'operator.removeActivity'
>

export function createCreditOperatorRoutes({
  activities,
  program,
  planActivity,
}: CreditOperatorOptions): RouteHandlers<ActivityRoutes> {
  const activityOf = async (activityId: string) => {
    const activity = await activities.find(activityId)
    if (!activity) throw errors.notFound('activity')
    return activity
  }
  return {
    'operator.activities': async () => ({ activities: await activities.all() }),
    'operator.activity': ({ params }) => activityOf(params.activityId),
    'operator.planActivity': ({ body }) => planActivity(body),
    async 'operator.removeActivity'({ params }) {
      const { id } = await activityOf(params.activityId)
      const using = (await program.views()).find(({ session }) => session.activityId === id)
      if (using)
        throw errors.conflict(
          `The session “${using.session.title}” is part of this activity. Take it out of it first.`,
        )
      await activities.remove(id)
      return {}
    },
  }
}
