// The people and the programme of a conference as files, which can be imported again.
import type { Person } from '@lectern/shared/accounts'
import type { Conference } from '@lectern/shared/conferences'
import type { importRoutes } from '@lectern/shared/imports'
import type { Session } from '@lectern/shared/program'
import { csvForPeople } from '../http/csv.ts'
import type { RouteHandlers } from '../http/routeHandlers.ts'
import { workbook } from '../http/xlsx.ts'
import { peopleTable, programTable, type TableRows } from './exportTables.ts'
import type { PeopleWriter } from './peopleWriter.ts'
import { scheduleOf } from './schedule.ts'

export interface ExportsRoutesOptions {
  conference: (conferenceId: string) => Promise<Conference>
  /** By start. */
  sessions: (conferenceId: string) => Promise<Session[]>
  /** By name. */
  members: (conferenceId: string) => Promise<Person[]>
  recordOf: PeopleWriter['recordOf']
  importedSessions: (conferenceId: string) => Promise<Record<string, string>>
  /** The server's public address, without a trailing slash. */
  publicUrl: () => string
}

type ExportsRoutes = {
  [Name in keyof typeof importRoutes as Name extends `exports.${string}`
    ? Name
    : never]: (typeof importRoutes)[Name]
}

const inWorkbook = ([head = [], ...rows]: TableRows, name: string): Promise<Buffer> =>
  workbook([{ name, head, rows }])

export function createExportsRoutes(options: ExportsRoutesOptions): RouteHandlers<ExportsRoutes> {
  const { conference, sessions, members, recordOf, importedSessions, publicUrl } = options

  async function people(conferenceId: string, reader: Person): Promise<TableRows> {
    const ids = (await members(conferenceId)).map(({ id }) => id)
    const records = await Promise.all(ids.map((id) => recordOf({ conferenceId, isOffice: true }, id)))
    return peopleTable(
      records.filter((record) => record !== undefined),
      reader.roles.includes('office'),
    )
  }
  const program = async (conferenceId: string): Promise<TableRows> =>
    programTable(await sessions(conferenceId), (await conference(conferenceId)).timeZone)

  return {
    'exports.people': async ({ conferenceId, person }) => ({
      name: 'people.xlsx',
      content: await inWorkbook(await people(conferenceId, person), 'People'),
    }),
    'exports.peopleCsv': async ({ conferenceId, person }) => ({
      name: 'people.csv',
      content: csvForPeople(await people(conferenceId, person)),
    }),
    'exports.program': async ({ conferenceId }) => ({
      name: 'programme.xlsx',
      content: await inWorkbook(await program(conferenceId), 'Programme'),
    }),
    'exports.programCsv': async ({ conferenceId }) => ({
      name: 'programme.csv',
      content: csvForPeople(await program(conferenceId)),
    }),
    async 'exports.schedule'({ conferenceId }) {
      const schedule = scheduleOf({
        conference: await conference(conferenceId),
        sessions: await sessions(conferenceId),
        imported: await importedSessions(conferenceId),
        url: `${publicUrl()}/c/${conferenceId}`,
      })
      return { name: 'schedule.json', content: JSON.stringify(schedule, null, 2) }
    },
  }
}
