// What is asked about the outcomes of each activity, and what people answered.
import { createHash } from 'node:crypto'
import type { FormAnswers } from '@lectern/shared/creditForms'
import { keys } from '@lectern/shared/keys'
import { canonicalText } from '@lectern/shared/ledgerChain'
import {
  type Commitment,
  type FollowUp,
  noOutcomes,
  type OutcomesPlan,
  type OutcomesReport,
  outcomesPlan,
} from '@lectern/shared/outcomes'
import {
  type CommittedPerson,
  type OutcomesData,
  outcomesOf,
  type PairedAnswers,
} from '@lectern/shared/outcomesReport'
import type { Side } from '@lectern/shared/outcomeWords'
import type { Redis } from 'ioredis'
import { script } from '../core/script.ts'

const runOnce = script<string>(import.meta.url, './once.lua')
const runPlan = script<'saved' | 'stale' | 'closed' | 'questions' | 'options'>(import.meta.url, './plan.lua')
const runClose = script<string>(import.meta.url, './close.lua')

/** `closed`: nothing is taken any more. `changed`: the page was made for other questions. */
export type NotTaken = 'closed' | 'changed'

export interface Closed {
  /** Of the press that closed them. */
  id: string
  at: number
  by: string
}

export interface StoredPlan {
  plan: OutcomesPlan
  version: number
  /** Of the paired questions, and of what is offered to those who commit. */
  questionsVersion: number
  /** Somebody has answered the questions; has committed or declined. */
  isAnswered: boolean
  isCommitted: boolean
  closed: Closed | null
}

export interface StoredAnswers {
  answers: FormAnswers
  at: number
}

/** `commitment`: null if the person declined. */
export interface StoredCommitment {
  commitment: Commitment | null
  at: number
}

export interface StoredFollowUp {
  answer: FollowUp
  at: number
}

/** Everything that one person said. */
export interface OwnWords {
  before: StoredAnswers | null
  after: StoredAnswers | null
  isSkipped: boolean
  committed: StoredCommitment | null
  followUp: StoredFollowUp | null
}

export type OutcomesStore = ReturnType<typeof createOutcomesStore>

/** Fields read at a time. */
const batch = 1000
const digestOf = (value: unknown): string =>
  createHash('sha256').update(canonicalText(value)).digest('base64url').slice(0, 22)

const read = <Value>(text: string | null | undefined): Value | null =>
  text == null ? null : (JSON.parse(text) as Value)

