// A time stamp's token (RFC 3161: CMS SignedData around a TSTInfo), read without judging it, and the reply
// that brings it. Nothing is loaded but the reader, so that an auditor needs only Node.
import { context, type Der, DerError, integerHex, oidText, readDer, readerOf, tags, timeOf } from './der.ts'

/** Longer than any token or reply, in bytes. */
export const tokenMax = 64 * 1024

const oids = {
  signedData: '1.2.840.113549.1.7.2',
  tstInfo: '1.2.840.113549.1.9.16.1.4',
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingCertificate: '1.2.840.113549.1.9.16.2.12',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
} as const

export interface Algorithm {
  oid: string
  /** The element of its parameters. */
  parameters: Der | undefined
}

/** What the authority says. */
export interface StampInfo {
  /** OID of its policy. */
  policy: string
  /** OID of the hash, and the hash. */
  imprint: { hash: string; digest: Uint8Array }
  serial: string
  /** In ms. */
  at: number
  nonce: string | undefined
}

export interface Signer {
  /** DER of issuer and serial number, or of the key's identifier. */
  id: { issuer: Uint8Array; serial: string } | { keyId: Uint8Array }
  digest: Algorithm
  algorithm: Algorithm
  signature: Uint8Array
  /** DER of the signed attributes as they were signed. */
  signed: Uint8Array
  /** Type and digest of the content, as they were signed. */
  contentType: string
  messageDigest: Uint8Array
  /** The signer's certificate, by its hash; the hash is an OID, absent: SHA-256. */
  certificate: { version: 1 | 2; hash: Algorithm | undefined; digest: Uint8Array }
}

export interface Token {
  info: StampInfo
  /** The bytes of `info`. */
  content: Uint8Array
  /** DER of the certificates that came with it. */
  certificates: Uint8Array[]
  signer: Signer
}

const certificatesMax = 10

export function algorithmOf(of: Der): Algorithm {
  const reader = readerOf(of, tags.sequence, 'an algorithm')
  const oid = oidText(reader.take(tags.oid, 'an algorithm’s identifier'))
  const [parameters] = reader.rest()
  return { oid, parameters }
}

function infoOf(bytes: Uint8Array): StampInfo {
  const info = readerOf(readDer(bytes), tags.sequence, 'the stamp')
  if (integerHex(info.take(tags.integer, 'the version')) !== '01')
    throw new DerError('it is of an unknown version')
  const policy = oidText(info.take(tags.oid, 'the policy'))
  const imprint = readerOf(info.take(tags.sequence, 'the imprint'), tags.sequence, 'the imprint')
  const hash = algorithmOf(imprint.take(tags.sequence, 'the hash')).oid
  const digest = imprint.take(tags.octetString, 'the stamped hash').bytes
  imprint.end()
  const serial = integerHex(info.take(tags.integer, 'the serial number'))
  const at = timeOf(info.take(tags.time, 'the time'))
  info.takeIf(tags.sequence)
  info.takeIf(tags.boolean)
  const nonce = info.takeIf(tags.integer)
  return { policy, imprint: { hash, digest }, serial, at, nonce: nonce && integerHex(nonce) }
}

/** By type, the single value of each signed attribute. */
function attributesOf(set: Der): Map<string, Der> {
  const attributes = new Map<string, Der>()
  for (const each of readerOf(set, context(0), 'the signed attributes').rest()) {
    const attribute = readerOf(each, tags.sequence, 'a signed attribute')
    const type = oidText(attribute.take(tags.oid, 'an attribute’s type'))
    const values = readerOf(attribute.take(tags.set, 'an attribute’s values'), tags.set, 'values').rest()
    attribute.end()
    if (attributes.has(type) || values.length !== 1)
      throw new DerError('it has a signed attribute with several values')
    attributes.set(type, values[0]!)
  }
  return attributes
}

/** The certificate that the signature names, so that no other one can be put in its place. */
function certificateOf(attributes: Map<string, Der>): Signer['certificate'] {
  const [second, first] = [attributes.get(oids.signingCertificateV2), attributes.get(oids.signingCertificate)]
  const named = readerOf(second ?? first, tags.sequence, 'the name of the signing certificate')
  const all = readerOf(named.take(tags.sequence, 'the certificates'), tags.sequence, 'the certificates')
  const own = readerOf(all.take(tags.sequence, 'the certificate'), tags.sequence, 'the certificate')
  const hash = second && own.takeIf(tags.sequence)
  const digest = own.take(tags.octetString, 'the certificate’s hash').bytes
  return { version: second ? 2 : 1, hash: hash && algorithmOf(hash), digest }
}

