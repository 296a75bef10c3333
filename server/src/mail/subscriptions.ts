// Mails that a person did not ask for end with one press. The link that does it is made from a secret, so it
// works as long as the mail is kept, and tells nobody who the person is.
import { createHmac, timingSafeEqual } from 'node:crypto'
import { errors } from '@lectern/shared/errors'
import { keys } from '@lectern/shared/keys'
import type { Redis } from 'ioredis'

export type Subscriptions = ReturnType<typeof createSubscriptions>

export function createSubscriptions(redis: Redis, secret: string) {
  const sign = (conferenceId: string, personId: string): string =>
    createHmac('sha256', secret)
      .update(JSON.stringify(['unsubscribe', conferenceId, personId]))
      .digest('base64url')

  return {
    tokenFor: (conferenceId: string, personId: string): string =>
      `${conferenceId}.${personId}.${sign(conferenceId, personId)}`,

    /** Throws `link_unknown`. */
    read(token: string): { conferenceId: string; personId: string } {
      const [conferenceId = '', personId = '', signature = ''] = token.split('.')
      const [given, expected] = [signature, sign(conferenceId, personId)].map((each) => Buffer.from(each))
      if (given!.length !== expected!.length || !timingSafeEqual(given!, expected!))
        throw errors.linkUnknown()
      return { conferenceId, personId }
    },

    async isUnsubscribed(conferenceId: string, personIds: readonly string[]): Promise<boolean[]> {
      if (personIds.length === 0) return []
      const found = await redis.smismember(keys.mailUnsubscribed(conferenceId), ...personIds)
      return found.map((each) => each === 1)
    },

    async change(conferenceId: string, personId: string, isSubscribed: boolean): Promise<void> {
      if (isSubscribed) await redis.srem(keys.mailUnsubscribed(conferenceId), personId)
      else await redis.sadd(keys.mailUnsubscribed(conferenceId), personId)
    },
  }
}
