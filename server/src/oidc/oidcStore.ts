// Which person an account at the provider belongs to, and which roles a person has only by its claims.
import { createHash } from 'node:crypto'
import { keys } from '@lectern/shared/keys'
import type { ConferenceRole } from '@lectern/shared/roles'
import type { Redis } from 'ioredis'
import { swap } from '../core/swap.ts'

export interface Subject {
  iss: string
  sub: string
}
/** What claims gave, by conference; `office`: the role of the installation. */
export interface Granted {
  isOffice?: true
  roles: Record<string, ConferenceRole[]>
}

export type OidcStore = ReturnType<typeof createOidcStore>

const fieldOf = ({ iss, sub }: Subject): string =>
  createHash('sha256')
    .update(JSON.stringify([iss, sub]))
    .digest('base64url')

export const createOidcStore = (redis: Redis) => ({
  async personOf(subject: Subject): Promise<string | undefined> {
    return (await redis.hget(keys.oidcSubjects(), fieldOf(subject))) ?? undefined
  },
  /** False if the account belongs to somebody else already. */
  async link(subject: Subject, personId: string): Promise<boolean> {
    await redis.hsetnx(keys.oidcSubjects(), fieldOf(subject), personId)
    return (await redis.hget(keys.oidcSubjects(), fieldOf(subject))) === personId
  },
  async unlink(subject: Subject): Promise<void> {
    await redis.hdel(keys.oidcSubjects(), fieldOf(subject))
  },
  /** Accounts that were the first person's are the second one's; without a second, nobody's. */
  async moveAll(from: string, to?: string): Promise<void> {
    const all = Object.entries(await redis.hgetall(keys.oidcSubjects()))
    for (const [field, personId] of all) {
      if (personId !== from) continue
      if (to === undefined) await redis.hdel(keys.oidcSubjects(), field)
      else await redis.hset(keys.oidcSubjects(), field, to)
    }
    await redis.del(keys.oidcGranted(from))
  },
  /** The digests of the person's accounts. */
  async accountsOf(personId: string): Promise<string[]> {
    const all = Object.entries(await redis.hgetall(keys.oidcSubjects()))
    return all.filter(([, each]) => each === personId).map(([digest]) => digest)
  },
  /** False if it is no account of this person. */
  unlinkOf: (personId: string, digest: string): Promise<boolean> =>
    swap(redis, keys.oidcSubjects(), digest, personId, null),
  async granted(personId: string): Promise<Granted> {
    const text = await redis.get(keys.oidcGranted(personId))
    return text === null ? { roles: {} } : (JSON.parse(text) as Granted)
  },
  async saveGranted(personId: string, granted: Granted): Promise<void> {
    await redis.set(keys.oidcGranted(personId), JSON.stringify(granted))
  },
})
