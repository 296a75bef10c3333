// The wiring of the server: everything is made here and nowhere else.
import { randomBytes } from 'node:crypto'
import { createServer as createHttpServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { hostname } from 'node:os'
import { setTimeout as delay } from 'node:timers/promises'
import type { AgreedClock } from '@lectern/shared/agreedClock'
import { bodyRulesOf } from '@lectern/shared/bodyRules'
import { isCallStage } from '@lectern/shared/booths'
import { commands } from '@lectern/shared/commands'
import { ConfigError } from '@lectern/shared/configReader'
import { watchConnections } from '@lectern/shared/ending'
import { errors } from '@lectern/shared/errors'
import { keys } from '@lectern/shared/keys'
import { type Routes, routes } from '@lectern/shared/routes'
import type { Redis } from 'ioredis'
import { createAccountsOperatorRoutes } from './accounts/accountsOperatorRoutes.ts'
import { createAccountsRoutes } from './accounts/accountsRoutes.ts'
import { createAccountsStore } from './accounts/accountsStore.ts'
import { createDetailsStore } from './accounts/detailsStore.ts'
import { createHistoryStore } from './accounts/historyStore.ts'
import { createPicturesStore } from './accounts/picturesStore.ts'
import { createPlaces } from './accounts/places.ts'
import { createRights } from './accounts/rights.ts'
import { upgradeDetails } from './accounts/upgradeDetails.ts'
import { createAttendance } from './attendance/createAttendance.ts'
import { createFrozenStore } from './attendance/frozenStore.ts'
import { createAttendanceRecords } from './attendance/personRecords.ts'
import { createBoothJobs } from './booths/boothJobs.ts'
import { createBoothsCommands } from './booths/boothsCommands.ts'
import { createBoothsRoutes } from './booths/boothsRoutes.ts'
import { createBoothsStore } from './booths/boothsStore.ts'
import { createBooths } from './booths/createBooths.ts'
import { createHallStore } from './booths/hall/hallStore.ts'
import { createBoothRecords } from './booths/personRecords.ts'
import { createConferencesRoutes } from './conferences/conferencesRoutes.ts'
import { createSettingsRoutes } from './conferences/settingsRoutes.ts'
import { createSetupRoutes, setupToken } from './conferences/setupRoutes.ts'
import { createAddressOf } from './core/address.ts'
import { type Clock, systemClock } from './core/clock.ts'
import { type Belongings, conferenceNamedIn, createConferenceGuard } from './core/conferenceGuard.ts'
import type { Config } from './core/config.ts'
import type { Log } from './core/log.ts'
import { createMetrics } from './core/metrics.ts'
import { connectRedis, createFailover, untilReady } from './core/redis.ts'
import { createRedisClock } from './core/redisClock.ts'
import { createActivitiesStore } from './credit/activitiesStore.ts'
import { createActivityPlans } from './credit/activityPlans.ts'
import { createCredit } from './credit/createCredit.ts'
import { createCreditOperatorRoutes } from './credit/creditOperatorRoutes.ts'
import { createCreditRoutes } from './credit/creditRoutes.ts'
import { createDesignated } from './credit/designated.ts'
import { createOfficeRoutes } from './credit/officeRoutes.ts'
import { isPrintable } from './credit/pdf/printableName.ts'
import { createCreditRecords } from './credit/personRecords.ts'
import { policiesFolder, readPolicies } from './credit/policies.ts'
import { createVerificationRoutes } from './credit/verificationRoutes.ts'
import { createCrewCommands } from './crew/crewCommands.ts'
import { createCrewStore } from './crew/crewStore.ts'
import { createActing } from './disclosures/acting.ts'
import { createApplying } from './disclosures/applying.ts'
import { createDisclosureRoutes } from './disclosures/disclosureRoutes.ts'
import { createDisclosuresStore } from './disclosures/disclosuresStore.ts'
import { createDisclosureRecords } from './disclosures/personRecords.ts'
import { exampleLinks, type SignInLink, seedExample } from './example/seed.ts'
import { createHandoutsRoutes } from './handouts/handoutsRoutes.ts'
import { createHandoutsStore } from './handouts/handoutsStore.ts'
import { createReviewing } from './handouts/reviewing.ts'
import { createHealth } from './health/createHealth.ts'
import { notingFailures } from './health/failedJoins.ts'
import { createApp } from './http/app.ts'
import type { ReadinessCheck } from './http/readiness.ts'
import type { RouteHandlers } from './http/routeHandlers.ts'
import { createSystemRoutes } from './http/systemRoutes.ts'
import { createWebSessions } from './http/webSession.ts'
import { createImports } from './imports/createImports.ts'
import { createCopyConference } from './installation/copyConference.ts'
import { keepUntil } from './installation/keepUntil.ts'
import { migrate } from './installation/migration.ts'
import { createProgressRoutes } from './installation/progressRoutes.ts'
import { createRemoveConference } from './installation/removeConference.ts'
import { createJobs } from './jobs/jobs.ts'
import { createConferenceOfRecord } from './ledger/conferenceOfRecord.ts'
import { createIntents } from './ledger/intents.ts'
import { createLedgerRoutes } from './ledger/ledgerRoutes.ts'
import { createLedgerStore } from './ledger/ledgerStore.ts'
import { rooms } from './live/rooms.ts'
import { createCommandRunner } from './live/runCommand.ts'
import { createSockets } from './live/sockets.ts'
import { createMailFor } from './mailWiring.ts'
import { createOidcFor } from './oidcWiring.ts'
import { createPeopleRoutes } from './people/peopleRoutes.ts'
import { createPermissions } from './people/permissions.ts'
import { createRegistrationStore } from './people/registrationStore.ts'
import { createPollRecords } from './polls/personRecords.ts'
import { createPollsCommands } from './polls/pollsCommands.ts'
import { createPollsLive } from './polls/pollsLive.ts'
import { createPollsRoutes } from './polls/pollsRoutes.ts'
import { createPollsStore } from './polls/pollsStore.ts'
import { createPlanning } from './program/createPlanning.ts'
import { createOwnAgendaStore } from './program/ownAgendaStore.ts'
import { createProgramRecords } from './program/personRecords.ts'
import { createPlanNews } from './program/planNews.ts'
import { createProgramCommands } from './program/programCommands.ts'
import { createProgramRoutes } from './program/programRoutes.ts'
import { createProgramStore } from './program/programStore.ts'
import { createPublicViews } from './program/publicViews.ts'
import { createQuestionRecords } from './questions/personRecords.ts'
import { createQuestionsBroadcast } from './questions/questionsBroadcast.ts'
import { createQuestionsCommands } from './questions/questionsCommands.ts'
import { createQuestionsStore } from './questions/questionsStore.ts'
import { createReportsRoutes } from './reports/reportsRoutes.ts'
import { createIceServers } from './stage/iceServers.ts'
import { createNodeEvents } from './stage/nodeEvents.ts'
import { SfuNodes } from './stage/sfuNodes.ts'
import { createStage } from './stage/stage.ts'
import { createStageCommands } from './stage/stageCommands.ts'
import { createStageRoutes } from './stage/stageRoutes.ts'
import { createStageStore } from './stage/stageStore.ts'
import { createReplacePicture } from './uploads/replacePicture.ts'
import { createUploads } from './uploads/uploads.ts'

export interface LecternServer {
  /** e.g. "http://127.0.0.1:4400" */
  address: string
  /** Of the example's people, where it was asked for. */
  links: SignInLink[]
  /** Where the office sets up its first conference; undefined once there is one. */
  setupLink: string | undefined
  close(): Promise<void>
}

/** How long the end of a server waits for marks to be written while Redis does not answer, in ms. */
const flushMs = 1500

/** Whoever asks to upgrade to anything else is answered as if they had not (RFC 9110 §7.8). */
const asksForWebSocket = ({ headers }: IncomingMessage): boolean =>
  headers.upgrade?.toLowerCase() === 'websocket'

/** Throws ConfigError if a restore was interrupted: half of the data must not be worked on. */
async function requireRestored(redis: Redis): Promise<void> {
  if ((await redis.exists(keys.unfinishedRestore())) > 0)
    throw new ConfigError(
      'A backup was restored here only in part. Run npm run restore -- FILE again, then start the server.',
    )
}

/** `wall`: this process's own clock, which Redis' one overrules; `givenTime`: for tests that own the time. */
export async function createServer(
  config: Config,
  log: Log,
  wall: Clock = systemClock,
  givenTime?: AgreedClock,
): Promise<LecternServer> {
  const failover = createFailover(log)
  const redis = connectRedis(config.REDIS_URL, log, failover)
  const adapterRedis = connectRedis(config.REDIS_URL, log, failover)
  await untilReady(redis, config.REDIS_URL, log)
  await requireRestored(redis).catch((error: unknown) => {
    redis.disconnect()
    adapterRedis.disconnect()
    throw error
  })
  const time = givenTime ?? createRedisClock(redis, wall, log)
  await time.measure()
  time.start()
  const clock = time.now
  const secure = config.PUBLIC_URL?.startsWith('https:') ?? false
  const webSessions = await createWebSessions(config.REDIS_URL, config.SESSION_SECRET, secure, log, failover)

  await migrate({ redis, clock, log })

  const accounts = createAccountsStore(redis, clock)
  const details = createDetailsStore(redis, clock)
  const history = createHistoryStore(redis)
  const pictures = createPicturesStore(redis)
  const program = createProgramStore(redis, clock)
  const views = createPublicViews(pictures)
  const ownAgenda = createOwnAgendaStore(redis)
  const questions = createQuestionsStore(redis, clock)
  const polls = createPollsStore(redis, clock)
  const stageStore = createStageStore(redis)
  const boothsStore = createBoothsStore(redis)
  const policies = readPolicies(config.POLICIES_DIR ?? policiesFolder)
  const activities = createActivitiesStore(redis)
  const belongings: Belongings = {
    // A session never moves to another conference: a plan that was read once says where it is.
    session: async (sessionId) =>
      (program.lastRead(sessionId) ?? (await program.findSession(sessionId)))?.conferenceId,
    booth: boothsStore.conferenceOf,
    activity: activities.conferenceOf,
    isMember: async (personId, conferenceId) =>
      (await accounts.memberOf(personId, conferenceId)) !== undefined,
  }
  const guard = createConferenceGuard(belongings)
  const places = createPlaces({
    conferenceIds: program.conferenceIds,
    exists: program.conferenceExists,
    named: (...values) => conferenceNamedIn({ ...belongings, person: accounts.conferenceOf }, ...values),
  })
  const ledger = createLedgerStore(
    redis,
    clock,
    createConferenceOfRecord({
      ofSession: belongings.session,
      ofActivity: belongings.activity,
      ofBooth: belongings.booth,
    }),
  )
  const intents = createIntents({ redis, clock, ledger, log, mayWork: time.agrees })
  const jobs = createJobs({ redis, clock, log, mayWork: time.agrees })
  await upgradeDetails(redis, accounts)
  const activityPlans = createActivityPlans({ activities, policies, program, intents, clock })
  if (config.LECTERN_EXAMPLE === '1')
    await seedExample({
      program,
      accounts,
      polls,
      booths: boothsStore,
      planActivity: activityPlans.plan,
      secret: config.SESSION_SECRET,
      now: clock(),
    })

  // Socket.IO takes its own path from the listeners that are there when it is attached. A listener added
  // later would answer those requests a second time.
  const httpServer = createHttpServer({ shouldUpgradeCallback: asksForWebSocket }, (request, response) =>
    app(request, response),
  )
  const endConnections = watchConnections(httpServer)
  const sockets = createSockets({
    httpServer,
    adapterRedis,
    webSession: webSessions.middleware,
    publicUrl: config.PUBLIC_URL,
    addressOf: createAddressOf(config.TRUSTED_PROXIES),
    connectionsPerAddress: config.CONNECTIONS_PER_ADDRESS,
    findAccount: accounts.account,
    placeOf: (account, said, about) => places.of(account, said, () => places.named(about)),
    memberOf: accounts.memberOf,
    isSignedIn: accounts.isSignedIn,
    clock,
    log,
  })
  const { broadcast } = sockets
  /** Unique to this process. */
  const serverName = `${hostname()}-${process.pid}-${randomBytes(6).toString('hex')}`
  const attendance = createAttendance({
    redis,
    clock,
    log,
    program,
    activities,
    policies,
    polls,
    hall: createHallStore(redis, clock),
    leaveHall: (caller) => booths.leaving.leaveHall(caller),
    stage: stageStore,
    intents,
    broadcast,
    tellHere: sockets.tellHere,
    secret: config.SESSION_SECRET,
    unreachableNodes: () => nodes.unreachable,
    serverName,
    mayWork: time.agrees,
  })

  const nodes = new SfuNodes({
    redis,
    clock,
    log,
    secret: config.SFU_CONTROL_SECRET,
    serverName: `${hostname()}-${process.pid}`,
    mayWork: time.agrees,
  })
  const iceServers = createIceServers(config, clock)
  const stage = createStage({ store: stageStore, nodes, broadcast, iceServers, log })
  /**
   * Has everything follow a session that goes into or out of a break, or ends; done twice, it is as done
   * once.
   */
  const followSession = async (sessionId: string): Promise<void> => {
    if (!isCallStage(sessionId) && (await program.state(sessionId)).phase === 'ended') {
      questionChanges.changed(sessionId)
      await pollsLive.settleAll(sessionId)
      await stage.end(sessionId)
    }
    // Last: until the stage is told, any server that is told of media on it does all of this again.
    await stage.publish({ changed: true, state: await stageStore.state(sessionId) })
  }
  const nodeEvents = createNodeEvents({
    stage,
    store: stageStore,
    nodes,
    broadcast,
    holders: sockets.holders,
    delivered: attendance.delivered,
    tellAgain: async (sessionId) => {
      const session = isCallStage(sessionId) ? undefined : await program.findSession(sessionId)
      if (session)
        broadcast(rooms.program(session.conferenceId), 'program.state', await program.state(sessionId))
      await followSession(sessionId)
    },
    lost: attendance.lost,
    nodeGone: attendance.nodeGone,
    log,
  })

  const { findPerson } = accounts
  const questionChanges = createQuestionsBroadcast({ store: questions, findPerson, broadcast, log })
  const pollsLive = createPollsLive({ store: polls, broadcast, clock, log })
  let address = ''
  const publicUrl = () => config.PUBLIC_URL ?? address
  const uploads = createUploads(config.UPLOADS_DIR)
  await uploads.removeUnfinished()
  const replacePicture = createReplacePicture(uploads)
  const booths = createBooths({
    redis,
    booths: boothsStore,
    accounts,
    pictures,
    uploads,
    stage,
    broadcast,
    leaveRooms: sockets.leaveRooms,
    intents,
    publicUrl,
    clock,
    log,
  })
  const rights = createRights({
    accounts,
    sockets,
    stage,
    findSession: program.findSession,
    endBoothJob: createBoothJobs(booths),
  })
  const planNews = createPlanNews({
    program,
    views,
    broadcast,
    placesChanged: rights.planChanged,
    wordsChanged: attendance.wordsChanged,
  })
  const handouts = createHandoutsStore(redis)
  const disclosures = createDisclosuresStore(redis)
  const acting = createActing({
    store: disclosures,
    program,
    intents,
    apply: createApplying({ store: disclosures, program, planNews, clock }),
    clock,
  })
  const planning = createPlanning({
    redis,
    program,
    views,
    ownAgenda,
    activities,
    bodies: policies.map(bodyRulesOf),
    findPerson,
    memberOf: accounts.memberOf,
    disclosureFor: disclosures.disclosureFor,
    planNews,
    removeFiles: async (sessionId) => {
      for (const { id } of await handouts.of(sessionId)) await uploads.remove(id)
    },
    publicUrl,
    secret: config.SESSION_SECRET,
    clock,
  })
  const credit = createCredit({
    redis,
    clock,
    intents,
    accounts,
    details,
    program,
    activities,
    policies,
    watchFacts: attendance.facts,
  })
  /** Removes what is stored about a person beside their account. */
  async function forget(personId: string): Promise<void> {
    await ownAgenda.removeAll(personId)
    await planning.calendars.revokeAll(personId)
    await mail.records.erase(personId)
    await oidc.records.erase(personId)
    await history.remove(personId)
    const picture = await pictures.replace(personId, null)
    if (picture) await uploads.remove(picture)
  }
  const stageCommands = createStageCommands({
    stage,
    store: stageStore,
    program,
    audience: attendance.audience,
    clock,
  })
  const mail = createMailFor({
    redis,
    config,
    jobs,
    accounts,
    details,
    program,
    ownAgenda,
    booths: boothsStore,
    activities,
    credit,
    disclosures,
    publicUrl,
    mayWork: time.agrees,
    clock,
    log,
  })
  const health = createHealth({
    redis,
    program,
    accounts,
    stage: stageStore,
    questions,
    nodes: () => nodes.living,
    serverName,
    sockets: sockets.count,
    broadcast,
    mayWork: time.agrees,
    clock,
    log,
  })
  const oidc = createOidcFor({
    redis,
    config,
    accounts,
    details,
    program,
    rights,
    mailLink: mail.mailLink,
    clock,
  })
  const handlers = {
    ...createProgramCommands({
      program,
      views,
      broadcast,
      clock,
      moves: attendance.accreditation,
      requireApproved: planning.approvals.requireApproved,
      onMoved: followSession,
    }),
    ...createQuestionsCommands({
      store: questions,
      program,
      findPerson,
      broadcast,
      changes: questionChanges,
    }),
    ...createPollsCommands({ store: polls, live: pollsLive, program, accounts, clock }),
    ...stageCommands.handlers,
    ...createCrewCommands({
      store: createCrewStore(redis, clock),
      program,
      findPerson,
      broadcast,
    }),
    ...createBoothsCommands(booths),
    ...attendance.commands,
    ...health.commands,
    'stage.watch': notingFailures(stageCommands.handlers['stage.watch'], health.failures),
  }
  const requireAgreement = (): void => {
    if (!time.agrees()) throw errors.clockDiffers(time.difference())
  }
  const readiness: ReadinessCheck[] = [
    { name: 'clock', check: requireAgreement },
    { name: 'redis writes', check: () => redis.set(keys.readiness(), '1', 'PX', 60_000) },
    { name: 'media nodes', check: () => nodes.candidate() },
  ]
  const everySession = () => program.views()
  const creditRecords = createCreditRecords({
    redis,
    claims: credit.claims,
    appeals: credit.appeals,
    everySession,
  })
  const routeHandlers: RouteHandlers<Routes> = {
    ...createSystemRoutes({
      checkHealth: async () => {
        await redis.ping()
        nodes.candidate()
      },
      readiness,
      warnings: () => [...intents.failing(), ...jobs.failing()],
      clock,
      log,
    }),
    ...createAccountsRoutes({
      accounts,
      details,
      history,
      permit: createPermissions({ accounts, details, intents, clock }),
      isPrintable,
      pictures,
      uploads,
      replacePicture,
      isFaculty: program.isFaculty,
      program,
      clock,
      publicUrl,
      rights,
      ...(oidc.endOf && { endAtProvider: oidc.endOf }),
    }),
    ...createPeopleRoutes({
      redis,
      accounts,
      details,
      history,
      pictures,
      removeUpload: uploads.remove,
      rights,
      program,
      watchFacts: attendance.facts,
      credit,
      findActivity: activities.find,
      creditRecords,
      records: [
        createProgramRecords({ redis, program, everySession }),
        createQuestionRecords(redis, everySession),
        createPollRecords(redis, everySession),
        createAttendanceRecords({
          redis,
          frozen: createFrozenStore(redis),
          watchFacts: attendance.facts,
          findActivity: activities.find,
          everySession,
        }),
        createBoothRecords({ ...booths, redis }),
        createDisclosureRecords(redis, program.conferenceIds),
        creditRecords,
        mail.records,
        oidc.records,
      ],
      intents,
      isPrintable,
      clock,
      registrations: createRegistrationStore(redis),
      ...(mail.mailLink && { sendLink: mail.mailLink }),
    }),
    ...createSettingsRoutes({
      program,
      provider: activities.provider,
      accounts,
      uploads,
      replacePicture,
      clock,
    }),
    ...createConferencesRoutes({
      program,
      accounts,
      activities,
      keepUntil,
      copy: createCopyConference({
        copyTexts: mail.copyTexts,
        program,
        activities,
        policies,
        planActivity: activityPlans.plan,
        planSession: planning.plans.plan,
        clock,
      }),
      remove: createRemoveConference({
        redis,
        program,
        accounts,
        rights,
        booths: boothsStore,
        activities,
        claims: credit.claims,
        handouts,
        uploads,
        intents,
        removedSessions: planning.removedSessions,
        endStage: stage.end,
        forget,
        clock,
      }),
      clock,
    }),
    ...createSetupRoutes({ program, accounts, activities, secret: config.SESSION_SECRET, publicUrl, clock }),
    ...createAccountsOperatorRoutes({
      accounts,
      details,
      program,
      hasClaimed: async (personId: string) => (await credit.claims.of(personId)).length > 0,
      forget,
      publicUrl,
      rights,
      secret: config.SESSION_SECRET,
      clock,
    }),
    ...planning.routes,
    ...createCreditOperatorRoutes({
      activities,
      plans: activityPlans,
      onPlanned: planning.approvals.activityPlanned,
    }),
    ...createProgramRoutes({
      program,
      views,
      ownAgenda,
      designated: createDesignated({ activities, policies }),
      findPerson,
      clock,
    }),
    ...createDisclosureRoutes({ store: disclosures, acting, program, accounts, publicUrl, clock }),
    ...createHandoutsRoutes({
      store: handouts,
      review: createReviewing({ store: handouts, intents, clock }),
      program,
      accounts,
      uploads,
      requireRead: attendance.requireRead,
      clock,
    }),
    ...createPollsRoutes({ store: polls, program, findPerson }),
    ...createStageRoutes(nodes, stage),
    ...createBoothsRoutes(booths),
    ...createOfficeRoutes({ credit, planActivity: activityPlans.plan }),
    ...createProgressRoutes({ views: program.views, accounts, booths: boothsStore, clock }),
    ...health.routes,
    ...createCreditRoutes(credit, config.PUBLIC_URL),
    ...createVerificationRoutes(credit.claims),
    ...createReportsRoutes({ program, frozen: createFrozenStore(redis), questions, polls }),
    ...mail.routes,
    ...oidc.routes,
    ...createImports({
      redis,
      jobs,
      uploads,
      accounts,
      details,
      history,
      rights,
      program,
      editing: planning.editing,
      hasClaimed: async (personId: string) => (await credit.claims.of(personId)).length > 0,
      forget,
      publicUrl,
      clock,
    }),
    ...createLedgerRoutes({ ledger, intents, program, clock, seed: config.LEDGER_KEY }),
  }
  const metrics = createMetrics()
  metrics.gauge('connections', 'Pages connected to this server', sockets.count)
  metrics.gauge('media_nodes', 'Media nodes that take people', () => nodes.living.length)
  metrics.gauge(
    'media_nodes_unreachable',
    'Media nodes that this server cannot reach',
    () => nodes.unreachable.length,
  )
  metrics.gauge(
    'clock_difference_seconds',
    'This server’s clock minus Redis’',
    () => time.difference() / 1000,
  )
  metrics.gauge('evidence_failing', 'Evidence that could not be recorded yet', () => intents.failing().length)
  metrics.gauge('jobs_waiting', 'Jobs that wait for a server', () => jobs.count('waiting'))
  metrics.gauge('jobs_failed', 'Jobs that failed for good in the last week', () => jobs.count('failed'))
  const app = createApp({
    metrics,
    metricsToken: config.METRICS_TOKEN,
    webSession: webSessions.middleware,
    findAccount: accounts.account,
    places,
    guard,
    routes,
    handlers: routeHandlers,
    operatorToken: config.OPERATOR_TOKEN,
    clientDir: config.CLIENT_DIR,
    publicUrl: config.PUBLIC_URL,
    trustedProxies: config.TRUSTED_PROXIES,
    log,
  })
  const run = createCommandRunner({
    commands,
    handlers,
    readAhead: stageCommands.readAhead,
    findSession: program.findSession,
    guard,
    metrics,
    clock,
    log,
  })
  sockets.serve(run, {
    onBeat: attendance.beatsOf,
    onGone: (connection, personId) => {
      attendance.gone(connection, personId)
      void stage.detach(connection)
      void booths.live.detach(connection.id)
    },
  })
  await attendance.start()
  health.sampler.start()
  intents.start()
  jobs.start()
  mail.start()
  await nodes.start(nodeEvents)
  await new Promise<void>((resolve, reject) => {
    httpServer.once('error', reject)
    httpServer.listen(config.PORT, config.HOST, () => resolve())
  })
  address = addressOf(config.HOST, httpServer.address() as AddressInfo)

  const links =
    config.LECTERN_EXAMPLE === '1'
      ? await exampleLinks(accounts, config.SESSION_SECRET, publicUrl(), clock())
      : []
  const setupLink =
    (await program.conferenceIds()).length > 0
      ? undefined
      : `${publicUrl()}/setup/${setupToken(config.SESSION_SECRET)}`

  let closing: Promise<void> | undefined
  const close = async () => {
    // Watched time first, then the pages' goodbye, which brings them to another server; what serves them ends
    // after it.
    await Promise.race([attendance.flush(), delay(flushMs, undefined, { ref: false })])
    mail.close()
    await Promise.all([sockets.close(), endConnections(), jobs.close()])
    nodeEvents.close()
    pollsLive.close()
    questionChanges.close()
    booths.live.close()
    nodes.close()
    intents.close()
    await health.sampler.close()
    await attendance.close()
    time.close()
    await webSessions.close()
    redis.disconnect()
    adapterRedis.disconnect()
  }
  return { address, links, setupLink, close: () => (closing ??= close()) }
}

/** A server on all interfaces is shown by the address that works on this machine. */
function addressOf(host: string, { port }: AddressInfo): string {
  const shown = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host
  return `http://${shown.includes(':') ? `[${shown}]` : shown}:${port}`
}
