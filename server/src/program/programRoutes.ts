import { errors } from '@lectern/shared/errors'
import type { Program } from '@lectern/shared/program'
import { Router } from 'express'
import type { Clock } from '../core/clock.ts'
import { requirePerson } from '../http/person.ts'
import type { ProgramStore } from './programStore.ts'

/** `GET /api/program`: the whole agenda; `GET /api/program/:sessionId`: one session of it. */
export function createProgramRoutes(program: ProgramStore, clock: Clock): Router {
  const router = Router()
  router.get('/api/program', requirePerson, async (_request, response) => {
    const answer: Program = {
      conference: await program.conference(),
      sessions: await program.views(),
      now: clock(),
    }
    response.json(answer)
  })
  router.get('/api/program/:sessionId', requirePerson, async (request, response) => {
    const sessionId = String(request.params.sessionId)
    if (!(await program.findSession(sessionId))) throw errors.notFound('session')
    response.json(await program.view(sessionId))
  })
  return router
}
