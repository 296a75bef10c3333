// What only a person and the CE office see: mail address, identifiers, permissions. Mail addresses have an
// index, so that nobody gets another person's by accident.

import { type Identifiers, noDetails, type PrivateDetails, privateDetails } from '@lectern/shared/details'
import { errors } from '@lectern/shared/errors'
import { keys } from '@lectern/shared/keys'
import { comparableMailAddress } from '@lectern/shared/mailAddress'
import type { Board } from '@lectern/shared/requirements'
import type { Redis } from 'ioredis'
import { type Clock, systemClock } from '../core/clock.ts'
import { swap } from '../core/swap.ts'

export type DetailsStore = ReturnType<typeof createDetailsStore>

interface Holder {
  id: string
  at: number
}
/**
 * An address is reserved before it is stored: a reservation that nothing followed is void at this age (ms).
 */
const reservedMs = 60_000

const read = (text: string | null): PrivateDetails =>
  text === null ? structuredClone(noDetails) : privateDetails.parse(JSON.parse(text))

export function createDetailsStore(redis: Redis, clock: Clock = systemClock) {
  /** Repeats `next` until nobody else was faster. */
  async function rewrite(
    key: string,
    field: string | null,
    next: (text: string | null) => Promise<string | null> | string | null,
  ): Promise<void> {
    for (;;) {
      const text = field === null ? await redis.get(key) : await redis.hget(key, field)
      const after = await next(text)
      if (after === text || (await swap(redis, key, field, text, after))) return
    }
  }

  const holdersIn = (text: string | null): Holder[] => (text === null ? [] : (JSON.parse(text) as Holder[]))
  const textOf = (holders: readonly Holder[]): string | null =>
    holders.length === 0 ? null : JSON.stringify(holders)

  async function isHeld(address: string, { id, at }: Holder): Promise<boolean> {
    if (clock() - at < reservedMs) return true
    if ((await redis.exists(keys.person(id))) === 0) return false
    const { email } = await store.of(id)
    return email !== '' && comparableMailAddress(email) === address
  }

  const release = (address: string, personId: string): Promise<void> =>
    rewrite(keys.mailAddresses(), address, (text) =>
      textOf(holdersIn(text).filter(({ id }) => id !== personId)),
    )

  /** Throws `conflict` with the ids of the others if somebody else has it, unless `isShared`. */
  const reserve = (address: string, personId: string, isShared: boolean): Promise<void> =>
    rewrite(keys.mailAddresses(), address, async (text) => {
      const before = holdersIn(text).filter(({ id }) => id !== personId)
      const held = await Promise.all(before.map((holder) => isHeld(address, holder)))
      const others = before.filter((_, i) => held[i])
      if (others.length > 0 && !isShared)
        throw errors.conflict(
          'Somebody else has this mail address. Look whether they are the same person; if not, say that both use it.',
          { personIds: others.map(({ id }) => id) },
        )
      return textOf([...others, { id: personId, at: clock() }])
    })

  const change = (personId: string, changed: (before: PrivateDetails) => PrivateDetails): Promise<void> =>
    rewrite(keys.details(personId), null, (text) => JSON.stringify(changed(read(text))))

  const store = {
    of: async (personId: string): Promise<PrivateDetails> => read(await redis.get(keys.details(personId))),

    /** In the order of the people; empty for whoever has none. */
    emailsOf: async (personIds: readonly string[]): Promise<string[]> =>
      (await Promise.all(personIds.map((personId) => store.of(personId)))).map(({ email }) => email),

    saveIdentifiers: (personId: string, identifiers: Identifiers): Promise<void> =>
      change(personId, (before) => ({ ...before, identifiers })),
    saveLanguage: (personId: string, language: PrivateDetails['language']): Promise<void> =>
      change(personId, (before) => ({ ...before, language })),
    savePermission: (
      personId: string,
      register: keyof PrivateDetails['permissions'],
      decided: { given: boolean; at: number },
    ): Promise<void> =>
      change(personId, (before) => ({
        ...before,
        permissions: { ...before.permissions, [register]: decided },
      })),

    saveMocWish: (personId: string, board: Board, decided: { given: boolean; at: number }): Promise<void> =>
      change(personId, (before) => ({ ...before, mocWishes: { ...before.mocWishes, [board]: decided } })),
    saveRecruitment: (
      personId: string,
      activityId: string,
      declared: PrivateDetails['recruitments'][string],
    ): Promise<void> =>
      change(personId, (before) => ({
        ...before,
        recruitments: { ...before.recruitments, [activityId]: declared },
      })),

    /** Empty: none from now on. `isShared`: two people may have it. Throws `conflict` otherwise. */
    async saveEmail(personId: string, email: string, isShared = false): Promise<void> {
      const { email: before } = await store.of(personId)
      const [was, is] = [before, email].map((each) => (each === '' ? '' : comparableMailAddress(each)))
      if (is) await reserve(is, personId, isShared)
      await change(personId, (details) => ({ ...details, email }))
      if (was && was !== is) await release(was, personId)
    },
    /** Whoever has this address, those who had it first first. */
    async peopleWith(email: string): Promise<string[]> {
      const address = comparableMailAddress(email)
      const holders = holdersIn(await redis.hget(keys.mailAddresses(), address))
      const held = await Promise.all(holders.map((holder) => isHeld(address, holder)))
      return holders.filter((_, i) => held[i]).map(({ id }) => id)
    },

    async save(personId: string, details: PrivateDetails): Promise<void> {
      await redis.set(keys.details(personId), JSON.stringify(details))
    },

    async remove(personId: string): Promise<void> {
      const { email } = await store.of(personId)
      await redis.del(keys.details(personId), keys.creditProfile(personId))
      if (email) await release(comparableMailAddress(email), personId)
    },
  }
  return store
}
