// Freezes every accredited session that has ended, on whichever servers are left, once its evidence is in.
import { judgedAfterMs } from '@lectern/shared/attendance'
import type { SessionView } from '@lectern/shared/program'
import type { Clock } from '../core/clock.ts'
import type { Log } from '../core/log.ts'
import type { ProgramStore } from '../program/programStore.ts'
import type { Accreditation } from './accreditation.ts'
import type { Freeze } from './freeze.ts'
import type { FrozenStore } from './frozenStore.ts'
import { stragglersMs } from './stragglers.ts'

export interface SweeperOptions {
  program: Pick<ProgramStore, 'views'>
  activityOf: Accreditation['activityOf']
  frozen: Pick<FrozenStore, 'isSettled'>
  freeze: Freeze['freeze']
  /** Ids of servers and nodes that may still hold evidence of a session. */
  stragglers: (view: SessionView) => Promise<string[]>
  clock: Clock
  log: Log
}

/** By this time (ms) after the end the last marks are written, even by a server that had to retry. */
export const settleAfterMs = judgedAfterMs + 4000

export function createSweeper(options: SweeperOptions) {
  const { program, activityOf, frozen, freeze, stragglers, clock, log } = options
  const settled = new Set<string>()
  let isSweeping = false
  /** When Redis last failed to answer: other servers may still have marks from that time queued. */
  let awayAt = Number.NEGATIVE_INFINITY
  /** By session, when evidence was still missing: once it is back, it has time to be written. */
  const missedAt = new Map<string, number>()

  /** What is missing from a session that is to be frozen without it; undefined while waiting. */
  async function missingOf(view: SessionView, endedAt: number): Promise<string[] | undefined> {
    const { id } = view.session
    const now = clock()
    const missing = await stragglers(view)
    if (now >= endedAt + settleAfterMs + stragglersMs) return missing
    if (missing.length > 0) missedAt.set(id, now)
    if (now < (missedAt.get(id) ?? Number.NEGATIVE_INFINITY) + settleAfterMs) return
    return missing
  }

  async function sweepOne(view: SessionView): Promise<void> {
    const { session, state } = view
    const { endedAt } = state
    if (endedAt === null || clock() < Math.max(endedAt, awayAt) + settleAfterMs || settled.has(session.id))
      return
    const activity = await activityOf(session)
    if (!activity) return
    if (await frozen.isSettled(session.id)) {
      settled.add(session.id)
      return
    }
    const missing = await missingOf(view, endedAt)
    if (!missing || !(await freeze(session.id, activity, state, missing))) return
    settled.add(session.id)
    log.info({ sessionId: session.id, missing }, 'watched time is final')
  }

  async function sweep(): Promise<void> {
    for (const view of await program.views())
      await sweepOne(view).catch((error: unknown) =>
        log.warn({ sessionId: view.session.id, err: error }, 'a session that has ended was not frozen yet'),
      )
  }

  return async (): Promise<void> => {
    if (isSweeping) return
    isSweeping = true
    try {
      await sweep()
    } catch (error) {
      awayAt = clock()
      log.warn({ err: error }, 'sessions that have ended could not be looked for')
    } finally {
      isSweeping = false
    }
  }
}
