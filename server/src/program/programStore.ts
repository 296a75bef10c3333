// The programme and the state of its sessions.
import { inControl } from '@lectern/shared/clearance'
import { errors } from '@lectern/shared/errors'
import { keys } from '@lectern/shared/keys'
import type { LedgerRecord } from '@lectern/shared/ledger'
import { breaksMax, earlierPlansMax } from '@lectern/shared/limits'
import {
  type Session,
  type SessionState,
  type SessionView,
  session,
  sessionState,
} from '@lectern/shared/program'
import { isAccredited, upgradeSession } from '@lectern/shared/programReview'
import type { Redis } from 'ioredis'
import type { Clock } from '../core/clock.ts'
import { fromPairs, script } from '../core/script.ts'
import { intentHead, type Place } from '../ledger/intent.ts'
import { createConferenceStore } from './conferenceStore.ts'

export type SessionMove = 'start' | 'pause' | 'resume' | 'end'
/** Where the evidence of a session's moves is kept until the ledger has it. */
export const movesPlace = (sessionId: string): Place => [keys.sessionIntents(sessionId), 'moves']

export type ProgramStore = ReturnType<typeof createProgramStore>

const runMove = script<[number, string[]]>(import.meta.url, './move.lua')
const runPlan = script<string | null>(import.meta.url, './plan.lua')

const instantOrNull = (text: string | undefined): number | null => (text ? Number(text) : null)

function readState(sessionId: string, fields: Record<string, string>): SessionState {
  return sessionState.parse({
    sessionId,
    version: Number(fields.version ?? 0),
    phase: fields.phase ?? 'scheduled',
    liveAt: instantOrNull(fields.liveAt),
    endedAt: instantOrNull(fields.endedAt),
    breaks: JSON.parse(fields.breaks ?? '[]'),
    resumesAt: instantOrNull(fields.resumesAt),
  })
}

const refusals: Record<SessionMove, string> = {
  start: 'This session has been started already.',
  pause: 'Only a live session can be paused.',
  resume: 'This session is not paused.',
  end: 'Only a session that was started can be ended.',
}

