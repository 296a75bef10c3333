// Judges a time stamp's token: whether it stamps this hash, whether its signature is whole, and whose it is.
import {
  constants,
  createHash,
  type KeyObject,
  type VerifyKeyObjectInput,
  verify,
  type X509Certificate,
} from 'node:crypto'
import { BadStampError, hashNamed, isVouchedFor, signerOf } from './chain.ts'
import { context, DerError, integerHex, readerOf, tags } from './der.ts'
import { type Algorithm, algorithmOf, readToken, type Signer, type StampInfo, type Token } from './token.ts'

export { BadStampError } from './chain.ts'

export interface CheckedStamp {
  /** In ms, as the authority says. */
  at: number
  /** The subject of its certificate, on one line. */
  authority: string
  /** SHA-256 of that certificate, in hexadecimal. */
  fingerprint: string
  /** When that certificate ends, in ms. */
  validUntil: number
  policy: string
  serial: string
  nonce: string | undefined
  /** One of the trusted certificates vouches for it. False if none were given. */
  isTrusted: boolean
}

const sha256Oid = '2.16.840.1.101.3.4.2.1'
const rsaBitsMin = 2048

const rsa: Readonly<Record<string, string | null>> = {
  '1.2.840.113549.1.1.1': null,
  '1.2.840.113549.1.1.11': 'sha256',
  '1.2.840.113549.1.1.12': 'sha384',
  '1.2.840.113549.1.1.13': 'sha512',
}
const pssOid = '1.2.840.113549.1.1.10'
const ecdsa: Readonly<Record<string, string | null>> = {
  '1.2.840.10045.2.1': null,
  '1.2.840.10045.4.3.2': 'sha256',
  '1.2.840.10045.4.3.3': 'sha384',
  '1.2.840.10045.4.3.4': 'sha512',
}
const ed25519Oid = '1.3.101.112'

/** Hash and length of the salt of RSASSA-PSS. */
function pssOf({ parameters }: Algorithm): { hash: string; saltLength: number } {
  const reader = readerOf(parameters, tags.sequence, 'the parameters of RSA-PSS')
  const wrapped = reader.takeIf(context(0))
  const hash = wrapped && algorithmOf(readerOf(wrapped, context(0), 'a hash').take(tags.sequence, 'a hash'))
  if (!hash) throw new BadStampError('it uses a hash that is too weak, or unknown')
  reader.takeIf(context(1))
  const salt = reader.takeIf(context(2))
  const length = salt && integerHex(readerOf(salt, context(2), 'a length').take(tags.integer, 'a length'))
  return { hash: hashNamed(hash.oid), saltLength: Number.parseInt(length ?? '14', 16) }
}

const isOfType = (key: KeyObject, ...types: string[]): boolean => types.includes(key.asymmetricKeyType ?? '')

/** How this signature is verified. Throws BadStampError for what is weak or unknown. */
function methodOf({ algorithm, digest }: Signer, key: KeyObject): [string | null, VerifyKeyObjectInput] {
  const bits = key.asymmetricKeyDetails?.modulusLength
  if (bits !== undefined && bits < rsaBitsMin) throw new BadStampError('its signer’s key is too short')
  if (algorithm.oid in rsa && isOfType(key, 'rsa'))
    return [rsa[algorithm.oid] ?? hashNamed(digest.oid), { key, padding: constants.RSA_PKCS1_PADDING }]
  if (algorithm.oid === pssOid && isOfType(key, 'rsa', 'rsa-pss')) {
    const { hash, saltLength } = pssOf(algorithm)
    return [hash, { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength }]
  }
  if (algorithm.oid in ecdsa && isOfType(key, 'ec'))
    return [ecdsa[algorithm.oid] ?? hashNamed(digest.oid), { key }]
  if (algorithm.oid === ed25519Oid && isOfType(key, 'ed25519')) return [null, { key }]
  throw new BadStampError('it is signed in a way that is not accepted')
}

function isWhole({ content, signer }: Token, key: KeyObject): boolean {
  const digest = createHash(hashNamed(signer.digest.oid)).update(content).digest()
  if (!digest.equals(signer.messageDigest)) return false
  const [hash, how] = methodOf(signer, key)
  return verify(hash, signer.signed, how, signer.signature)
}

const isOf = ({ imprint }: StampInfo, digest: string): boolean =>
  imprint.hash === sha256Oid && Buffer.from(imprint.digest).toString('hex') === digest

const lineOf = ({ subject }: X509Certificate): string =>
  subject
    .split('\n')
    .map((part) => part.trim())
    .join(', ')
    .replace(/\p{C}/gu, ' ')
    .slice(0, 200)

/**
 * Which hash a token stamps, in hexadecimal; undefined if that is no SHA-256. Throws BadStampError for what
 * is no token.
 */
export function stampedHash(bytes: Uint8Array): string | undefined {
  try {
    const { imprint } = readToken(bytes).info
    return imprint.hash === sha256Oid ? Buffer.from(imprint.digest).toString('hex') : undefined
  } catch (error) {
    throw new BadStampError((error as Error).message)
  }
}

/**
 * `digest`: SHA-256 in hexadecimal of what must have been stamped. Throws BadStampError with what is wrong.
 */
export function checkStamp(
  bytes: Uint8Array,
  digest: string,
  trusted: readonly X509Certificate[] = [],
): CheckedStamp {
  try {
    const token = readToken(bytes)
    const { info, certificates } = token
    if (!isOf(info, digest)) throw new BadStampError('it stamps something else')
    const own = signerOf(token, trusted)
    if (!isWhole(token, own.publicKey)) throw new BadStampError('its signature does not fit')
    return {
      at: info.at,
      authority: lineOf(own),
      fingerprint: createHash('sha256').update(own.raw).digest('hex'),
      validUntil: own.validToDate.getTime(),
      policy: info.policy,
      serial: info.serial,
      nonce: info.nonce,
      isTrusted: isVouchedFor(own, certificates, trusted, info.at),
    }
  } catch (error) {
    if (error instanceof BadStampError) throw error
    if (error instanceof DerError) throw new BadStampError(error.message)
    // OpenSSL says of many keys and signatures only that it cannot use them.
    throw new BadStampError('its signature cannot be verified')
  }
}
