// Editing the programme: what organisers do to its sessions, one by one or to a whole series.
import { errors } from '@lectern/shared/errors'
import { sessionsMax } from '@lectern/shared/limits'
import type { SessionPlan } from '@lectern/shared/plans'
import { type Session, type SessionField, type SessionView, sessionFields } from '@lectern/shared/program'
import type { Scope, SessionEdit } from '@lectern/shared/programPlanning'
import { keepsOwn, movedLike } from '@lectern/shared/programSeries'
import type { Clock } from '../core/clock.ts'
import type { PlanNews } from './planNews.ts'
import type { PlanOptions, SessionPlans } from './planSession.ts'
import type { ProgramStore } from './programStore.ts'
import type { RemovedStore } from './removedStore.ts'
import type { SeriesStore } from './seriesStore.ts'

export interface EditingOptions {
  program: Pick<ProgramStore, 'findSession' | 'session' | 'sessionIds' | 'views' | 'conference' | 'state'>
  plans: SessionPlans
  removed: RemovedStore
  series: SeriesStore
  planNews: Pick<PlanNews, 'removed'>
  clock: Clock
}

/** Ids of the sessions that an edit saved, and of those that it removed. */
export interface Done {
  saved: string[]
  removed: string[]
}

/** An edit's maker, at their conference. */
export interface Maker {
  by: string
  conferenceId: string
}

export type Editing = ReturnType<typeof createEditing>

/** Of a copy: everything that a person plans, without the faculty's disclosures, which are of one session. */
export function planLike(session: Session, id: string): SessionPlan {
  const { title, summary, kind, startsAt, endsAt, track, objectives, languages, support } = session
  const people = (members: Session['speakers']) =>
    members.map(({ disclosure: _disclosure, picture: _picture, ...member }) => member)
  return {
    id,
    ...{ title, summary, startsAt, endsAt, track },
    ...(kind && { kind }),
    ...(objectives && { objectives }),
    ...(languages && { languages }),
    ...(support && { support }),
    speakers: people(session.speakers),
    moderators: people(session.moderators),
    planners: people(session.planners ?? []),
  }
}

