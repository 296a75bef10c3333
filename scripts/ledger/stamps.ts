// Time stamps for the command: the files that it is given, and what it says of those in an export.
import { X509Certificate } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import { BadStampError, checkStamp, stampedHash } from '../../shared/src/timeStamps/check.ts'
import { readReply, tokenMax } from '../../shared/src/timeStamps/token.ts'
import { timeText } from '../../shared/src/verifying/findings.ts'
import type { VerifiedStamp } from '../../shared/src/verifying/stamps.ts'
import { inOneLine } from '../readArguments.ts'

type Fail = (message: string) => never

/** Larger than any file of certificates, in bytes. */
const certificatesBytesMax = 4 * 1024 * 1024

function readBounded(path: string, bytesMax: number, fail: Fail): Buffer {
  try {
    if (statSync(path).size > bytesMax) fail(`${path} is too large.`)
    return readFileSync(path)
  } catch (error) {
    return fail(`${path} cannot be read: ${(error as Error).message}`)
  }
}

export function certificatesIn(path: string, fail: Fail): X509Certificate[] {
  const text = readBounded(path, certificatesBytesMax, fail).toString('latin1')
  try {
    const all = [...text.matchAll(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g)]
    if (all.length > 0) return all.map(([pem]) => new X509Certificate(pem))
  } catch {
    // Said below.
  }
  return fail(`${path} holds no certificates (PEM).`)
}

export interface KeptStamp {
  /** The hash that it fixes. */
  digest: string
  at: number
  authority: string
}

/** The token out of a whole reply, or the file itself. */
function tokenIn(bytes: Uint8Array): Uint8Array {
  try {
    return readReply(bytes).token ?? bytes
  } catch {
    return bytes
  }
}

/** A time stamp that was kept as a file: a token, or the authority's whole reply. */
export function keptStamp(path: string, trusted: readonly X509Certificate[], fail: Fail): KeptStamp {
  const token = tokenIn(readBounded(path, tokenMax, fail))
  try {
    const digest = stampedHash(token)
    const { at, authority, isTrusted } = checkStamp(token, digest ?? '', trusted)
    if (trusted.length > 0 && !isTrusted)
      return fail(
        `${path} is by “${inOneLine(authority)}”, for whom none of the certificates in --ca vouches.`,
      )
    return { digest: digest!, at, authority }
  } catch (error) {
    if (error instanceof BadStampError) return fail(`${path} is no good time stamp: ${error.message}.`)
    throw error
  }
}

/** One line for each; it is not good if an authority is unknown although certificates were given. */
export function judgeStamps(
  stamps: readonly VerifiedStamp[],
  hasTrusted: boolean,
): { lines: string[]; isGood: boolean } {
  const whose = ({ isTrusted }: VerifiedStamp): string =>
    isTrusted ? '' : hasTrusted ? ', an UNKNOWN AUTHORITY: no certificate in --ca vouches for it' : ''
  const lines = stamps.map(
    (stamp) =>
      `Countersigned: entry ${stamp.head} and everything before it, at ${timeText(stamp.at)} by “${stamp.authority}” (entry ${stamp.entry}), whose certificate was valid then and until ${timeText(stamp.validUntil)}${whose(stamp)}.`,
  )
  if (stamps.length > 0 && !hasTrusted)
    lines.push(
      'Whose these time stamps are, nobody vouches for: give the authority’s certificates with --ca.',
    )
  return { lines, isGood: !hasTrusted || stamps.every(({ isTrusted }) => isTrusted) }
}
