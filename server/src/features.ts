// The server's features, in the order in which each can use those before it. Every feature is wired in its
// own folder (`create….ts`); here it gets what it needs of others, and nothing else.
import type { AgreedClock } from '@lectern/shared/agreedClock'
import type { Commands } from '@lectern/shared/commands'
import type { Routes } from '@lectern/shared/routes'
import type { Redis } from 'ioredis'
import { createAccounts } from './accounts/createAccounts.ts'
import { createRights } from './accounts/rights.ts'
import { createAttendance } from './attendance/createAttendance.ts'
import { createAudit } from './audit/createAudit.ts'
import { createBooths } from './booths/createBooths.ts'
import { createConferences } from './conferences/createConferences.ts'
import type { Belongings } from './core/conferenceGuard.ts'
import { type Config, isTrial } from './core/config.ts'
import type { Log } from './core/log.ts'
import { timeStampSettingsOf } from './core/timeStampConfig.ts'
import { createActivityPlans } from './credit/activityPlans.ts'
import { createCredit } from './credit/createCredit.ts'
import { createDesignated } from './credit/designated.ts'
import { policiesFolder, readPolicies } from './credit/policies.ts'
import { createPolicyBook } from './credit/policyBook.ts'
import { createPolicyConfirmations } from './credit/policyConfirmations.ts'
import { createCrewCommands } from './crew/crewCommands.ts'
import { createCrewStore } from './crew/crewStore.ts'
import { createCrewRecords } from './crew/personRecords.ts'
import { createDisclosures } from './disclosures/createDisclosures.ts'
import type { ExampleOptions } from './example/seed.ts'
import { createHandouts } from './handouts/createHandouts.ts'
import { createHealth } from './health/createHealth.ts'
import { notingFailures } from './health/failedJoins.ts'
import { createHealthRecords } from './health/personRecords.ts'
import type { AppOptions } from './http/app.ts'
import { createProbes } from './http/probes.ts'
import type { RouteHandlers } from './http/routeHandlers.ts'
import { createImports } from './imports/createImports.ts'
import { createImportRecords } from './imports/personRecords.ts'
import { createInstallation } from './installation/createInstallation.ts'
import { keepUntil as keptUntil } from './installation/keepUntil.ts'
import type { Jobs } from './jobs/jobs.ts'
import { createLedger } from './ledger/createLedger.ts'
import type { Connection } from './live/connection.ts'
import type { Handlers } from './live/handlers.ts'
import type { CommandRunnerOptions } from './live/runCommand.ts'
import type { Sockets } from './live/sockets.ts'
import { createMail } from './mail/createMail.ts'
import { createOidc } from './oidc/createOidc.ts'
import { createOutcomes } from './outcomes/createOutcomes.ts'
import { createPeople } from './people/createPeople.ts'
import { createPolls } from './polls/createPolls.ts'
import { createProgram } from './program/createProgram.ts'
import { createFollowing } from './program/following.ts'
import { createQuestions } from './questions/createQuestions.ts'
import { createReportsRoutes } from './reports/reportsRoutes.ts'
import { createStage } from './stage/createStage.ts'
import type { Stores } from './stores.ts'
import { createSupport } from './support/createSupport.ts'
import { isPrintable } from './typst/fonts.ts'
import { createReplacePicture } from './uploads/replacePicture.ts'
import type { Uploads } from './uploads/uploads.ts'

export interface FeaturesOptions {
  redis: Redis
  config: Config
  stores: Stores
  belongings: Belongings
  jobs: Jobs
  sockets: Omit<Sockets, 'serve' | 'close'>
  uploads: Uploads
  time: AgreedClock
  /** Unique to this process. */
  serverName: string
  /** The server's public address, without a trailing slash. */
  publicUrl: () => string
  log: Log
}

/** Written out: the inferred type would be longer than the compiler writes. */
interface Features extends Pick<ExampleOptions, 'planActivity' | 'agreeing'> {
  /** Before anything is planned or computed. */
  readPolicies(): Promise<void>
  metrics: ReturnType<typeof createProbes>['metrics']
  readAhead: NonNullable<CommandRunnerOptions['readAhead']>
  mayAudit: AppOptions['mayAudit']
  commands: Handlers<Commands>
  routes: RouteHandlers<Routes>
  onBeat: ReturnType<typeof createAttendance>['beatsOf']
  /** A page's connection is gone. */
  onGone(connection: Connection, personId: string): void
  start(): Promise<void>
  /** Writes watched time that is not written yet. */
  flush(): Promise<unknown>
  /** Begins nothing new that people would wait for. */
  rest(): void
  close(): Promise<void>
}

