// What a policy's changed text would do to results that nobody has claimed yet. Computed as a job, in
// batches; the office decides with the list in front of it.
import { isDeepStrictEqual } from 'node:util'
import type { Identity } from '@lectern/shared/accounts'
import type { Activity, CreditResult } from '@lectern/shared/credit'
import { isClaimFor } from '@lectern/shared/creditParts'
import {
  changedPeopleMax,
  changedResultsMax,
  type PolicyChange,
  type PolicyChanges,
  type PolicyScope,
} from '@lectern/shared/creditPolicies'
import { announcedRules, type CreditPolicy } from '@lectern/shared/creditPolicy'
import { errors } from '@lectern/shared/errors'
import { keys } from '@lectern/shared/keys'
import { named } from '@lectern/shared/subject'
import type { Redis } from 'ioredis'
import type { Clock } from '../core/clock.ts'
import { newId } from '../core/newId.ts'
import type { Jobs } from '../jobs/jobs.ts'
import { type Recording, tookEffect } from '../ledger/intent.ts'
import type { Intents } from '../ledger/intents.ts'
import { createActivityRecords } from './activityRecords.ts'
import type { Credit } from './creditParts.ts'
import { editionOf, type PolicyBook, type PolicyOrigin } from './policyBook.ts'

export interface PolicyChangesOptions {
  redis: Redis
  jobs: Pick<Jobs, 'define' | 'add'>
  credit: Credit
  book: PolicyBook
  intents: Pick<Intents, 'define'>
  /** What was approved for these activities has to be looked at again: the body's rules are about to change. */
  rulesChange: (
    conferenceId: string,
    activityIds: readonly string[],
    by: string,
    title: string,
  ) => Promise<void>
  /** Looks whether what was approved is possible by what is in force. */
  settle: (conferenceId: string, by: string) => Promise<unknown>
  clock: Clock
}

interface Work {
  policyId: string
  /** Of the computation. */
  id: string
}

interface InForce {
  policyId: string
  policy: CreditPolicy
  before: CreditPolicy | undefined
  by: string
  at: number
  reason: string
  counts: Pick<PolicyChanges, 'results' | 'claims'>
  conferenceIds: string[]
  /** Absent in decisions from before there was a choice: everything that is not claimed. */
  scope?: PolicyScope
  /** Activities that had begun, each with its conference: with `not_begun` they keep the text before. */
  begun?: { id: string; conferenceId: string }[]
  /** The upload that it is; absent: the installation's file. */
  origin?: PolicyOrigin
}

export interface Decision {
  scope?: PolicyScope
  /** Where the office decided: in this ledger, too. */
  conferenceId?: string
}

const jobName = 'policy-changes'
/** People computed at once, twice each. */
const batch = 200
const keptMs = 7 * 86_400_000

const whyOf = ({ reasons }: CreditResult): string =>
  (reasons.find(({ blocks }) => blocks) ?? reasons.find(({ code }) => code === 'rounded') ?? reasons[0])
    ?.message ?? ''

const differs = (one: CreditResult | undefined, other: CreditResult | undefined): boolean =>
  (one?.amount ?? 0) !== (other?.amount ?? 0) || (one?.earned ?? 0) !== (other?.earned ?? 0)

interface WorkOptions extends Pick<PolicyChangesOptions, 'intents' | 'book' | 'rulesChange' | 'settle'> {
  designated: (policyId: string) => Promise<Activity[]>
}

/** The activities whose rules a text changes in what was announced, by conference. */
function changedBy(policy: CreditPolicy, activities: readonly Activity[], book: PolicyBook) {
  const changed = activities.filter(({ id }) => {
    const before = book.forActivity(id).find((each) => each.id === policy.id)
    return !before || !isDeepStrictEqual(announcedRules(before), announcedRules(policy))
  })
  return Map.groupBy(changed, ({ conferenceId }) => conferenceId)
}

