// What credit requires besides watching: the evaluation, the test, and the profile fields the body needs.
import type { Profession } from './accounts.ts'
import type { Activity, CreditPolicy, CreditProfile, ProfileField } from './credit.ts'
import { counted, listed, perCent, says, type UndatedReason } from './creditWords.ts'

/** The person who earns the credit. */
export interface Learner {
  profession: Profession
  profile: CreditProfile
  /** When the evaluation was submitted. */
  evaluatedAt: number | null
  /** The score of each attempt, oldest first, 0 to 1. */
  testScores: readonly number[]
}

function testReason(
  { test }: CreditPolicy,
  activity: Pick<Activity, 'test'>,
  scores: readonly number[],
): UndatedReason[] {
  if (!test) return []
  const minimum = perCent(test.minimumScore)
  if (activity.test.length === 0) {
    const text = 'This credit asks for a test, but the activity has none. Write to the CE office.'
    return [says('test_missing', true, text)]
  }
  const tried = scores.slice(0, test.attempts ?? undefined)
  const remaining = test.attempts === null ? null : test.attempts - tried.length
  const attempts =
    remaining === null ? '' : ` You have ${counted(remaining, 'attempt')}${tried.length ? ' left' : ''}.`
  if (tried.length === 0)
    return [says('test_missing', true, `Take the test and score at least ${minimum}.${attempts}`, true)]
  const best = Math.max(...tried)
  if (best >= test.minimumScore) return []
  const failed = `Your best score in the test is ${Math.floor(Math.round(best * 1000) / 10)}%; ${minimum} are needed`
  if (remaining === 0) {
    const used = tried.length === 1 ? 'the only attempt' : `all ${tried.length} attempts`
    return [says('attempts_used', true, `${failed}. You have used ${used}.`)]
  }
  return [says('test_failed', true, `${failed}.${attempts || ' Take it again.'}`, true)]
}

const fieldNames: Record<ProfileField, string> = {
  firstName: 'first name',
  lastName: 'last name',
  licenceState: 'state of licence',
  licenceNumber: 'licence number',
  npi: 'NPI',
  boardId: 'board ID',
  nabpId: 'NABP e-Profile ID',
  birthMonth: 'month of birth',
  birthDay: 'day of birth',
  efn: 'EFN',
}

/** What the person still has to do besides watching. */
export function taskReasons(
  policy: CreditPolicy,
  activity: Pick<Activity, 'test'>,
  learner: Learner,
): UndatedReason[] {
  const reasons: UndatedReason[] = []
  if (learner.evaluatedAt === null && policy.evaluation === 'required')
    reasons.push(says('evaluation_missing', true, 'Fill in and submit the evaluation.', true))
  if (learner.evaluatedAt === null && policy.evaluation === 'optional' && policy.evaluationMinutes > 0) {
    const adds = `Submitting the evaluation would add ${counted(policy.evaluationMinutes, 'minute')}.`
    reasons.push(says('evaluation_missing', false, adds, true))
  }
  reasons.push(...testReason(policy, activity, learner.testScores))
  const missing = policy.requires.filter((field) => !learner.profile[field])
  if (missing.length > 0) {
    const names = listed(missing.map((field) => fieldNames[field]))
    reasons.push(says('profile_missing', true, `Add your ${names} to your profile.`, true))
  }
  return reasons
}
