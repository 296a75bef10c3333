import { createHash } from 'node:crypto'
import type { Person } from '@lectern/shared/accounts'
import { errors } from '@lectern/shared/errors'
import type { BiasReports, Program } from '@lectern/shared/program'
import { type Response, Router } from 'express'
import type { Clock } from '../core/clock.ts'
import { requirePerson, requireRole } from '../http/person.ts'
import type { ProgramStore } from './programStore.ts'
import { publicView } from './publicViews.ts'

/**
 * The same to everybody who is signed in, and asked for by every page: the browser keeps it, asks whether it still holds and
 * is mostly answered with 304.
 */
function revalidate(response: Response, shown: unknown): void {
  const hash = createHash('sha256').update(JSON.stringify(shown)).digest('base64url').slice(0, 22)
  response.set({ 'Cache-Control': 'private, no-cache', ETag: `W/"${hash}"`, Vary: 'Cookie' })
}

/**
 * `GET /api/program`: the whole agenda; `GET /api/program/:sessionId`: one session of it. `GET /api/program/bias-reports`: what
 * people reported as commercial bias, newest first, for organisers only.
 */
export function createProgramRoutes(
  program: ProgramStore,
  findPerson: (personId: string) => Promise<Person | undefined>,
  clock: Clock,
): Router {
  const router = Router()
  router.get('/api/program', requirePerson, async (_request, response) => {
    const shown = {
      conference: await program.conference(),
      sessions: (await program.views()).map(publicView),
    }
    revalidate(response, shown)
    const answer: Program = { ...shown, now: clock() }
    response.json(answer)
  })
  router.get('/api/program/bias-reports', requireRole('organiser'), async (_request, response) => {
    const views = await program.views()
    const reports = await Promise.all(
      views.map(async ({ session }) =>
        Promise.all(
          (await program.biasReports(session.id)).map(async ({ personId, ...report }) => ({
            sessionId: session.id,
            sessionTitle: session.title,
            name: (await findPerson(personId))?.name ?? '',
            ...report,
          })),
        ),
      ),
    )
    const answer: BiasReports = { reports: reports.flat().sort((a, b) => b.at - a.at) }
    response.json(answer)
  })
  router.get('/api/program/:sessionId', requirePerson, async (request, response) => {
    const sessionId = String(request.params.sessionId)
    if (!(await program.findSession(sessionId))) throw errors.notFound('session')
    const shown = publicView(await program.view(sessionId))
    revalidate(response, shown)
    response.json(shown)
  })
  return router
}