export function createProgramStore(redis: Redis, clock: Clock) {
  /** Every command needs its session's plan, which seldom changes: cache the parsed one. */
  const parsed = new Map<string, { text: string; session: Session }>()
  const conferences = createConferenceStore(redis)

  const store = {
    /** Removes everything that belongs to it: its state, questions and polls. */
    async removeSession(sessionId: string): Promise<void> {
      const planned = await store.findSession(sessionId)
      if (planned) await redis.srem(keys.sessions(planned.conferenceId), sessionId)
      for await (const found of redis.scanStream({ match: keys.everythingOf(sessionId), count: 1000 }))
        if ((found as string[]).length > 0) await redis.del(found as string[])
    },

    /**
     * Returns it with its new version; undefined if it is no longer the version that was read, 0 for a new
     * one. Without `read` it is saved whatever is there. Throws `conflict` if another conference has a
     * session with its id.
     */
    async savePlan(planned: Session, read?: number): Promise<Session | undefined> {
      // Only a session from before there were statuses has none.
      const { version: _, ...plan } = session.parse({ ...planned, status: planned.status ?? 'draft' })
      const text = await runPlan(
        redis,
        [keys.session(plan.id), keys.earlierPlans(plan.id), keys.removedSession(plan.id)],
        [JSON.stringify(plan), read ?? '', earlierPlansMax, plan.conferenceId],
      )
      if (text === null) return undefined
      if (text === '') throw errors.idTaken('session')
      await redis.sadd(keys.sessions(plan.conferenceId), plan.id)
      return session.parse(JSON.parse(text))
    },
    /** The same, whatever is there. */
    saveSession: async (planned: Session): Promise<Session> => (await store.savePlan(planned))!,
    /** Saves a change of the plan as it was read; undefined if it has been changed since. */
    changeSession: (planned: Session): Promise<Session | undefined> =>
      store.savePlan(planned, planned.version ?? 0),

    /** The plan as it was in an earlier version, if that is still kept. */
    async earlierPlan(sessionId: string, version: number): Promise<Session | undefined> {
      const texts = await redis.lrange(keys.earlierPlans(sessionId), 0, -1)
      const plans = texts.map((text) => session.parse(JSON.parse(text)))
      return plans.find((plan) => (plan.version ?? 0) === version)
    },

    /** The last plan that was approved, of those that are kept. */
    async lastApproved(sessionId: string): Promise<Session | undefined> {
      const texts = await redis.lrange(keys.earlierPlans(sessionId), 0, -1)
      return texts.map((text) => session.parse(JSON.parse(text))).find(({ status }) => status === 'approved')
    },

    async findSession(sessionId: string): Promise<Session | undefined> {
      const text = await redis.get(keys.session(sessionId))
      if (text === null) {
        parsed.delete(sessionId)
        return
      }
      const cached = parsed.get(sessionId)
      if (cached?.text === text) return cached.session
      const planned = upgradeSession(session.parse(JSON.parse(text)), clock())
      parsed.set(sessionId, { text, session: planned })
      return planned
    },

    /** The plan as this server last read it; it may have changed since. */
    lastRead: (sessionId: string): Session | undefined => parsed.get(sessionId)?.session,

    async session(sessionId: string): Promise<Session> {
      const session = await store.findSession(sessionId)
      if (!session) throw errors.notFound('session')
      return session
    },

    async state(sessionId: string): Promise<SessionState> {
      return readState(sessionId, await redis.hgetall(keys.sessionState(sessionId)))
    },

    async view(sessionId: string): Promise<SessionView> {
      const [planned, state] = await Promise.all([store.session(sessionId), store.state(sessionId)])
      return { session: planned, state }
    },

    /** The ids of a conference's sessions, or of all. */
    async sessionIds(conferenceId?: string): Promise<string[]> {
      const ids = conferenceId === undefined ? await conferences.conferenceIds() : [conferenceId]
      return (await Promise.all(ids.map((id) => redis.smembers(keys.sessions(id))))).flat()
    },

    /** True if some session of the conference names this person as speaker, moderator or planner. */
    async isFaculty(personId: string, conferenceId: string): Promise<boolean> {
      const ids = await store.sessionIds(conferenceId)
      const sessions = await Promise.all(ids.map((sessionId) => store.findSession(sessionId)))
      return sessions.some(
        (planned) => planned && inControl(planned).some(([member]) => member.personId === personId),
      )
    },

    /** The sessions of a conference, or of all, by start. */
    async views(conferenceId?: string): Promise<SessionView[]> {
      const ids = await store.sessionIds(conferenceId)
      const views = await Promise.all(
        ids.map(async (sessionId) => {
          const [planned, state] = await Promise.all([store.findSession(sessionId), store.state(sessionId)])
          // A session that was just removed has no plan.
          return planned && { session: planned, state }
        }),
      )
      return views
        .filter((view) => view !== undefined)
        .sort(
          (a, b) => a.session.startsAt - b.session.startsAt || a.session.title.localeCompare(b.session.title),
        )
    },

    /**
     * The version of the plan that may go live, 0 without a plan. Throws `not_approved` for an accredited
     * session that is not approved: however it is started, it goes past here.
     */
    async startable(sessionId: string): Promise<number> {
      const planned = await store.findSession(sessionId)
      if (planned && isAccredited(planned) && planned.status !== 'approved') throw errors.notApproved([])
      return planned?.version ?? 0
    },

    /**
     * Throws `conflict` with the current phase if that phase forbids the move, and what `startable` throws.
     * `resumesAt` in ms since the
     * epoch. `evidence`: the ledger entry, stored with the move.
     */
    async move(
      sessionId: string,
      action: SessionMove,
      resumesAt?: number,
      evidence?: (at: number) => LedgerRecord,
    ): Promise<SessionState> {
      const now = clock()
      const intent = evidence ? [intentHead('entries', now), JSON.stringify(evidence(now))] : ['', '']
      const version = action === 'start' ? await store.startable(sessionId) : 0
      const [moved, flat] = await runMove(
        redis,
        [
          keys.sessionState(sessionId),
          keys.stage(sessionId),
          keys.questions(sessionId),
          keys.questionsById(sessionId),
          keys.questionsByVersion(sessionId),
          keys.pollsById(sessionId),
          keys.sessionIntents(sessionId),
          keys.session(sessionId),
          keys.stageTimes(sessionId),
        ],
        [action, now, resumesAt ?? '', breaksMax, ...intent, version],
      )
      const state = readState(sessionId, fromPairs(flat))
      // The plan was changed in between: look again whether it may go live.
      if (moved === -2) return store.move(sessionId, action, resumesAt, evidence)
      if (moved === -1)
        throw errors.conflict(`This session has had ${breaksMax} breaks, and takes no more. It goes on.`)
      if (moved === 0) throw errors.conflict(refusals[action], { phase: state.phase, version: state.version })
      return state
    },
  }
  return Object.assign(store, conferences)
}
