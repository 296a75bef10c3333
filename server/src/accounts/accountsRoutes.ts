// Who am I; signing in and what lets people in; and the operator's way to create people and links.
import { timingSafeEqual } from 'node:crypto'
import { invitation, linkRequest, type Me } from '@lectern/shared/accounts'
import { notCleared, planProblems } from '@lectern/shared/clearance'
import { activity } from '@lectern/shared/credit'
import { errors } from '@lectern/shared/errors'
import { type Session, session } from '@lectern/shared/program'
import { type Request, type RequestHandler, Router } from 'express'
import type { Clock } from '../core/clock.ts'
import type { PlanActivity } from '../credit/activityPlans.ts'
import { requirePerson } from '../http/person.ts'
import { parseBody } from '../http/respond.ts'
import type { PlanNews } from '../program/planNews.ts'
import type { ProgramStore } from '../program/programStore.ts'
import { createAccessRoutes } from './accessRoutes.ts'
import type { AccountsStore } from './accountsStore.ts'
import type { Rights } from './rights.ts'
import { createSignInRoutes } from './signInRoutes.ts'

export interface AccountsRoutesOptions {
  accounts: AccountsStore
  program: ProgramStore
  clock: Clock
  /** The address people reach the server by, without a trailing slash. */
  publicUrl: () => string
  operatorToken: string | undefined
  planActivity: PlanActivity
  planNews: PlanNews
  rights: Rights
}

export function createAccountsRoutes(options: AccountsRoutesOptions): Router {
  const { program, clock } = options
  const router = Router()
  router.get('/api/me', requirePerson, async (_request, response) => {
    const me: Me = { person: response.locals.person!, conference: await program.conference(), now: clock() }
    response.json(me)
  })

  router.use(createSignInRoutes(options), createAccessRoutes(options))
  if (options.operatorToken)
    router.use('/api/operator', requireOperator(options.operatorToken), createOperatorRoutes(options))
  return router
}

const requireOperator = (token: string): RequestHandler => {
  const expected = Buffer.from(`Bearer ${token}`)
  return (request: Request, _response, next) => {
    const given = Buffer.from(request.headers.authorization ?? '')
    if (given.length !== expected.length || !timingSafeEqual(given, expected))
      throw errors.forbidden('this needs the operator token')
    next()
  }
}

/** For scripts on the machine: rehearsals, imports, measurements. */
function createOperatorRoutes(options: AccountsRoutesOptions): Router {
  const { accounts, program, publicUrl, rights, planActivity, planNews, clock } = options
  const router = Router()
  const linkFor = async (personId: string, days?: number) => ({
    personId,
    link: `${publicUrl()}/s/${await accounts.createLink(personId, days)}`,
  })
  router.post('/people', async (request, response) => {
    const change = await accounts.change(parseBody(invitation, request.body))
    await rights.personChanged(change)
    response.status(201).json(await linkFor(change.after.id))
  })
  router.post('/links', async (request, response) => {
    const wanted = parseBody(linkRequest, request.body)
    if ('personId' in wanted) {
      if (!(await accounts.findPerson(wanted.personId))) throw errors.notFound('person')
      response.status(201).json(await linkFor(wanted.personId, wanted.days))
      return
    }
    const session = await program.session(wanted.sessionId)
    const [first] = wanted.as === 'speaker' ? session.speakers : session.moderators
    if (!first) throw errors.notFound(`${wanted.as} in this session`)
    response.status(201).json(await linkFor(first.personId))
  })
  /** Nobody is cleared in the future, mitigated without a step, or added to a running session without being cleared. */
  async function requireTrueDisclosures(planned: Session, before: Session | undefined): Promise<void> {
    const now = clock()
    const [problem] = planProblems(planned, now)
    if (problem) throw errors.invalidRequest(problem)
    if (!before || planned.activityId === undefined) return
    const { phase } = await program.state(planned.id)
    if (phase !== 'live' && phase !== 'paused') return
    const known = notCleared(before, now)
    const added = notCleared(planned, now).filter((name) => !known.includes(name))
    if (added.length > 0) throw errors.disclosuresMissing(added)
  }
  router.put('/sessions', async (request, response) => {
    const planned = parseBody(session, request.body)
    const before = await program.findSession(planned.id)
    // Minutes that were watched for one activity would earn a second credit in another.
    if (
      before &&
      before.activityId !== planned.activityId &&
      (await program.state(planned.id)).liveAt !== null
    )
      throw errors.conflict('This session has gone live: it stays in its activity.')
    await requireTrueDisclosures(planned, before)
    const saved = await program.saveSession(planned)
    await planNews.changed(before, saved)
    response.status(201).json(saved)
  })
  router.put('/activities', async (request, response) => {
    const planned = parseBody(activity, request.body)
    await planActivity(planned)
    response.status(201).json(planned)
  })
  return router
}
