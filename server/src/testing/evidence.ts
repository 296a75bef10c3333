// All parts of a server that record evidence, on a connection of the test. For tests.
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Activity } from '@lectern/shared/credit'
import type { Redis } from 'ioredis'
import { memoryLog } from '../../../scripts/testing/log.ts'
import { createAccountsStore } from '../accounts/accountsStore.ts'
import { createDetailsStore } from '../accounts/detailsStore.ts'
import { createHistoryStore } from '../accounts/historyStore.ts'
import { createPicturesStore } from '../accounts/picturesStore.ts'
import type { Rights } from '../accounts/rights.ts'
import { createAttendance } from '../attendance/createAttendance.ts'
import { createAccess } from '../audit/access.ts'
import { createAuditorsStore } from '../audit/auditorsStore.ts'
import { createGiving } from '../audit/giving.ts'
import { createPacksStore } from '../audit/packsStore.ts'
import { createBoothRecords } from '../booths/personRecords.ts'
import { createConsentCommands } from '../booths/visit/consentCommands.ts'
import { createProviderRoutes } from '../conferences/providerRoutes.ts'
import type { Clock } from '../core/clock.ts'
import { createActivitiesStore } from '../credit/activitiesStore.ts'
import { createActivityPlans } from '../credit/activityPlans.ts'
import { createCreditParts } from '../credit/creditParts.ts'
import { createOfficeActs } from '../credit/officeActs.ts'
import { createCreditRecords } from '../credit/personRecords.ts'
import { createPlanning } from '../credit/planning.ts'
import { createPlanningStore } from '../credit/planningStore.ts'
import { policiesFolder } from '../credit/policies.ts'
import { createPolicyBook, type PolicyBook } from '../credit/policyBook.ts'
import { createPolicyChanges } from '../credit/policyChanges.ts'
import { createPolicyConfirmations } from '../credit/policyConfirmations.ts'
import { createPolicyUploads } from '../credit/policyUploads.ts'
import { createRecordsStore } from '../credit/registers/activities/recordsStore.ts'
import { createReportingActivities } from '../credit/registers/activities/reportingActivities.ts'
import { createEventReports } from '../credit/registers/eventReports.ts'
import { createDisclosures } from '../disclosures/createDisclosures.ts'
import { createDisclosuresStore } from '../disclosures/disclosuresStore.ts'
import { createHandoutsStore } from '../handouts/handoutsStore.ts'
import { createReviewing } from '../handouts/reviewing.ts'
import { createHolding } from '../installation/retentionRoutes.ts'
import { createIntents } from '../ledger/intents.ts'
import { createPurging } from '../ledger/purging.ts'
import { createRetentionStore } from '../ledger/retentionStore.ts'
import { createStampRecording } from '../ledger/stamps/recording.ts'
import { createStampsStore } from '../ledger/stamps/stampsStore.ts'
import { createClosing } from '../outcomes/closing.ts'
import { createOutcomesStore } from '../outcomes/outcomesStore.ts'
import { createErasing } from '../people/erasing.ts'
import { createMerging } from '../people/merging.ts'
import { createPermissions } from '../people/permissions.ts'
import { createPollRecords } from '../polls/personRecords.ts'
import { createPollsStore } from '../polls/pollsStore.ts'
import { createBiasStore } from '../program/biasStore.ts'
import { createProgramRecords } from '../program/personRecords.ts'
import { createPlanNews } from '../program/planNews.ts'
import { createProgramCommands } from '../program/programCommands.ts'
import { createProgramStore } from '../program/programStore.ts'
import { createPublicViews } from '../program/publicViews.ts'
import { createQuestionRecords } from '../questions/personRecords.ts'
import { createStageStore } from '../stage/stageStore.ts'
import { createAgreeing } from '../support/agreeing.ts'
import { createStatements } from '../support/statements.ts'
import { createSupportStore } from '../support/supportStore.ts'
import { boothsOn } from './booths.ts'
import { testLedger } from './conference.ts'
import { policies } from './credit.ts'

/** Nobody reads it, and thousands of servers would each make their own. */
const { log } = memoryLog()

export type EvidenceServer = ReturnType<typeof createEvidenceServer>

