// Which text of each policy is in force. A file is a proposal: where its text differs from the one in force,
// it takes effect once the office has seen what would change. What was claimed keeps the text it was claimed
// by.
import { createHash } from 'node:crypto'
import { type BodyRules, bodyRulesOf } from '@lectern/shared/bodyRules'
import type { PolicyScope } from '@lectern/shared/creditPolicies'
import type { CreditPolicy } from '@lectern/shared/creditPolicy'
import { keys } from '@lectern/shared/keys'
import { canonicalText } from '@lectern/shared/ledgerChain'
import { readAccepted } from '@lectern/shared/readPolicy'
import type { ChainableCommander, Redis } from 'ioredis'
import type { Policies } from './policies.ts'

const plain = (policy: CreditPolicy): unknown => JSON.parse(JSON.stringify(policy))
/** By activity, then by policy. */
function heldIn(kept: Record<string, string>): Map<string, Map<string, string>> {
  const byActivity = new Map<string, Map<string, string>>()
  for (const [field, edition] of Object.entries(kept)) {
    const [activityId = '', policyId = ''] = field.split(' ')
    byActivity.set(activityId, (byActivity.get(activityId) ?? new Map()).set(policyId, edition))
  }
  return byActivity
}

/** Identifies a policy's text. */
export const editionOf = (policy: CreditPolicy): string =>
  createHash('sha256')
    .update(canonicalText(plain(policy)))
    .digest('hex')

/** An upload of the office. */
export interface PolicyProposal {
  policy: CreditPolicy
  /** Its table of cases, as it was uploaded. */
  cases: string
  /** The file's name. */
  file: string
  by: string
  at: number
  /** Where it was uploaded; absent: not recorded. */
  conferenceId?: string
}

/** Whose upload is in force. */
export type PolicyOrigin = Pick<PolicyProposal, 'file' | 'by' | 'at'> & { edition: string }

export interface PolicyAct {
  policyId: string
  what: 'uploaded' | 'proposed' | 'withdrawn' | 'in_force'
  at: number
  by: string
  file: string
  edition: string
  scope?: PolicyScope
  reason?: string
}

/** How a text takes effect. */
export interface Taking {
  act: PolicyAct
  /** The upload that it is; null: the installation's file. */
  origin: PolicyOrigin | null
  /** Activities that have begun and keep the text before; null: no activity keeps an earlier text. */
  held: { activityIds: readonly string[]; edition: string } | null
}

/** Acts that are kept. */
const historyMax = 2000
const parsedIn = <Value>(texts: Record<string, string>): Map<string, Value> =>
  new Map(Object.entries(texts).map(([id, text]) => [id, JSON.parse(text) as Value]))

export type PolicyBook = ReturnType<typeof createPolicyBook>

