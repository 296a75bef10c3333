// The conferences themselves: name, dates, time zone, contact and logo.
import { addressOf } from '@lectern/shared/addresses'
import type { Conference, ConferencePlan } from '@lectern/shared/conferences'
import { errors } from '@lectern/shared/errors'
import { keys } from '@lectern/shared/keys'
import type { Supporter } from '@lectern/shared/supporters'
import type { Redis } from 'ioredis'
import { merge } from '../core/merge.ts'
import { exchange } from '../core/swap.ts'

export interface ListedConference extends Conference {
  /** In ms. */
  createdAt: number
}

const isEmpty = (value: unknown): boolean => Array.isArray(value) && value.length === 0

export function createConferenceStore(redis: Redis) {
  const store = {
    /** The ids of all conferences, the latest first. */
    conferenceIds: (): Promise<string[]> => redis.zrevrange(keys.conferences(), 0, -1),

    conferenceExists: async (conferenceId: string): Promise<boolean> =>
      (await redis.exists(keys.conference(conferenceId))) === 1,

    async findConference(conferenceId: string): Promise<Conference | undefined> {
      const [text, logoId] = await Promise.all([
        redis.get(keys.conference(conferenceId)),
        redis.get(keys.conferenceLogo(conferenceId)),
      ])
      if (text === null) return undefined
      const logo = logoId && { logo: addressOf('conferences.logo', { params: { logoId } }) }
      return { ...(JSON.parse(text) as Conference), ...logo }
    },
    async conference(conferenceId: string): Promise<Conference> {
      const conference = await store.findConference(conferenceId)
      if (!conference) throw errors.notFound('conference')
      return conference
    },

    /** Who supports the whole conference; nobody if there is no such conference. */
    async supportOf(conferenceId: string): Promise<Supporter[]> {
      const text = await redis.get(keys.conference(conferenceId))
      return (text === null ? undefined : (JSON.parse(text) as Conference).support) ?? []
    },

    /** All conferences, the latest first. */
    async conferences(): Promise<ListedConference[]> {
      const flat = await redis.zrevrange(keys.conferences(), 0, -1, 'WITHSCORES')
      const ids = flat.filter((_, i) => i % 2 === 0)
      const all = await Promise.all(ids.map(store.findConference))
      return all.flatMap((conference, i) =>
        conference ? [{ ...conference, createdAt: Number(flat[2 * i + 1]) }] : [],
      )
    },

    /** True if it was created now, false if there already is one with this id. */
    async createConference(conference: Conference, createdAt: number): Promise<boolean> {
      const text = JSON.stringify(conference)
      const isNew = (await redis.set(keys.conference(conference.id), text, 'NX')) === 'OK'
      // Always, since a server that was killed may have left it unlisted; never with another time.
      await redis.zadd(keys.conferences(), 'NX', createdAt, conference.id)
      return isNew
    },

    /** False on an installation that has never had a conference, not even one that was deleted since. */
    async hasHadConferences(): Promise<boolean> {
      const had = [keys.conferences(), keys.firstConference(), keys.exampleSeeded()]
      return (await Promise.all(had.map((key) => redis.exists(key)))).includes(1)
    },

    /** From now on the example is never created again, even if it is deleted. */
    async exampleIsSeeded(): Promise<void> {
      await redis.set(keys.exampleSeeded(), '1')
    },

    /** Two people who set the installation up at once agree on one conference. */
    async claimFirst(conferenceId: string): Promise<string> {
      await redis.set(keys.firstConference(), conferenceId, 'NX')
      return (await redis.get(keys.firstConference())) ?? conferenceId
    },

    /** Changes the given fields; null or an empty list removes one. */
    planConference: (conferenceId: string, plan: ConferencePlan): Promise<Conference> =>
      store.changeConference(conferenceId, plan),
    async changeConference(
      conferenceId: string,
      change: ConferencePlan | { archivedAt: number | null },
    ): Promise<Conference> {
      // Lua cannot tell an empty list from an empty object.
      const given = Object.entries(change).map(([field, value]) => [field, isEmpty(value) ? null : value])
      if (!(await merge(redis, keys.conference(conferenceId), Object.fromEntries(given))))
        throw errors.notFound('conference')
      return store.conference(conferenceId)
    },

    /**
     * Whether this is the logo of any conference: its id, which nobody can guess, is all it takes to see it.
     */
    async isLogo(logoId: string): Promise<boolean> {
      const logos = (await store.conferenceIds()).map((id) => redis.get(keys.conferenceLogo(id)))
      return (await Promise.all(logos)).includes(logoId)
    },
    /** Returns the id of the logo that it replaces. Null: no logo from now on. */
    replaceLogo: (conferenceId: string, logoId: string | null): Promise<string | null> =>
      exchange(redis, keys.conferenceLogo(conferenceId), null, logoId),
  }
  return store
}
