import { createHash } from 'node:crypto'
import type { Person } from '@lectern/shared/accounts'
import { errors } from '@lectern/shared/errors'
import type { Designated, programRoutes } from '@lectern/shared/program'
import type { Response } from 'express'
import type { Clock } from '../core/clock.ts'
import type { RouteHandlers } from '../http/routeHandlers.ts'
import type { OwnAgendaStore } from './ownAgendaStore.ts'
import type { ProgramStore } from './programStore.ts'
import type { PublicViews } from './publicViews.ts'
import type { Seeing } from './seeing.ts'

/** Loaded by every page, and seldom changed: the browser caches it and mostly gets a 304. */
function revalidate(response: Response, shown: unknown): void {
  const hash = createHash('sha256').update(JSON.stringify(shown)).digest('base64url').slice(0, 22)
  response.set({ 'Cache-Control': 'private, no-cache', ETag: `W/"${hash}"`, Vary: 'Cookie' })
}

export interface ProgramRoutesOptions {
  program: ProgramStore
  views: PublicViews
  seeing: Pick<Seeing, 'views' | 'isHidden'>
  ownAgenda: OwnAgendaStore
  /** What each activity of a conference is designated for, by its id. */
  designated: (conferenceId: string) => Promise<Record<string, Designated[]>>
  clock: Clock
}

type ProgramRoutes = Pick<
  typeof programRoutes,
  'program.agenda' | 'program.session' | 'program.ownAgenda' | 'program.keep' | 'program.unkeep'
>

export function createProgramRoutes(options: ProgramRoutesOptions): RouteHandlers<ProgramRoutes> {
  const { program, views, seeing, ownAgenda, designated, clock } = options
  /** Those of this conference, in the order of their ids. */
  async function ownAgendaOf(person: Person, conferenceId: string) {
    const kept = new Set(await ownAgenda.of(person.id))
    if (kept.size === 0) return { sessionIds: [] }
    const ids = (await program.sessionIds(conferenceId)).filter((sessionId) => kept.has(sessionId))
    const hidden = await Promise.all(ids.map((sessionId) => seeing.isHidden(sessionId, person)))
    const waiting = hidden.filter(Boolean).length
    return { sessionIds: ids.filter((_, i) => !hidden[i]).sort(), ...(waiting > 0 && { waiting }) }
  }
  return {
    async 'program.agenda'({ person, response, conferenceId }) {
      const [conference, seen, all] = await Promise.all([
        program.conference(conferenceId),
        seeing.views(conferenceId, person),
        designated(conferenceId),
      ])
      const activityIds = new Set(seen.map(({ session }) => session.activityId))
      const credit = Object.fromEntries(Object.entries(all).filter(([id]) => activityIds.has(id)))
      const shown = { conference, sessions: await views.all(seen), credit }
      revalidate(response, shown)
      return { ...shown, now: clock() }
    },
    async 'program.session'({ params: { sessionId }, response }) {
      if (!(await program.findSession(sessionId))) throw errors.notFound('session')
      const shown = await views.one(await program.view(sessionId))
      revalidate(response, shown)
      return shown
    },
    'program.ownAgenda': ({ person, conferenceId }) => ownAgendaOf(person, conferenceId),
    async 'program.keep'({ params: { sessionId }, person, conferenceId }) {
      await program.session(sessionId)
      await ownAgenda.keep(person.id, sessionId)
      return ownAgendaOf(person, conferenceId)
    },
    async 'program.unkeep'({ params: { sessionId }, person, conferenceId }) {
      const kept = await ownAgenda.of(person.id)
      // A session that was removed can be taken out; one that never was here is none.
      if (!kept.includes(sessionId)) await program.session(sessionId)
      await ownAgenda.unkeep(person.id, sessionId)
      return ownAgendaOf(person, conferenceId)
    },
  }
}