/** `book`: which text of each policy is in force; without it, all of them for good. */
export function createEvidenceServer(
  redis: Redis,
  clock: Clock,
  serverName: string,
  book: PolicyBook = createPolicyBook(redis, policies),
) {
  const ledger = testLedger(redis, clock)
  const intents = createIntents({ redis, clock, ledger, log })
  const program = createProgramStore(redis, clock)
  const activities = createActivitiesStore(redis)
  const planningForms = createPlanningStore(redis)
  const recordsStore = createRecordsStore(redis)
  const accounts = createAccountsStore(redis)
  const details = createDetailsStore(redis, clock)
  const stage = createStageStore(redis, clock)
  const broadcast = () => {}
  const booths = boothsOn(redis, { clock, intents, log })
  const attendance = createAttendance({
    redis,
    clock,
    log,
    program,
    activities,
    textsOf: () => policies,
    polls: createPollsStore(redis, clock),
    hall: booths.hall,
    leaveHall: booths.leaving.leaveHall,
    stage,
    intents,
    broadcast,
    tellHere: () => {},
    secret: 'a secret of the test',
    unreachableNodes: () => [],
    serverName,
  })
  const credit = createCreditParts({
    redis,
    clock,
    intents,
    accounts,
    details,
    program,
    activities,
    policies: book.policies,
    book,
    watchFacts: attendance.facts,
    uploads: { pathOf: (fileId) => join(tmpdir(), fileId) },
  })
  const views = createPublicViews(createPicturesStore(redis))
  const disclosures = createDisclosuresStore(redis)
  const planNews = createPlanNews({
    program,
    views,
    broadcast,
    emptyRoom: () => {},
    placesChanged: async () => {},
    wordsChanged: attendance.wordsChanged,
  })
  const handouts = createHandoutsStore(redis)
  const disclosing = createDisclosures({
    ...{ redis, store: disclosures, program, accounts, intents, planNews, clock },
    requestByMail: () => Promise.reject(new Error('no mail here')),
    publicUrl: () => '',
  })
  const outcomes = createOutcomesStore(redis)
  const supporting = { store: createSupportStore(redis), activities, program, intents, clock }
  const everySession = () => program.views()
  const creditRecords = createCreditRecords({
    redis,
    claims: credit.claims,
    appeals: credit.appeals,
    everySession,
  })
  const people = {
    redis,
    accounts,
    details,
    history: createHistoryStore(redis),
    pictures: createPicturesStore(redis),
    removeUpload: async () => {},
    rights: { personRemoved: async () => {}, personChanged: async () => {} } as unknown as Rights,
    program,
    watchFacts: attendance.facts,
    credit,
    findActivity: activities.find,
    creditRecords,
    records: [
      createProgramRecords({ redis, program, bias: createBiasStore(redis), everySession }),
      createQuestionRecords(redis, everySession),
      createPollRecords(redis, everySession),
      attendance.records,
      createBoothRecords(booths),
      disclosing.records,
      creditRecords,
    ],
    intents,
    purging: createPurging({
      redis,
      ledgerOf: () => ledger,
      agreementFiles: async () => [],
      removeFile: async () => {},
    }),
    isPrintable: () => true,
    clock,
  }
  const auditors = createAuditorsStore(redis)
  return {
    redis,
    auditAccess: createAccess({
      ...{ auditors, clock, enter: intents.enter },
      conferenceOf: activities.conferenceOf,
    }),
    auditGiving: createGiving({
      ...{ auditors, accounts, details, activities, program, intents, clock },
      invitations: { send: async () => {}, find: async () => null },
      rightsChanged: () => {},
    }),
    auditPacks: createPacksStore(redis),
    merging: createMerging(people),
    erasing: createErasing(people),
    permit: createPermissions({ accounts, details, intents, clock }),
    ledger,
    intents,
    recordStamp: createStampRecording(intents, createStampsStore(redis)),
    program,
    activities,
    accounts,
    attendance,
    credit,
    booths,
    office: createOfficeActs(credit),
    closeOutcomes: createClosing({ store: outcomes, intents, clock }),
    handouts,
    review: createReviewing({ store: handouts, intents, clock }),
    disclosing: disclosing.acting,
    planningForms,
    planning: createPlanning({ ...credit, planningForms, intents }),
    saveProvider: createProviderRoutes({
      ...{ program, activities, policies, intents, clock },
      planActivity: async (conferenceId, plan) => ({ ...plan, conferenceId }) as Activity,
      onPlanned: async () => {},
    })['provider.save'],
    hold: createHolding({ retentionStore: createRetentionStore(redis), intents, clock }),
    agreeing: createAgreeing({ ...supporting, supportChanges: async () => {}, settle: async () => {} }),
    statements: createStatements(supporting),
    confirmPolicy: createPolicyConfirmations({ redis, policies, intents, clock }).confirm,
    policyChanges: createPolicyChanges({
      ...{ redis, clock, credit, intents, book },
      ...{ rulesChange: async () => {}, settle: async () => {} },
      jobs: { define: () => {}, add: async () => {} },
    }),
    policyUploads: createPolicyUploads({
      ...{ redis, book, intents, clock, findPerson: accounts.findPerson, folder: policiesFolder },
      conferenceIds: program.conferenceIds,
      conference: program.conference,
    }),
    recordsStore,
    eventReports: createEventReports({ redis, credit, intents }),
    reportingActivities: createReportingActivities({
      ...{ store: recordsStore, intents, clock },
      gather: async () => [],
    }),
    ...createActivityPlans({
      ...{ activities, planningForms, policies, program, intents, clock },
      recordsStore,
    }),
    commands: {
      ...attendance.commands,
      ...createConsentCommands(booths),
      ...createProgramCommands({
        bias: createBiasStore(redis),
        program,
        views,
        broadcast,
        clock,
        moves: attendance.accreditation,
        requireApproved: async () => {},
        onMoved: async () => {},
      }),
    },
    /** Pending requests of a killed server never get a reply. */
    close(): void {
      intents.close()
      booths.live.close()
      void attendance.close()
    },
  }
}
