// How people may join a conference by themselves.
import { keys } from '@lectern/shared/keys'
import { type Registration, registration } from '@lectern/shared/people'
import type { Redis } from 'ioredis'

export type RegistrationStore = ReturnType<typeof createRegistrationStore>

const closed: Registration = { mode: 'closed', code: '', limit: null }

/** Codes are compared without case, blanks and hyphens: people read them from a slide. */
export const comparableCode = (code: string): string =>
  code
    .normalize('NFKC')
    .replace(/[\s\-‐-―\p{Default_Ignorable_Code_Point}]/gu, '')
    .toLowerCase()

export const createRegistrationStore = (redis: Redis) => ({
  async of(conferenceId: string): Promise<Registration> {
    const text = await redis.get(keys.registration(conferenceId))
    return text === null ? closed : registration.parse(JSON.parse(text))
  },
  async save(conferenceId: string, saved: Registration): Promise<void> {
    await redis.set(keys.registration(conferenceId), JSON.stringify(saved))
  },
})
