// Asks the authority for a time stamp and judges the reply before anything is made of it. Only the address of
// the settings is asked; redirects are not followed, and neither size nor slowness of a reply is unlimited.
import { randomBytes } from 'node:crypto'
import { BadStampError, type CheckedStamp, checkStamp } from '@lectern/shared/timeStamps/check'
import { DerError, element, oidElement, tags } from '@lectern/shared/timeStamps/der'
import { type Reply, readReply, tokenMax } from '@lectern/shared/timeStamps/token'
import type { Clock } from '../../core/clock.ts'
import type { TimeStampSettings } from '../../core/timeStampConfig.ts'

export interface AskOptions {
  settings: TimeStampSettings
  clock: Clock
  /** The server ends. */
  signal: AbortSignal
  /** In all, in ms. */
  timeoutMs?: number
}

export interface GivenStamp {
  /** DER. */
  token: Uint8Array
  stamp: CheckedStamp
}

const usualTimeoutMs = 15_000
/** The authority's clock may differ by this much, in ms. */
const clockDifferenceMaxMs = 5 * 60_000
const sha256Oid = '2.16.840.1.101.3.4.2.1'

/** A TimeStampReq (RFC 3161) with a nonce, for a stamp that brings its certificates. */
function requestFor(digest: string, nonce: Uint8Array, policy: string | undefined): Uint8Array {
  const algorithm = element(tags.sequence, oidElement(sha256Oid), Uint8Array.of(5, 0))
  const imprint = element(tags.sequence, algorithm, element(tags.octetString, Buffer.from(digest, 'hex')))
  return element(
    tags.sequence,
    element(tags.integer, Uint8Array.of(1)),
    imprint,
    ...(policy === undefined ? [] : [oidElement(policy)]),
    element(tags.integer, nonce),
    element(tags.boolean, Uint8Array.of(0xff)),
  )
}

/** Positive, and in its shortest form. */
function newNonce(): Uint8Array {
  const nonce = randomBytes(16)
  nonce[0] = 0x40 | (nonce[0]! & 0x3f)
  return nonce
}

async function boundedBody({ body }: Response): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of body ?? []) {
    size += (part as Uint8Array).length
    // Leaving the loop ends the connection.
    if (size > tokenMax) throw new BadStampError('its reply is longer than any time stamp')
    parts.push(part as Uint8Array)
  }
  return Buffer.concat(parts)
}

async function send({ settings, signal, timeoutMs = usualTimeoutMs }: AskOptions, request: Uint8Array) {
  const { username, password } = settings.url
  const address = new URL(settings.url)
  address.username = ''
  address.password = ''
  const credentials = Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`)
  const response = await fetch(address, {
    method: 'POST',
    body: new Uint8Array(request),
    headers: {
      'content-type': 'application/timestamp-query',
      ...(username && { authorization: `Basic ${credentials.toString('base64')}` }),
    },
    redirect: 'manual',
    signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
  })
  if (response.status === 200) return boundedBody(response)
  await response.body?.cancel()
  throw new BadStampError(
    response.status >= 300 && response.status < 400
      ? 'it sends us to another address, which is not followed'
      : `it answers with HTTP status ${response.status}`,
  )
}

/** The same, with what keeps us from its reply in words. */
async function replyTo(options: AskOptions, request: Uint8Array): Promise<Reply> {
  try {
    return readReply(await send(options, request))
  } catch (error) {
    options.signal.throwIfAborted()
    if (error instanceof BadStampError) throw error
    if (error instanceof DerError) throw new BadStampError(`its reply cannot be read: ${error.message}`)
    const { name, cause } = error as Error
    const isLate = name === 'TimeoutError' || (cause as Error | undefined)?.name === 'TimeoutError'
    throw new BadStampError(isLate ? 'it did not answer in time' : 'it cannot be reached')
  }
}

/**
 * `digest`: SHA-256 in hexadecimal of what is to be stamped. Throws BadStampError, whose message completes
 * "the authority: …".
 */
export async function askForStamp(options: AskOptions, digest: string): Promise<GivenStamp> {
  const { settings, clock } = options
  const nonce = newNonce()
  const { status, text, token } = await replyTo(options, requestFor(digest, nonce, settings.policy))
  if (status > 1 || !token)
    throw new BadStampError(`it gives no time stamp (status ${status}${text && `: ${text}`})`)
  const stamp = checkStamp(token, digest, settings.trusted)
  if (stamp.nonce !== Buffer.from(nonce).toString('hex'))
    throw new BadStampError('its reply is to another request')
  if (settings.policy !== undefined && stamp.policy !== settings.policy)
    throw new BadStampError(`its stamp is made under the policy ${stamp.policy}`)
  if (settings.trusted.length > 0 && !stamp.isTrusted)
    throw new BadStampError('none of the certificates in TIMESTAMP_CA vouches for it')
  const offMs = stamp.at - clock()
  if (Math.abs(offMs) > clockDifferenceMaxMs)
    throw new BadStampError(
      `its clock is ${Math.round(Math.abs(offMs) / 60_000)} minutes ${offMs > 0 ? 'ahead of' : 'behind'} ours`,
    )
  return { token, stamp }
}
