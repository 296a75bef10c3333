// The platform's own faults: servers, or a Redis, that gave no pulse, and media nodes that died. The ledger
// of every conference whose accredited sessions it concerned records the opening and closing of each.
import { deliveryEveryMs } from '@lectern/shared/attendance'
import { keys } from '@lectern/shared/keys'
import type { LedgerRecord } from '@lectern/shared/ledger'
import type { SessionView } from '@lectern/shared/program'
import type { TakenReport } from '@lectern/shared/sfuContract'
import type { Redis } from 'ioredis'
import type { Clock } from '../core/clock.ts'
import type { Log } from '../core/log.ts'
import type { Recording } from '../ledger/intent.ts'
import type { Intents } from '../ledger/intents.ts'
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
  /** Unique to this process. */
  serverName: string
  clock: Clock
  /** Milliseconds on a clock that never jumps: tells whether this process stalled. */
  monotonic: Clock
  log: Log
}

export type Outages = ReturnType<typeof createOutages>

/** A server without a pulse for this long (ms) has failed; it gives one a second. */
export const lostAfterMs = 5000
/** How often (ms) a process looks whether it stalls. Any delay of a look counts as a stall. */
export const lookEveryMs = 100
/** If a dead node's last report for a stage is older than this (ms), it was not serving that stage. */
const reportedMs = deliveryEveryMs * 4

/** After a node or worker dies, a page is back within this time (ms), or the person is not coming back. */
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
  /** When this process gave its last answered pulse. */
  let answeredAt: number | undefined
  let lookedAt: number | undefined
  /** Total time (ms) that this process has stalled since then, however short each stall. */
  let stoodStillMs = 0

  function look(): void {
    const now = monotonic()
    if (lookedAt !== undefined) stoodStillMs += Math.max(0, now - lookedAt - lookEveryMs)
    lookedAt = now
  }

  /** Whether this process stalled for most of the time since its last answered pulse. */
  const stoodStill = (now: number): boolean =>
    answeredAt !== undefined && stoodStillMs > (now - answeredAt) / 2

  async function giveSign(): Promise<number> {
    const at = clock()
    const before = stoodStillMs
    const { others, wasMissed } = await store.pulse(serverName, at, lostAfterMs, answeredAt, stoodStill(at))
    look()
    // A silence may have begun after the clock was read, or before the reply was read.
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

  /** The intent that records an outage; its lines: `opened`, `closed`, `corrected` (it was a stall). */
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
    const byConference = Map.groupBy(concerned, ({ session }) => session.conferenceId)
    for (const conferenceId of await store.conferencesOf(id, [...byConference.keys()])) {
      const sessionIds = (byConference.get(conferenceId) ?? []).map(({ session }) => session.id)
      const stalled = cause === 'stall' && { excuses: false }
      const data = { outage: id, conferenceId, cause, sessionIds, from, ...stalled }
      const opened: LedgerRecord = { kind: 'outage.opened', by: 'platform', data }
      const closed: LedgerRecord = { kind: 'outage.closed', by: 'platform', data: { ...data, to } }
      const step = (line: string, record: LedgerRecord) =>
        lines.includes(line) ? enter(`${line} ${conferenceId}`, [record]) : undefined
      await step('opened', opened)
      await step('closed', closed)
      await step('corrected', { ...closed, kind: 'outage.corrected' })
    }
  }

  /** Keeps whom a server served when it failed. Several servers may try; the first is right. */
  async function keepServed(): Promise<void> {
    const unkept = (await store.all()).filter(({ kept }) => kept === false)
    if (unkept.length === 0) return
    const views = await accredited()
    for (const { id, server, from, to } of unkept) {
      for (const view of views) if (wasLive(view, from, to)) await served.keep(view.session.id, server!, id)
      await store.kept(id)
    }
  }

  /** Opens an outage of media for these people of a session only. */
  async function openFor(personIds: readonly string[], { id, sessionId, from }: MediaOutage): Promise<void> {
    if (personIds.length === 0) return
    await served.keepPeople(sessionId, id, personIds)
    await store.open({ id, cause: 'node', sessionId, kept: true, from })
  }

  /** Whether the outage affected any of these people. */
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
    /** Call every `lookEveryMs`. */
    look,

    /**
     * Gives one pulse of this server, and records servers (this one included) whose last pulse is too old.
     * Call once a second. Returns the number of other live servers; undefined if Redis could not be asked.
     */
    async pulse(): Promise<number | undefined> {
      look()
      if (isPulsing) return
      isPulsing = true
      try {
        const others = await giveSign()
        await keepServed()
        // Does not wait for other servers: a pulse must not be late. If it fails, whom this server serves is
        // written all the same.
        await intents
          .complete(keys.outageIntents())
          .catch((error: unknown) => log.warn({ err: error }, 'outages are not recorded yet'))
        return others
      } catch (error) {
        log.debug({ err: error }, 'no sign of life could be given')
      } finally {
        isPulsing = false
      }
    },

    /**
     * A media node died: the people it served receive nothing from its last report until media flows again.
     */
    async nodeGone(nodeId: string): Promise<void> {
      const now = clock()
      const outages = await store.all()
      for (const { session, state } of await accredited()) {
        if (state.phase !== 'live' && state.phase !== 'paused') continue
        const at = await redis.hget(keys.deliveryReports(session.id), nodeId)
        if (at === null) continue
        const from = Number(at)
        // While no server was running, nobody could notice it.
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

    /** A worker of a media node died, with these viewers of the session. */
    async stageLost(report: TakenReport<'stage.lost'>): Promise<void> {
      const { stageId, lossId, silentMs, agoMs, personIds } = report
      const view = (await accredited()).find(({ session }) => session.id === stageId)
      if (view?.state.phase !== 'live' && view?.state.phase !== 'paused') return
      const from = clock() - agoMs - silentMs
      await openFor(personIds, { id: `worker:${lossId}:${stageId}`, sessionId: stageId, from })
    },

    /**
     * Media reached these people of a session at this time. An outage ends when the first person it affected
     * is back; if none returns, it ends once they had time to, since media reaches others.
     */
    async flows(sessionId: string, at: number, personIds: string[]): Promise<void> {
      for (const { id, from } of openOf(await store.all(), sessionId))
        if (at - from > backWithinMs || (from < at && (await touched(id, sessionId, personIds))))
          await store.close(id, at)
    },

    /**
     * Closes open outages of an ended session. Returns whether every outage that concerns it is recorded.
     * Does not wait for other servers.
     */
    async settle(sessionId: string, liveAt: number, endedAt: number): Promise<boolean> {
      for (const { id } of openOf(await store.all(), sessionId)) await store.close(id, endedAt)
      await keepServed()
      const concerning = (await store.all()).filter(
        ({ sessionId: of, from, to }) =>
          (of === null || of === sessionId) && from < endedAt && (to === null || to > liveAt),
      )
      const ids = new Set(concerning.map(({ id }) => id))
      return intents.complete(keys.outageIntents(), (id) => ids.has(id))
    },

    /** Until this server's clock can be trusted again, it acts like a stopped server. */
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
