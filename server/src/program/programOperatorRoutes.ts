// The conference and its sessions, for operators.
import { conferencePlan } from '@lectern/shared/conferences'
import { sessionPlan } from '@lectern/shared/plans'
import { Router } from 'express'
import { parseBody, parseId } from '../http/respond.ts'
import type { SessionPlans } from './planSession.ts'
import type { ProgramStore } from './programStore.ts'

export interface ProgramOperatorOptions {
  program: ProgramStore
  plans: SessionPlans
}

/** `GET|PUT /conference`, `GET|PUT /sessions`, `GET|DELETE /sessions/:id` */
export function createProgramOperatorRoutes({ program, plans }: ProgramOperatorOptions): Router {
  const router = Router()
  router.get('/conference', async (_request, response) => {
    response.json(await program.conference())
  })
  router.put('/conference', async (request, response) => {
    const changed = { ...(await program.conference()), ...parseBody(conferencePlan, request.body) }
    await program.saveConference(changed)
    response.json(changed)
  })
  router.get('/sessions', async (_request, response) => {
    response.json({ sessions: (await program.views()).map(({ session }) => session) })
  })
  router.get('/sessions/:sessionId', async (request, response) => {
    response.json(await program.session(parseId('session', request.params.sessionId)))
  })
  router.put('/sessions', async (request, response) => {
    response.status(201).json(await plans.plan(parseBody(sessionPlan, request.body)))
  })
  router.delete('/sessions/:sessionId', async (request, response) => {
    await plans.remove(parseId('session', request.params.sessionId))
    response.json({})
  })
  return router
}
