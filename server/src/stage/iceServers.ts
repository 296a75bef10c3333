// The STUN and TURN servers for a page. Those of ICE_SERVERS are the same for everyone. The conference's own
// TURN server has no accounts: it shares a secret with the servers, and a credential contains its own expiry.
import { createHmac } from 'node:crypto'
import type { IceServer } from '@lectern/shared/media'
import type { Clock } from '../core/clock.ts'
import type { Config } from '../core/config.ts'

const hourMs = 3_600_000
/** For talks that overrun, and for calls, which have no plan. */
const graceMs = 4 * hourMs
const longestMs = 24 * hourMs

/** When a credential made now expires, in ms. A page that still needs one then rejoins and gets another. */
export const credentialEnd = (now: number, endsAt = now): number =>
  Math.min(Math.max(endsAt, now) + graceMs, now + longestMs)

export type IceServers = ReturnType<typeof createIceServers>

export function createIceServers(
  { ICE_SERVERS, TURN_URLS, TURN_SECRET }: Pick<Config, 'ICE_SERVERS' | 'TURN_URLS' | 'TURN_SECRET'>,
  clock: Clock,
) {
  return {
    /** For one person on one stage; `endsAt`: the planned end of its session, in ms. */
    for(personId: string, stageId: string, endsAt?: number): IceServer[] {
      if (!TURN_URLS || !TURN_SECRET) return ICE_SERVERS
      const hmac = (hash: 'sha1' | 'sha256', text: string) => createHmac(hash, TURN_SECRET).update(text)
      // coturn counts a person's relays by this name, which tells readers of its log nothing about the
      // person.
      const name = hmac('sha256', `${personId} ${stageId}`).digest('base64url').slice(0, 16)
      const username = `${Math.floor(credentialEnd(clock(), endsAt) / 1000)}:${name}`
      return [
        ...ICE_SERVERS,
        { urls: TURN_URLS, username, credential: hmac('sha1', username).digest('base64') },
      ]
    },
  }
}
