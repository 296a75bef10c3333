// Reads and checks every setting of a media node.
import { availableParallelism } from 'node:os'
import { configReader, port, redisUrl, secret } from '@lectern/shared/configReader'
import { peerGraceMs } from '@lectern/shared/sfuContract'
import { z } from 'zod'

const settings = z.object({
  REDIS_URL: redisUrl.default('redis://127.0.0.1:6379'),
  SFU_CONTROL_SECRET: secret,
  /** Where servers reach this node, inside the cluster only. */
  SFU_CONTROL_HOST: z.string().min(1).default('127.0.0.1'),
  SFU_CONTROL_PORT: port.default(0),
  /** The control address as servers see it, if different from host and port. */
  SFU_CONTROL_URL: z.url().optional(),
  /**
   * Comma-separated addresses that browsers are told: the public ones, behind NAT. Host names are resolved at
   * the start.
   */
  SFU_ANNOUNCED_ADDRESS: z
    .string()
    .max(1000)
    .transform((text) => text.split(',').map((name) => name.trim()))
    .pipe(z.array(z.string().regex(/^[\w.:-]{1,253}$/, 'is no address or host name')).max(8))
    .optional(),
  /** Default: all interfaces if an address is announced, otherwise loopback and the machine's own address. */
  SFU_LISTEN_IP: z.string().min(1).optional(),
  /** Worker n receives media on this port + n, UDP and TCP; 0 takes free ports. */
  SFU_RTC_PORT: port.default(0),
  SFU_WORKERS: z.coerce.number().int().min(1).max(256).default(availableParallelism()),
  SFU_MAX_VIEWERS_PER_WORKER: z.coerce.number().int().min(1).default(500),
  /** Where plain RTP from files and encoders is received; loopback unless an encoder runs elsewhere. */
  SFU_INGEST_IP: z.string().min(1).default('127.0.0.1'),
  SFU_REGION: z.string().max(40).default('default'),
  SFU_PEER_GRACE_MS: z.coerce.number().int().min(0).default(peerGraceMs),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
})
export type SfuConfig = z.output<typeof settings>
export const readConfig = configReader(settings)
