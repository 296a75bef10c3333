// What machines ask this server: whether it is alive and ready, and its figures.
import type { AgreedClock } from '@lectern/shared/agreedClock'
import { errors } from '@lectern/shared/errors'
import { keys } from '@lectern/shared/keys'
import type { TakenReport } from '@lectern/shared/sfuContract'
import type { Redis } from 'ioredis'
import type { Log } from '../core/log.ts'
import { createMetrics } from '../core/metrics.ts'
import { createSystemRoutes } from './systemRoutes.ts'

export interface ProbesOptions {
  redis: Redis
  time: Pick<AgreedClock, 'now' | 'agrees' | 'difference'>
  sockets: { count(): number }
  /** `candidate` throws if no media node takes people. */
  nodes: { living: readonly unknown[]; unreachable: readonly unknown[]; candidate(): unknown }
  /** `failing`: in words without personal data. */
  intents: { failing(): string[] }
  jobs: { failing(): string[]; count(state: 'waiting' | 'failed'): Promise<number> }
  log: Log
}

type Delivery = TakenReport<'stage.delivery'>

const readyMs = 60_000

function createGauges({ time, sockets, nodes, intents, jobs }: ProbesOptions) {
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
  return metrics
}

export function createProbes(options: ProbesOptions) {
  const { redis, time, nodes, intents, jobs, log } = options
  const requireAgreement = (): void => {
    if (!time.agrees()) throw errors.clockDiffers(time.difference())
  }
  const metrics = createGauges(options)
  return {
    metrics,
    /** Takes media nodes' reports by `take`, and counts what they measured once they are taken. */
    countingDelivery: (take: (report: Delivery) => Promise<void>) => async (report: Delivery) => {
      await take(report)
      if (report.quality) metrics.countDelivery(report.quality)
    },
    routes: createSystemRoutes({
      checkHealth: async () => {
        await redis.ping()
        nodes.candidate()
      },
      readiness: [
        { name: 'clock', check: requireAgreement },
        { name: 'redis writes', check: () => redis.set(keys.readiness(), '1', 'PX', readyMs) },
        { name: 'media nodes', check: () => nodes.candidate() },
      ],
      warnings: () => [...intents.failing(), ...jobs.failing()],
      clock: time.now,
      log,
    }),
  }
}
