// The key that signs exports and certificates. An Ed25519 key is derived from a seed of 32 bytes, which the
// setting contains.
import { createPrivateKey, createPublicKey, sign } from 'node:crypto'
import { fingerprintOf } from '@lectern/shared/ledgerChain'
import { sha256 } from './ledgerStore.ts'

export type LedgerKey = ReturnType<typeof createLedgerKey>

/** The bytes before the seed of an Ed25519 key in PKCS #8, the only format that accepts a seed alone. */
const pkcs8 = Buffer.from('302e020100300506032b657004220420', 'hex')

/** @param seed 32 bytes in base64 or base64url */
export function createLedgerKey(seed: string) {
  const key = createPrivateKey({
    key: Buffer.concat([pkcs8, Buffer.from(seed, 'base64')]),
    format: 'der',
    type: 'pkcs8',
  })
  const publicKey = createPublicKey(key).export({ format: 'jwk' }).x!
  return {
    /** 32 bytes in base64url. */
    publicKey,
    fingerprint: fingerprintOf(publicKey, sha256),
    /** 64 bytes in base64url. */
    sign: (content: string | Uint8Array): string =>
      sign(null, typeof content === 'string' ? Buffer.from(content) : content, key).toString('base64url'),
  }
}
