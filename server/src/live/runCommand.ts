// The one function that handles every command: it authorises, limits the rate, parses, runs, catches and
// acknowledges. `http/serveRoutes.ts` does the same for routes, with the same parts of `core`.
import { createHash } from 'node:crypto'
import type { Person } from '@lectern/shared/accounts'
import type { Acknowledgement, Command, CommandMap } from '@lectern/shared/command'
import { createdIds } from '@lectern/shared/createdIds'
import { errors } from '@lectern/shared/errors'
import type { Session } from '@lectern/shared/program'
import { createAnswerBudget } from '../core/answerBudget.ts'
import { mayRun, requireRole } from '../core/authorise.ts'
import type { Clock } from '../core/clock.ts'
import { type ConferenceGuard, type Guarded, idsNamedIn } from '../core/conferenceGuard.ts'
import { toErrorBody } from '../core/errorBody.ts'
import type { Log } from '../core/log.ts'
import type { Metrics } from '../core/metrics.ts'
import { parseRequest } from '../core/parseRequest.ts'
import { createRateLimit } from '../core/rateLimit.ts'
import type { Caller } from './connection.ts'

type AnyHandler = (request: never, caller: Caller) => Promise<unknown>

export interface CommandRunnerOptions {
  commands: CommandMap
  handlers: Record<string, AnyHandler>
  /**
   * What handlers read may be asked of Redis together with the session. By command; called with the very
   * request that the handler gets. The person may turn out not to be allowed: it changes nothing.
   */
  readAhead?: Record<string, (request: never, caller: Caller) => void>
  /** Undefined, too, if it is a draft that this person does not see. */
  findSession: (sessionId: string, person: Person) => Promise<Session | undefined>
  /** Refuses what belongs to another conference. */
  guard: ConferenceGuard
  metrics: Pick<Metrics, 'countCommand'>
  clock: Clock
  log: Log
}

/**
 * `have`: the tag of the large reply that the page already has. `givenUpAt`: when the page tells its person
 * that the command has failed: if a slow network, server or Redis delays it until then, it is refused and
 * never runs.
 */
export type RunCommand = (
  name: string,
  raw: unknown,
  caller: Caller,
  have?: string,
  givenUpAt?: number,
) => Promise<Acknowledgement>

/** Limit on large replies per person: 80 lists of a session with a thousand questions. */
const largeReplies = { bytes: 16 * 1024 * 1024, seconds: 60 }

const tagOf = (json: string): string => createHash('sha256').update(json).digest('base64url').slice(0, 22)

const sessionOf = (request: unknown): string | undefined =>
  typeof request === 'object' &&
  request !== null &&
  'sessionId' in request &&
  typeof request.sessionId === 'string'
    ? request.sessionId
    : undefined

const createdBy: Readonly<Record<string, string>> = createdIds
const guardedOf = (name: string, { person, conferenceId }: Caller): Guarded => ({
  conferenceId,
  person,
  isOffice: person.roles.includes('office'),
  creates: createdBy[name],
})

export function createCommandRunner(options: CommandRunnerOptions): RunCommand {
  const limits = new Map(
    Object.entries(options.commands).map(([name, { rate }]) => [
      name,
      createRateLimit(name, rate.points, rate.seconds),
    ]),
  )

  const budget = createAnswerBudget('large', largeReplies.bytes, largeReplies.seconds)

  async function run(name: string, raw: unknown, caller: Caller, givenUpAt: number): Promise<unknown> {
    const declaration: Command | undefined = Object.hasOwn(options.commands, name)
      ? options.commands[name]
      : undefined
    const handler = declaration && options.handlers[name]
    if (!declaration || !handler) throw errors.notFound('command')
    // Before parsing: a person without the role in any session learns nothing about the request's shape.
    requireRole(declaration.who, caller.person)
    await limits.get(name)!(caller.person.id)
    if (declaration.large) await budget.check(caller.person.id)
    const request = parseRequest(declaration.request, raw)
    const sessionId = sessionOf(request)
    const named = idsNamedIn(request)
    // Found below, with everything else about it.
    if (sessionId !== undefined) named.get('session')?.delete(sessionId)
    const guarding = options.guard(guardedOf(name, caller), named)
    if (sessionId === undefined) await guarding
    else {
      const finding = options.findSession(sessionId, caller.person)
      options.readAhead?.[name]?.(request as never, caller)
      const [session] = await Promise.all([finding, guarding])
      if (session?.conferenceId !== caller.conferenceId) throw errors.notFound('session')
      if (!mayRun(declaration.who, caller.person, session))
        throw errors.forbidden('you are not on the faculty of this session')
    }
    const now = options.clock()
    if (now >= givenUpAt) throw errors.cameLate(now)
    return handler(request as never, caller)
  }

  /** A large reply is sent once for as long as it is current. */
  async function tagged(
    value: unknown,
    personId: string,
    have: string | undefined,
  ): Promise<Acknowledgement> {
    const json = JSON.stringify(value)
    const tag = tagOf(json)
    if (tag === have) return { ok: true, value: null, tag, unchanged: true }
    await budget.spend(personId, json.length)
    return { ok: true, value, tag }
  }

  async function answer(
    ...[name, raw, caller, have, givenUpAt = Number.POSITIVE_INFINITY]: Parameters<RunCommand>
  ) {
    try {
      const value = await run(name, raw, caller, givenUpAt)
      return options.commands[name]!.large
        ? await tagged(value, caller.person.id, have)
        : { ok: true as const, value }
    } catch (error) {
      return {
        ok: false as const,
        error: toErrorBody(error, options.log, { command: name, personId: caller.person.id }),
      }
    }
  }

  return async (...sent) => {
    const begun = performance.now()
    const acknowledgement = await answer(...sent)
    const name = Object.hasOwn(options.commands, sent[0]) ? sent[0] : 'other'
    const outcome = acknowledgement.ok ? 'ok' : acknowledgement.error.code
    options.metrics.countCommand(name, outcome, (performance.now() - begun) / 1000)
    return acknowledgement
  }
}
