// The credit that watched time earns from each body, and why. Pure, and without any body's numbers or
// wording: those are in `policies/*.json`.
import type { Profession } from './accounts.ts'
import type { Activity, CreditPolicy, CreditResult, Designation } from './credit.ts'
import { alsoOf, amountOf, hundredths } from './creditAmount.ts'
import {
  amountReasons,
  checkReasons,
  deadlinePassed,
  designatedLate,
  sessionReasons,
  shareReasons,
  type Worth,
} from './creditReasons.ts'
import { type Learner, taskReasons } from './creditTasks.ts'
import { countedTime, type WatchedSession } from './creditTime.ts'
import type { UndatedReason } from './creditWords.ts'
import { you } from './subject.ts'

export { alsoOf } from './creditAmount.ts'
export type { Learner } from './creditTasks.ts'
export type { WatchedSession } from './creditTime.ts'

const dayMs = 86_400_000

/** The policies for a profession; the general ones only if no policy names it. */
export function policiesFor(
  activity: Pick<Activity, 'designations'>,
  policies: readonly CreditPolicy[],
  profession: Profession,
): CreditPolicy[] {
  const designated = activity.designations.flatMap(
    ({ policyId }) => policies.find(({ id }) => id === policyId) ?? [],
  )
  const named = designated.filter(({ professions }) => professions.includes(profession))
  return named.length > 0 ? named : designated.filter(({ professions }) => professions.length === 0)
}

/** When the last session ended; null while one has not. */
function endOf(sessions: readonly WatchedSession[]): number | null {
  const ends = sessions.flatMap(({ endedAt }) => endedAt ?? [])
  return ends.length > 0 && ends.length === sessions.length ? Math.max(...ends) : null
}

/** A designation after the activity began is void. */
function isLate({ designatedAt }: Designation, sessions: readonly WatchedSession[]): boolean {
  const begun = Math.min(...sessions.flatMap(({ liveAt }) => liveAt ?? []))
  return designatedAt >= begun
}

function worthOf(
  policy: CreditPolicy,
  designation: Designation,
  sessions: readonly WatchedSession[],
  learner: Learner,
): Worth {
  const time = countedTime(sessions, policy)
  const evaluated = learner.evaluatedAt !== null && time.countedMs > 0
  const evaluationMs = evaluated ? policy.evaluationMinutes * 60_000 : 0
  const rounded = amountOf(time.countedMs + evaluationMs, policy)
  const maximum = hundredths(designation.maximum)
  const capped = Math.min(rounded.hundredths, maximum)
  return { time, evaluationMs, rounded, maximum, earned: capped < hundredths(policy.least) ? 0 : capped }
}

/** What the person has earned from each body so far, with every reason. */
export function creditOf(
  activity: Pick<Activity, 'designations' | 'test'>,
  policies: readonly CreditPolicy[],
  sessions: readonly WatchedSession[],
  learner: Learner,
  now: number,
): CreditResult[] {
  const endedAt = endOf(sessions)
  const { subject = you } = learner
  return policiesFor(activity, policies, learner.profession).map((policy) => {
    const designation = activity.designations.find(({ policyId }) => policyId === policy.id)!
    const worth = worthOf(policy, designation, sessions, learner)
    const late = isLate(designation, sessions)
    const claimBy = endedAt === null || policy.claimDays === null ? null : endedAt + policy.claimDays * dayMs
    const isOver = claimBy !== null && now > claimBy
    const undated: UndatedReason[] = [
      ...sessionReasons(sessions),
      ...(late ? [designatedLate()] : []),
      ...shareReasons(worth.time, policy, sessions.length, subject),
      ...checkReasons(sessions, policy, subject),
      ...taskReasons(policy, activity, learner),
      ...(isOver ? [deadlinePassed(policy.claimDays!)] : []),
      ...amountReasons(worth, policy, subject),
    ]
    // After the deadline nothing can be fixed.
    const reasons = undated.map((each) => {
      const todo = each.todo && !isOver
      return { ...each, todo, by: todo ? claimBy : null }
    })
    const eligible = !reasons.some(({ blocks }) => blocks)
    const earned = late ? 0 : worth.earned / 100
    return {
      policyId: policy.id,
      title: policy.title,
      unit: policy.unit,
      step: policy.step,
      eligible,
      amount: eligible ? earned : 0,
      earned,
      maximum: designation.maximum,
      also: alsoOf(policy, earned),
      claimBy,
      reasons,
    }
  })
}
