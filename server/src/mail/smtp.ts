// A connection to the mail server. It knows how far each mail got, which decides whether it may be sent
// again.
import { Readable } from 'node:stream'
import SMTPConnection from 'nodemailer/lib/smtp-connection'
import type { Outcome } from './outbox.ts'
import type { SmtpSettings } from './smtpSettings.ts'
import { connectionWords, lostWords, refusalWords, type SmtpFailure } from './smtpWords.ts'

export interface SmtpMessage {
  /** The envelope, with the address that bounces go to. */
  from: string
  to: string
  raw: Buffer
  /** Called once the server asks for the message, before its first byte; on false nothing is sent. */
  beforeData: () => Promise<boolean>
}

/** In ms. All of one mail takes less than its lease. */
export interface SmtpTimes {
  connectMs: number
  greetingMs: number
  /** Without a byte. */
  silentMs: number
  /** For one mail in all. */
  mailMs: number
}
const usualSmtpTimes: SmtpTimes = {
  connectMs: 20_000,
  greetingMs: 20_000,
  silentMs: 40_000,
  mailMs: 60_000,
}

/** `lost`: the connection does not serve another mail. */
export type Handed = { outcome: Outcome; lost: boolean } | 'taken_over'

const failureOf = (error: unknown): SmtpFailure =>
  typeof error === 'object' && error !== null ? (error as SmtpFailure) : {}
/** Refusals of the sender's connection rather than of one mail: TLS or a sign-in is missing. */
const ofConnection = new Set([530, 534, 535, 538])

export class Smtp {
  readonly #settings: SmtpSettings
  readonly #times: SmtpTimes
  #connection: SMTPConnection | undefined

  constructor(settings: SmtpSettings, times: SmtpTimes = usualSmtpTimes) {
    this.#settings = settings
    this.#times = times
  }

  /** Hands one mail over. Never rejects. */
  async send(message: SmtpMessage): Promise<Handed> {
    try {
      this.#connection ??= await this.#connect()
    } catch (error) {
      const words = connectionWords(failureOf(error), this.#settings)
      return { outcome: { is: 'blocked', words }, lost: true }
    }
    const handed = await this.#hand(this.#connection, message)
    if (handed === 'taken_over' || handed.lost) this.close()
    return handed
  }

  close(): void {
    const connection = this.#connection
    this.#connection = undefined
    // Its errors no longer matter to anybody.
    connection?.on('error', () => undefined)
    connection?.quit()
    connection?.close()
  }

  async #connect(): Promise<SMTPConnection> {
    const { host, port, secure, tls, user, password, name } = this.#settings
    const { connectMs, greetingMs, silentMs } = this.#times
    const connection = new SMTPConnection({
      host,
      port,
      secure,
      name,
      requireTLS: tls === 'required',
      ignoreTLS: tls === 'off',
      connectionTimeout: connectMs,
      dnsTimeout: connectMs,
      greetingTimeout: greetingMs,
      socketTimeout: silentMs,
      tls: { minVersion: 'TLSv1.2' },
    })
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    connection.once('error', reject)
    connection.once('end', () => reject(new Error('the connection was closed')))
    connection.connect((error?: unknown) => (error ? reject(error) : resolve()))
    try {
      await promise
      if (user !== undefined) await this.#signIn(connection, user, password ?? '')
    } catch (error) {
      connection.on('error', () => undefined)
      connection.close()
      throw error
    }
    // From here on, a loss is noticed by the mail it concerns, or by the next one.
    connection.on('error', () => this.#forget(connection))
    connection.on('end', () => this.#forget(connection))
    return connection
  }

  #forget(connection: SMTPConnection): void {
    if (this.#connection === connection) this.#connection = undefined
  }

  #signIn(connection: SMTPConnection, user: string, pass: string): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    connection.once('error', reject)
    connection.login({ credentials: { user, pass } }, (error) => (error ? reject(error) : resolve()))
    return promise.finally(() => connection.off('error', reject))
  }

  async #hand(connection: SMTPConnection, message: SmtpMessage): Promise<Handed> {
    const { promise, resolve } = Promise.withResolvers<Handed>()
    let hasBegun = false
    const body = Readable.from(
      (async function* () {
        if (!(await message.beforeData().catch(() => false))) {
          resolve('taken_over')
          // Without an end of the message nothing is accepted.
          return new Promise<void>(() => undefined)
        }
        hasBegun = true
        yield message.raw
      })(),
      { objectMode: false },
    )
    const failed = (error: unknown): void => resolve(this.#failed(failureOf(error), hasBegun))
    connection.once('error', failed)
    const onEnd = () => failed(new Error('the connection was closed'))
    connection.once('end', onEnd)
    const late = setTimeout(
      () => failed(Object.assign(new Error('timeout'), { code: 'ETIMEDOUT' })),
      this.#times.mailMs,
    )
    connection.send({ from: message.from, to: [message.to] }, body, (error, info) => {
      if (error) failed(error)
      else resolve({ outcome: { is: 'sent', words: info?.response ?? '' }, lost: false })
    })
    return promise.finally(() => {
      clearTimeout(late)
      connection.off('error', failed)
      connection.off('end', onEnd)
    })
  }

  #failed(failure: SmtpFailure, hasBegun: boolean): Handed {
    const code = failure.responseCode
    const lost = true
    if (code !== undefined && ofConnection.has(code))
      return { outcome: { is: 'blocked', words: connectionWords(failure, this.#settings) }, lost }
    if (code !== undefined)
      return { outcome: { is: code >= 500 ? 'refused' : 'later', words: refusalWords(failure) }, lost }
    // Every byte may have arrived, the last one too.
    if (hasBegun) return { outcome: { is: 'unknown', words: lostWords }, lost }
    const isAddress = failure.code === 'EENVELOPE'
    return { outcome: { is: isAddress ? 'refused' : 'later', words: refusalWords(failure) }, lost }
  }
}