function defineWork({ intents, book, rulesChange, settle, designated }: WorkOptions) {
  return intents.define(keys.policyIntents(), {
    /** False if what was decided on does not wait any more. */
    async policyInForce(of: InForce, record: Recording): Promise<boolean> {
      const { policyId, policy, before, by, at, reason, counts, conferenceIds } = of
      const { scope = 'unclaimed', begun = [], origin } = of
      const keep = scope === 'not_begun' && before ? begun : []
      // The same decision again, from a server that had stood still.
      if (await book.isInForce(policy)) return true
      await book.refresh()
      const waiting = book.waiting(policyId)
      // Taken back meanwhile. Another server may have another file, while one after the other is upgraded.
      if (origin && (!waiting || editionOf(waiting) !== origin.edition)) return false
      for (const conferenceId of conferenceIds)
        await record(`in force ${conferenceId}`, [
          {
            kind: 'policy.in_force',
            by,
            data: {
              ...{ conferenceId, policyId, at, reason, ...counts, edition: editionOf(policy) },
              before: before ? editionOf(before) : null,
              scope,
              // They keep the text before.
              held: keep.filter((each) => each.conferenceId === conferenceId).map(({ id }) => id),
              file: origin?.file ?? null,
            },
            contents: {
              [`policy ${policyId}`]: { value: JSON.parse(JSON.stringify(policy)) },
              ...(before && { before: { value: JSON.parse(JSON.stringify(before)) } }),
            },
          },
        ])
      const keeps = new Set(keep.map(({ id }) => id))
      const concerned = (await designated(policyId)).filter(({ id }) => !keeps.has(id))
      const changed = changedBy(policy, concerned, book)
      // Before it holds: a server that dies in between has taken too much back, not too little.
      for (const [conferenceId, all] of changed)
        await rulesChange(
          conferenceId,
          all.map(({ id }) => id),
          by,
          policy.title,
        )
      const edition = editionOf(policy)
      await book.putInForce(policy, {
        act: { policyId, what: 'in_force', at, by, file: origin?.file ?? '', edition, scope, reason },
        origin: origin ?? null,
        held:
          scope === 'not_begun' && before
            ? { activityIds: keep.map(({ id }) => id), edition: editionOf(before) }
            : null,
      })
      for (const conferenceId of changed.keys()) await settle(conferenceId, by)
      return true
    },
  })
}

