// Which text of each policy is in force. A file is a proposal: where its text differs from the one in force,
// it takes effect once the office has seen what would change. What was claimed keeps the text it was claimed
// by.
import { createHash } from 'node:crypto'
import { type BodyRules, bodyRulesOf } from '@lectern/shared/bodyRules'
import type { CreditPolicy } from '@lectern/shared/creditPolicy'
import { keys } from '@lectern/shared/keys'
import { canonicalText } from '@lectern/shared/ledgerChain'
import { readAccepted } from '@lectern/shared/readPolicy'
import type { Redis } from 'ioredis'
import type { Policies } from './policies.ts'

const plain = (policy: CreditPolicy): unknown => JSON.parse(JSON.stringify(policy))
/** Identifies a policy's text. */
export const editionOf = (policy: CreditPolicy): string =>
  createHash('sha256')
    .update(canonicalText(plain(policy)))
    .digest('hex')

export type PolicyBook = ReturnType<typeof createPolicyBook>

/** `files`: as they were read when this server started. */
export function createPolicyBook(redis: Redis, files: Policies) {
  // One list for everybody who was given it, changed in place.
  const policies: CreditPolicy[] = [...files]
  const bodies: BodyRules[] = policies.map(bodyRulesOf)
  const texts = new Map(files.map((policy) => [editionOf(policy), policy]))
  let version: string | null | undefined

  /** Of a text as it was stored; undefined if it is no policy. */
  function read(text: string | undefined): CreditPolicy | undefined {
    const policy = text === undefined ? undefined : readAccepted(text)
    return Array.isArray(policy) ? undefined : policy
  }

  async function load(): Promise<void> {
    const [inForce, stored] = await Promise.all([
      redis.hgetall(keys.policiesInForce()),
      redis.hgetall(keys.policyTexts()),
    ])
    for (const [edition, text] of Object.entries(stored)) {
      const policy = read(text)
      if (policy) texts.set(edition, policy)
    }
    const held = files.map((file) => texts.get(inForce[file.id] ?? '') ?? file)
    policies.splice(0, policies.length, ...held)
    bodies.splice(0, bodies.length, ...held.map(bodyRulesOf))
  }

  const book = {
    policies,
    bodies,

    /** Files of policies that were never in force are. Before anything is planned or computed. */
    async begin(): Promise<void> {
      for (const file of files) {
        const edition = editionOf(file)
        await redis.hset(keys.policyTexts(), edition, JSON.stringify(file))
        await redis.hsetnx(keys.policiesInForce(), file.id, edition)
        await redis.hsetnx(keys.policiesFirst(), file.id, edition)
      }
      await load()
    },

    /** Follows what the office has put in force on another server. */
    async refresh(): Promise<void> {
      const now = await redis.get(keys.policyVersion())
      if (now === version) return
      await load()
      version = now
    },

    /** The file that waits for the office's decision, if its text differs from the one in force. */
    waiting(policyId: string): CreditPolicy | undefined {
      const file = files.find(({ id }) => id === policyId)
      const inForce = policies.find(({ id }) => id === policyId)
      return file && inForce && editionOf(file) !== editionOf(inForce) ? file : undefined
    },

    async isInForce(policy: CreditPolicy): Promise<boolean> {
      return (await redis.hget(keys.policiesInForce(), policy.id)) === editionOf(policy)
    },

    async putInForce(policy: CreditPolicy): Promise<void> {
      const edition = editionOf(policy)
      await redis.hset(keys.policyTexts(), edition, JSON.stringify(policy))
      await redis.hset(keys.policiesInForce(), policy.id, edition)
      await redis.incr(keys.policyVersion())
      await book.refresh()
    },

    /**
     * The policies with the text that a claim was made by. Claims of before texts were kept have the first
     * that was in force.
     */
    async forClaim(claim: { policyId: string; edition?: string } | undefined): Promise<Policies> {
      if (!claim) return policies
      const edition = claim.edition ?? (await redis.hget(keys.policiesFirst(), claim.policyId))
      const text = edition ? texts.get(edition) : undefined
      return text ? policies.map((policy) => (policy.id === claim.policyId ? text : policy)) : policies
    },
  }
  return book
}
