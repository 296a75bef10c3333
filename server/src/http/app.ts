// The HTTP side: security headers, sessions, the features' routes, the built client.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { errors } from '@lectern/shared/errors'
import type { RouteMap } from '@lectern/shared/route'
import compression from 'compression'
import express, { type Express, type RequestHandler } from 'express'
import helmet from 'helmet'
import type { Account } from '../core/account.ts'
import type { Log } from '../core/log.ts'
import type { Metrics } from '../core/metrics.ts'
import { checkOrigin } from '../core/origin.ts'
import { limitAnswers } from './answerBytes.ts'
import { serveBuiltFiles } from './builtFiles.ts'
import { takeConferenceOff } from './conferencePrefix.ts'
import { limitByAddress, limitCallers } from './limit.ts'
import { answerMetrics, countRequests } from './metrics.ts'
import { createIsOperator, createRequireOperator } from './operator.ts'
import { loadAccount } from './person.ts'
import { answerErrors } from './respond.ts'
import { type RouteServerOptions, serveRoutes } from './serveRoutes.ts'

export interface AppOptions {
  webSession: RequestHandler
  findAccount: (personId: string) => Promise<Account | undefined>
  places: RouteServerOptions['places']
  guard: RouteServerOptions['guard']
  mayAudit: RouteServerOptions['mayAudit']
  routes: RouteMap
  handlers: RouteServerOptions['handlers']
  /** Without it the operator's routes do not exist. */
  operatorToken: string | undefined
  metrics: Metrics
  /** Without it nobody reads the figures. */
  metricsToken: string | undefined
  clientDir: string | undefined
  publicUrl: string | undefined
  trustedProxies: number
  log: Log
}

const securityHeaders = (secure: boolean): RequestHandler =>
  helmet({
    contentSecurityPolicy: {
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        // The component kit sets style attributes.
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        fontSrc: ["'self'"],
        mediaSrc: ["'self'", 'blob:'],
        connectSrc: ["'self'"],
        workerSrc: ["'self'", 'blob:'],
        objectSrc: ["'none'"],
        frameAncestors: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        upgradeInsecureRequests: secure ? [] : null,
      },
    },
    strictTransportSecurity: secure,
    referrerPolicy: { policy: 'no-referrer' },
  })

const minuteSeconds = 60
/** Per address: 500 people of a hospital may load all their pages in the same minute. */
const requestsByAddress = 30_000
/**
 * To the API: per signed-in person, and for everyone else at one address together. The operator imports
 * thousands of people at once and is not limited here.
 */
const apiRequests = { person: 1200, strangers: 6000 }

/** Per person: the office reads its lists of ten thousand people a few times; nobody else comes near. */
const answerBytes = 64 * 1024 * 1024

const noStore: RequestHandler = (_request, response, next) => {
  response.set('Cache-Control', 'no-store')
  next()
}

export function createApp(options: AppOptions): Express {
  const { publicUrl, clientDir, log, operatorToken } = options
  const secure = publicUrl?.startsWith('https:') ?? false
  const app = express()
  app.disable('x-powered-by')
  app.set('trust proxy', options.trustedProxies)
  app.use(securityHeaders(secure))
  app.use(limitByAddress('http', requestsByAddress, minuteSeconds))
  app.use(countRequests(options.metrics))
  if (options.metricsToken) app.get('/metrics', answerMetrics(options.metrics, options.metricsToken))
  app.use(takeConferenceOff)
  const isOperator = operatorToken === undefined ? undefined : createIsOperator(operatorToken)
  const requireOperator = isOperator && createRequireOperator(isOperator)
  const serve = (isOurs: (path: string) => boolean) =>
    serveRoutes({
      routes: Object.fromEntries(Object.entries(options.routes).filter(([, { path }]) => isOurs(path))),
      handlers: options.handlers,
      requireOperator,
      places: options.places,
      guard: options.guard,
      mayAudit: options.mayAudit,
    })
  app.use(['/api', '/healthz', '/readyz'], noStore)
  // These need no session, and so answer while Redis is away.
  app.use(serve((path) => !path.startsWith('/api/')))
  app.use(compression())
  if (clientDir && existsSync(join(clientDir, 'index.html'))) app.use(serveBuiltFiles(clientDir))
  // Pages need no session: they open while Redis is away, and say what is wrong.
  app.use(
    '/api',
    checkOrigin(publicUrl),
    express.json({ limit: '64kb' }),
    options.webSession,
    loadAccount(options.findAccount),
  )
  app.use(
    '/api',
    limitCallers('api', apiRequests, minuteSeconds, isOperator),
    limitAnswers(answerBytes, minuteSeconds),
  )
  app.use(serve((path) => path.startsWith('/api/')))
  app.use('/api/operator', (request, _response, next) => {
    requireOperator?.(request)
    next()
  })
  app.use('/api', () => {
    throw errors.notFound('address')
  })
  // A personal link leads to a page like any other: opening it does nothing, and no cache may keep it.
  app.use('/s', noStore)
  if (clientDir)
    app.get('/{*page}', (_request, response) => {
      if (!response.hasHeader('Cache-Control')) response.set('Cache-Control', 'no-cache')
      response.sendFile(join(clientDir, 'index.html'), { cacheControl: false })
    })
  app.use(() => {
    throw errors.notFound('address')
  })
  app.use(answerErrors(log))
  return app
}
