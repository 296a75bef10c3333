// A person's forms, claims, certificates and appeals, in the lists of their data, merged with another's, and
// erased. What proves credit is kept for six years.
import type { Certificate } from '@lectern/shared/certificates'
import { keys } from '@lectern/shared/keys'
import type { Redis } from 'ioredis'
import { type EverySession, inSessions, keptUntil, type PersonRecords } from '../accounts/personRecords.ts'
import { moveField } from '../core/moveField.ts'
import { swap } from '../core/swap.ts'
import type { AppealsStore } from './appealsStore.ts'
import { type ClaimsStore, readRegisterFile, type StoredClaim } from './claimsStore.ts'
import type { Attempt } from './formsStore.ts'

export interface CreditRecordsOptions {
  redis: Redis
  claims: ClaimsStore
  appeals: AppealsStore
  everySession: EverySession
}

/** "activity" of "activity", "activity submitted", "activity 2". */
const activityIn = (field: string): string => field.split(' ')[0]!

export function createCreditRecords({ redis, claims, appeals, everySession }: CreditRecordsOptions) {
  /** Every claim of a person, those that were revoked too. */
  const everyClaim = async (personId: string): Promise<StoredClaim[]> =>
    (await redis.hvals(keys.claims(personId))).map((text) => JSON.parse(text) as StoredClaim)

  async function certificatesOf(personId: string): Promise<Certificate[]> {
    const all = await everyClaim(personId)
    const found = await Promise.all(all.map(({ code }) => claims.certificate(code)))
    return found.filter((certificate) => certificate !== undefined)
  }

  async function rename(code: string, from: string, to: string): Promise<void> {
    for (;;) {
      const text = await redis.get(keys.certificate(code))
      if (text === null) return
      const certificate = JSON.parse(text) as Certificate
      if (certificate.personId !== from) return
      const renamed = JSON.stringify({ ...certificate, personId: to })
      if (await swap(redis, keys.certificate(code), null, text, renamed)) return
    }
  }

  /** What registers were told, under the other id. */
  async function moveReports(activityId: string, from: string, to: string): Promise<void> {
    const renamed = (key: string) => (key.startsWith(`${from} `) ? `${to}${key.slice(from.length)}` : key)
    for (const field of await redis.hkeys(keys.reported(activityId)))
      if (renamed(field) !== field) await moveField(redis, keys.reported(activityId), field, renamed(field))
    for (const [register, text] of Object.entries(await redis.hgetall(keys.registerFiles(activityId)))) {
      const file = readRegisterFile(JSON.parse(text))
      const records = file.records.map((one) => ({ ...one, key: renamed(one.key) }))
      await swap(redis, keys.registerFiles(activityId), register, text, JSON.stringify({ ...file, records }))
    }
  }

  async function moveClaims(from: string, to: string): Promise<void> {
    for (const [field, text] of Object.entries(await redis.hgetall(keys.claims(from)))) {
      const { activityId, code } = JSON.parse(text) as StoredClaim
      await rename(code, from, to)
      // A claim that was revoked gives way to one that stands.
      const kept = await redis.hget(keys.claims(to), field)
      if (kept === null || (JSON.parse(kept) as StoredClaim).isRevoked)
        await redis.hset(keys.claims(to), field, text)
      await redis.sadd(keys.claimants(activityId), to)
      await moveReports(activityId, from, to)
      await redis.hdel(keys.claims(from), field)
      await redis.srem(keys.claimants(activityId), from)
    }
  }

  const bestOf = (fields: Record<string, string>, activityId: string): number =>
    Math.max(
      -1,
      ...Object.entries(fields)
        .filter(([field]) => field !== activityId && activityIn(field) === activityId)
        .map(([, text]) => (JSON.parse(text) as Attempt).score),
    )

  /** Of two people's attempts at one test, the better ones stay. */
  async function moveTests(from: string, to: string): Promise<void> {
    const [moved, kept] = await Promise.all([
      redis.hgetall(keys.creditTests(from)),
      redis.hgetall(keys.creditTests(to)),
    ])
    for (const activityId of new Set(Object.keys(moved).map(activityIn))) {
      if (bestOf(moved, activityId) <= bestOf(kept, activityId)) continue
      const own = (fields: Record<string, string>) =>
        Object.entries(fields).filter(([field]) => activityIn(field) === activityId)
      const gone = own(kept).map(([field]) => field)
      const change = redis.multi()
      if (gone.length > 0) change.hdel(keys.creditTests(to), ...gone)
      await change.hset(keys.creditTests(to), Object.fromEntries(own(moved))).exec()
    }
    await redis.del(keys.creditTests(from))
  }

  async function moveEvaluations(from: string, to: string): Promise<void> {
    for (const [field, text] of Object.entries(await redis.hgetall(keys.evaluations(from))))
      await redis.hsetnx(keys.evaluations(to), field, text)
    await redis.del(keys.evaluations(from))
  }

  return {
    everyClaim,
    certificatesOf,
    /** Claims for credit that the other person has claimed, too. */
    async twins(from: string, to: string): Promise<StoredClaim[]> {
      const [own, others] = await Promise.all([everyClaim(from), everyClaim(to)])
      const isTwin = (claim: StoredClaim) =>
        others.some(
          ({ activityId, policyId, partId, isRevoked }) =>
            activityId === claim.activityId &&
            policyId === claim.policyId &&
            partId === claim.partId &&
            !isRevoked,
        )
      return own.filter((claim) => !claim.isRevoked && isTwin(claim))
    },
    revoke: (code: string, at: number): Promise<void> => claims.revokeCertificate(code, at, null),

    async collect(personId: string) {
      const [made, certificates, evaluations, tests] = await Promise.all([
        everyClaim(personId),
        certificatesOf(personId),
        redis.hgetall(keys.evaluations(personId)),
        redis.hgetall(keys.creditTests(personId)),
      ])
      const written = await inSessions(everySession, async ({ session }) =>
        (await appeals.of(session.conferenceId, session.id, personId)).map(({ at, text, decision }) => ({
          session: session.title,
          at: new Date(at).toISOString(),
          text,
          decision,
        })),
      )
      const parsed = (fields: Record<string, string>) =>
        Object.entries(fields).map(([form, text]) => ({ form, content: JSON.parse(text) as unknown }))
      return {
        Claims: made.map(({ activityId, policyId, amount, claimedAt, code }) => ({
          activityId,
          policyId,
          amount,
          claimedAt: new Date(claimedAt).toISOString(),
          code,
        })),
        Certificates: certificates,
        Evaluations: parsed(evaluations),
        Tests: parsed(tests),
        Appeals: written.flat(),
      }
    },

    async move(from: string, to: string): Promise<void> {
      await moveClaims(from, to)
      await moveEvaluations(from, to)
      await moveTests(from, to)
      await inSessions(everySession, ({ session }) =>
        appeals.move(session.conferenceId, session.id, from, to),
      )
    },

    async kept(personId: string) {
      return (await certificatesOf(personId)).map(({ title, activityTitle, code, issuedAt }) => ({
        words: `${title} for “${activityTitle}” (${code})`,
        of: 'the name as printed; anybody who has the code can verify it',
        until: keptUntil(issuedAt),
      }))
    },

    /** What proves credit expires by itself when it need not be kept any more. */
    async erase(personId: string): Promise<void> {
      const certificates = await certificatesOf(personId)
      const until = Math.max(0, ...certificates.map(({ issuedAt }) => keptUntil(issuedAt)))
      for (const { code, issuedAt } of certificates)
        await redis.pexpireat(keys.certificate(code), keptUntil(issuedAt))
      if (until > 0) await redis.pexpireat(keys.claims(personId), until)
      await redis.del(keys.evaluations(personId), keys.creditTests(personId))
      await inSessions(everySession, ({ session }) =>
        appeals.erase(session.conferenceId, session.id, personId),
      )
    },
  } satisfies PersonRecords & Record<string, unknown>
}
