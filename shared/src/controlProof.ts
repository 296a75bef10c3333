// Servers and media nodes authenticate each other: each proves that it holds the control secret without
// sending it. Used by these processes only; no page imports this.
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

/**
 * What one proof covers. It includes the address, so nobody in between can relay a proof to the real node.
 */
export interface ProofOf {
  /** The node's control URL, as the server dials it and the node announces it. */
  controlUrl: string
  serverNonce: string
  nodeNonce: string
}

export const newNonce = (): string => randomBytes(24).toString('base64url')
export const isNonce = (given: unknown): given is string =>
  typeof given === 'string' && /^[\w-]{32}$/.test(given)

export const proofOf = (
  secret: string,
  by: 'node' | 'server',
  { controlUrl, serverNonce, nodeNonce }: ProofOf,
): string =>
  createHmac('sha256', secret)
    .update(JSON.stringify([by, new URL(controlUrl).origin, serverNonce, nodeNonce]))
    .digest('base64url')

export function isProof(given: unknown, expected: string): boolean {
  if (typeof given !== 'string') return false
  const [a, b] = [Buffer.from(given), Buffer.from(expected)]
  return a.length === b.length && timingSafeEqual(a, b)
}
