// What credit requires besides watching: the evaluation, the test, and what the body must know of the person.
import type { Profession } from './accounts.ts'
import type { Activity } from './credit.ts'
import type { PaidTime } from './creditParts.ts'
import type { CreditPolicy } from './creditPolicy.ts'
import { counted, listed, perCent, says, type UndatedReason } from './creditWords.ts'
import type { Identifiers } from './details.ts'
import { type Board, declaredEach, hasGiven, type Requirement } from './requirements.ts'
import { type Subject, you } from './subject.ts'

/** The person who earns the credit. */
export interface Learner {
  /** Whom the reasons are about; the reader, if it is left out. */
  subject?: Subject
  profession: Profession
  identifiers: Identifiers
  /** When the evaluation was submitted. */
  evaluatedAt: number | null
  /** The score of each attempt, oldest first, 0 to 1. */
  testScores: readonly number[]
  /** When each of them was submitted. */
  testedAt?: readonly number[]
  /** In the words of the body that accredits by discipline. */
  discipline?: string
  /** Has declared whether somebody recruited them for the activity. */
  hasDeclared?: boolean
  /** The boards whose points the person asked for. */
  mocWishes?: readonly Board[]
  /** What the person has claimed, in any activity. */
  paid?: readonly PaidTime[]
}

const dayMs = 86_400_000

/** The attempts that the body takes; `endedAt`: from when its days for them count. */
function inTime({ days }: NonNullable<CreditPolicy['test']>, learner: Learner, endedAt: number | null) {
  const { testScores, testedAt } = learner
  if (days === undefined || endedAt === null || !testedAt) return testScores
  return testScores.filter((_, i) => testedAt[i]! <= endedAt + days * dayMs)
}

function testReason(
  { test }: CreditPolicy,
  activity: Pick<Activity, 'test'>,
  learner: Learner,
  endedAt: number | null,
): UndatedReason[] {
  if (!test) return []
  const { subject: who = you } = learner
  const testScores = inTime(test, learner, endedAt)
  const isReader = who === you
  const minimum = perCent(test.minimumScore)
  if (activity.test.length === 0) {
    const text = 'This credit requires a test, but the activity has none.'
    return [says('test_missing', true, isReader ? `${text} Write to the CE office.` : text)]
  }
  const tried = testScores.slice(0, test.attempts ?? undefined)
  const remaining = test.attempts === null ? null : test.attempts - tried.length
  const attempts =
    remaining === null
      ? ''
      : ` ${who.capital} ${who.has} ${counted(remaining, 'attempt')}${tried.length ? ' left' : ''}.`
  if (tried.length === 0 && learner.testScores.length > 0) {
    const text = `The test is taken within ${counted(test.days!, 'day')} of the end. ${who.capital} took it later.`
    return [says('test_late', true, text)]
  }
  if (tried.length === 0) {
    const take = isReader
      ? `Take the test and score at least ${minimum}.`
      : `${who.capital} has not taken the test; ${minimum} is needed.`
    return [says('test_missing', true, `${take}${attempts}`, true)]
  }
  const best = Math.max(...tried)
  if (best >= test.minimumScore) return []
  const percent = Math.floor(Math.round(best * 1000) / 10)
  const failed = `${who.capitalPossessive} best score in the test is ${percent}%; ${minimum} is needed`
  if (remaining === 0) {
    const used = tried.length === 1 ? 'the only attempt' : `all ${tried.length} attempts`
    return [says('attempts_used', true, `${failed}. ${who.capital} ${who.has} used ${used}.`)]
  }
  return [says('test_failed', true, `${failed}.${attempts || (isReader ? ' Take it again.' : '')}`, true)]
}

const fieldNames: Record<Requirement, string> = {
  licenceState: 'state of licence',
  licenceNumber: 'licence number',
  npi: 'NPI',
  boardId: 'board ID',
  nabpId: 'NABP e-Profile ID',
  birthMonth: 'month of birth',
  birthDay: 'day of birth',
  efn: 'EFN',
  codiceFiscale: 'codice fiscale',
  discipline: 'discipline',
  recruitment: 'declaration of recruitment',
}

/** What the person still has to do besides watching. `endedAt`: from when the days for the test count. */
export function taskReasons(
  policy: CreditPolicy,
  activity: Pick<Activity, 'test'>,
  learner: Learner,
  endedAt: number | null = null,
): UndatedReason[] {
  const { evaluatedAt, identifiers, subject: who = you } = learner
  const isReader = who === you
  const reasons: UndatedReason[] = []
  if (evaluatedAt === null && policy.evaluation === 'required') {
    const text = isReader ? 'Complete the evaluation.' : `${who.capital} has not submitted the evaluation.`
    reasons.push(says('evaluation_missing', true, text, true))
  }
  if (evaluatedAt === null && policy.evaluation === 'optional' && policy.evaluationMinutes > 0) {
    const adds = `Submitting the evaluation would add ${counted(policy.evaluationMinutes, 'minute')}.`
    reasons.push(says('evaluation_missing', false, adds, true))
  }
  reasons.push(...testReason(policy, activity, learner, endedAt))
  const isUndeclared = policy.requires.includes(declaredEach) && learner.hasDeclared !== true
  if (isUndeclared) {
    const text = isReader
      ? 'Declare whether a company recruited you for this activity.'
      : `${who.capital} has not declared whether a company recruited them for this activity.`
    reasons.push(says('profile_missing', true, text, true))
  }
  const missing = policy.requires.filter(
    (field) => field !== declaredEach && !hasGiven(identifiers, field, policy.board?.id),
  )
  if (missing.length > 0) {
    const names = listed(missing.map((field) => fieldNames[field]))
    const text = isReader ? `Add your ${names} to your details.` : `${who.capital} has not given: ${names}.`
    reasons.push(says('profile_missing', true, text, true))
  }
  return reasons
}