/** `files`: as they were read when this server started. */
export function createPolicyBook(redis: Redis, files: Policies) {
  // One list for everybody who was given it, changed in place.
  const policies: CreditPolicy[] = [...files]
  const bodies: BodyRules[] = policies.map(bodyRulesOf)
  const texts = new Map(files.map((policy) => [editionOf(policy), policy]))
  let proposals = new Map<string, PolicyProposal>()
  let origins = new Map<string, PolicyOrigin>()
  /** By policy, the edition of the installation's file that an upload was preferred to. */
  let passed: Record<string, string> = {}
  /** By activity that had begun, the texts that it keeps. */
  let held = new Map<string, Map<string, string>>()
  let version: string | null | undefined

  /** Of a text as it was stored; undefined if it is no policy. */
  function read(text: string | undefined): CreditPolicy | undefined {
    const policy = text === undefined ? undefined : readAccepted(text)
    return Array.isArray(policy) ? undefined : policy
  }

  async function load(): Promise<void> {
    const [inForce, stored, proposed, from, notTaken, kept] = await Promise.all([
      redis.hgetall(keys.policiesInForce()),
      redis.hgetall(keys.policyTexts()),
      redis.hgetall(keys.policyProposals()),
      redis.hgetall(keys.policyOrigins()),
      redis.hgetall(keys.policiesPassed()),
      redis.hgetall(keys.policiesHeld()),
    ])
    for (const [edition, text] of Object.entries(stored)) {
      const policy = read(text)
      if (policy) texts.set(edition, policy)
    }
    proposals = parsedIn(proposed)
    origins = parsedIn(from)
    passed = notTaken
    held = heldIn(kept)
    const installed = files.map((file) => texts.get(inForce[file.id] ?? '') ?? file)
    // Bodies that the office has added itself.
    const added = [...origins.keys()]
      .filter((policyId) => files.every(({ id }) => id !== policyId))
      .flatMap((policyId) => texts.get(inForce[policyId] ?? '') ?? [])
    const all = [...installed, ...added]
    policies.splice(0, policies.length, ...all)
    bodies.splice(0, bodies.length, ...all.map(bodyRulesOf))
  }

  const editionInForce = (policyId: string): string | undefined => {
    const inForce = policies.find(({ id }) => id === policyId)
    return inForce && editionOf(inForce)
  }

  /** An upload that waits goes before a changed file of the installation. */
  const proposalFor = (policyId: string): PolicyProposal | undefined => {
    const proposal = proposals.get(policyId)
    return proposal && editionOf(proposal.policy) !== editionInForce(policyId) ? proposal : undefined
  }

  /** Keeps the act with what it changes, and follows it. */
  async function made(change: ChainableCommander, act: PolicyAct): Promise<void> {
    change.lpush(keys.policyHistory(), JSON.stringify(act))
    change.ltrim(keys.policyHistory(), 0, historyMax - 1)
    change.incr(keys.policyVersion())
    await change.exec()
    await book.refresh()
  }

  /** The installation's file, if it says something else than the upload in force and does not wait. */
  function passedFile(policyId: string): CreditPolicy | undefined {
    const file = files.find(({ id }) => id === policyId)
    if (!file || !origins.has(policyId) || proposalFor(policyId)) return undefined
    const edition = editionOf(file)
    return edition !== editionInForce(policyId) && edition === passed[policyId] ? file : undefined
  }

  const book = {
    policies,
    passedFile,
    bodies,
    proposalFor,
    fileOf: (policyId: string) => files.find(({ id }) => id === policyId),
    originOf: (policyId: string) => origins.get(policyId),
    /** How many activities keep an earlier text of it. */
    heldOf: (policyId: string): number => [...held.values()].filter((each) => each.has(policyId)).length,
    /** Policies in force, and those that wait without ever having been. */
    ids: (): string[] => [...new Set([...policies.map(({ id }) => id), ...proposals.keys()])],

    /** With the texts that an activity keeps which had begun when others took effect. */
    forActivity(activityId: string): Policies {
      const kept = held.get(activityId)
      if (!kept) return policies
      return policies.map((policy) => texts.get(kept.get(policy.id) ?? '') ?? policy)
    },

    async propose(proposal: PolicyProposal): Promise<void> {
      const { policy, cases, file, by, at } = proposal
      const edition = editionOf(policy)
      const change = redis.multi()
      change.hset(keys.policyProposals(), policy.id, JSON.stringify(proposal))
      change.hset(keys.policyTables(), edition, cases)
      await made(change, { policyId: policy.id, what: 'uploaded', at, by, file, edition })
    },

    /** The upload that waits is gone. */
    async withdraw(act: PolicyAct): Promise<void> {
      const change = redis.multi()
      change.hdel(keys.policyProposals(), act.policyId)
      await made(change, act)
    },

    /** The installation's file waits like one that has changed. */
    async proposeInstalled(act: PolicyAct): Promise<void> {
      const change = redis.multi()
      change.hdel(keys.policiesPassed(), act.policyId)
      await made(change, act)
    },

    /** The installation's file does not wait any more. */
    async passInstalled(act: PolicyAct): Promise<void> {
      const change = redis.multi()
      change.hset(keys.policiesPassed(), act.policyId, act.edition)
      await made(change, act)
    },

    history: async (): Promise<PolicyAct[]> =>
      (await redis.lrange(keys.policyHistory(), 0, -1)).map((text) => JSON.parse(text) as PolicyAct),

    /** The table of cases of an uploaded text. */
    tableOf: (policy: CreditPolicy): Promise<string | null> =>
      redis.hget(keys.policyTables(), editionOf(policy)),

    /** Puts files in force whose policies never were, before anything is planned or computed. */
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

    /** The text that waits for a decision: an upload, or a file that differs from what is in force. */
    waiting(policyId: string): CreditPolicy | undefined {
      const proposal = proposalFor(policyId)
      if (proposal) return proposal.policy
      const file = files.find(({ id }) => id === policyId)
      const inForce = editionInForce(policyId)
      if (!file || inForce === undefined) return undefined
      const edition = editionOf(file)
      return edition !== inForce && edition !== passed[policyId] ? file : undefined
    },

    async isInForce(policy: CreditPolicy): Promise<boolean> {
      return (await redis.hget(keys.policiesInForce(), policy.id)) === editionOf(policy)
    },

    async putInForce(policy: CreditPolicy, { act, origin, held: keeps }: Taking): Promise<void> {
      const edition = editionOf(policy)
      const file = files.find(({ id }) => id === policy.id)
      const all = Object.keys(await redis.hgetall(keys.policiesHeld()))
      const change = redis.multi()
      change.hset(keys.policyTexts(), edition, JSON.stringify(policy))
      if (keeps)
        // What kept a text before this one keeps it.
        for (const activityId of keeps.activityIds)
          change.hsetnx(keys.policiesHeld(), `${activityId} ${policy.id}`, keeps.edition)
      else
        for (const field of all.filter((each) => each.endsWith(` ${policy.id}`)))
          change.hdel(keys.policiesHeld(), field)
      change.hset(keys.policiesInForce(), policy.id, edition)
      if (origin) change.hset(keys.policyOrigins(), policy.id, JSON.stringify(origin))
      else change.hdel(keys.policyOrigins(), policy.id)
      if (origin && file) change.hset(keys.policiesPassed(), policy.id, editionOf(file))
      else change.hdel(keys.policiesPassed(), policy.id)
      change.hsetnx(keys.policiesFirst(), policy.id, edition)
      const proposal = proposals.get(policy.id)
      if (proposal && editionOf(proposal.policy) === edition) change.hdel(keys.policyProposals(), policy.id)
      await made(change, act)
    },

    /**
     * The policies with the text that a claim was made by. Claims made before texts were kept have the first
     * that was in force.
     */
    async forClaim(
      activityId: string,
      claim: { policyId: string; edition?: string } | undefined,
    ): Promise<Policies> {
      const policies = book.forActivity(activityId)
      if (!claim) return policies
      const edition = claim.edition ?? (await redis.hget(keys.policiesFirst(), claim.policyId))
      const text = edition ? texts.get(edition) : undefined
      return text ? policies.map((policy) => (policy.id === claim.policyId ? text : policy)) : policies
    },
  }
  return book
}
