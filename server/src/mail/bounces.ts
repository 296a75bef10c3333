// Bounces that come after a mail was accepted, read from a mailbox. A message is matched by what it returns:
// our Message-ID, or the envelope's sender with the mail's id in it.
import { keys } from '@lectern/shared/keys'
import { ImapFlow } from 'imapflow'
import type { Redis } from 'ioredis'
import type { Clock } from '../core/clock.ts'
import type { Log } from '../core/log.ts'
import { bounceIn } from './dsn.ts'
import type { MailProblems } from './problems.ts'
import { cleaned } from './smtpWords.ts'

export interface BounceSettings {
  host: string
  port: number
  secure: boolean
  user: string
  password: string
  mailbox: string
}

export function bounceSettingsOf(url: string | undefined): BounceSettings | undefined {
  if (url === undefined) return undefined
  const { protocol, hostname, port, username, password, pathname } = new URL(url)
  const secure = protocol === 'imaps:'
  return {
    host: hostname.replace(/^\[|\]$/g, ''),
    port: port ? Number(port) : secure ? 993 : 143,
    secure,
    user: decodeURIComponent(username),
    password: decodeURIComponent(password),
    mailbox: decodeURIComponent(pathname.slice(1)) || 'INBOX',
  }
}

export interface BouncesOptions {
  redis: Redis
  settings: BounceSettings
  problems: MailProblems
  bounced: (mailId: string, words: string) => Promise<void>
  clock: Clock
  log: Log
}

const everyMs = 60_000
/** Of one message: what a bounce returns comes near its beginning. */
const bytesMax = 256 * 1024
/** Messages of one visit. */
const messagesMax = 500
const silentMs = 30_000

export function createBounces({ redis, settings, problems, bounced, clock, log }: BouncesOptions) {
  const place = `${settings.host}:${settings.port}`

  const wordsFor = (error: unknown): string => {
    const {
      message = '',
      responseText,
      authenticationFailed,
    } = error as {
      message?: string
      responseText?: string
      authenticationFailed?: boolean
    }
    if (authenticationFailed)
      return `Bounces are not read: the mailbox at ${place} refused the user name or the password in BOUNCE_IMAP_URL.`
    return `Bounces are not read: the mailbox at ${place} cannot be opened (${cleaned(responseText ?? message)}).`
  }

  async function readNew(client: ImapFlow, signal: AbortSignal | undefined): Promise<void> {
    const { uidValidity } = client.mailbox as { uidValidity: bigint }
    const known = await redis.hgetall(keys.bouncesRead())
    let last = known.uidValidity === String(uidValidity) ? Number(known.uid ?? 0) : 0
    const note = () => redis.hset(keys.bouncesRead(), { uidValidity: String(uidValidity), uid: last })
    const found = client.fetch(
      `${last + 1}:*`,
      { uid: true, source: { start: 0, maxLength: bytesMax } },
      { uid: true },
    )
    let count = 0
    for await (const { uid, source } of found) {
      // "n:*" names the last message even if its number is below n.
      if (uid <= last || !source) continue
      const bounce = await bounceIn(source)
      if (bounce) for (const mailId of bounce.mailIds) await bounced(mailId, bounce.words)
      last = uid
      count += 1
      // In one batch: a message that was read twice is marked once.
      if (count % 50 === 0) await note()
      if (count === messagesMax || signal?.aborted) break
    }
    await note()
    if (count > 0) log.info({ count }, 'bounces read')
  }

  return {
    /** Whether the mailbox is to be visited: it was not in the last minute, and no failure says to wait. */
    async isDue(): Promise<boolean> {
      const problem = await problems.find('bounces')
      if (problem && problem.retryAt > clock()) return false
      const minute = Math.floor(clock() / everyMs)
      return (await redis.hget(keys.bouncesRead(), 'minute')) !== String(minute)
    },

    async read(signal?: AbortSignal): Promise<void> {
      const { host, port, secure, user, password, mailbox } = settings
      await redis.hset(keys.bouncesRead(), 'minute', Math.floor(clock() / everyMs))
      const client = new ImapFlow({
        host,
        port,
        secure,
        auth: { user, pass: password },
        logger: false,
        connectionTimeout: silentMs,
        greetingTimeout: silentMs,
        socketTimeout: silentMs,
      })
      // Also an error that comes after the visit.
      client.on('error', () => undefined)
      try {
        await client.connect()
        const lock = await client.getMailboxLock(mailbox, { readOnly: true })
        try {
          await readNew(client, signal)
        } finally {
          lock.release()
        }
        await problems.over('bounces')
      } catch (error) {
        await problems.failed('bounces', wordsFor(error))
      } finally {
        client.close()
      }
    },
  }
}
