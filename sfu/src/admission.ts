// Admits servers that prove that they hold the control secret, after this node has proved it to them.
import { isNonce, isProof, newNonce, proofOf } from '@lectern/shared/controlProof'
import { errors } from '@lectern/shared/errors'
import type { ControlChallenge, SfuHandshake } from '@lectern/shared/sfuContract'
import type { Logger } from 'pino'
import type { Socket } from 'socket.io'

type Next = (error?: Error) => void

/** How long a challenge stays open, in ms, and how many may be open. */
const openMs = 10_000
const openAtMost = 1000

/**
 * Middleware for the control connection. The first attempt gets this node's proof and a nonce; the second
 * must bring the server's proof over both nonces. A nonce works once.
 */
export function createAdmission(secret: string, controlUrl: () => string, log: Logger) {
  /** By the node's nonce, oldest first. */
  const open = new Map<string, { serverNonce: string; until: number }>()

  function challenge(serverNonce: string): Error {
    const now = performance.now()
    for (const [oldest, { until }] of open) {
      if (until > now && open.size < openAtMost) break
      open.delete(oldest)
    }
    const nodeNonce = newNonce()
    open.set(nodeNonce, { serverNonce, until: now + openMs })
    const proof = proofOf(secret, 'node', { controlUrl: controlUrl(), serverNonce, nodeNonce })
    const data: ControlChallenge = { nonce: nodeNonce, proof }
    return Object.assign(new Error('prove that you hold the control secret'), { data })
  }

  function isProved({ proof, nodeNonce }: Partial<SfuHandshake>): boolean {
    const challenge = isNonce(nodeNonce) ? open.get(nodeNonce) : undefined
    if (!challenge || !isNonce(nodeNonce) || challenge.until < performance.now()) return false
    open.delete(nodeNonce)
    const about = { controlUrl: controlUrl(), serverNonce: challenge.serverNonce, nodeNonce }
    return isProof(proof, proofOf(secret, 'server', about))
  }

  function check({ handshake }: Socket): Error | undefined {
    const auth = handshake.auth as Partial<SfuHandshake>
    if (isNonce(auth.nonce) && auth.proof === undefined) return challenge(auth.nonce)
    if (isProved(auth)) return
    log.warn({ address: handshake.address }, 'control connection refused: wrong proof')
    return errors.forbidden('the control secret is wrong')
  }
  return (socket: Socket, next: Next): void => next(check(socket))
}
