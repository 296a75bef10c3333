// The conference itself: its name, time zone, contact and logo.
import { addressOf } from '@lectern/shared/addresses'
import type { Conference, ConferencePlan } from '@lectern/shared/conferences'
import { errors } from '@lectern/shared/errors'
import { keys } from '@lectern/shared/keys'
import type { Redis } from 'ioredis'
import { merge } from '../core/merge.ts'
import { exchange } from '../core/swap.ts'

export function createConferenceStore(redis: Redis) {
  const store = {
    async findConference(): Promise<Conference | undefined> {
      const [text, logoId] = await Promise.all([
        redis.get(keys.conference()),
        redis.get(keys.conferenceLogo()),
      ])
      if (text === null) return undefined
      const logo = logoId && { logo: addressOf('conferences.logo', { params: { logoId } }) }
      return { ...(JSON.parse(text) as Conference), ...logo }
    },
    async conference(): Promise<Conference> {
      const conference = await store.findConference()
      if (!conference) throw errors.noConference()
      return conference
    },

    /** True if it was created now, false if there already is one. */
    async createConference(conference: Conference): Promise<boolean> {
      return (await redis.set(keys.conference(), JSON.stringify(conference), 'NX')) === 'OK'
    },

    /** Changes the given fields. */
    async planConference(plan: ConferencePlan): Promise<Conference> {
      await merge(redis, keys.conference(), plan)
      return store.conference()
    },

    isLogo: async (logoId: string): Promise<boolean> => (await redis.get(keys.conferenceLogo())) === logoId,
    /** Returns the id of the logo that it replaces. Null: no logo from now on. */
    replaceLogo: (logoId: string | null): Promise<string | null> =>
      exchange(redis, keys.conferenceLogo(), null, logoId),
  }
  return store
}
