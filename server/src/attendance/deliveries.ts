// Turns media nodes' reports about a stage into marks: what was on air, and whom it reached.

import { slotMs } from '@lectern/shared/attendance'
import type { Activity } from '@lectern/shared/credit'
import { keys } from '@lectern/shared/keys'
import type { Session } from '@lectern/shared/program'
import type { TakenReport } from '@lectern/shared/sfuContract'
import { slotAt } from '@lectern/shared/watchTime'
import type { Redis } from 'ioredis'
import type { Clock } from '../core/clock.ts'
import type { ProgramStore } from '../program/programStore.ts'
import type { Marks } from './marks.ts'
import type { QualityStore } from './qualityStore.ts'

type Delivery = TakenReport<'stage.delivery'>

export interface DeliveriesOptions {
  redis: Redis
  program: Pick<ProgramStore, 'findSession' | 'state'>
  activityOf: (session: Session) => Promise<Activity | undefined>
  marks: Pick<Marks, 'delivered' | 'onAir' | 'flush'>
  quality: Pick<QualityStore, 'add'>
  /** Media reaches these people of a session (again). */
  onFlow: (sessionId: string, at: number, personIds: string[]) => Promise<void>
  /** Slots may have been judged without these marks. */
  onLate: (sessionId: string) => void
  clock: Clock
}

/**
 * Resolves once a report's marks are written or queued; rejects
 * if it cannot be accepted, so that the node repeats it.
 */
export function createDeliveries(options: DeliveriesOptions): (event: Delivery) => Promise<void> {
  const { redis, program, activityOf, marks, quality, onFlow, onLate, clock } = options

  /** When accredited sessions went live. It never changes; cached so that it is known while Redis is away. */
  const known = new Map<string, number>()

  /** Undefined for a stage that is no session's: a call in the exhibit hall. */
  async function find(sessionId: string): Promise<{ liveAt: number | null } | undefined> {
    const before = known.get(sessionId)
    if (before !== undefined) return { liveAt: before }
    const session = await program.findSession(sessionId)
    if (!session) return
    if (!(await activityOf(session))) return { liveAt: null }
    const { liveAt } = await program.state(sessionId)
    if (liveAt !== null) known.set(sessionId, liveAt)
    return { liveAt }
  }

  /** Nothing is marked without credit, nor before the session is live. */
  async function mark(
    { stageId: sessionId, nodeId, onAir, personIds, intervalMs, agoMs }: Delivery,
    liveAt: number,
    endedAt: number,
  ): Promise<void> {
    const slot = slotAt(liveAt, endedAt - intervalMs / 2)
    if (slot < 0) return
    marks.delivered(sessionId, slot, personIds)
    if (onAir) marks.onAir(sessionId, slot)
    await redis.hset(keys.deliveryReports(sessionId), nodeId, endedAt)
    await marks.flush()
    if (agoMs > slotMs) onLate(sessionId)
    if (onAir && personIds.length > 0) await onFlow(sessionId, endedAt, personIds)
  }

  return async (report) => {
    const endedAt = clock() - report.agoMs
    const session = await find(report.stageId)
    if (!session) return
    if (session.liveAt !== null) await mark(report, session.liveAt, endedAt)
    // Last: a report whose marks failed comes again, and would be counted twice.
    if (report.quality) await quality.add(report.stageId, endedAt, report.quality)
  }
}