export function createEditing({ program, plans, removed, series, planNews, clock }: EditingOptions) {
  /** A conference holds a limited number of sessions. */
  async function requireRoom(conferenceId: string, more: number): Promise<void> {
    if ((await program.sessionIds(conferenceId)).length + more > sessionsMax)
      throw errors.conflict(
        `A conference has at most ${sessionsMax} sessions. Remove some, or plan another conference.`,
      )
  }

  /** The other sessions of a series that a change is for: those still to come. */
  async function othersIn(
    { id, conferenceId, series: place }: Session,
    scope: Scope,
  ): Promise<SessionView[]> {
    if (!place || scope === 'this') return []
    return (await program.views(conferenceId)).filter(
      ({ session, state }) =>
        session.id !== id &&
        session.series?.id === place.id &&
        state.phase === 'scheduled' &&
        (scope === 'all' || session.series.on > place.on),
    )
  }

  /** What the change of one session means for another one of its series: fields of its own stay. */
  function editFor(other: Session, edit: SessionEdit, before: Session, after: Session, timeZone: string) {
    const fields = Object.keys(edit).filter((field) => !keepsOwn(other, field as SessionField))
    const kept = Object.fromEntries(
      fields.map((field) => [field, edit[field as keyof SessionEdit]]),
    ) as SessionEdit
    const isMoved = 'startsAt' in kept || 'endsAt' in kept
    return { ...kept, ...(isMoved && movedLike(other, { before, after }, timeZone)), id: other.id }
  }

  /** The session's place in its series, if fields were changed in it alone. */
  function ownPlace(before: Session, edit: SessionEdit, scope: Scope): Pick<PlanOptions, 'series'> {
    if (!before.series) return {}
    const given = sessionFields.filter((field) => field in edit)
    const rest = before.series.own.filter((field) => !given.includes(field))
    return { series: { ...before.series, own: scope === 'this' ? [...rest, ...given] : rest } }
  }

  async function change(
    sessionId: string,
    { version, change: edit, scope }: { version: number | null; change: SessionEdit; scope: Scope },
    { by, conferenceId }: Maker,
  ): Promise<Done> {
    const before = await program.findSession(sessionId)
    if (!before) await requireRoom(conferenceId, 1)
    const { timeZone } = await program.conference(conferenceId)
    const others = before ? await othersIn(before, scope) : []
    // All of it is checked before any of it is saved.
    if (before) {
      const after = { ...before, ...edit } as Session
      for (const { session } of others)
        await plans.check(conferenceId, editFor(session, edit, before, after, timeZone))
    }
    const place = before ? ownPlace(before, edit, scope) : {}
    const after = await plans.plan({ ...edit, id: sessionId }, { conferenceId, by, seen: version, ...place })
    const saved = [sessionId]
    for (const { session } of before ? others : []) {
      await plans.plan(editFor(session, edit, before!, after, timeZone), { conferenceId, by })
      saved.push(session.id)
    }
    return { saved, removed: [] }
  }

  /** False if it was changed since it was read. */
  async function takeOut(session: Session, { by, conferenceId }: Maker): Promise<boolean> {
    const at = clock()
    if (!(await removed.remove(conferenceId, { ...session, changed: { by, at } }, { by, at }))) return false
    planNews.removed(session)
    return true
  }
  /** The same, by hand: a change of the rule of its series does not bring it back. */
  async function removeOne(session: Session, maker: Maker): Promise<boolean> {
    if (!(await takeOut(session, maker))) return false
    if (session.series) await series.cancel(maker.conferenceId, session.series)
    return true
  }

  async function remove(
    sessionId: string,
    version: number | undefined,
    scope: Scope,
    maker: Maker,
  ): Promise<Done> {
    const session = await program.findSession(sessionId)
    if (!session) {
      // The reply to the same request was lost.
      const isRemoved = (await removed.find(sessionId))?.conferenceId === maker.conferenceId
      if (version !== undefined && isRemoved) return { saved: [], removed: [sessionId] }
      throw errors.notFound('session')
    }
    if (version !== undefined && version !== (session.version ?? 0)) throw await plans.stale(session, version)
    const others = await othersIn(session, scope)
    if (!(await removeOne(session, maker)))
      throw await plans.stale(await program.session(sessionId), session.version ?? 0)
    const gone = [sessionId]
    for (const { session: other } of others) if (await removeOne(other, maker)) gone.push(other.id)
    return { saved: [], removed: gone }
  }

  return {
    change,
    remove,
    takeOut,
    requireRoom,

    async duplicate(
      sessionId: string,
      { copyId, ...given }: { copyId: string; title?: string; startsAt?: number; track?: string },
      { by, conferenceId }: Maker,
    ): Promise<Done> {
      const session = await program.session(sessionId)
      if (!(await program.findSession(copyId))) await requireRoom(conferenceId, 1)
      const like = { ...planLike(session, copyId), ...given }
      const endsAt = like.startsAt! + session.endsAt - session.startsAt
      await plans.plan({ ...like, endsAt }, { conferenceId, by, seen: null })
      return { saved: [copyId], removed: [] }
    },

    /** As it was, but for an approval: what it rested on may have changed. */
    async restore(sessionId: string, { by, conferenceId }: Maker): Promise<Done> {
      const session = await removed.find(sessionId)
      if (session?.conferenceId !== conferenceId) {
        if (await program.findSession(sessionId)) return { saved: [sessionId], removed: [] }
        throw errors.notFound('session')
      }
      await requireRoom(conferenceId, 1)
      await plans.restore(session, by)
      if (session.series) await series.uncancel(conferenceId, session.series)
      await removed.restored(conferenceId, sessionId)
      return { saved: [sessionId], removed: [] }
    },

    async renameTrack(from: string, to: string, { by, conferenceId }: Maker): Promise<Done> {
      const saved: string[] = []
      for (const { session } of await program.views(conferenceId)) {
        if (session.track !== from) continue
        await plans.plan({ id: session.id, track: to }, { conferenceId, by })
        saved.push(session.id)
      }
      return { saved, removed: [] }
    },
  }
}
