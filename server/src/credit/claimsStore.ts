// Claims and certificates. Claims are stored per person; certificates by code, for verification.
import type { Identity, Profession } from '@lectern/shared/accounts'
import type { Certificate } from '@lectern/shared/certificates'
import type { Claim } from '@lectern/shared/credit'
import type { CreditPolicy } from '@lectern/shared/creditPolicy'
import type { Register } from '@lectern/shared/creditRegisters'
import type { Presented } from '@lectern/shared/facultyCredit'
import { keys } from '@lectern/shared/keys'
import type { Interval } from '@lectern/shared/slots'
import type { Redis } from 'ioredis'
import { swap } from '../core/swap.ts'

export interface StoredClaim extends Claim {
  /** What was earned when this was claimed; only a higher figure permits another claim. */
  atMost: number
  /** The moments that it was given for; absent from claims made before these were stored. */
  time?: [from: number, to: number][]
  /** How much of that time belongs to which day, in ms; only where the body gives so much a day. */
  days?: [on: string, ms: number][]
  /** How much of it belongs to which talk, in ms, where credit is for presenting. */
  talks?: [talk: string, ms: number][]
  /** The first and the last moment that counts for it. */
  attended?: Interval
  /** When the days for reporting begin. */
  reportFrom?: number
  /** The time that was presented, where credit is for presenting. */
  presented?: Presented
  /** SHA-256 of the policy's text that it was made by; absent from claims made before these were kept. */
  edition?: string
  /** The person's, when it was claimed; absent from claims made before this was kept. */
  profession?: Profession
  /** The intent that records this claim; removed once its certificate and ledger entries are stored. */
  open?: string
  /** During a correction: the code being revoked, and whether no certificate replaces it. */
  correction?: { revokes: string; isLast: boolean }
  /** Revoked. Kept as a tombstone so that a stalled server's late swap fails. */
  isRevoked?: true
}

/**
 * The person for a claim: of the profession that it was made as, where the policy does not serve their present
 * one.
 */
export function claimant(
  person: Identity,
  { profession }: Pick<StoredClaim, 'profession'>,
  { professions }: Pick<CreditPolicy, 'professions'>,
): Identity {
  if (professions.length === 0 || professions.includes(person.profession)) return person
  return { ...person, profession: profession ?? professions[0]! }
}

/** A register's file as it was made. */
export interface RegisterFile {
  madeAt: number
  /** SHA-256 of the file, in hex; absent for files made before it was kept. */
  digest?: string
  /** `key`: `reportedKey`; `code`: of the certificate that is added or deleted. */
  records: {
    key: string
    code: string
    action: 'add' | 'delete'
    /** When the person had permitted it; absent from deletions, and where no time was recorded. */
    permittedAt?: number
  }[]
}
/** Files made by earlier versions of Lectern hold pairs, and delete nothing. */
export type StoredFile = Omit<RegisterFile, 'records'> & {
  records: (RegisterFile['records'][number] | [key: string, code: string])[]
}
export const readRegisterFile = ({ madeAt, digest, records }: StoredFile): RegisterFile => ({
  madeAt,
  ...(digest !== undefined && { digest }),
  records: records.map((one) => (Array.isArray(one) ? { key: one[0], code: one[1], action: 'add' } : one)),
})

/** What a register said of a record. */
export interface HeldAnswer {
  at: number
  /** Why; absent if it was accepted. */
  rejected?: string
  /** It is about deleting the record, which was `sent` and not answered yet, or `answered`. */
  deletes?: 'sent' | 'answered'
}
/** By the code of the certificate that the register was sent. */
export type RegisterAnswers = Readonly<Partial<Record<string, HeldAnswer>>>

export type ClaimsStore = ReturnType<typeof createClaimsStore>

/** What is claimed: a policy's credit for an activity, or for a session or day of it. */
export type ClaimOf = Pick<Claim, 'activityId' | 'policyId' | 'partId'>

const fieldOf = ({ activityId, policyId, partId }: ClaimOf): string =>
  [activityId, policyId, ...(partId === undefined ? [] : [partId])].join(' ')

/** A claim without what is stored beside it. */
export const claimOf = ({ activityId, policyId, partId, amount, atMost, claimedAt, code }: Claim): Claim => ({
  activityId,
  policyId,
  ...(partId !== undefined && { partId }),
  amount,
  atMost,
  claimedAt,
  code,
})

