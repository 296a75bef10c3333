// Claims and certificates. A person's claims lie together; a certificate lies by its code, for whoever verifies it.
import type { Certificate, Claim } from '@lectern/shared/credit'
import type { Register } from '@lectern/shared/creditRegisters'
import { keys } from '@lectern/shared/keys'
import type { Redis } from 'ioredis'
import { swap } from '../core/swap.ts'

export interface StoredClaim extends Claim {
  /** What could have been claimed at that time: only more than this allows another claim. */
  atMost: number
  /** The intent that records it, until its certificate and the ledger's entries are on disk. */
  open?: string
  /** While it is corrected: the certificate that is revoked, and whether none takes its place. */
  correction?: { revokes: string; isLast: boolean }
  /** It does not hold any more. It stays, so that whoever stood still while it was made cannot make it again. */
  isRevoked?: true
}

/** A file for a register as it was made: its records by person and policy, with the certificate's code in each. */
export interface RegisterFile {
  madeAt: number
  records: [key: string, code: string][]
}

export type ClaimsStore = ReturnType<typeof createClaimsStore>

const fieldOf = ({ activityId, policyId }: Pick<Claim, 'activityId' | 'policyId'>): string =>
  `${activityId} ${policyId}`

export function createClaimsStore(redis: Redis) {
  const store = {
    /** Also one that is being recorded, or is revoked. */
    async find(personId: string, activityId: string, policyId: string): Promise<StoredClaim | undefined> {
      const text = await redis.hget(keys.claims(personId), fieldOf({ activityId, policyId }))
      return text === null ? undefined : (JSON.parse(text) as StoredClaim)
    },

    /** All of a person that are not revoked, the oldest first, also those that are being recorded. */
    async all(personId: string): Promise<StoredClaim[]> {
      const texts = await redis.hvals(keys.claims(personId))
      return texts
        .map((text) => JSON.parse(text) as StoredClaim)
        .filter(({ isRevoked }) => !isRevoked)
        .sort((a, b) => a.claimedAt - b.claimedAt)
    },
    /** Those that hold. */
    of: async (personId: string): Promise<StoredClaim[]> =>
      (await store.all(personId)).filter(({ open }) => open === undefined),

    /** False where another claim is there than the one that was read. */
    swap: (personId: string, read: StoredClaim | undefined, next: StoredClaim): Promise<boolean> =>
      swap(
        redis,
        keys.claims(personId),
        fieldOf(next),
        read ? JSON.stringify(read) : null,
        JSON.stringify(next),
      ),

    async addClaimant(activityId: string, personId: string): Promise<void> {
      await redis.sadd(keys.claimants(activityId), personId)
    },
    claimants: (activityId: string): Promise<string[]> => redis.smembers(keys.claimants(activityId)),

    async certificate(code: string): Promise<Certificate | undefined> {
      const text = await redis.get(keys.certificate(code))
      return text === null ? undefined : (JSON.parse(text) as Certificate)
    },

    /** Twice is once. */
    async addCertificate(certificate: Certificate): Promise<void> {
      await redis.set(keys.certificate(certificate.code), JSON.stringify(certificate), 'NX')
    },

    /** Of several who revoke it the first one counts. */
    async revokeCertificate(code: string, revokedAt: number, replacedBy: string | null): Promise<void> {
      for (;;) {
        const text = await redis.get(keys.certificate(code))
        if (text === null) return
        const certificate = JSON.parse(text) as Certificate
        if (certificate.revokedAt !== null) return
        const revoked = JSON.stringify({ ...certificate, revokedAt, replacedBy })
        if (await swap(redis, keys.certificate(code), null, text, revoked)) return
      }
    },

    /** What was reported to registers: person and policy → code of the certificate. */
    reported: (activityId: string): Promise<Record<string, string>> =>
      redis.hgetall(keys.reported(activityId)),
    async markReported(activityId: string, records: RegisterFile['records']): Promise<void> {
      await redis.hset(keys.reported(activityId), Object.fromEntries(records))
    },

    /** The one that was made last; null where none was. */
    async registerFile(activityId: string, register: Register): Promise<RegisterFile | null> {
      const text = await redis.hget(keys.registerFiles(activityId), register)
      return text === null ? null : (JSON.parse(text) as RegisterFile)
    },
    async saveRegisterFile(activityId: string, register: Register, file: RegisterFile): Promise<void> {
      await redis.hset(keys.registerFiles(activityId), register, JSON.stringify(file))
    },
  }
  return store
}

export const reportedKey = (personId: string, policyId: string): string => `${personId} ${policyId}`
