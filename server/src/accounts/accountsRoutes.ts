// Sign-in by personal link, who am I, sign-out; and the operator's way to create people and links.
import { timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import { invitation, linkRequest, type Me } from '@lectern/shared/accounts'
import { notCleared, planProblems } from '@lectern/shared/clearance'
import { activity } from '@lectern/shared/credit'
import { errors } from '@lectern/shared/errors'
import { type Session, session } from '@lectern/shared/program'
import { type Request, type RequestHandler, Router } from 'express'
import type { Clock } from '../core/clock.ts'
import type { PlanActivity } from '../credit/activityPlans.ts'
import { limitFailures } from '../http/limit.ts'
import { requirePerson } from '../http/person.ts'
import { parseBody } from '../http/respond.ts'
import type { ProgramStore } from '../program/programStore.ts'
import type { AccountsStore } from './accountsStore.ts'

export interface AccountsRoutesOptions {
  accounts: AccountsStore
  program: ProgramStore
  clock: Clock
  /** The address people reach the server by, without a trailing slash. */
  publicUrl: () => string
  operatorToken: string | undefined
  planActivity: PlanActivity
  /** Ends the sockets of a browser that has signed out. */
  signOut: (webSessionId: string) => void
  /** Has them come back as who the person is now. */
  reconnect: (personId: string) => void
}

/** Only a path of this site may be the page after sign-in. */
const safePath = (next: unknown): string =>
  typeof next === 'string' && /^\/(?![/\\])[\w\-/.~?=&%]*$/.test(next) ? next : '/'

export function createAccountsRoutes(options: AccountsRoutesOptions): Router {
  const { accounts, program, clock } = options
  const router = Router()
  const countFailures = limitFailures('link', 30, 60, ['link_unknown', 'link_expired'])

  router.get('/s/:token', async (request, response) => {
    response.set({ 'Cache-Control': 'no-store', 'Referrer-Policy': 'no-referrer' })
    const person = await countFailures(request, () =>
      accounts.openLink(String(request.params.token), clock()),
    )
    // A new session id at sign-in: one that somebody planted before is worth nothing.
    await promisify(request.session.regenerate.bind(request.session))()
    request.session.personId = person.id
    await promisify(request.session.save.bind(request.session))()
    response.redirect(303, safePath(request.query.next))
  })

  router.get('/api/me', requirePerson, async (_request, response) => {
    const me: Me = { person: response.locals.person!, conference: await program.conference(), now: clock() }
    response.json(me)
  })

  router.post('/api/sign-out', async (request, response) => {
    const { id } = request.session
    await promisify(request.session.destroy.bind(request.session))()
    options.signOut(id)
    response.clearCookie('lectern').json({})
  })

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
  const { accounts, program, publicUrl, reconnect, planActivity, clock } = options
  const router = Router()
  const linkFor = async (personId: string, days?: number) => ({
    personId,
    link: `${publicUrl()}/s/${await accounts.createLink(personId, days)}`,
  })
  router.post('/people', async (request, response) => {
    const person = await accounts.invite(parseBody(invitation, request.body))
    reconnect(person.id)
    response.status(201).json(await linkFor(person.id))
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
    await program.saveSession(planned)
    response.status(201).json(planned)
  })
  router.put('/activities', async (request, response) => {
    const planned = parseBody(activity, request.body)
    await planActivity(planned)
    response.status(201).json(planned)
  })
  return router
}
