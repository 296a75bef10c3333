// Claiming credit: at most what was earned, once; a repeated claim gets the same answer.
import type { Identity } from '@lectern/shared/accounts'
import type { Certificate } from '@lectern/shared/certificates'
import type { Activity, Claim, CreditResult } from '@lectern/shared/credit'
import { amountWithUnit } from '@lectern/shared/creditAmount'
import { isClaimFor } from '@lectern/shared/creditParts'
import type { CreditPolicy } from '@lectern/shared/creditPolicy'
import { daysOf, type Earned, timeFor } from '@lectern/shared/creditRules'
import { errors } from '@lectern/shared/errors'
import { talksIn } from '@lectern/shared/facultyCredit'
import type { Interval } from '@lectern/shared/slots'
import type { Clock } from '../core/clock.ts'
import { exactAmount, isMultiple } from './amounts.ts'
import { basisOf } from './basis.ts'
import { newCode } from './certificateCodes.ts'
import { holderOf } from './certificates.ts'
import { type ClaimsStore, claimOf, type StoredClaim } from './claimsStore.ts'
import { requirePrintable } from './pdf/printableName.ts'
import { editionOf } from './policyBook.ts'
import type { PersonCredit } from './results.ts'
import type { CreditIntents } from './works.ts'

export interface ClaimingOptions {
  claims: ClaimsStore
  intents: Pick<CreditIntents, 'begin' | 'settled'>
  /** The policies, with the text that this claim was made by. */
  textsFor(activityId: string, claim: StoredClaim | undefined): Promise<readonly CreditPolicy[]>
  clock: Clock
  creditOf(activity: Activity, person: Identity): Promise<PersonCredit>
  /** The moments that the person is credited in sessions of other activities that run at the same time. */
  sharedTime(activity: Activity, person: Identity): Promise<Interval[]>
  snapshot(personId: string, claim: StoredClaim, issuedAt: number): Promise<Certificate>
}

/** What is claimed: a body's credit for the activity, or for one session or day of it. */
export interface Asked {
  policyId: string
  partId?: string
}

/** What is kept of the time that an amount is given for. */
export const restsOn = (
  { own, days, attended, endedAt, presented, talks }: Earned,
  amount: number,
  shared: readonly Interval[],
  policy: CreditPolicy,
): Pick<StoredClaim, 'time' | 'days' | 'attended' | 'reportFrom' | 'presented' | 'talks'> => {
  const time = timeFor(amount, own, shared, policy)
  return {
    time: time.map(({ from, to }) => [from, to]),
    ...(policy.dailyMaximum !== null && { days: daysOf(time, days) }),
    ...(attended && { attended }),
    ...(endedAt !== null && { reportFrom: endedAt }),
    ...(presented && { presented }),
    ...(talks && { talks: talksIn(time, talks, amount, policy) }),
  }
}

/** Lost races against other requests before the person is asked to try again. */
const rounds = 5

export function createClaiming(options: ClaimingOptions) {
  const { claims, intents, textsFor, clock, creditOf, sharedTime, snapshot } = options

  function requireClaimable(result: CreditResult, policy: CreditPolicy, amount: number): void {
    if (!isMultiple(amount, policy.step))
      throw errors.invalidRequest(`amount: credit is claimed in steps of ${policy.step}`)
    const blocking = result.reasons.filter(({ blocks }) => blocks)
    const over = blocking.find(({ code }) => code === 'deadline_passed')
    if (over) throw errors.deadlinePassed(over.message)
    if (!result.eligible)
      throw errors.notEarned(
        ['This credit cannot be claimed yet.', ...blocking.map(({ message }) => message)].join(' '),
        { reasons: blocking.map(({ code }) => code) },
      )
    if (amount < result.least)
      throw errors.invalidRequest(
        `amount: the smallest amount that is given here is ${amountWithUnit(result.least, policy)}`,
      )
    if (amount > result.amount)
      throw errors.notEarned(
        `You have earned ${amountWithUnit(result.amount, policy)}, and no more can be claimed.`,
        { amount: result.amount },
      )
  }

  /** Undefined if another request was faster: read the claim again. */
  async function attempt(
    person: Identity,
    activity: Activity,
    { policyId, partId }: Asked,
    amount: number,
  ): Promise<Claim | undefined> {
    const of = { activityId: activity.id, policyId, ...(partId !== undefined && { partId }) }
    const stored = await claims.find(person.id, of)
    if (stored?.open) {
      await intents.settled(stored.open)
      return
    }
    const before = stored?.isRevoked ? undefined : stored
    if (before?.amount === amount) return before
    const credit = await creditOf(activity, person)
    const policies = await textsFor(activity.id, before)
    const policy = policies.find(({ id }) => id === policyId)
    const { earned } = credit
    const found = earned.find(({ result }) => isClaimFor(of, result))
    if (!policy || !found)
      throw errors.notEarned('Your profession cannot earn this credit in this activity.', { amount: 0 })
    const { result } = found
    if (before && (amount < before.amount || result.amount <= before.atMost))
      throw errors.conflict(
        `You have claimed ${amountWithUnit(before.amount, policy)} here already. Ask the CE office if that is wrong.`,
        { amount: before.amount, code: before.code },
      )
    requireClaimable(result, policy, amount)
    requirePrintable(holderOf(person))
    const claimedAt = clock()
    const claim: StoredClaim = {
      ...of,
      amount,
      claimedAt,
      code: newCode(),
      atMost: result.amount,
      edition: editionOf(policy),
      profession: person.profession,
      ...restsOn(found, amount, await sharedTime(activity, person), policy),
    }
    const certificate = await snapshot(person.id, claim, claimedAt)
    const basis = basisOf(credit, activity, policies, { atMost: claim.atMost, purpose: 'claim' })
    const work = { personId: person.id, claim, before: stored ?? null, certificate, basis }
    return (await intents.begin('claim', claim.code, work)) ?? undefined
  }

  return async function claimCredit(
    person: Identity,
    activity: Activity,
    asked: Asked,
    amount: number,
  ): Promise<Claim> {
    const exact = exactAmount(amount)
    for (let i = 0; i < rounds; i++) {
      const made = await attempt(person, activity, asked, exact)
      if (made) return claimOf(made)
    }
    throw errors.conflict('This was claimed somewhere else at the same time. Look at what it is now.')
  }
}
