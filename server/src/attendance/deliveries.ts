// What media nodes report of a stage, turned into marks: what was on air, and whom it reached.
import type { Activity } from '@lectern/shared/credit'
import { keys } from '@lectern/shared/keys'
import type { Session } from '@lectern/shared/program'
import type { SfuServerEvents } from '@lectern/shared/sfuContract'
import { slotAt } from '@lectern/shared/watchTime'
import type { Redis } from 'ioredis'
import type { Clock } from '../core/clock.ts'
import type { Log } from '../core/log.ts'
import type { ProgramStore } from '../program/programStore.ts'
import type { Marks } from './marks.ts'

type Delivery = Parameters<SfuServerEvents['stage.delivery']>[0]

export interface DeliveriesOptions {
  redis: Redis
  program: Pick<ProgramStore, 'findSession' | 'state'>
  activityOf: (session: Session) => Promise<Activity | undefined>
  marks: Pick<Marks, 'delivered' | 'onAir'>
  /** Media reaches people of this session (again). */
  onFlow: (sessionId: string, at: number) => Promise<void>
  clock: Clock
  log: Log
}

/** Resolves when a report is taken; one that cannot be is logged. */
export function createDeliveries(options: DeliveriesOptions): (event: Delivery) => Promise<void> {
  const { redis, program, activityOf, marks, onFlow, clock, log } = options

  /** When accredited sessions went live: it never changes, and is known even while Redis is away. */
  const known = new Map<string, number>()

  /** Undefined where nothing is to be marked. */
  async function liveAtOf(sessionId: string): Promise<number | undefined> {
    const before = known.get(sessionId)
    if (before !== undefined) return before
    const session = await program.findSession(sessionId)
    // Stages of calls in the exhibit hall are no sessions.
    if (!session || !(await activityOf(session))) return
    const { liveAt } = await program.state(sessionId)
    if (liveAt === null) return
    known.set(sessionId, liveAt)
    return liveAt
  }

  async function take({ stageId: sessionId, nodeId, onAir, personIds }: Delivery, at: number, now: number) {
    const liveAt = await liveAtOf(sessionId)
    if (liveAt === undefined) return
    const slot = slotAt(liveAt, at)
    if (slot < 0) return
    marks.delivered(sessionId, slot, personIds)
    if (onAir) marks.onAir(sessionId, slot)
    await redis.hset(keys.deliveryReports(sessionId), nodeId, now)
    if (onAir && personIds.length > 0) await onFlow(sessionId, now)
  }

  return (event) => {
    const now = clock()
    return take(event, now - event.intervalMs / 2, now).catch((error: unknown) =>
      log.warn({ sessionId: event.stageId, err: error }, 'a report of delivery was not taken'),
    )
  }
}
