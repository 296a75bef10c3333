// One server: its connections, its features, and the order in which it starts and ends.
import { randomBytes } from 'node:crypto'
import { hostname } from 'node:os'
import { setTimeout as delay } from 'node:timers/promises'
import type { AgreedClock } from '@lectern/shared/agreedClock'
import { commands } from '@lectern/shared/commands'
import { routes } from '@lectern/shared/routes'
import { createBelongings } from './accounts/belongings.ts'
import { createPlaces } from './accounts/places.ts'
import { upgradeDetails } from './accounts/upgradeDetails.ts'
import { setupToken } from './conferences/setupRoutes.ts'
import { createAddressOf } from './core/address.ts'
import { type Clock, systemClock } from './core/clock.ts'
import { conferenceNamedIn, createConferenceGuard } from './core/conferenceGuard.ts'
import type { Config } from './core/config.ts'
import type { Log } from './core/log.ts'
import { createRedisClock } from './core/redisClock.ts'
import { exampleLinks, type SignInLink, seedExample } from './example/seed.ts'
import { createFeatures } from './features.ts'
import { createApp } from './http/app.ts'
import { createListener } from './http/listener.ts'
import { createWebSessions } from './http/webSession.ts'
import { connectData } from './installation/connectData.ts'
import { migrate } from './installation/migration.ts'
import { createJobs } from './jobs/jobs.ts'
import { createCommandRunner } from './live/runCommand.ts'
import { createSockets } from './live/sockets.ts'
import { createSeeing } from './program/seeing.ts'
import { createStores } from './stores.ts'
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

/** `wall`: this process's own clock, which Redis' one overrules; `givenTime`: for tests that own the time. */
export async function createServer(
  config: Config,
  log: Log,
  wall: Clock = systemClock,
  givenTime?: AgreedClock,
): Promise<LecternServer> {
  const { redis, adapterRedis, failover } = await connectData(config.REDIS_URL, log)
  const time = givenTime ?? createRedisClock(redis, wall, log)
  await time.measure()
  time.start()
  const clock = time.now
  const secure = config.PUBLIC_URL?.startsWith('https:') ?? false
  const webSessions = await createWebSessions(config.REDIS_URL, config.SESSION_SECRET, secure, log, failover)

  await migrate({ redis, clock, log })
  const stores = createStores(redis, clock)
  const { accounts, program } = stores
  await upgradeDetails(redis, accounts)
  const uploads = createUploads(config.UPLOADS_DIR)
  await uploads.removeUnfinished()

  const belongings = createBelongings({ ...stores, booths: stores.boothsStore })
  const seeing = createSeeing(program)
  const guard = createConferenceGuard({ ...belongings, isHidden: seeing.isHidden })
  const places = createPlaces({
    conferenceIds: program.conferenceIds,
    exists: program.conferenceExists,
    named: (...values) => conferenceNamedIn({ ...belongings, person: accounts.conferenceOf }, ...values),
  })
  const listener = createListener({ host: config.HOST, port: config.PORT })
  const publicUrl = () => config.PUBLIC_URL ?? listener.address()
  const sockets = createSockets({
    httpServer: listener.server,
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
  const jobs = createJobs({ redis, clock, log, mayWork: time.agrees })
  const features = createFeatures({
    redis,
    config,
    stores,
    belongings,
    jobs,
    sockets,
    uploads,
    time,
    serverName: `${hostname()}-${process.pid}-${randomBytes(6).toString('hex')}`,
    publicUrl,
    log,
  })
  await features.readPolicies()
  if (config.LECTERN_EXAMPLE === '1')
    await seedExample({
      program,
      accounts,
      polls: stores.polls,
      booths: stores.boothsStore,
      planActivity: (conferenceId, plan) => features.planActivity(conferenceId, plan, { isExample: true }),
      agreeing: features.agreeing,
      secret: config.SESSION_SECRET,
      now: clock(),
    })
  const app = createApp({
    metrics: features.metrics,
    metricsToken: config.METRICS_TOKEN,
    webSession: webSessions.middleware,
    findAccount: accounts.account,
    places,
    guard,
    mayAudit: features.mayAudit,
    routes,
    handlers: features.routes,
    operatorToken: config.OPERATOR_TOKEN,
    clientDir: config.CLIENT_DIR,
    publicUrl: config.PUBLIC_URL,
    trustedProxies: config.TRUSTED_PROXIES,
    log,
  })
  const run = createCommandRunner({
    commands,
    handlers: features.commands,
    readAhead: features.readAhead,
    findSession: seeing.findSession,
    guard,
    metrics: features.metrics,
    clock,
    log,
  })
  sockets.serve(run, features)
  await features.start()
  await listener.listen(app)

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
    await Promise.race([features.flush(), delay(flushMs, undefined, { ref: false })])
    features.rest()
    await Promise.all([sockets.close(), listener.close(), jobs.close()])
    await features.close()
    time.close()
    await webSessions.close()
    redis.disconnect()
    adapterRedis.disconnect()
  }
  return { address: listener.address(), links, setupLink, close: () => (closing ??= close()) }
}