function signerIdOf(of: ReturnType<typeof readerOf>): Signer['id'] {
  const keyId = of.takeIf(0x80)
  if (keyId) return { keyId: keyId.bytes }
  const id = readerOf(of.take(tags.sequence, 'the signer'), tags.sequence, 'the signer')
  const issuer = id.take(tags.sequence, 'the issuer').whole
  return { issuer, serial: integerHex(id.take(tags.integer, 'the certificate’s number')) }
}

function signerOf(of: Der): Signer {
  const info = readerOf(of, tags.sequence, 'the signer')
  info.take(tags.integer, 'the version')
  const id = signerIdOf(info)
  const digest = algorithmOf(info.take(tags.sequence, 'the digest’s algorithm'))
  const set = info.take(context(0), 'the signed attributes')
  const algorithm = algorithmOf(info.take(tags.sequence, 'the signature’s algorithm'))
  const signature = info.take(tags.octetString, 'the signature').bytes
  const attributes = attributesOf(set)
  const contentType = attributes.get(oids.contentType)
  const messageDigest = attributes.get(oids.messageDigest)
  if (contentType?.tag !== tags.oid || messageDigest?.tag !== tags.octetString)
    throw new DerError('its signed attributes do not name what was signed')
  return {
    id,
    digest,
    algorithm,
    signature,
    // What is signed has the tag of a SET (RFC 5652, 5.4).
    signed: Uint8Array.of(tags.set, ...set.whole.subarray(1)),
    contentType: oidText(contentType),
    messageDigest: messageDigest.bytes,
    certificate: certificateOf(attributes),
  }
}

/** Throws DerError for what is no token of RFC 3161. */
export function readToken(bytes: Uint8Array): Token {
  if (bytes.length > tokenMax) throw new DerError('it is too long for a time stamp')
  const outer = readerOf(readDer(bytes), tags.sequence, 'the token')
  if (oidText(outer.take(tags.oid, 'the token’s type')) !== oids.signedData)
    throw new DerError('it is nothing signed')
  const wrapped = readerOf(outer.take(context(0), 'what is signed'), context(0), 'what is signed')
  outer.end()
  const data = readerOf(wrapped.take(tags.sequence, 'what is signed'), tags.sequence, 'what is signed')
  data.take(tags.integer, 'the version')
  data.take(tags.set, 'the digests’ algorithms')
  const inner = readerOf(data.take(tags.sequence, 'the content'), tags.sequence, 'the content')
  if (oidText(inner.take(tags.oid, 'the content’s type')) !== oids.tstInfo)
    throw new DerError('what it signs is no time stamp')
  const holder = readerOf(inner.take(context(0), 'the content'), context(0), 'the content')
  const content = holder.take(tags.octetString, 'the content').bytes
  const given = data.takeIf(context(0))
  const certificates = given ? readerOf(given, context(0), 'the certificates').rest() : []
  if (certificates.length > certificatesMax) throw new DerError('it brings too many certificates')
  data.takeIf(context(1))
  const signers = readerOf(data.take(tags.set, 'the signers'), tags.set, 'the signers')
  const signer = signerOf(signers.take(tags.sequence, 'the signer'))
  signers.end()
  data.end()
  if (signer.contentType !== oids.tstInfo) throw new DerError('its signature is of something else')
  return { info: infoOf(content), content, certificates: certificates.map(({ whole }) => whole), signer }
}

export interface Reply {
  /** 0 granted, 1 granted with changes, 2 rejected and so on. */
  status: number
  /** The authority's words, at most 200 characters. */
  text: string
  /** DER of the token. */
  token: Uint8Array | undefined
}

/** Reads a TimeStampResp. Throws DerError. */
export function readReply(bytes: Uint8Array): Reply {
  const outer = readerOf(readDer(bytes), tags.sequence, 'the reply')
  const info = readerOf(outer.take(tags.sequence, 'the status'), tags.sequence, 'the status')
  const status = Number.parseInt(integerHex(info.take(tags.integer, 'the status')), 16)
  const words = info.takeIf(tags.sequence)
  const text = words
    ? readerOf(words, tags.sequence, 'the status’ words')
        .rest()
        .filter(({ tag }) => tag === tags.utf8)
        .map(({ bytes: part }) => Buffer.from(part).toString('utf8'))
        .join(' ')
    : ''
  const [token] = outer.rest()
  return { status, text: text.replace(/\p{C}/gu, ' ').slice(0, 200), token: token?.whole }
}
