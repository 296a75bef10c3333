// Reports of commercial bias before the CE office, which examines and decides each.
import type { Identity } from '@lectern/shared/accounts'
import { allParts } from '@lectern/shared/clearance'
import { errors } from '@lectern/shared/errors'
import type { BiasDecision, BiasReports, programRoutes, Session } from '@lectern/shared/program'
import type { Clock } from '../core/clock.ts'
import type { RouteHandlers } from '../http/routeHandlers.ts'
import type { Intents } from '../ledger/intents.ts'
import { type BiasStore, biasPlace } from './biasStore.ts'
import type { ProgramStore } from './programStore.ts'

export interface BiasRoutesOptions {
  bias: BiasStore
  program: Pick<ProgramStore, 'views' | 'session'>
  findPerson: (personId: string) => Promise<Identity | undefined>
  intents: Pick<Intents, 'settled'>
  clock: Clock
}

type BiasRoutes = Pick<typeof programRoutes, 'program.biasReports' | 'program.decideBias'>

export function createBiasRoutes(options: BiasRoutesOptions): RouteHandlers<BiasRoutes> {
  const { bias, program, findPerson, intents, clock } = options
  const nameOf = async (personId: string): Promise<string> => (await findPerson(personId))?.name ?? ''

  async function reportsOf({ id: sessionId, title }: Session): Promise<BiasReports['reports']> {
    const [reports, decisions] = await Promise.all([bias.reports(sessionId), bias.decisions(sessionId)])
    return Promise.all(
      reports.map(async ({ personId, ...report }) => {
        const decision = decisions[report.id]
        return {
          sessionId,
          sessionTitle: title,
          name: await nameOf(personId),
          ...report,
          decision: decision ? { ...decision, by: await nameOf(decision.by) } : null,
        }
      }),
    )
  }

  async function decide(
    by: Identity,
    sessionId: string,
    reportId: string,
    { finding, words, seen }: BiasDecision,
  ): Promise<void> {
    const session = await program.session(sessionId)
    if (allParts(session).some(([{ personId }]) => personId === by.id))
      throw errors.forbidden('somebody else examines the sessions that you shape')
    const report = (await bias.reports(sessionId)).find(({ id }) => id === reportId)
    if (!report) throw errors.notFound('report of this session')
    if (report.personId === by.id) throw errors.forbidden('somebody else examines what you reported')
    const before = (await bias.decisions(sessionId))[reportId]
    const isSame = before?.by === by.id && before.finding === finding && before.words === words
    const decision = { finding, words, at: clock(), by: by.id }
    const isCurrent = (before?.at ?? null) === seen
    if (!isSame && !(isCurrent && (await bias.decide(sessionId, reportId, before, decision))))
      throw errors.stale('Somebody else has decided about this report. Look at what they wrote.')
    await intents.settled(biasPlace(sessionId))
  }

  return {
    async 'program.biasReports'({ conferenceId }) {
      const all = await program.views(conferenceId)
      const reports = await Promise.all(all.map(({ session }) => reportsOf(session)))
      return { reports: reports.flat().sort((a, b) => b.at - a.at) }
    },
    async 'program.decideBias'({ person, params: { sessionId, reportId }, body }) {
      await decide(person, sessionId, reportId, body)
      return {}
    },
  }
}
