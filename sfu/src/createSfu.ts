// The wiring of a media node.
import { randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { watchConnections } from '@lectern/shared/ending'
import type { Logger } from 'pino'
import { Gauge, Registry } from 'prom-client'
import { listenAddresses } from './addresses.ts'
import type { SfuConfig } from './config.ts'
import { createControl } from './control.ts'
import { createDelivery } from './delivery.ts'
import { MediaNode } from './mediaNode.ts'
import { register } from './registration.ts'
import { WorkerPool } from './workerPool.ts'

export interface Sfu {
  nodeId: string
  controlUrl: string
  /** Process ids of the media workers. */
  workerPids(): number[]
  close(): Promise<void>
}

/** The part of an interval over which the viewers are sampled, in ms. */
const deliverySpreadMs = 1000

export async function createSfu(config: SfuConfig, log: Logger): Promise<Sfu> {
  const nodeId = randomBytes(9).toString('base64url')
  const pool = await WorkerPool.create({
    count: config.SFU_WORKERS,
    listens: await listenAddresses({
      announced: config.SFU_ANNOUNCED_ADDRESS,
      listenIp: config.SFU_LISTEN_IP,
    }),
    firstPort: config.SFU_RTC_PORT,
    log,
  })
  const node = new MediaNode({
    nodeId,
    pool,
    maxViewersPerWorker: config.SFU_MAX_VIEWERS_PER_WORKER,
    ingestIp: config.SFU_INGEST_IP,
    graceMs: config.SFU_PEER_GRACE_MS,
    log,
  })

  const delivery = createDelivery({
    nodeId,
    stages: () => node.openStages(),
    tell: (report) => node.emit('report', 'stage.delivery', report, null),
    tellSilent: (report) => node.emit('report', 'producer.silent', report, null),
    clock: () => performance.now(),
    spreadMs: deliverySpreadMs,
    log,
  })

  const metrics = new Registry()
  const gauge = (name: string, help: string, read: () => number) =>
    new Gauge({
      name,
      help,
      registers: [metrics],
      collect() {
        this.set(read())
      },
    })
  gauge('lectern_sfu_viewers', 'Viewers that receive from this node', () => node.viewers)
  gauge('lectern_sfu_reached', 'People whom media reached at the last sample', () => delivery.reached)
  gauge('lectern_sfu_workers', 'Media workers that live', () => pool.workers.length)
  gauge('lectern_sfu_load', 'Mean share of the worker cores in use', () => pool.load)

  const httpServer = createServer((request, response) => {
    if (request.url === '/healthz') {
      response.writeHead(pool.workers.length > 0 ? 200 : 503).end()
      return
    }
    if (request.url === '/metrics') {
      metrics.metrics().then(
        (text) => response.writeHead(200, { 'content-type': metrics.contentType }).end(text),
        () => response.writeHead(500).end(),
      )
      return
    }
    response.writeHead(404).end()
  })
  const endConnections = watchConnections(httpServer)
  let controlUrl = ''
  const control = createControl(
    httpServer,
    node,
    { secret: config.SFU_CONTROL_SECRET, controlUrl: () => controlUrl },
    log,
  )
  await new Promise<void>((resolve, reject) => {
    httpServer.once('error', reject)
    httpServer.listen(config.SFU_CONTROL_PORT, config.SFU_CONTROL_HOST, resolve)
  })
  const { port } = httpServer.address() as AddressInfo
  controlUrl = config.SFU_CONTROL_URL ?? `http://${config.SFU_CONTROL_HOST}:${port}`

  const registration = await register(
    config.REDIS_URL,
    () => ({
      nodeId,
      controlUrl,
      region: config.SFU_REGION,
      workers: pool.workers.length,
      load: pool.load,
      viewers: node.viewers,
      draining: false,
    }),
    log,
  )

  delivery.start()

  let closing: Promise<void> | undefined
  const close = async () => {
    delivery.close()
    await registration.close()
    await node.close()
    await Promise.all([control.close(), endConnections()])
    pool.close()
  }
  return {
    nodeId,
    controlUrl,
    workerPids: () => pool.workers.map(({ worker }) => worker.pid),
    close: () => (closing ??= close()),
  }
}
