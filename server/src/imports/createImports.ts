// The wiring of imports and exports.
import type { Person } from '@lectern/shared/accounts'
import type { Conference } from '@lectern/shared/conferences'
import type { Session } from '@lectern/shared/program'
import type { Redis } from 'ioredis'
import type { AccountsStore } from '../accounts/accountsStore.ts'
import type { DetailsStore } from '../accounts/detailsStore.ts'
import { type HistoryStore, mergedWords } from '../accounts/historyStore.ts'
import type { Rights } from '../accounts/rights.ts'
import type { Clock } from '../core/clock.ts'
import type { Jobs } from '../jobs/jobs.ts'
import type { Editing } from '../program/editing.ts'
import type { Uploads } from '../uploads/uploads.ts'
import { createExportsRoutes } from './exportsRoutes.ts'
import { createImportedStore } from './importedStore.ts'
import { defineImportJob } from './importJob.ts'
import { createImportsRoutes } from './importsRoutes.ts'
import { createImportsStore } from './importsStore.ts'
import { createPeopleTarget } from './peopleTarget.ts'
import { createPeopleWriter } from './peopleWriter.ts'
import { createRowsStore } from './rowsStore.ts'
import { createSessionsTarget } from './sessionsTarget.ts'
import { createSpeakers } from './speakers.ts'
import { createStanding } from './standing.ts'
import { mergedSince } from './target.ts'

export interface ImportsOptions {
  redis: Redis
  jobs: Jobs
  uploads: Uploads
  accounts: AccountsStore
  details: DetailsStore
  history: HistoryStore
  rights: Rights
  program: {
    conference(conferenceId: string): Promise<Conference>
    findSession(sessionId: string): Promise<Session | undefined>
    sessionIds(conferenceId: string): Promise<string[]>
    /** By start. */
    views(conferenceId: string): Promise<{ session: Session }[]>
    isFaculty(personId: string, conferenceId: string): Promise<boolean>
  }
  editing: Editing
  /** True if the person has claimed credit, which must stay verifiable. */
  hasClaimed: (personId: string) => Promise<boolean>
  /** Removes what is stored about a person beside their account. */
  forget: (personId: string) => Promise<void>
  /** People were added, changed or removed. */
  peopleChanged: () => void
  /** Sessions were added, changed or removed. */
  programChanged: (conferenceId: string, by: string) => Promise<unknown>
  /** The server's public address, without a trailing slash. */
  publicUrl: () => string
  clock: Clock
}

export function createImports(options: ImportsOptions) {
  const { redis, jobs, uploads, accounts, details, history, rights, program, forget, clock } = options
  const [store, rows, imported] = [
    createImportsStore(redis),
    createRowsStore(redis),
    createImportedStore(redis),
  ]
  const members = (conferenceId: string): Promise<Person[]> => accounts.members(conferenceId)
  const timeZoneOf = async (conferenceId: string) => (await program.conference(conferenceId)).timeZone

  async function needed(conferenceId: string, personId: string): Promise<string | undefined> {
    if (await program.isFaculty(personId, conferenceId))
      return 'This person is on the faculty of a session, so they stay.'
    if (await options.hasClaimed(personId)) return 'This person has claimed credit, so they stay.'
    const [hasSignedIn] = await accounts.haveSignedIn([personId])
    if (hasSignedIn) return 'This person has signed in since, so they stay.'
    if ((await history.of(personId)).some(({ what }) => what.includes(mergedWords))) return mergedSince
    return undefined
  }
  const writer = createPeopleWriter({
    accounts,
    details,
    history,
    titleOf: async (conferenceId) => (await program.conference(conferenceId)).title,
    rows,
    rights,
    needed,
    forget,
    clock,
  })
  const standingOf = createStanding(accounts)
  const { peopleWith } = details
  const speakers = createSpeakers({ writer, standingOf, imported, peopleWith, members })
  defineImportJob({
    jobs,
    store,
    rows,
    targets: {
      people: createPeopleTarget({ writer, standingOf, imported, peopleWith }),
      program: createSessionsTarget({
        findSession: program.findSession,
        sessionIds: program.sessionIds,
        editing: options.editing,
        timeZoneOf,
        speakers,
        writer,
        imported,
        rows,
      }),
    },
    pathOf: uploads.pathOf,
    removeFile: uploads.remove,
    peopleChanged: options.peopleChanged,
    programChanged: options.programChanged,
    clock,
  })
  return {
    ...createImportsRoutes({
      store,
      rows,
      imported,
      jobs,
      uploads,
      nameOf: async (personId) => (await accounts.findPerson(personId))?.name ?? 'Somebody who has left',
      timeZoneOf,
      clock,
    }),
    ...createExportsRoutes({
      conference: program.conference,
      sessions: async (conferenceId) => (await program.views(conferenceId)).map(({ session }) => session),
      members,
      recordOf: writer.recordOf,
      importedSessions: imported.sessions,
      publicUrl: options.publicUrl,
    }),
  }
}
