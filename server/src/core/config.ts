// Reads and checks every setting of the server. A wrong value is refused with its name, its value and what is
// allowed.

import { configReader, port, redisUrl, secret, wholeNumber } from '@lectern/shared/configReader'
import { iceServer } from '@lectern/shared/media'
import { z } from 'zod'
import { mailContradictions, mailSettingsOfServer } from './mailConfig.ts'
import { oidcContradictions, oidcSettingsOfServer } from './oidcConfig.ts'
import { timeStampContradictions, timeStampSettingsOfServer } from './timeStampConfig.ts'

const origin = z
  .string()
  .regex(/^https?:\/\/[^/]+$/, { error: 'http(s)://host[:port] without a path', abort: true })
const json = <Schema extends z.ZodType>(schema: Schema) =>
  z
    .string()
    .transform((text, context) => {
      try {
        return JSON.parse(text) as unknown
      } catch {
        context.addIssue({ code: 'custom', message: 'must be JSON' })
        return z.NEVER
      }
    })
    .pipe(schema)

/** A list, as JSON or comma-separated. */
const list = (text: string): string[] => {
  try {
    const parsed: unknown = JSON.parse(text)
    if (Array.isArray(parsed)) return parsed.map(String)
  } catch {
    // Not JSON, so commas.
  }
  return text.split(',').map((item) => item.trim())
}
const turnUrl = z
  .string()
  .max(300)
  .regex(
    /^turns?:(?:[\w.-]+|\[[\da-f:.]+\])(?::\d{1,5})?(?:\?transport=(?:udp|tcp))?$/i,
    'must be turn:host:port or turns:host:port, with ?transport=tcp where it is TCP',
  )

const settings = z.object({
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: port.default(4400),
  /** The server's public address, for links in mails; by default from HOST and PORT. */
  PUBLIC_URL: origin.optional(),
  REDIS_URL: redisUrl.default('redis://127.0.0.1:6379'),
  SESSION_SECRET: secret,
  SFU_CONTROL_SECRET: secret,
  /** Lets scripts on the machine create people and links; without it those routes do not exist. */
  OPERATOR_TOKEN: secret.optional(),
  /** Lets Prometheus read the server's figures at /metrics; without it nobody can. */
  METRICS_TOKEN: secret.optional(),
  /** Signs exports of the ledger (Ed25519 seed, the same on every server); without it there are none. */
  LEDGER_KEY: z
    .string()
    .regex(/^[A-Za-z0-9+/_-]{43}=?$/, 'must be 32 random bytes in base64')
    .optional(),
  /** STUN and TURN servers for the browsers, as accepted by RTCPeerConnection. */
  ICE_SERVERS: json(z.array(iceServer)).default([]),
  /**
   * The conference's own TURN server, and the secret it shares with the servers: each page gets credentials
   * that expire.
   */
  TURN_URLS: z.string().max(5000).transform(list).pipe(z.array(turnUrl).min(1).max(16)).optional(),
  TURN_SECRET: secret.optional(),
  /** Where uploaded files are kept. Several servers must share one folder, which is backed up with Redis. */
  UPLOADS_DIR: z.string().min(1).default('data/uploads'),
  /** The credit bodies' rules, if not those shipped with the product. */
  POLICIES_DIR: z.string().optional(),
  /** The built client; without it the server serves only the API. */
  CLIENT_DIR: z.string().optional(),
  /** How many proxies are in front, to read addresses and https from X-Forwarded-*. */
  TRUSTED_PROXIES: wholeNumber(0, 10).default(0),
  /** Creates the example conference if there is no conference yet. */
  LECTERN_EXAMPLE: z.enum(['0', '1']).default('0'),
  /** Simultaneous connections from one address to one server; default `connectionsPerAddress`. */
  CONNECTIONS_PER_ADDRESS: wholeNumber(1, 1_000_000).optional(),
  ...mailSettingsOfServer,
  ...oidcSettingsOfServer,
  ...timeStampSettingsOfServer,
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
})

const consistent = settings
  // A browser keeps a Secure cookie only if the server knows, from its proxy, that it was reached by https.
  .refine(({ PUBLIC_URL, TRUSTED_PROXIES }) => !PUBLIC_URL?.startsWith('https:') || TRUSTED_PROXIES > 0, {
    path: ['PUBLIC_URL'],
    error:
      'https needs a proxy in front, and TRUSTED_PROXIES is 0: nobody could sign in. Set it to how many there are',
  })
  .refine(({ TURN_URLS, TURN_SECRET }) => !TURN_URLS || TURN_SECRET, {
    path: ['TURN_SECRET'],
    error:
      'TURN_URLS names a TURN server, which would refuse every page. Set TURN_SECRET to the secret of that server',
  })
  .refine(({ TURN_URLS, TURN_SECRET }) => !TURN_SECRET || TURN_URLS, {
    path: ['TURN_URLS'],
    error: 'TURN_SECRET is set, but no page would hear of the TURN server. Set TURN_URLS to its addresses',
  })
  .superRefine((config, context) => {
    const contradictions = [mailContradictions, oidcContradictions, timeStampContradictions]
    for (const [name, message] of contradictions.flatMap((find) => find(config)))
      context.addIssue({ code: 'custom', path: [name], message })
  })
export type Config = z.output<typeof settings>

export const readConfig = configReader(consistent)

const isLoopback = (host: string): boolean => host === 'localhost' || host === '[::1]' || /^127\./.test(host)

/**
 * Somebody tries the product on this machine: without PUBLIC_URL nobody else reaches it, and no proxy brings
 * anybody. What is printed for them is marked as a trial.
 */
export const isTrial = ({ HOST, PUBLIC_URL, TRUSTED_PROXIES }: Config): boolean =>
  PUBLIC_URL === undefined && isLoopback(HOST) && TRUSTED_PROXIES === 0

/** Consequences of missing settings, for the person who runs the server; none prevents the start. */
export function noticesOf(config: Config): string[] {
  const { HOST, PUBLIC_URL } = config
  if (isTrial(config))
    return [
      'PUBLIC_URL is not set: certificates and transcripts are marked as trials, for nobody else can verify them. Set it to the address that people open.',
    ]
  if (PUBLIC_URL === undefined)
    return [
      'PUBLIC_URL is not set: certificates and transcripts are not printed, for they bear the address that verifies them. Set it to the address that people open.',
    ]
  const { protocol, hostname } = new URL(PUBLIC_URL)
  if (isLoopback(hostname))
    return isLoopback(HOST)
      ? []
      : [`PUBLIC_URL is "${PUBLIC_URL}": sign-in links and certificates work on this machine only.`]
  if (protocol === 'http:')
    return [`PUBLIC_URL is "${PUBLIC_URL}": without https browsers give no page a camera or a microphone.`]
  return []
}
