// The platform's own faults: servers or a Redis that gave no sign of life, and media nodes that died. Each that concerned an
// accredited session comes to the ledger, opened and closed.
import { deliveryEveryMs } from '@lectern/shared/attendance'
import { keys } from '@lectern/shared/keys'
import type { LedgerRecord } from '@lectern/shared/ledger'
import type { SessionView } from '@lectern/shared/program'
import type { TakenReport } from '@lectern/shared/sfuContract'
import type { Redis } from 'ioredis'
import type { Clock } from '../core/clock.ts'
import type { Log } from '../core/log.ts'
import type { Intents, Recording } from '../ledger/intents.ts'
import type { ProgramStore } from '../program/programStore.ts'
import type { StageStore } from '../stage/stageStore.ts'
import type { Accreditation } from './accreditation.ts'
import type { Outage, OutagesStore } from './outagesStore.ts'
import type { SeatsStore } from './seatsStore.ts'
import type { ServedStore } from './servedStore.ts'

export interface OutagesOptions {
  redis: Redis
  store: OutagesStore
  program: Pick<ProgramStore, 'views'>
  activityOf: Accreditation['activityOf']
  intents: Pick<Intents, 'add' | 'complete'>
  served: Pick<ServedStore, 'keep' | 'keepPeople' | 'outagesOf'>
  seats: Pick<SeatsStore, 'learners' | 'of'>
  stage: Pick<StageStore, 'viewersOn'>
  /** Of this process alone. */
  serverName: string
  clock: Clock
  /** In ms, on a clock that never jumps: tells whether this process stood still. */
  monotonic: Clock
  log: Log
}

export type Outages = ReturnType<typeof createOutages>

/** A server that gives no sign of life for so long has failed, in ms; it gives one a second. */
export const lostAfterMs = 5000
/** How often a process looks whether it stands still, in ms. What it is late by, it stood still. */
export const lookEveryMs = 100
/** A node that has reported nothing of a stage for so long sent nothing of it when it died, in ms. */
const reportedMs = deliveryEveryMs * 4

/** A page is back after its node or worker died, or its person is not coming back, within so long, in ms. */
const backWithinMs = 30_000

type MediaOutage = Pick<Outage, 'id' | 'from'> & { sessionId: string }

const wasLive = ({ state }: SessionView, from: number, to: number | null): boolean =>
  state.liveAt !== null &&
  (to === null || state.liveAt < to) &&
  (state.endedAt === null || state.endedAt > from)