export function createOutcomesStore(redis: Redis) {
  /** Every field of a hash that may be large, in batches. */
  async function* fieldsOf(key: string): AsyncGenerator<[field: string, text: string]> {
    const seen = new Set<string>()
    let cursor = '0'
    do {
      const [next, flat] = await redis.hscan(key, cursor, 'COUNT', batch)
      cursor = next
      for (let i = 0; i + 1 < flat.length; i += 2) {
        const field = flat[i]!
        if (!seen.has(field)) yield [field, flat[i + 1]!]
        seen.add(field)
      }
    } while (cursor !== '0')
  }

  async function answersOf(activityId: string): Promise<PairedAnswers[]> {
    const people = new Map<string, PairedAnswers>()
    for await (const [field, text] of fieldsOf(keys.pairedAnswers(activityId))) {
      const [side, personId] = field.split(' ') as [Side | 'skip', string]
      if (side === 'skip') continue
      const { answers } = JSON.parse(text) as StoredAnswers
      people.set(personId, { ...people.get(personId), [side]: answers })
    }
    return [...people.values()]
  }

  async function committedOf(activityId: string): Promise<CommittedPerson[]> {
    const people = new Map<string, Partial<CommittedPerson>>()
    for await (const [field, text] of fieldsOf(keys.commitments(activityId))) {
      const [what, personId] = field.split(' ') as ['made' | 'kept', string]
      const added =
        what === 'made'
          ? { commitment: (JSON.parse(text) as StoredCommitment).commitment }
          : { followUp: (JSON.parse(text) as StoredFollowUp).answer }
      people.set(personId, { ...people.get(personId), ...added })
    }
    return [...people.values()].filter((each): each is CommittedPerson => each.commitment !== undefined)
  }

  async function plan(activityId: string): Promise<StoredPlan> {
    const [text, version, questionsVersion, answered, committed, closed] = await redis.hmget(
      keys.outcomesPlan(activityId),
      ...['plan', 'version', 'questions version', 'questions used', 'options used', 'closed'],
    )
    return {
      plan: text ? outcomesPlan.parse(JSON.parse(text)) : noOutcomes,
      version: Number(version ?? 0),
      questionsVersion: Number(questionsVersion ?? 0),
      isAnswered: answered !== null,
      isCommitted: committed !== null,
      closed: read<Closed>(closed),
    }
  }

  async function moveField(key: string, kind: string, from: string, to: string): Promise<void> {
    const text = await redis.hget(key, `${kind} ${from}`)
    if (text === null) return
    await redis.hsetnx(key, `${kind} ${to}`, text)
    await redis.hdel(key, `${kind} ${from}`)
  }

  /** As it is now, or as it was when the results were closed. */
  async function report(activityId: string): Promise<OutcomesReport> {
    const final = await redis.hget(keys.outcomesPlan(activityId), 'report')
    if (final !== null) return JSON.parse(final) as OutcomesReport
    const [stored, answers, committed] = await Promise.all([
      plan(activityId),
      answersOf(activityId),
      committedOf(activityId),
    ])
    return outcomesOf({ plan: stored.plan, answers, committed } satisfies OutcomesData)
  }

  return {
    plan,
    report,

    /** Refused as its page has seen an older plan, or if it changes what somebody has answered. */
    save: (activityId: string, saved: OutcomesPlan, seen: number) => {
      const { questions, commitment } = saved
      const offered = commitment && { changes: commitment.changes, barriers: commitment.barriers }
      return runPlan(
        redis,
        [keys.outcomesPlan(activityId)],
        [seen, JSON.stringify(saved), digestOf(questions), digestOf(offered)],
      )
    },

    /** What one person said. */
    async of(activityId: string, personId: string): Promise<OwnWords> {
      const [[before, after, skip], [made, kept]] = await Promise.all([
        redis.hmget(
          keys.pairedAnswers(activityId),
          `before ${personId}`,
          `after ${personId}`,
          `skip ${personId}`,
        ),
        redis.hmget(keys.commitments(activityId), `made ${personId}`, `kept ${personId}`),
      ])
      return {
        before: read<StoredAnswers>(before),
        after: read<StoredAnswers>(after),
        isSkipped: skip != null,
        committed: read<StoredCommitment>(made),
        followUp: read<StoredFollowUp>(kept),
      }
    },

    /**
     * `version`: of the questions that were asked. Returns what is stored: this, or what was there before.
     */
    async answer(
      {
        activityId,
        personId,
        side,
        version,
      }: { activityId: string; personId: string; side: Side; version: number },
      given: StoredAnswers,
    ): Promise<StoredAnswers | NotTaken> {
      const said = await runOnce(
        redis,
        [keys.outcomesPlan(activityId), keys.pairedAnswers(activityId)],
        [`${side} ${personId}`, JSON.stringify(given), 'questions', version],
      )
      return said === 'closed' || said === 'changed' ? said : (JSON.parse(said) as StoredAnswers)
    },
    async skip(activityId: string, personId: string, at: number): Promise<void> {
      await redis.hsetnx(keys.pairedAnswers(activityId), `skip ${personId}`, JSON.stringify({ at }))
    },

    async commit(
      activityId: string,
      personId: string,
      made: StoredCommitment,
    ): Promise<StoredCommitment | NotTaken> {
      const toAsk = made.commitment?.mayAsk ? [keys.commitmentsToAsk(activityId)] : []
      const said = await runOnce(
        redis,
        [keys.outcomesPlan(activityId), keys.commitments(activityId), ...toAsk],
        [`made ${personId}`, JSON.stringify(made), 'options', '', personId, made.at],
      )
      return said === 'closed' || said === 'changed' ? said : (JSON.parse(said) as StoredCommitment)
    },
    async followUp(
      activityId: string,
      personId: string,
      given: StoredFollowUp,
    ): Promise<StoredFollowUp | NotTaken> {
      const said = await runOnce(
        redis,
        [keys.outcomesPlan(activityId), keys.commitments(activityId)],
        [`kept ${personId}`, JSON.stringify(given), '', ''],
      )
      if (said === 'closed' || said === 'changed') return said
      await redis.zrem(keys.commitmentsToAsk(activityId), personId)
      return JSON.parse(said) as StoredFollowUp
    },

    /** People who committed by then (ms) and are to be asked; those before `from` are asked no more. */
    async toAsk(activityId: string, from: number, until: number): Promise<string[]> {
      const key = keys.commitmentsToAsk(activityId)
      await redis.zremrangebyscore(key, '-inf', `(${from}`)
      return redis.zrangebyscore(key, from, until, 'LIMIT', 0, batch)
    },
    async asked(activityId: string, personIds: readonly string[]): Promise<void> {
      if (personIds.length > 0) await redis.zrem(keys.commitmentsToAsk(activityId), ...personIds)
    },

    /** Nothing is taken from now on. Returns who closed them: this one, or somebody before. */
    async close(activityId: string, seen: number, closed: Closed): Promise<Closed | 'stale'> {
      const said = await runClose(redis, [keys.outcomesPlan(activityId)], [seen, JSON.stringify(closed)])
      return said === 'stale' ? said : (JSON.parse(said) as Closed)
    },
    /** The final report of closed results: the first that is kept stays. */
    async keepReport(activityId: string): Promise<OutcomesReport> {
      const final = JSON.stringify(await report(activityId))
      await redis.hsetnx(keys.outcomesPlan(activityId), 'report', final)
      return JSON.parse((await redis.hget(keys.outcomesPlan(activityId), 'report'))!) as OutcomesReport
    },

    /** Gives what one person said to another, where that one said nothing. A repeat completes it. */
    async move(activityId: string, from: string, to: string): Promise<void> {
      const answers = keys.pairedAnswers(activityId)
      for (const kind of ['before', 'after', 'skip']) await moveField(answers, kind, from, to)
      const commitments = keys.commitments(activityId)
      const toAsk = keys.commitmentsToAsk(activityId)
      const [made, own] = await redis.hmget(commitments, `made ${from}`, `made ${to}`)
      // What became of one commitment is no answer about another.
      if (made == null || own == null || made === own) {
        await moveField(commitments, 'kept', from, to)
        const at = await redis.zscore(toAsk, from)
        if (at !== null && (await redis.hexists(commitments, `kept ${to}`)) === 0)
          await redis.zadd(toAsk, 'NX', at, to)
      } else await redis.hdel(commitments, `kept ${from}`)
      await redis.zrem(toAsk, from)
      await moveField(commitments, 'made', from, to)
    },
    async erase(activityId: string, personId: string): Promise<void> {
      await redis.hdel(
        keys.pairedAnswers(activityId),
        ...['before', 'after', 'skip'].map((kind) => `${kind} ${personId}`),
      )
      await redis.hdel(keys.commitments(activityId), `made ${personId}`, `kept ${personId}`)
      await redis.zrem(keys.commitmentsToAsk(activityId), personId)
    },
  }
}
