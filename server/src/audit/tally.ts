// What is counted over all learners of an activity, some hundreds of them at a time.
import type { Activity } from '@lectern/shared/credit'
import type { OfficeEvaluations } from '@lectern/shared/evaluationResults'
import type { SessionView } from '@lectern/shared/program'
import type { WatchFacts } from '../attendance/watchFacts.ts'
import type { ClaimsStore } from '../credit/claimsStore.ts'
import { evaluationResults, withoutSmallGroups } from '../credit/evaluationResults.ts'
import type { FormsStore } from '../credit/formsStore.ts'
import { addedUp } from './evaluationTally.ts'

export interface TallyOptions {
  watchFacts: Pick<WatchFacts, 'learners'>
  claims: Pick<ClaimsStore, 'of'>
  forms: Pick<FormsStore, 'submittedEvaluations' | 'wordings'>
}

export interface Tally {
  learners: number
  /** People who read a session's disclosures and were let in, by session. */
  inSession: ReadonlyMap<string, number>
  evaluations: OfficeEvaluations
  /** Claims that stand, by policy. */
  claims: ReadonlyMap<string, { count: number; amount: number }>
  claimants: number
}

const batchSize = 200

/** Called with the share of people counted so far, 0 to 1. */
export type Counted = (share: number) => Promise<void>

export async function tallyOf(
  { watchFacts, claims, forms }: TallyOptions,
  {
    activity,
    sessions,
    personIds,
  }: { activity: Activity; sessions: readonly SessionView[]; personIds: string[] },
  counted: Counted = async () => undefined,
): Promise<Tally> {
  const inSession = new Map<string, number>()
  for (const { session } of sessions)
    inSession.set(session.id, (await watchFacts.learners(session.id)).length)
  const of = {
    ...activity,
    sessions: sessions.map(({ session }) => session),
    wordings: await forms.wordings(activity.id),
  }
  let evaluations = evaluationResults(of, [])
  const claimed = new Map<string, { count: number; amount: number }>()
  let claimants = 0
  for (let i = 0; i < personIds.length; i += batchSize) {
    await counted(i / personIds.length)
    const batch = personIds.slice(i, i + batchSize)
    const [submitted, made] = await Promise.all([
      forms.submittedEvaluations(batch, activity.id),
      Promise.all(batch.map((personId) => claims.of(personId))),
    ])
    evaluations = addedUp(evaluations, evaluationResults(of, submitted))
    const own = made.map((all) => all.filter(({ activityId }) => activityId === activity.id))
    claimants += own.filter(({ length }) => length > 0).length
    for (const { policyId, amount } of own.flat()) {
      const before = claimed.get(policyId) ?? { count: 0, amount: 0 }
      // In hundredths: sums of thousands of claims stay exact.
      const sum = Math.round((before.amount + amount) * 100) / 100
      claimed.set(policyId, { count: before.count + 1, amount: sum })
    }
  }
  return {
    learners: personIds.length,
    inSession,
    evaluations: withoutSmallGroups({ learners: personIds.length, ...evaluations }),
    claims: claimed,
    claimants,
  }
}