export function createOutages(options: OutagesOptions) {
  const { redis, store, program, activityOf, intents, served, seats, serverName, clock, monotonic, log } =
    options
  let isPulsing = false
  /** When this process gave the last sign of life that was answered. */
  let answeredAt: number | undefined
  let lookedAt: number | undefined
  /** How long this process has stood still since then, in ms, however short each time was. */
  let stoodStillMs = 0

  function look(): void {
    const now = monotonic()
    if (lookedAt !== undefined) stoodStillMs += Math.max(0, now - lookedAt - lookEveryMs)
    lookedAt = now
  }

  /** Whether this process stood still for most of the time since its last answered sign of life. */
  const stoodStill = (now: number): boolean =>
    answeredAt !== undefined && stoodStillMs > (now - answeredAt) / 2

  async function giveSign(): Promise<number> {
    const at = clock()
    const before = stoodStillMs
    const { others, wasMissed } = await store.pulse(serverName, at, lostAfterMs, answeredAt, stoodStill(at))
    look()
    // A silence may have begun after the clock was read, or before the answer was.
    const now = clock()
    if (wasMissed && stoodStill(now)) await store.stall(serverName, answeredAt!, now)
    answeredAt = at
    stoodStillMs -= before
    return others
  }

  async function accredited(): Promise<SessionView[]> {
    const views = await program.views()
    const activities = await Promise.all(views.map(({ session }) => activityOf(session)))
    return views.filter((_, i) => activities[i])
  }

  /** The work of recording an outage; its lines: `opened`, `closed`. */
  async function record(
    { outage: id }: { outage: string },
    enter: Recording,
    lines: string[],
  ): Promise<void> {
    const outage = await store.seal(id)
    if (!outage) return
    const { cause, from, to } = outage
    const concerned = (await accredited()).filter(
      (view) =>
        wasLive(view, from, to) && (outage.sessionId === null || outage.sessionId === view.session.id),
    )
    if (concerned.length === 0 && lines.includes('opened')) return store.drop(id)
    const sessionIds = concerned.map(({ session }) => session.id)
    const data = { outage: id, cause, sessionIds, from, ...(cause === 'stall' && { excuses: false }) }
    const opened: LedgerRecord = { kind: 'outage.opened', by: 'platform', data }
    const closed: LedgerRecord = { kind: 'outage.closed', by: 'platform', data: { ...data, to } }
    if (lines.includes('opened')) await enter('opened', [opened])
    if (lines.includes('closed')) await enter('closed', [closed])
  }

  /** Whom a server served when it failed: several servers may keep it, and the first is right. */
  async function keepServed(): Promise<void> {
    const unkept = (await store.all()).filter(({ kept }) => kept === false)
    if (unkept.length === 0) return
    const views = await accredited()
    for (const { id, server, from, to } of unkept) {
      for (const view of views) if (wasLive(view, from, to)) await served.keep(view.session.id, server!, id)
      await store.kept(id)
    }
  }

  /** Answers whether all is recorded. Does not wait for other servers: a sign of life must not be late. */
  async function recordAll(): Promise<boolean> {
    await keepServed()
    return intents.complete(keys.outageIntents())
  }

  /** Media fails these people of a session, and nobody else. */
  async function openFor(personIds: readonly string[], { id, sessionId, from }: MediaOutage): Promise<void> {
    if (personIds.length === 0) return
    await served.keepPeople(sessionId, id, personIds)
    await store.open({ id, cause: 'node', sessionId, kept: true, from })
  }

  /** Whether it touched any of these people. */
  async function touched(outageId: string, sessionId: string, personIds: string[]): Promise<boolean> {
    const held = [...(await seats.of(sessionId, personIds)).values()]
    const failedBy = await served.outagesOf(
      sessionId,
      [outageId],
      held.map(({ seat }) => seat),
    )
    return failedBy.some((ids) => ids.length > 0)
  }

  const openOf = (outages: readonly Outage[], sessionId: string): Outage[] =>
    outages.filter((outage) => outage.to === null && outage.sessionId === sessionId)

  intents.add({ outage: record })

  return {
    /** To be called every `lookEveryMs`. */
    look,

    /**
     * One sign of life of this server; notes servers, this one included, whose last one is too long ago. To be called once a
     * second. Answers how many other servers live; undefined where Redis could not be asked.
     */
    async pulse(): Promise<number | undefined> {
      look()
      if (isPulsing) return
      isPulsing = true
      try {
        const others = await giveSign()
        await recordAll()
        return others
      } catch (error) {
        log.debug({ err: error }, 'no sign of life could be given')
      } finally {
        isPulsing = false
      }
    },

    /** A media node died: whom it served has nothing, from its last report until media flows again. */
    async nodeGone(nodeId: string): Promise<void> {
      const now = clock()
      const outages = await store.all()
      for (const { session, state } of await accredited()) {
        if (state.phase !== 'live' && state.phase !== 'paused') continue
        const at = await redis.hget(keys.deliveryReports(session.id), nodeId)
        if (at === null) continue
        const from = Number(at)
        // While no server lived, nobody could notice it.
        const blind = outages
          .filter((outage) => outage.cause === 'server' && outage.from <= from + reportedMs)
          .map(({ to }) => to ?? now)
        if (now - Math.max(from, ...blind) > reportedMs) continue
        const id = `node:${nodeId}:${session.id}`
        if (outages.some((outage) => outage.id === id)) continue
        const there = await options.stage.viewersOn(nodeId, session.id, await seats.learners(session.id))
        await openFor(there, { id, sessionId: session.id, from })
      }
    },

    /** A worker of a media node died, and these viewers of the session with it. */
    async stageLost(report: TakenReport<'stage.lost'>): Promise<void> {
      const { stageId, lossId, silentMs, agoMs, personIds } = report
      const view = (await accredited()).find(({ session }) => session.id === stageId)
      if (view?.state.phase !== 'live' && view?.state.phase !== 'paused') return
      const from = clock() - agoMs - silentMs
      await openFor(personIds, { id: `worker:${lossId}:${stageId}`, sessionId: stageId, from })
    },

    /**
     * Media reached these people of a session at this time. What was lost before is over for the first who is back; where all
     * stay away, it is over once they had the time to come back, for media reaches others.
     */
    async flows(sessionId: string, at: number, personIds: string[]): Promise<void> {
      for (const { id, from } of openOf(await store.all(), sessionId))
        if (at - from > backWithinMs || (from < at && (await touched(id, sessionId, personIds))))
          await store.close(id, at)
    },

    /** Closes what is open of a session that has ended. Answers whether all is recorded. */
    async settle(sessionId: string, endedAt: number): Promise<boolean> {
      for (const { id } of openOf(await store.all(), sessionId)) await store.close(id, endedAt)
      return recordAll()
    },

    /** This server's time cannot be trusted: until it can, it is as one that has ended. */
    async standAside(): Promise<void> {
      if (answeredAt === undefined) return
      try {
        await store.goodbye(serverName)
        answeredAt = undefined
        lookedAt = undefined
        stoodStillMs = 0
      } catch (error) {
        log.debug({ err: error }, 'others were not told that this server stands aside')
      }
    },

    goodbye: (): Promise<void> => store.goodbye(serverName),
  }
}
