// Whose certificate signed a time stamp, and whether a trusted one vouches for it. Revocation is not asked:
// verifying needs no network.
import { createHash, X509Certificate } from 'node:crypto'
import { context, type Der, integerHex, oidText, readDer, readerOf, tags } from './der.ts'
import type { Signer, Token } from './token.ts'

const oids = {
  extendedKeyUsage: '2.5.29.37',
  timeStamping: '1.3.6.1.5.5.7.3.8',
} as const
/** Certificates between the signer's and the trusted one. */
const depthMax = 6

/** What is wrong with a time stamp, in words that complete "the time stamp is refused: …". */
export class BadStampError extends Error {
  override readonly name = 'BadStampError'
}

/** Throws BadStampError. */
function certificateOf(bytes: Uint8Array): X509Certificate {
  try {
    return new X509Certificate(bytes)
  } catch {
    throw new BadStampError('it brings a certificate that cannot be read')
  }
}

/** Serial number, issuer and extensions, as they are written. */
function partsOf(certificate: X509Certificate) {
  const outer = readerOf(readDer(certificate.raw), tags.sequence, 'the certificate')
  const inner = readerOf(outer.take(tags.sequence, 'the certificate'), tags.sequence, 'the certificate')
  inner.takeIf(context(0))
  const serial = integerHex(inner.take(tags.integer, 'the certificate’s number'))
  inner.take(tags.sequence, 'the certificate’s algorithm')
  const issuer = inner.take(tags.sequence, 'the issuer').whole
  const last = inner.rest().at(-1)
  return { serial, issuer, extensions: last?.tag === context(3) ? last : undefined }
}

function extensionsOf(wrapped: Der): { oid: string; isCritical: boolean; value: Uint8Array }[] {
  const all = readerOf(wrapped, context(3), 'the extensions').take(tags.sequence, 'the extensions')
  return readerOf(all, tags.sequence, 'the extensions')
    .rest()
    .map((each) => {
      const extension = readerOf(each, tags.sequence, 'an extension')
      const oid = oidText(extension.take(tags.oid, 'an extension’s identifier'))
      const isCritical = extension.takeIf(tags.boolean)?.bytes[0] === 0xff
      return { oid, isCritical, value: extension.take(tags.octetString, 'an extension’s value').bytes }
    })
}

/** It may sign time stamps and nothing else, and says so in an extension that nobody may overlook. */
function isForTimeStamps(certificate: X509Certificate): boolean {
  const { extensions } = partsOf(certificate)
  const usage = extensions && extensionsOf(extensions).find(({ oid }) => oid === oids.extendedKeyUsage)
  if (!usage?.isCritical) return false
  const purposes = readerOf(readDer(usage.value), tags.sequence, 'the purposes').rest()
  return purposes.length === 1 && oidText(purposes[0]!) === oids.timeStamping
}

const isSame = (one: Uint8Array, other: Uint8Array): boolean => Buffer.from(one).equals(other)

const hashes: Readonly<Record<string, string>> = {
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
}
/** Node's name of a hash. Throws BadStampError for one that is weak or unknown. */
export function hashNamed(oid: string): string {
  const name = hashes[oid]
  if (name === undefined) throw new BadStampError('it uses a hash that is too weak, or unknown')
  return name
}

function isNamed(certificate: X509Certificate, { version, hash, digest }: Signer['certificate']): boolean {
  // The first version of the attribute has SHA-1.
  const name = version === 1 ? 'sha1' : hash === undefined ? 'sha256' : hashNamed(hash.oid)
  return isSame(createHash(name).update(certificate.raw).digest(), digest)
}

/** The certificate whose key signed; it is named by the signature. Throws BadStampError. */
export function signerOf(
  { certificates, signer }: Token,
  trusted: readonly X509Certificate[],
): X509Certificate {
  const own = [...certificates.map(certificateOf), ...trusted].find((each) =>
    isNamed(each, signer.certificate),
  )
  if (!own) throw new BadStampError('the certificate of its signer is not in it')
  const { serial, issuer } = partsOf(own)
  if ('issuer' in signer.id && !(signer.id.serial === serial && isSame(signer.id.issuer, issuer)))
    throw new BadStampError('it names two different signers')
  if (!isForTimeStamps(own))
    throw new BadStampError('the certificate of its signer is not for time stamps, or not for them alone')
  return own
}

const isValidAt = ({ validFromDate, validToDate }: X509Certificate, at: number): boolean =>
  at >= validFromDate.getTime() && at <= validToDate.getTime()

const isIssuedBy = (certificate: X509Certificate, by: X509Certificate): boolean =>
  certificate.checkIssued(by) && certificate.verify(by.publicKey)

/**
 * Whether one of the trusted certificates vouches for this one, by way of those that came with it, all valid
 * at that moment (ms). Throws BadStampError if the certificate itself was not valid then.
 */
export function isVouchedFor(
  own: X509Certificate,
  given: readonly Uint8Array[],
  trusted: readonly X509Certificate[],
  at: number,
): boolean {
  if (!isValidAt(own, at))
    throw new BadStampError('the certificate of its signer was not valid yet, or had expired')
  const between = given.map(certificateOf).filter((each) => each.ca && isValidAt(each, at))
  let link = own
  for (let depth = 0; depth <= depthMax; depth++) {
    const isTrusted = ({ raw }: X509Certificate) => isSame(raw, link.raw)
    if (trusted.some(isTrusted)) return true
    if (trusted.some((each) => isValidAt(each, at) && isIssuedBy(link, each))) return true
    const next = between.find((each) => !isSame(each.raw, link.raw) && isIssuedBy(link, each))
    if (!next) return false
    link = next
  }
  return false
}
