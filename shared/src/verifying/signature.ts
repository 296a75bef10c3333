import { createHash, createPublicKey, verify } from 'node:crypto'
import type { Tools } from './trail.ts'

export const sha256: Tools['sha256'] = (text) => createHash('sha256').update(text).digest('hex')

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
