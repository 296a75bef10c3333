// A server's figures for Prometheus. Labels are names from the product's own lists, so that nobody outside
// can add a series, and nothing personal is in them.
import { type DeliveryQuality, lossBounds, pictureLayers } from '@lectern/shared/deliveryQuality'
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'

const prefix = 'lectern_'
/** In seconds: from what Redis takes to what a person takes for lost. */
const buckets = [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

export type Metrics = ReturnType<typeof createMetrics>

export function createMetrics() {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const registers = [registry]
  const commands = new Counter({
    name: `${prefix}commands_total`,
    help: 'Commands answered, by name and outcome: ok, or the code of the error',
    labelNames: ['command', 'outcome'],
    registers,
  })
  const commandSeconds = new Histogram({
    name: `${prefix}command_seconds`,
    help: 'From a command to its answer',
    labelNames: ['command'],
    buckets,
    registers,
  })
  const requests = new Counter({
    name: `${prefix}requests_total`,
    help: 'HTTP requests answered, by method, route and status; other addresses are "other"',
    labelNames: ['method', 'route', 'status'],
    registers,
  })
  const requestSeconds = new Histogram({
    name: `${prefix}request_seconds`,
    help: 'From a request to its answer',
    labelNames: ['route'],
    buckets,
    registers,
  })

  const reported = new Counter({
    name: `${prefix}delivery_loss_total`,
    help: 'Samples of viewers whose reports media nodes saw, by the share of packets lost: below "under", or more',
    labelNames: ['under'],
    registers,
  })
  const pictures = new Counter({
    name: `${prefix}delivery_pictures_total`,
    help: 'Samples of pictures that viewers take, by the layer that they get',
    labelNames: ['layer'],
    registers,
  })
  const below = new Counter({
    name: `${prefix}delivery_pictures_below_total`,
    help: 'Samples of pictures that come in a lower layer than their page has asked for',
    registers,
  })

  return {
    /** What a media node measured, added up over all stages. */
    countDelivery({ loss, layers, below: lower }: DeliveryQuality): void {
      for (const [i, count] of loss.entries()) reported.inc({ under: lossBounds[i] ?? 'more' }, count)
      for (const layer of pictureLayers) pictures.inc({ layer }, layers[layer])
      below.inc(lower)
    },

    /** `command`: a declared name, or "other". */
    countCommand(command: string, outcome: string, seconds: number): void {
      commands.inc({ command, outcome })
      commandSeconds.observe({ command }, seconds)
    },

    /** `route`: a declared path, or "other". */
    countRequest(method: string, route: string, status: number, seconds: number): void {
      requests.inc({ method, route, status })
      requestSeconds.observe({ route }, seconds)
    },

    /** A figure that is read when somebody asks; while it cannot be read, it is left out. */
    gauge(name: string, help: string, read: () => number | Promise<number>): void {
      new Gauge({
        name: prefix + name,
        help,
        registers,
        async collect() {
          try {
            this.set(await read())
          } catch {
            this.remove()
          }
        },
      })
    },

    type: registry.contentType,
    text: (): Promise<string> => registry.metrics(),
  }
}
