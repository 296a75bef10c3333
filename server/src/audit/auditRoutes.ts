// What auditors read, and what the office does about audits.

import type { Identity } from '@lectern/shared/accounts'
import type { auditRoutes, SheetRows } from '@lectern/shared/audit'
import { auditPageSize } from '@lectern/shared/audit'
import { errors } from '@lectern/shared/errors'
import { dayOf } from '@lectern/shared/zoneTime'
import type { Account } from '../core/account.ts'
import { createReused } from '../core/reused.ts'
import type { ActivitiesStore } from '../credit/activitiesStore.ts'
import type { RouteHandlers } from '../http/routeHandlers.ts'
import type { ProgramStore } from '../program/programStore.ts'
import type { Uploads } from '../uploads/uploads.ts'
import type { Access } from './access.ts'
import { type AttendanceSheets, attendanceHead } from './attendanceSheets.ts'
import type { Dossiers } from './dossiers.ts'
import type { createGiving } from './giving.ts'
import { certificatesHead, type LedgerSheets } from './ledgerSheets.ts'
import type { Packs } from './packs.ts'
import type { AuditSubject } from './subject.ts'

export interface AuditRoutesOptions {
  access: Access
  giving: ReturnType<typeof createGiving>
  packs: Packs
  dossiers: Dossiers
  /** Throws `not_found`. */
  subject: (activityId: string) => Promise<AuditSubject>
  attendance: AttendanceSheets
  ledgerSheets: LedgerSheets
  activities: Pick<ActivitiesStore, 'find' | 'conferenceOf'>
  program: Pick<ProgramStore, 'conference'>
  account: (personId: string) => Promise<Account | undefined>
  uploads: Pick<Uploads, 'pathOf'>
}

/** A request about one activity. */
interface OneActivity {
  person: Identity & { roles: readonly string[] }
  params: { activityId: string }
}

export function createAuditRoutes(options: AuditRoutesOptions): RouteHandlers<typeof auditRoutes> {
  const { access, giving, packs, dossiers, subject, attendance, ledgerSheets, activities, program } = options
  /** Kept for a while: a dossier of thousands of learners takes a second. */
  const reused = createReused(async (activityId: string) => dossiers.of(await subject(activityId)))

  const opened = ({ person, params: { activityId } }: OneActivity, what: string): Promise<void> =>
    access.opened(person.id, person.roles.includes('office'), activityId, what)

  /** The rows of the people who come after this one. */
  async function attendancePage(activityId: string, after = ''): Promise<SheetRows> {
    const { activity, sessions, personIds } = await subject(activityId)
    const from = personIds.findIndex((personId) => personId > after)
    const ids = from === -1 ? [] : personIds.slice(from, from + auditPageSize)
    const rows: string[][] = []
    for await (const batch of attendance.attendance(activity, sessions, ids)) rows.push(...batch)
    const hasMore = from !== -1 && from + auditPageSize < personIds.length
    return { head: attendanceHead, rows, next: hasMore ? ids.at(-1)! : null }
  }

  /** Certificates that the ledger has after this entry; the last one’s entry begins the next page. */
  async function certificatesPage(activityId: string, after: string | undefined): Promise<SheetRows> {
    const { activity, sessions, ledger, head } = await subject(activityId)
    const of = { ledger, head: head.seq, activity, sessions }
    const rows: string[][] = []
    const from = Number(after ?? 0)
    if (!Number.isSafeInteger(from)) throw errors.invalidRequest('after: the number of an entry')
    for await (const batch of ledgerSheets.certificates(of, from)) {
      rows.push(...batch)
      if (rows.length > auditPageSize) break
    }
    const shown = rows.slice(0, auditPageSize)
    const next = rows.length > shown.length ? shown.at(-1)!.at(-1)! : null
    return { head: certificatesHead, rows: shown, next }
  }

  return {
    async 'audit.mine'({ person }) {
      const account = await options.account(person.id)
      const given = account ? await access.of(account) : []
      const own = given.map(async ({ conferenceId, access: { activityIds, until } }) => {
        const [conference, all] = await Promise.all([
          program.conference(conferenceId),
          Promise.all(activityIds.map(activities.find)),
        ])
        return all.flatMap((activity) =>
          activity
            ? [{ activityId: activity.id, title: activity.title, conference: conference.title, until }]
            : [],
        )
      })
      return { name: person.name, activities: (await Promise.all(own)).flat() }
    },

    async 'audit.dossier'(call) {
      const dossier = await reused.get(call.params.activityId)
      await opened(call, 'dossier')
      return dossier
    },
    async 'audit.attendance'(call) {
      await opened(call, 'attendance')
      return attendancePage(call.params.activityId, call.query.after)
    },
    async 'audit.certificates'(call) {
      await opened(call, 'certificates')
      return certificatesPage(call.params.activityId, call.query.after)
    },
    'audit.packs': async ({ params }) => ({ packs: await packs.of(params.activityId) }),
    async 'audit.packFile'(call) {
      const { activityId, packId } = call.params
      const { fileId, finishedAt } = await packs.file(activityId, packId)
      await opened(call, `pack ${packId}`)
      const conferenceId = (await activities.conferenceOf(activityId)) ?? ''
      const { timeZone } = await program.conference(conferenceId)
      const { person } = call
      const isAllowed = async (): Promise<boolean> => {
        const account = await options.account(person.id)
        return account !== undefined && (await access.mayAudit(account, activityId))
      }
      return {
        name: `audit-${activityId}-${dayOf(finishedAt, timeZone)}.zip`,
        content: { path: options.uploads.pathOf(fileId) },
        ...(!person.roles.includes('office') && { isAllowed }),
      }
    },

    async 'audit.makePack'({ person, conferenceId, params: { activityId }, body: { packId } }) {
      if (!(await activities.find(activityId))) throw errors.notFound('activity')
      await packs.begin({ id: packId, activityId, conferenceId, by: person.id })
      return { packs: await packs.of(activityId) }
    },
    async 'audit.cancelPack'({ params: { activityId, packId } }) {
      await packs.cancel(activityId, packId)
      return { packs: await packs.of(activityId) }
    },
    'audit.auditors': ({ conferenceId }) => giving.list(conferenceId),
    'audit.invite': ({ conferenceId, person, body }) => giving.invite(conferenceId, person.id, body),
    'audit.end': ({ conferenceId, person, params }) => giving.end(conferenceId, person.id, params.personId),
  }
}
