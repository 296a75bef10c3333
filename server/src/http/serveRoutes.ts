// The one function that serves every HTTP route: it authorises, limits the rate, parses, runs and replies.
// `respond.ts` turns errors into replies. `live/runCommand.ts` does the same for commands, with the same
// parts of `core`.
import { type Person, personOfInstallation } from '@lectern/shared/accounts'
import { errors } from '@lectern/shared/errors'
import { type FailureRate, isFiles, type Route, type RouteMap, type RouteRate } from '@lectern/shared/route'
import { type Request, type RequestHandler, type Response, Router } from 'express'
import type { Account, Place } from '../core/account.ts'
import { addressKey } from '../core/address.ts'
import { requireRole } from '../core/authorise.ts'
import { type ConferenceGuard, idsNamedIn } from '../core/conferenceGuard.ts'
import { parseRequest } from '../core/parseRequest.ts'
import { createRateLimit, limitFailures, type RateLimit } from '../core/rateLimit.ts'
import { receiver, sendFile } from './files.ts'
import type { Call, FileAnswer } from './routeHandlers.ts'

export interface RouteServerOptions {
  routes: RouteMap
  handlers: Readonly<Record<string, (call: never) => unknown>>
  /**
   * Throws `forbidden` if the request has no operator token. Without it the operator's routes do not exist.
   */
  requireOperator: ((request: Request) => void) | undefined
  places: RoutePlaces
  /** Refuses what belongs to another conference. */
  guard: ConferenceGuard
  /** Whether somebody is an auditor of this activity now. */
  mayAudit: (account: Account, activityId: string) => Promise<boolean>
}

/** Which conference a request is about. `said`: by its address; `named`: by what it names. */
export interface RoutePlaces {
  of(account: Account, said: string | undefined, named: () => Promise<string | undefined>): Promise<Place>
  ofOperator(said: string | undefined, named: () => Promise<string | undefined>): Promise<string>
  /** For somebody who is not signed in; undefined if it is not clear. Throws `not_found`. */
  ofAnybody(said: string | undefined): Promise<string | undefined>
  /** The conference of what these values of a request name. */
  named(...values: unknown[]): Promise<string | undefined>
}

interface Where {
  person: Person | undefined
  conferenceId: string | undefined
}

const addressOf = (request: Request): string => addressKey(request.ip ?? 'unknown')

/** Values from the URL. One that does not match its schema names nothing. */
function parseParams(
  { params }: Route,
  raw: Readonly<Record<string, unknown>>,
): Record<string, string> | undefined {
  if (!params) return undefined
  const parsed = Object.entries(params).map(([name, schema]): [string, string] => {
    const result = schema.safeParse(raw[name])
    if (!result.success) throw errors.notFound(name.replace(/Id$/, ''))
    return [name, result.data]
  })
  return Object.fromEntries(parsed)
}

/** Limits by pool: routes that share a pool are counted together. */
function createLimits() {
  const made = new Map<string, RateLimit>()
  const pool = (name: string, points: number, seconds: number): RateLimit => {
    const limit = made.get(name) ?? createRateLimit(name, points, seconds)
    made.set(name, limit)
    return limit
  }
  return {
    rate(name: string, { points, seconds, strangers, byAddress, pool: shared = name }: RouteRate) {
      const ofPeople = pool(shared, points, seconds)
      const ofAddresses = pool(`${shared} by address`, strangers ?? points, seconds)
      return (request: Request, person: Person | undefined): Promise<void> =>
        person && !byAddress ? ofPeople(person.id) : ofAddresses(addressOf(request))
    },
    failures: ({ codes, points, seconds, pool: shared }: FailureRate) =>
      limitFailures(pool(`failures ${shared}`, points, seconds), codes),
  }
}

async function answer(route: Route, value: unknown, response: Response): Promise<void> {
  if (isFiles(route.reply)) return sendFile(route.reply, value as FileAnswer, response)
  if (route.status) response.status(route.status)
  response.json(value)
}

