import { createHash } from 'node:crypto'
import type { Identity } from '@lectern/shared/accounts'
import { errors } from '@lectern/shared/errors'
import type { Designated, programRoutes } from '@lectern/shared/program'
import type { Response } from 'express'
import type { Clock } from '../core/clock.ts'
import type { RouteHandlers } from '../http/routeHandlers.ts'
import type { OwnAgendaStore } from './ownAgendaStore.ts'
import type { ProgramStore } from './programStore.ts'
import type { PublicViews } from './publicViews.ts'

/** The same for everyone signed in, and loaded by every page: the browser caches it and mostly gets a 304. */
function revalidate(response: Response, shown: unknown): void {
  const hash = createHash('sha256').update(JSON.stringify(shown)).digest('base64url').slice(0, 22)
  response.set({ 'Cache-Control': 'private, no-cache', ETag: `W/"${hash}"`, Vary: 'Cookie' })
}

export interface ProgramRoutesOptions {
  program: ProgramStore
  views: PublicViews
  ownAgenda: OwnAgendaStore
  /** What each activity of a conference is designated for, by its id. */
  designated: (conferenceId: string) => Promise<Record<string, Designated[]>>
  findPerson: (personId: string) => Promise<Identity | undefined>
  clock: Clock
}

type ProgramRoutes = Pick<
  typeof programRoutes,
  | 'program.agenda'
  | 'program.session'
  | 'program.biasReports'
  | 'program.ownAgenda'
  | 'program.keep'
  | 'program.unkeep'
>

export function createProgramRoutes(options: ProgramRoutesOptions): RouteHandlers<ProgramRoutes> {
  const { program, views, ownAgenda, designated, findPerson, clock } = options
  const reportsOf = async ({ id, title }: { id: string; title: string }) =>
    Promise.all(
      (await program.biasReports(id)).map(async ({ personId, ...report }) => ({
        sessionId: id,
        sessionTitle: title,
        name: (await findPerson(personId))?.name ?? '',
        ...report,
      })),
    )
  /** Those of this conference, in the order of their ids. */
  async function ownAgendaOf(personId: string, conferenceId: string) {
    const [kept, ids] = await Promise.all([ownAgenda.of(personId), program.sessionIds(conferenceId)])
    const here = new Set(ids)
    return { sessionIds: kept.filter((sessionId) => here.has(sessionId)) }
  }
  return {
    async 'program.agenda'({ response, conferenceId }) {
      const shown = {
        conference: await program.conference(conferenceId),
        sessions: await views.all(await program.views(conferenceId)),
        credit: await designated(conferenceId),
      }
      revalidate(response, shown)
      return { ...shown, now: clock() }
    },
    async 'program.biasReports'({ conferenceId }) {
      const all = await program.views(conferenceId)
      const reports = await Promise.all(all.map(({ session }) => reportsOf(session)))
      return { reports: reports.flat().sort((a, b) => b.at - a.at) }
    },
    async 'program.session'({ params: { sessionId }, response }) {
      if (!(await program.findSession(sessionId))) throw errors.notFound('session')
      const shown = await views.one(await program.view(sessionId))
      revalidate(response, shown)
      return shown
    },
    'program.ownAgenda': ({ person, conferenceId }) => ownAgendaOf(person.id, conferenceId),
    async 'program.keep'({ params: { sessionId }, person, conferenceId }) {
      await program.session(sessionId)
      await ownAgenda.keep(person.id, sessionId)
      return ownAgendaOf(person.id, conferenceId)
    },
    async 'program.unkeep'({ params: { sessionId }, person, conferenceId }) {
      const kept = await ownAgenda.of(person.id)
      // A session that was removed can be taken out; one that never was here is none.
      if (!kept.includes(sessionId)) await program.session(sessionId)
      await ownAgenda.unkeep(person.id, sessionId)
      return ownAgendaOf(person.id, conferenceId)
    },
  }
}
