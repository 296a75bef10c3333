// Agreements with supporters, and statements of income and expense: acts that are only ever added.

import type { Statement } from '@lectern/shared/incomeAndExpense'
import { keys } from '@lectern/shared/keys'
import { agreementsMax, supportActsMax } from '@lectern/shared/limits'
import {
  type Agreement,
  type AgreementAct,
  agreementOf,
  supportOfActivity,
} from '@lectern/shared/supportRules'
import type { Redis } from 'ioredis'
import { script } from '../core/script.ts'

const runAppend = script<string>(import.meta.url, './append.lua')

/** A statement replaces the one before it. */
export interface StatementAct {
  id: string
  attempt: string
  at: number
  by: string
  currency: string
  lines: Statement['lines']
}

/** The act with its id; undefined if others were added since; `full`: nothing more can be added. */
export type Appended<Act> = Act | undefined | 'full'

export type SupportStore = ReturnType<typeof createSupportStore>

export function createSupportStore(redis: Redis) {
  async function append<Act extends { id: string }>(
    keysOf: [acts: string, ids: string, all: string],
    thingId: string,
    seen: number,
    act: Act,
  ): Promise<Appended<Act>> {
    const given = [act.id, seen, JSON.stringify(act), thingId, supportActsMax, agreementsMax]
    const text = await runAppend(redis, keysOf, given)
    return text === 'full' ? text : text === '' ? undefined : (JSON.parse(text) as Act)
  }
  const agreementKeys = (conferenceId: string, agreementId: string): [string, string, string] => [
    keys.agreementActs(conferenceId, agreementId),
    keys.agreementActIds(conferenceId, agreementId),
    keys.agreements(conferenceId),
  ]
  const statementKeys = (conferenceId: string, activityId: string): [string, string, string] => [
    keys.statementActs(conferenceId, activityId),
    keys.statementActIds(conferenceId, activityId),
    keys.statements(conferenceId),
  ]
  async function acts<Act>(key: string): Promise<Act[]> {
    return (await redis.lrange(key, 0, -1)).map((text) => JSON.parse(text) as Act)
  }

  const store = {
    async agreement(conferenceId: string, agreementId: string): Promise<Agreement | undefined> {
      const all = await acts<AgreementAct>(keys.agreementActs(conferenceId, agreementId))
      return agreementOf(agreementId, conferenceId, all)
    },
    /** All of a conference, those withdrawn included; by when they were recorded. */
    async agreements(conferenceId: string): Promise<Agreement[]> {
      const ids = await redis.smembers(keys.agreements(conferenceId))
      const all = await Promise.all(ids.map((id) => store.agreement(conferenceId, id)))
      return all
        .filter((agreement) => agreement !== undefined)
        .sort((a, b) => a.versions[0]!.at - b.versions[0]!.at || a.id.localeCompare(b.id))
    },
    appendToAgreement: (
      conferenceId: string,
      agreementId: string,
      seen: number,
      act: AgreementAct,
    ): Promise<Appended<AgreementAct>> =>
      append(agreementKeys(conferenceId, agreementId), agreementId, seen, act),
    /** The act of an agreement with this id. */
    async agreementAct(
      conferenceId: string,
      agreementId: string,
      actId: string,
    ): Promise<AgreementAct | undefined> {
      const all = await acts<AgreementAct>(keys.agreementActs(conferenceId, agreementId))
      return all.find(({ id }) => id === actId)
    },

    /** What an activity gets, by agreement. */
    supportOf: async (conferenceId: string, activityId: string) =>
      supportOfActivity(await store.agreements(conferenceId), activityId),

    /** The latest statement of an activity. */
    async statement(conferenceId: string, activityId: string): Promise<Statement | undefined> {
      const all = await acts<StatementAct>(keys.statementActs(conferenceId, activityId))
      const last = all.at(-1)
      if (!last) return undefined
      const { currency, lines, at, by } = last
      return { activityId, revision: all.length, currency, lines, at, by }
    },
    appendStatement: (
      conferenceId: string,
      activityId: string,
      seen: number,
      act: StatementAct,
    ): Promise<Appended<StatementAct>> =>
      append(statementKeys(conferenceId, activityId), activityId, seen, act),
    hasStatement: async (conferenceId: string, activityId: string, actId: string): Promise<boolean> =>
      (await redis.hexists(keys.statementActIds(conferenceId, activityId), actId)) === 1,

    /** Signed agreements of a conference that are kept, and support none of these activities. */
    async purgeableFiles(
      conferenceId: string,
      held: ReadonlySet<string>,
    ): Promise<{ id: string; digest: string }[]> {
      const purged = new Set(await redis.smembers(keys.purgedFiles(conferenceId)))
      const ids = await redis.smembers(keys.agreements(conferenceId))
      const all = await Promise.all(ids.map((id) => acts<AgreementAct>(keys.agreementActs(conferenceId, id))))
      const isHeld = (own: readonly AgreementAct[]): boolean =>
        own.some(
          (act) =>
            act.kind === 'agreed' && act.terms.allocations.some(({ activityId }) => held.has(activityId)),
        )
      return all
        .filter((own) => !isHeld(own))
        .flat()
        .flatMap((act) => (act.kind === 'filed' && !purged.has(act.file.id) ? [act.file] : []))
        .map(({ id, digest }) => ({ id, digest }))
    },

    async purged(conferenceId: string, fileId: string): Promise<void> {
      await redis.sadd(keys.purgedFiles(conferenceId), fileId)
    },
    /** Whether the time of keeping was over for this file of an agreement. */
    isPurged: async (conferenceId: string, fileId: string): Promise<boolean> =>
      (await redis.sismember(keys.purgedFiles(conferenceId), fileId)) === 1,

    /** Ids of all signed agreements of a conference among the uploads. */
    async fileIds(conferenceId: string): Promise<string[]> {
      const ids = await redis.smembers(keys.agreements(conferenceId))
      const all = await Promise.all(ids.map((id) => acts<AgreementAct>(keys.agreementActs(conferenceId, id))))
      return all.flat().flatMap((act) => (act.kind === 'filed' ? [act.file.id] : []))
    },
  }
  return store
}