/** Its segments from the left: 0 for a literal one, 1 for a parameter. */
const shapeOf = (path: string): string =>
  path
    .split('/')
    .map((segment) => Number(segment.startsWith(':')))
    .join('')

/** Tries a literal segment before a parameter: "/people/new" before "/people/:personId". */
const byPrecision = (a: string, b: string): number =>
  shapeOf(a).localeCompare(shapeOf(b)) || b.length - a.length

/** The routes, and `wrong_method` for other methods on each of their paths. */
export function serveRoutes(options: RouteServerOptions): Router {
  const { routes, handlers, requireOperator, places, guard, mayAudit } = options
  const limits = createLimits()

  async function whereIs({ who, of }: Route, request: Request, response: Response): Promise<Where> {
    const { account, said } = response.locals
    if (of === 'installation')
      return { person: account && personOfInstallation(account.identity), conferenceId: undefined }
    const named = () => places.named(request.params, request.query, request.body)
    if (who === 'operator') {
      requireOperator!(request)
      return { person: undefined, conferenceId: await places.ofOperator(said, named) }
    }
    if (account) return places.of(account, said, named)
    if (who !== 'anybody') throw errors.notSignedIn()
    return { person: undefined, conferenceId: await places.ofAnybody(said) }
  }

  /** For everybody else the activity does not exist. */
  async function requireAuditor(account: Account | undefined, activityId: unknown): Promise<void> {
    if (!account) throw errors.notSignedIn()
    const may = account.identity.isOffice || (await mayAudit(account, String(activityId)))
    if (!may) throw errors.notFound('activity')
  }

  async function authorise(
    { who }: Route,
    { request, response }: { request: Request; response: Response },
    person: Person | undefined,
  ): Promise<void> {
    if (who === 'operator') requireOperator!(request)
    else if (who === 'auditor') await requireAuditor(response.locals.account, request.params.activityId)
    else if (who === 'signedIn') {
      if (!person) throw errors.notSignedIn()
    } else if (who !== 'anybody') requireRole(who, person)
  }

  function serve(name: string, route: Route): RequestHandler {
    const limit = route.rate && limits.rate(name, route.rate)
    const countFailures = route.failures && limits.failures(route.failures)
    const handler = handlers[name]
    if (!handler) throw new Error(`no handler for the route ${name}`)
    const body = (request: Request) =>
      isFiles(route.body) ? receiver(request) : route.body && parseRequest(route.body, request.body)
    return async (request, response) => {
      const { person, conferenceId } = await whereIs(route, request, response)
      await authorise(route, { request, response }, person)
      await limit?.(request, person)
      const given = {
        params: parseParams(route, request.params),
        query: route.query && parseRequest(route.query, request.query),
        body: body(request),
      }
      if (conferenceId !== undefined) {
        const isOffice = route.who === 'operator' || (person?.roles.includes('office') ?? false)
        await guard({ conferenceId, isOffice, person }, idsNamedIn(given.params, given.query, given.body))
      }
      const call: Call = {
        ...(given as Pick<Call, 'params' | 'query' | 'body'>),
        person: person as never,
        conferenceId: conferenceId as never,
        get session() {
          return request.session
        },
        userAgent: request.get('user-agent'),
        response,
      }
      const run = async () => handler(call as never)
      await answer(route, await (countFailures ? countFailures(addressOf(request), run) : run()), response)
    }
  }

  const served = Object.entries(routes).filter(([, { who }]) => who !== 'operator' || requireOperator)
  const byPath = Map.groupBy(served, ([, { path }]) => path)
  const router = Router()
  for (const path of [...byPath.keys()].sort(byPrecision)) {
    const here = router.route(path)
    const allowed = byPath.get(path)!.map(([name, route]) => {
      here[route.method.toLowerCase() as 'get'](serve(name, route))
      return route
    })
    here.all((request, response) => {
      if (allowed.some(({ who }) => who === 'operator')) requireOperator!(request)
      response.set('Allow', allowed.map(({ method }) => method).join(', '))
      throw errors.wrongMethod(request.method)
    })
  }
  return router
}
