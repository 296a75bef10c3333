// The one function that handles every command: it parses, authorises, rate-limits, runs, catches and acknowledges.

import { createHash } from 'node:crypto'
import type { Acknowledgement, Command, CommandMap } from '@lectern/shared/command'
import { errors } from '@lectern/shared/errors'
import type { Session } from '@lectern/shared/program'
import { RateLimiterMemory } from 'rate-limiter-flexible'
import { createAnswerBudget } from '../core/answerBudget.ts'
import { mayRun } from '../core/authorise.ts'
import type { Clock } from '../core/clock.ts'
import { isTooDeep } from '../core/depth.ts'
import { describeProblem, toErrorBody, tooOften } from '../core/errorBody.ts'
import type { Log } from '../core/log.ts'
import type { Caller } from './connection.ts'

type AnyHandler = (request: never, caller: Caller) => Promise<unknown>

export interface CommandRunnerOptions {
  commands: CommandMap
  handlers: Record<string, AnyHandler>
  findSession: (sessionId: string) => Promise<Session | undefined>
  clock: Clock
  log: Log
}

/**
 * `have`: the tag of a large reply that the page has already. `givenUpAt`: when the page tells its person that the command has
 * failed: one that a slow network, server or Redis holds back until then is refused, and is never run.
 */
export type RunCommand = (
  name: string,
  raw: unknown,
  caller: Caller,
  have?: string,
  givenUpAt?: number,
) => Promise<Acknowledgement>

/** What one person may be sent in large replies: 80 lists of a session with a thousand questions. */
const largeReplies = { bytes: 16 * 1024 * 1024, seconds: 60 }

const tagOf = (json: string): string => createHash('sha256').update(json).digest('base64url').slice(0, 22)

const sessionOf = (request: unknown): string | undefined =>
  typeof request === 'object' &&
  request !== null &&
  'sessionId' in request &&
  typeof request.sessionId === 'string'
    ? request.sessionId
    : undefined

export function createCommandRunner(options: CommandRunnerOptions): RunCommand {
  // Limits protect a server; they are counted on each server by itself, so that no heartbeat or vote costs a write to disk.
  const limiters = new Map(
    Object.entries(options.commands).map(([name, { rate }]) => [
      name,
      new RateLimiterMemory({ keyPrefix: name, points: rate.points, duration: rate.seconds }),
    ]),
  )

  const budget = createAnswerBudget('large', largeReplies.bytes, largeReplies.seconds)

  async function limit(name: string, personId: string): Promise<void> {
    try {
      await limiters.get(name)?.consume(personId)
    } catch (refusal) {
      throw tooOften(refusal)
    }
  }

  async function run(name: string, raw: unknown, caller: Caller, givenUpAt: number): Promise<unknown> {
    const declaration: Command | undefined = Object.hasOwn(options.commands, name)
      ? options.commands[name]
      : undefined
    const handler = declaration && options.handlers[name]
    if (!declaration || !handler) throw errors.notFound('command')
    // Before the request is even looked at: whoever may in no session learns nothing about its shape.
    if (!mayRun(declaration.who, caller.person, undefined)) throw errors.forbidden('this is for other roles')
    await limit(name, caller.person.id)
    if (declaration.large) await budget.check(caller.person.id)
    if (isTooDeep(raw)) throw errors.invalidRequest('it is nested too deeply')
    const request = declaration.request.safeParse(raw)
    if (!request.success) throw errors.invalidRequest(describeProblem(request.error))
    const sessionId = sessionOf(request.data)
    if (sessionId !== undefined) {
      const session = await options.findSession(sessionId)
      if (!session) throw errors.notFound('session')
      if (!mayRun(declaration.who, caller.person, session))
        throw errors.forbidden('you are not on the faculty of this session')
    }
    const now = options.clock()
    if (now >= givenUpAt) throw errors.cameLate(now)
    return handler(request.data as never, caller)
  }

  /** A large reply goes out once for as long as it holds. */
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

  return async (name, raw, caller, have, givenUpAt = Number.POSITIVE_INFINITY) => {
    try {
      const value = await run(name, raw, caller, givenUpAt)
      return options.commands[name]!.large ? await tagged(value, caller.person.id, have) : { ok: true, value }
    } catch (error) {
      return {
        ok: false,
        error: toErrorBody(error, options.log, { command: name, personId: caller.person.id }),
      }
    }
  }
}
