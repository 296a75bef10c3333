import { routes } from '@lectern/shared/routes'
import type { ApiDescription, systemRoutes } from '@lectern/shared/system'
import type { Clock } from '../core/clock.ts'
import type { Log } from '../core/log.ts'
import { describeApi } from './openApi.ts'
import { createReadiness, type ReadinessCheck } from './readiness.ts'
import type { RouteHandlers } from './routeHandlers.ts'

export interface SystemRoutesOptions {
  /** Throws if the server cannot do its work. */
  checkHealth: () => Promise<void>
  /** What must hold before the server gets people. */
  readiness: readonly ReadinessCheck[]
  /** What somebody must look at although the server works, in words without personal data. */
  warnings: () => string[]
  clock: Clock
  log: Log
}

export function createSystemRoutes(options: SystemRoutesOptions): RouteHandlers<typeof systemRoutes> {
  const failures = createReadiness(options.readiness, options.clock, options.log)
  /** Made on the first request. */
  let description: Promise<ApiDescription> | undefined
  return {
    async 'system.health'() {
      await options.checkHealth()
      return { ok: true }
    },
    async 'system.readiness'({ response }) {
      const failing = await failures()
      const warnings = options.warnings()
      if (failing.length === 0) return { ok: true, ...(warnings.length > 0 && { warnings }) }
      response.status(503)
      return { ok: false, failing }
    },
    async 'system.description'({ response }) {
      description ??= describeApi(routes) as Promise<ApiDescription>
      response.set('Cache-Control', 'public, max-age=3600')
      return description
    },
  }
}