export function createFeatures(options: FeaturesOptions): Features {
  const { redis, config, stores, belongings, jobs, sockets, uploads, time, serverName, publicUrl, log } =
    options
  const { accounts, program, ownAgenda, activities } = stores
  const { boothsStore, disclosuresStore, handoutsStore, stageStore } = stores
  const { findPerson } = accounts
  const { broadcast } = sockets
  const clock = time.now
  const folder = config.POLICIES_DIR ?? policiesFolder
  const book = createPolicyBook(redis, readPolicies(folder))
  const { policies, bodies } = book
  /** What most features use. Each declares which of it. */
  const base = {
    ...stores,
    redis,
    config,
    policies,
    bodies,
    book,
    broadcast,
    everySession: () => program.views(),
    secret: config.SESSION_SECRET,
    serverName,
    publicUrl,
    mayWork: time.agrees,
    clock,
    log,
  }

  const ledger = createLedger({
    ...base,
    belongings,
    keptUntil: async (conferenceId) =>
      keptUntil(await program.views(conferenceId), await stores.retentionStore.term()),
    agreementFiles: stores.supportStore.purgeableFiles,
    async removeFile(conferenceId, fileId) {
      await uploads.remove(fileId)
      await stores.supportStore.purged(conferenceId, fileId)
    },
    seed: config.LEDGER_KEY,
    timeStamps: timeStampSettingsOf(config),
    jobs,
  })
  const { intents, purging } = ledger
  const stage = createStage({ ...base, store: stageStore, holders: sockets.holders })
  const booths = createBooths({
    ...base,
    booths: boothsStore,
    stage: stage.control,
    uploads,
    intents,
    ledgerHead: ledger.headCode,
    leaveRooms: sockets.leaveRooms,
  })
  const rights = createRights({
    accounts,
    sockets,
    stage: stage.control,
    findSession: program.findSession,
    endBoothJob: booths.endJob,
  })
  const questions = createQuestions({ ...base, store: stores.questions, findPerson })
  const polls = createPolls({ ...base, store: stores.polls })
  const crew = createCrewCommands({ ...base, store: createCrewStore(redis, clock), findPerson })
  const { everySession } = base
  const attendance = createAttendance({
    ...base,
    textsOf: book.forActivity,
    stage: stageStore,
    intents,
    tellHere: sockets.tellHere,
    leaveHall: booths.leaveHall,
    unreachableNodes: () => stage.nodes.unreachable,
  })
  const handouts = createHandouts({
    ...base,
    store: handoutsStore,
    uploads,
    intents,
    requireRead: attendance.requireRead,
  })
  const following = createFollowing({
    ...base,
    questionsChanged: questions.changed,
    settlePolls: polls.settleAll,
    endStage: stage.control.end,
    publishStage: stage.publish,
  })
  const programme = createProgram({
    ...base,
    intents,
    disclosureFor: disclosuresStore.disclosureFor,
    agreements: stores.supportStore.agreements,
    designated: createDesignated({ activities, policies }),
    removeFiles: handouts.removeFiles,
    moves: attendance.accreditation,
    emptyRoom: sockets.emptyRoom,
    placesChanged: rights.planChanged,
    wordsChanged: attendance.wordsChanged,
    follow: following.follow,
  })
  const support = createSupport({
    ...base,
    ...{ uploads, intents },
    supportChanges: programme.approvals.supportChanges,
    settle: programme.approvals.settle,
  })
  const confirmations = createPolicyConfirmations({ ...base, intents })
  const plans = createActivityPlans({ ...base, intents, confirmations })
  const replacePicture = createReplacePicture(uploads)
  const credit = createCredit({
    ...base,
    intents,
    jobs,
    plans,
    confirmations,
    watchFacts: attendance.facts,
    onPlanned: programme.approvals.activityPlanned,
    rulesChange: programme.approvals.rulesChange,
    settle: programme.approvals.settle,
    publicUrl: config.PUBLIC_URL,
    isTrial: isTrial(config),
    policiesFolder: folder,
    key: ledger.key,
    stamps: ledger.stamps,
    address: publicUrl,
    uploads,
    replacePicture,
    signedIn: stores.accounts,
  })
  const { hasClaimed } = credit
  const outcomes = createOutcomes({
    ...base,
    store: stores.outcomes,
    intents,
    enter: intents.enter,
    watchFacts: attendance.facts,
    findActivity: activities.find,
    conferenceIds: program.conferenceIds,
    print: credit.renderOutcomes,
  })
  const health = createHealth({
    ...base,
    stage: stageStore,
    nodes: () => stage.nodes.living,
    sockets: sockets.count,
  })
  const mail = createMail({
    ...base,
    jobs,
    booths: boothsStore,
    disclosures: disclosuresStore,
    claimable: credit.claimable,
    reportsDue: credit.reportsDue,
    followUps: outcomes.followUps,
    auditedBy: stores.auditors.conferencesOf,
  })
  const audit = createAudit({
    ...base,
    ...{ jobs, uploads, rights, intents },
    credit: credit.parts,
    ledgerOf: ledger.of,
    key: ledger.key,
    invitations: mail.auditors,
  })
  const disclosures = createDisclosures({
    ...base,
    store: disclosuresStore,
    intents,
    planNews: programme.planNews,
    requestByMail: mail.requestDisclosure,
  })
  const exhibitors = booths.exhibitorCommands({ details: stores.details, invitations: mail.invitations })
  const oidc = createOidc({ ...base, rights, mailLink: mail.mailLink })
  const people = createPeople({
    ...base,
    ...{ rights, intents, purging },
    isPrintable,
    removeUpload: uploads.remove,
    watchFacts: attendance.facts,
    credit: { forms: credit.forms, policies },
    findActivity: activities.find,
    creditRecords: credit.records,
    declarations: credit.declarations,
    records: [
      ...[
        programme,
        questions,
        polls,
        attendance,
        booths,
        disclosures,
        handouts,
        credit,
        outcomes,
        mail,
        oidc,
        audit,
      ].map(({ records }) => records),
      createCrewRecords(redis, everySession),
      createHealthRecords(redis, everySession),
      createImportRecords(redis, program.conferenceIds),
    ],
    forgetters: [ownAgenda.removeAll, programme.calendars.revokeAll, mail.records.erase, oidc.records.erase],
    ...(mail.mailLink && { sendLink: mail.mailLink }),
  })
  const { permit, forget } = people
  const signIn = createAccounts({
    ...base,
    ...{ rights, uploads, replacePicture, isPrintable, permit, forget, hasClaimed },
    ...(oidc.endOf && { endAtProvider: oidc.endOf }),
  })
  const installation = createInstallation({
    ...base,
    ...{ rights, uploads, intents, forget },
    booths: boothsStore,
    claims: credit.claims,
    handouts: handoutsStore,
    agreementFiles: stores.supportStore.fileIds,
    disclosures: disclosuresStore,
    countMails: mail.counts,
    series: programme.series,
    copyTexts: mail.copyTexts,
    planActivity: plans.plan,
    planSession: programme.plans.plan,
    removedSessions: programme.removedSessions,
    forgetAudits: audit.forgetConference,
    endStage: stage.control.end,
  })
  const { keepUntil, copy, remove } = installation
  const conferences = createConferences({
    ...base,
    ...{ uploads, replacePicture, keepUntil, copy, remove },
    planConference: programme.planConference,
    planActivity: plans.plan,
    onPlanned: programme.approvals.activityPlanned,
    intents,
  })
  const imports = createImports({
    ...base,
    jobs,
    uploads,
    rights,
    editing: programme.editing,
    hasClaimed,
    forget,
    peopleChanged: people.changed,
    programChanged: programme.approvals.settle,
  })
  const reports = createReportsRoutes({ ...base, exhibitors: booths.figures })
  const probes = createProbes({ ...base, time, sockets, nodes: stage.nodes, intents, jobs })
  const stageCommands = stage.commandsFor(attendance.audience)

  const commands = {
    ...programme.commands,
    ...questions.commands,
    ...polls.commands,
    ...stageCommands.handlers,
    ...crew,
    ...booths.commands,
    ...exhibitors,
    ...attendance.commands,
    ...health.commands,
    'stage.watch': notingFailures(stageCommands.handlers['stage.watch'], health.failures),
  }
  const routes = {
    ...probes.routes,
    ...signIn.routes,
    ...people.routes,
    ...conferences.routes,
    ...installation.routes,
    ...programme.routes,
    ...disclosures.routes,
    ...handouts.routes,
    ...support.routes,
    ...polls.routes,
    ...stage.routes,
    ...booths.routes,
    ...credit.routes,
    ...outcomes.routes,
    ...health.routes,
    ...reports,
    ...mail.routes,
    ...oidc.routes,
    ...imports,
    ...ledger.routes,
    ...audit.routes,
  }

  return {
    planActivity: plans.plan,
    readPolicies: book.begin,
    agreeing: support.agreeing,
    metrics: probes.metrics,
    readAhead: stageCommands.readAhead,
    mayAudit: audit.access.mayAudit,
    commands,
    routes,
    onBeat: attendance.beatsOf,
    onGone(connection, personId) {
      attendance.gone(connection, personId)
      void stage.control.detach(connection)
      void booths.detach(connection.id)
    },
    async start() {
      await attendance.start()
      health.sampler.start()
      intents.start()
      ledger.upkeep.start()
      ledger.stampPoll.start()
      jobs.start()
      mail.start()
      const { lost, nodeGone } = attendance
      const delivered = probes.countingDelivery(attendance.delivered)
      await stage.start({ delivered, lost, nodeGone, tellAgain: following.tellAgain })
    },
    flush: attendance.flush,
    rest: mail.close,
    async close() {
      for (const { close } of [polls, questions, booths, stage, intents, ledger.upkeep, ledger.stampPoll])
        close()
      await health.sampler.close()
      await attendance.close()
    },
  }
}
