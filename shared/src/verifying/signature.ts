import { createHash, createPublicKey, verify, type X509Certificate } from 'node:crypto'
import { BadStampError, checkStamp, stampedHash } from '../timeStamps/check.ts'
import type { CheckStamp, Tools } from './trail.ts'

export const sha256 = (content: string | Uint8Array): string =>
  createHash('sha256').update(content).digest('hex')

export const isSigned = (content: string | Uint8Array, signature: string, publicKey: string): boolean => {
  const bytes = Buffer.from(signature, 'base64url')
  // Other texts decode to the same bytes; a file that bears one of them was altered.
  if (bytes.toString('base64url') !== signature) return false
  try {
    const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: publicKey }, format: 'jwk' })
    return verify(null, typeof content === 'string' ? Buffer.from(content) : content, key, bytes)
  } catch {
    // Not every 32 bytes are a key.
    return false
  }
}

const checkStampOf =
  (trusted: readonly X509Certificate[]): CheckStamp =>
  (token) => {
    try {
      const digest = stampedHash(token)
      return { ...checkStamp(token, digest ?? '', trusted), digest: digest! }
    } catch (error) {
      if (error instanceof BadStampError) return { problem: error.message }
      throw error
    }
  }

/** `trusted`: certificates of time stamp authorities. */
export const nodeTools = (pinnedKey?: string, trusted: readonly X509Certificate[] = []): Tools => ({
  sha256,
  isSigned,
  pinnedKey,
  checkStamp: checkStampOf(trusted),
})
