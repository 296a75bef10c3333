// The office compared an expired policy with its source by itself, and says so: then it can be designated
// again.
import { latestDay } from '@lectern/shared/calendarDays'
import type { PolicyConfirmation } from '@lectern/shared/creditPolicies'
import type { CreditPolicy } from '@lectern/shared/creditPolicy'
import { errors } from '@lectern/shared/errors'
import { keys } from '@lectern/shared/keys'
import type { Redis } from 'ioredis'
import type { Clock } from '../core/clock.ts'
import { dayMs } from '../core/clock.ts'
import { newId } from '../core/newId.ts'
import type { Recording } from '../ledger/intent.ts'
import type { Intents } from '../ledger/intents.ts'
import { editionOf } from './policyBook.ts'

export interface PolicyConfirmationsOptions {
  redis: Redis
  policies: readonly CreditPolicy[]
  intents: Pick<Intents, 'define'>
  clock: Clock
}

/** How long one holds: as long as the shipped policies do. */
const holdsDays = 365

interface Stored extends PolicyConfirmation {
  /** Of the text that was compared: another one needs its own. */
  edition: string
}

interface Confirmed extends Stored {
  conferenceId: string
  policyId: string
  by: string
}

export type PolicyConfirmations = ReturnType<typeof createPolicyConfirmations>

export function createPolicyConfirmations({ redis, policies, intents, clock }: PolicyConfirmationsOptions) {
  const { begin } = intents.define(keys.policyIntents(), {
    async policyConfirmed({ by, ...data }: Confirmed, record: Recording): Promise<void> {
      await record('confirmed', [{ kind: 'policy.confirmed', by, data }])
      const { policyId, edition, on, source } = data
      await redis.hset(keys.policyConfirmations(), policyId, JSON.stringify({ edition, on, source }))
    },
  })

  /** Those that hold on that day, like "2026-11-30". */
  async function all(today: string): Promise<Map<string, PolicyConfirmation>> {
    const stored = Object.entries(await redis.hgetall(keys.policyConfirmations()))
    return new Map(
      stored.flatMap(([policyId, text]) => {
        const { edition, on, source } = JSON.parse(text) as Stored
        const policy = policies.find(({ id }) => id === policyId)
        const last = new Date(Date.parse(on) + holdsDays * dayMs).toISOString().slice(0, 10)
        return policy && editionOf(policy) === edition && today <= last
          ? [[policyId, { on, source }] as const]
          : []
      }),
    )
  }
  return {
    all,

    /** In the ledger of the conference at which the office said so. */
    async confirm(by: string, conferenceId: string, policyId: string, of: PolicyConfirmation): Promise<void> {
      const policy = policies.find(({ id }) => id === policyId)
      if (!policy) throw errors.notFound('credit policy')
      const { on, source } = of
      if (on > latestDay(clock())) throw errors.invalidRequest('on: this day is still to come')
      if (policy.checked !== null && on < policy.checked)
        throw errors.invalidRequest(`on: the file itself was checked later, on ${policy.checked}`)
      const edition = editionOf(policy)
      await begin('policyConfirmed', newId(), { by, conferenceId, policyId, edition, on, source })
    },
  }
}
