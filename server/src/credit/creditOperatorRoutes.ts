// Accredited activities, for operators.

import { errors } from '@lectern/shared/errors'
import { activityPlan } from '@lectern/shared/plans'
import { Router } from 'express'
import { parseBody, parseId } from '../http/respond.ts'
import type { ProgramStore } from '../program/programStore.ts'
import type { ActivitiesStore } from './activitiesStore.ts'
import type { PlanActivity } from './activityPlans.ts'

export interface CreditOperatorOptions {
  activities: ActivitiesStore
  program: Pick<ProgramStore, 'views'>
  planActivity: PlanActivity
}

/** `GET|PUT /activities`, `GET|DELETE /activities/:id` */
export function createCreditOperatorRoutes({
  activities,
  program,
  planActivity,
}: CreditOperatorOptions): Router {
  const router = Router()
  const activityOf = async (activityId: unknown) => {
    const found = await activities.find(parseId('activity', activityId))
    if (!found) throw errors.notFound('activity')
    return found
  }
  router.get('/activities', async (_request, response) => {
    response.json({ activities: await activities.all() })
  })
  router.get('/activities/:activityId', async (request, response) => {
    response.json(await activityOf(request.params.activityId))
  })
  router.put('/activities', async (request, response) => {
    response.status(201).json(await planActivity(parseBody(activityPlan, request.body)))
  })
  router.delete('/activities/:activityId', async (request, response) => {
    const { id } = await activityOf(request.params.activityId)
    const using = (await program.views()).find(({ session }) => session.activityId === id)
    if (using)
      throw errors.conflict(
        `The session “${using.session.title}” is part of this activity. Take it out of it first.`,
      )
    await activities.remove(id)
    response.json({})
  })
  return router
}