export function createPolicyChanges(options: PolicyChangesOptions) {
  const { redis, jobs, credit, book, clock } = options
  const { activities, program, claims, results } = credit
  const records = createActivityRecords(credit)

  const find = async (policyId: string): Promise<PolicyChanges | null> => {
    const text = await redis.get(keys.policyChanges(policyId))
    if (text === null) return null
    const found = JSON.parse(text) as Omit<PolicyChanges, 'notBegun'> & Partial<PolicyChanges>
    // One from before there was a choice.
    return { notBegun: { results: 0, claims: 0 }, ...found }
  }
  const save = async (found: PolicyChanges): Promise<void> => {
    await redis.set(keys.policyChanges(found.policyId), JSON.stringify(found), 'PX', keptMs)
  }

  async function designated(policyId: string): Promise<Activity[]> {
    const all = await Promise.all((await program.conferenceIds()).map((id) => activities.all(id)))
    return all.flat().filter(({ designations }) => designations.some((each) => each.policyId === policyId))
  }

  const { intents, rulesChange, settle } = options
  const work = defineWork({ intents, book, rulesChange, settle, designated })

  const hasBegun = async ({ id }: Activity): Promise<boolean> =>
    (await credit.sessionsOf(id)).some(({ state }) => state.liveAt !== null)

  /** The results of some people that differ, those with a claim apart: what was issued stays. */
  async function changesOf(activity: Activity, people: Identity[], policy: CreditPolicy, begun: boolean) {
    const facts = await results.activityFacts(activity)
    const subject = ({ name }: Identity) => named(name)
    const [before, after] = [
      await results.of(facts, people, { subject }),
      await results.of(facts, people, { subject, proposed: policy }),
    ]
    const changes = await Promise.all(
      people.map(async (person, i) => {
        const own = (await claims.of(person.id)).filter(({ activityId }) => activityId === activity.id)
        const of = (all: CreditResult[]) => all.filter(({ policyId }) => policyId === policy.id)
        const [was, would] = [of(before[i]!.results), of(after[i]!.results)]
        const parts = new Set([...was, ...would].map(({ part }) => part?.id))
        return [...parts].flatMap((partId): PolicyChange[] => {
          const [one, other] = [was, would].map((all) => all.find(({ part }) => part?.id === partId))
          if (!differs(one, other)) return []
          const shown = (other ?? one)!
          const claimed = own.find((claim) => isClaimFor(claim, shown))
          return [
            {
              ...{ personId: person.id, name: person.name, activityId: activity.id, title: activity.title },
              part: shown.part?.title ?? null,
              before: one?.amount ?? 0,
              after: other?.amount ?? 0,
              why: other ? whyOf(other) : 'The policy gives this person nothing any more.',
              claimed: claimed?.amount ?? null,
              hasBegun: begun,
            },
          ]
        })
      }),
    )
    return changes.flat()
  }

  async function compute({ policyId, id }: Work, signal: AbortSignal): Promise<void> {
    await book.refresh()
    const started = await find(policyId)
    const policy = book.waiting(policyId)
    if (started?.id !== id) return
    // Another server has it, while one after the other is upgraded: it is tried again.
    if (!policy || editionOf(policy) !== started.edition)
      throw new Error(`the text of ${policyId} that is asked about is not on this server`)
    const none = { results: 0, claims: 0, people: 0, changes: [], isCut: false }
    const found: PolicyChanges = { ...started, ...none, notBegun: { results: 0, claims: 0 } }
    const all = await designated(policyId)
    for (const [i, activity] of all.entries()) {
      const sessions = await credit.sessionsOf(activity.id)
      const begun = await hasBegun(activity)
      const ids = await records.learnersOf(activity, sessions)
      for (let from = 0; from < ids.length && !found.isCut; from += batch) {
        signal.throwIfAborted()
        const some = await Promise.all(ids.slice(from, from + batch).map((each) => credit.findPerson(each)))
        const people = some.filter((person) => person !== undefined)
        for (const change of await changesOf(activity, people, policy, begun)) {
          const kind = change.claimed === null ? 'results' : 'claims'
          found[kind] += 1
          if (!begun) found.notBegun[kind] += 1
          if (found.changes.length < changedResultsMax) found.changes.push(change)
        }
        found.people += people.length
        found.isCut = found.people >= changedPeopleMax
        await save({ ...found, changes: [], share: i / all.length })
      }
    }
    await save({ ...found, share: 1, doneAt: clock() })
  }
  jobs.define<Work>(jobName, {
    handler: ({ data, signal }) => compute(data, signal),
    attempts: 3,
  })

  return {
    find,

    /** Begins to compute what the waiting file would change. Throws `conflict` if there is none. */
    async begin(policyId: string): Promise<PolicyChanges> {
      await book.refresh()
      const policy = book.waiting(policyId)
      const inForce = book.policies.find(({ id }) => id === policyId)
      if (!policy)
        throw errors.conflict('No changed text of this policy waits: the file is what is in force.')
      const started: PolicyChanges = {
        ...{
          policyId,
          id: newId(),
          edition: editionOf(policy),
          against: inForce ? editionOf(inForce) : 'nothing',
        },
        ...{ startedAt: clock(), doneAt: null, share: 0, people: 0, results: 0, claims: 0 },
        ...{ changes: [], isCut: false, notBegun: { results: 0, claims: 0 } },
      }
      await save(started)
      await jobs.add(jobName, { policyId, id: started.id }, { id: started.id })
      return started
    },

    /** `seen`: the computation that the office decides by. Throws `stale` if it is not of today's texts. */
    async putInForce(
      by: string,
      policyId: string,
      seen: string,
      reason: string,
      { scope = 'unclaimed', conferenceId }: Decision = {},
    ): Promise<void> {
      await book.refresh()
      const [found, policy] = [await find(policyId), book.waiting(policyId)]
      const before = book.policies.find(({ id }) => id === policyId)
      const against = before ? editionOf(before) : 'nothing'
      const isOfToday = policy && found?.edition === editionOf(policy) && found.against === against
      if (found?.id !== seen || found.doneAt === null || !isOfToday)
        throw errors.stale('What would change was computed for another text. Compute it again, then decide.')
      const concerned = await designated(policyId)
      const conferenceIds = [
        ...new Set([
          ...concerned.map((each) => each.conferenceId),
          ...(conferenceId === undefined ? [] : [conferenceId]),
        ]),
      ].sort()
      const begun = (
        await Promise.all(
          concerned.map(async (each) =>
            (await hasBegun(each)) ? [{ id: each.id, conferenceId: each.conferenceId }] : [],
          ),
        )
      ).flat()
      const { results, claims } = scope === 'not_begun' ? found.notBegun : found
      const upload = book.proposalFor(policyId)
      const done = await work.begin('policyInForce', `policy ${policyId}`, {
        ...{ policyId, policy, before, by, at: clock(), reason, conferenceIds, scope, begun },
        counts: { results, claims },
        ...(upload && {
          origin: { file: upload.file, by: upload.by, at: upload.at, edition: editionOf(upload.policy) },
        }),
      })
      if (!tookEffect(done))
        throw errors.stale('Somebody else has just decided about this policy. Look at it as it is now.')
      await redis.del(keys.policyChanges(policyId))
    },
  }
}
