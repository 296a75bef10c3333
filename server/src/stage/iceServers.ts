// The STUN and TURN servers that a page is told. Those of ICE_SERVERS are the same for everybody. The conference's own
// TURN server knows nobody: it shares a secret with the servers, and a credential says itself when it ends.
import { createHmac } from 'node:crypto'
import type { IceServer } from '@lectern/shared/media'
import type { Clock } from '../core/clock.ts'
import type { Config } from '../core/config.ts'

const hourMs = 3_600_000
/** For talks that overrun, and for calls, which have no plan. */
const graceMs = 4 * hourMs
const longestMs = 24 * hourMs

/** When a credential that is made now ends, in ms. A page that still needs one then joins anew, and gets another. */
export const credentialEnd = (now: number, endsAt = now): number =>
  Math.min(Math.max(endsAt, now) + graceMs, now + longestMs)

export type IceServers = ReturnType<typeof createIceServers>

export function createIceServers(
  { ICE_SERVERS, TURN_URLS, TURN_SECRET }: Pick<Config, 'ICE_SERVERS' | 'TURN_URLS' | 'TURN_SECRET'>,
  clock: Clock,
) {
  return {
    /** For one person on one stage; `endsAt`: when its session is planned to end, in ms. */
    for(personId: string, stageId: string, endsAt?: number): IceServer[] {
      if (!TURN_URLS || !TURN_SECRET) return ICE_SERVERS
      const hmac = (hash: 'sha1' | 'sha256', text: string) => createHmac(hash, TURN_SECRET).update(text)
      // coturn counts a person's relays by this name. It tells whoever reads coturn's log nothing about the person.
      const name = hmac('sha256', `${personId} ${stageId}`).digest('base64url').slice(0, 16)
      const username = `${Math.floor(credentialEnd(clock(), endsAt) / 1000)}:${name}`
      return [
        ...ICE_SERVERS,
        { urls: TURN_URLS, username, credential: hmac('sha1', username).digest('base64') },
      ]
    },
  }
}