export function createClaimsStore(redis: Redis) {
  const store = {
    /** Includes claims that are being recorded, and revoked ones. */
    async find(personId: string, of: ClaimOf): Promise<StoredClaim | undefined> {
      const text = await redis.hget(keys.claims(personId), fieldOf(of))
      return text === null ? undefined : (JSON.parse(text) as StoredClaim)
    },

    /** A person's claims that are not revoked, oldest first, including those being recorded. */
    async all(personId: string): Promise<StoredClaim[]> {
      const texts = await redis.hvals(keys.claims(personId))
      return texts
        .map((text) => JSON.parse(text) as StoredClaim)
        .filter(({ isRevoked }) => !isRevoked)
        .sort((a, b) => a.claimedAt - b.claimedAt)
    },
    /** A person's valid claims. */
    of: async (personId: string): Promise<StoredClaim[]> =>
      (await store.all(personId)).filter(({ open }) => open === undefined),

    /** False if the stored claim is no longer the one that was read. */
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

    /** A repeat has no effect. */
    async addCertificate(certificate: Certificate): Promise<void> {
      await redis.set(keys.certificate(certificate.code), JSON.stringify(certificate), 'NX')
    },

    /** The first revocation wins. */
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

    /** Deletes every claim in an activity, with its certificate, when its conference is deleted. */
    async forgetActivity(activityId: string): Promise<void> {
      for (const personId of await store.claimants(activityId)) {
        const claims = Object.entries(await redis.hgetall(keys.claims(personId)))
        for (const [field, text] of claims.filter(([field]) => field.startsWith(`${activityId} `))) {
          await redis.del(keys.certificate((JSON.parse(text) as StoredClaim).code))
          await redis.hdel(keys.claims(personId), field)
        }
      }
      await redis.del(
        keys.reported(activityId),
        keys.registerFiles(activityId),
        keys.registerAnswers(activityId),
        keys.eventReports(activityId),
        keys.claimants(activityId),
      )
    },

    /** What registers have: person, policy and part → certificate code, empty where it was deleted again. */
    reported: (activityId: string): Promise<Record<string, string>> =>
      redis.hgetall(keys.reported(activityId)),
    /** What was in the file is now at the register: its earlier answers are settled. */
    async markReported(activityId: string, records: RegisterFile['records'], at: number): Promise<void> {
      const [deleted, added] = (['delete', 'add'] as const).map((action) =>
        records.filter((one) => one.action === action),
      ) as [RegisterFile['records'], RegisterFile['records']]
      await store.markDeleted(activityId, deleted, { at, deletes: 'sent' })
      if (added.length === 0) return
      await redis.hset(
        keys.reported(activityId),
        Object.fromEntries(added.map(({ key, code }) => [key, code])),
      )
      await redis.hdel(keys.registerAnswers(activityId), ...added.map(({ code }) => code))
    },
    /** The register is told, or says, that it has these no more; a record that replaced one stays. */
    async markDeleted(
      activityId: string,
      records: readonly { key: string; code: string }[],
      answer: HeldAnswer,
    ): Promise<void> {
      if (records.length === 0) return
      const codes = await store.reported(activityId)
      const there = records.filter(({ key, code }) => codes[key] === code)
      if (there.length > 0)
        await redis.hset(keys.reported(activityId), Object.fromEntries(there.map(({ key }) => [key, ''])))
      await store.saveRegisterAnswers(
        activityId,
        records.map(({ code }) => code),
        answer,
      )
    },

    async registerAnswers(activityId: string): Promise<RegisterAnswers> {
      const stored = await redis.hgetall(keys.registerAnswers(activityId))
      return Object.fromEntries(Object.entries(stored).map(([code, text]) => [code, JSON.parse(text)]))
    },
    async saveRegisterAnswers(
      activityId: string,
      codes: readonly string[],
      answer: HeldAnswer,
    ): Promise<void> {
      const text = JSON.stringify(answer)
      await redis.hset(
        keys.registerAnswers(activityId),
        Object.fromEntries(codes.map((code) => [code, text])),
      )
    },

    /** The latest file, or null. */
    async registerFile(activityId: string, register: Register): Promise<RegisterFile | null> {
      const text = await redis.hget(keys.registerFiles(activityId), register)
      return text === null ? null : readRegisterFile(JSON.parse(text) as StoredFile)
    },
    async saveRegisterFile(activityId: string, register: Register, file: RegisterFile): Promise<void> {
      await redis.hset(keys.registerFiles(activityId), register, JSON.stringify(file))
    },
  }
  return store
}

export const reportedKey = (personId: string, { policyId, partId }: Omit<ClaimOf, 'activityId'>): string =>
  [personId, policyId, ...(partId === undefined ? [] : [partId])].join(' ')
