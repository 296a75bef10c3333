// Wires up audits: who may read an activity's records, what they read, and its packs.
import type { Redis } from 'ioredis'
import type { AccountsStore } from '../accounts/accountsStore.ts'
import type { DetailsStore } from '../accounts/detailsStore.ts'
import type { Rights } from '../accounts/rights.ts'
import type { Clock } from '../core/clock.ts'
import type { Log } from '../core/log.ts'
import type { ActivitiesStore } from '../credit/activitiesStore.ts'
import { createActivityRecords } from '../credit/activityRecords.ts'
import type { Credit } from '../credit/creditParts.ts'
import type { PlanningStore } from '../credit/planningStore.ts'
import type { Jobs } from '../jobs/jobs.ts'
import type { Intents } from '../ledger/intents.ts'
import type { LedgerKey } from '../ledger/ledgerKey.ts'
import type { LedgerStore } from '../ledger/ledgerStore.ts'
import type { AuditorInvitations } from '../mail/auditorInvitations.ts'
import type { OutcomesStore } from '../outcomes/outcomesStore.ts'
import { createBiasStore } from '../program/biasStore.ts'
import type { ProgramStore } from '../program/programStore.ts'
import type { SupportStore } from '../support/supportStore.ts'
import { Typst } from '../typst/typst.ts'
import type { Uploads } from '../uploads/uploads.ts'
import { createAccess } from './access.ts'
import { createAttendanceSheets } from './attendanceSheets.ts'
import type { AuditorsStore } from './auditorsStore.ts'
import { createAuditRoutes } from './auditRoutes.ts'
import { createDossiers } from './dossiers.ts'
import { createGiving } from './giving.ts'
import { createLedgerSheets } from './ledgerSheets.ts'
import { makePack } from './packing.ts'
import { definePackJob } from './packJob.ts'
import { createPacks } from './packs.ts'
import { createPacksStore } from './packsStore.ts'
import { dossierPdf } from './pdf/dossierPdf.ts'
import { createAuditRecords } from './personRecords.ts'
import { subjectOf } from './subject.ts'

export interface AuditOptions {
  redis: Redis
  jobs: Jobs
  uploads: Uploads
  log: Log
  accounts: AccountsStore
  details: DetailsStore
  program: ProgramStore
  activities: ActivitiesStore
  auditors: AuditorsStore
  credit: Credit
  planningForms: PlanningStore
  outcomes: OutcomesStore
  supportStore: SupportStore
  ledgerOf: LedgerStore['of']
  /** Signs exports of the ledger. */
  key: LedgerKey | undefined
  intents: Pick<Intents, 'enter' | 'settled'>
  invitations: AuditorInvitations
  rights: Pick<Rights, 'identityChanged'>
  clock: Clock
}

/** A dossier of many sessions has a hundred pages. */
const printLimits = { wallMs: 60_000, memoryMiB: 1200 }

export function createAudit(options: AuditOptions) {
  const { redis, jobs, uploads, accounts, activities, auditors, credit, ledgerOf, key, intents } = options
  const { clock, program } = options
  const { findPerson } = accounts
  const { conferenceOf } = activities
  const access = createAccess({ auditors, conferenceOf, enter: intents.enter, clock })
  const attendance = createAttendanceSheets({ watchFacts: credit.watchFacts, findPerson })
  const ledgerSheets = createLedgerSheets({ claims: credit.claims, findPerson })
  const dossiers = createDossiers({
    credit,
    bias: createBiasStore(redis),
    planningForms: options.planningForms,
    outcomes: options.outcomes,
    support: options.supportStore,
    findPerson,
    fingerprint: key?.fingerprint ?? null,
  })
  const { learnersOf } = createActivityRecords(credit)
  const typst = new Typst(printLimits)
  const reading = { credit, learnersOf, ledgerOf, dossiers, attendance, ledgerSheets }
  const store = createPacksStore(redis)
  const titleOf = async (activityId: string) => (await activities.find(activityId))?.title ?? activityId
  const packs = createPacks({ jobs, store, uploads, findPerson, titleOf, clock })
  definePackJob({
    ...{ jobs, store, uploads, intents, clock, log: options.log },
    removeOld: packs.removeOld,
    make: (activityId, path, step) =>
      makePack(
        {
          ...reading,
          forms: credit.forms,
          key,
          agreements: options.supportStore,
          uploads,
          pdf: (dossier) => dossierPdf(typst, dossier).finally(() => typst.close()),
        },
        activityId,
        path,
        step,
      ),
  })
  const giving = createGiving({ ...options, rightsChanged: options.rights.identityChanged })
  return {
    access,
    records: createAuditRecords(auditors),
    /** Before a conference is deleted. */
    async forgetConference(conferenceId: string): Promise<void> {
      await auditors.forgetConference(conferenceId)
      for (const pack of (await store.all()).filter((each) => each.conferenceId === conferenceId)) {
        if (pack.state === 'making') await store.settle({ ...pack, state: 'cancelled', finishedAt: clock() })
        if (pack.file) await uploads.remove(pack.file.fileId)
        await store.remove(pack.id)
      }
    },
    routes: createAuditRoutes({
      ...{ access, giving, packs, dossiers, attendance, ledgerSheets, activities, program, uploads },
      subject: (activityId) => subjectOf(reading, activityId),
      account: accounts.account,
    }),
  }
}
