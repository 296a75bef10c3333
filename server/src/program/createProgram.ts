// Wires up the programme: its pages, planning, and what follows when a session moves.
import type { BodyRules } from '@lectern/shared/bodyRules'
import type { AccountsStore } from '../accounts/accountsStore.ts'
import type { EverySession } from '../accounts/personRecords.ts'
import type { PicturesStore } from '../accounts/picturesStore.ts'
import type { Broadcast } from '../live/broadcast.ts'
import { type BiasRoutesOptions, createBiasRoutes } from './biasRoutes.ts'
import { type BiasStore, biasPlace, createBiasStore } from './biasStore.ts'
import { createProgramRecords } from './personRecords.ts'
import { createPlanNews, type PlanNewsOptions } from './planNews.ts'
import { createPlanning, type PlanningOptions } from './planning.ts'
import { createProgramCommands, type Moves } from './programCommands.ts'
import { createProgramRoutes, type ProgramRoutesOptions } from './programRoutes.ts'
import { createPublicViews } from './publicViews.ts'
import { createSeeing } from './seeing.ts'

export interface ProgramOptions
  extends Pick<PlanNewsOptions, 'placesChanged' | 'wordsChanged' | 'emptyRoom'>,
    Pick<
      PlanningOptions,
      | 'redis'
      | 'program'
      | 'ownAgenda'
      | 'activities'
      | 'agreements'
      | 'disclosureFor'
      | 'removeFiles'
      | 'publicUrl'
      | 'secret'
      | 'clock'
    >,
    Pick<ProgramRoutesOptions, 'designated'>,
    Pick<BiasRoutesOptions, 'intents'> {
  accounts: Pick<AccountsStore, 'findPerson' | 'memberOf'>
  pictures: PicturesStore
  /** Of the policies in force: a list that changes with them. */
  bodies: readonly BodyRules[]
  /** What is recorded when an accredited session moves. */
  moves: Moves
  /** Has everything follow a session that goes into or out of a break, or ends. */
  follow: (sessionId: string) => Promise<void>
  everySession: EverySession
  broadcast: Broadcast
}

export function createProgram(options: ProgramOptions) {
  const { redis, program, accounts, pictures, bodies, everySession, intents } = options
  const views = createPublicViews(pictures)
  const { findPerson, memberOf } = accounts
  const bias = createBiasStore(redis)
  const reportBias: BiasStore['report'] = async (sessionId, ...report) => {
    const reportedAt = await bias.report(sessionId, ...report)
    await intents.settled(biasPlace(sessionId))
    return reportedAt
  }
  const planNews = createPlanNews({ ...options, views })
  const { routes, ...planning } = createPlanning({
    ...options,
    views,
    bodies,
    findPerson,
    memberOf,
    planNews,
  })
  const records = createProgramRecords({ redis, program, bias, everySession })
  const { revokeAll } = planning.calendars
  return {
    ...planning,
    planNews,
    commands: createProgramCommands({
      ...options,
      views,
      bias: { report: reportBias },
      requireApproved: planning.approvals.requireApproved,
      onMoved: options.follow,
    }),
    routes: {
      ...routes,
      ...createProgramRoutes({ ...options, views, seeing: createSeeing(program) }),
      ...createBiasRoutes({ ...options, bias, findPerson }),
    },
    records: {
      ...records,
      // The person who stays has calendar addresses of their own.
      move: async (from: string, to: string) => {
        await revokeAll(from)
        await records.move(from, to)
      },
      erase: async (personId: string) => {
        await revokeAll(personId)
        await records.erase(personId)
      },
    },
  }
}
