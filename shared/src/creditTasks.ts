// What credit requires besides watching: the evaluation, the test, and what the body must know of the person.
import type { Profession } from './accounts.ts'
import type { Activity, CreditReason } from './credit.ts'
import type { PaidTime } from './creditParts.ts'
import type { CreditPolicy } from './creditPolicy.ts'
import { daysAfter } from './creditWaiting.ts'
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

/** When credit is looked at, and from when the body's days for the test count. */
interface At {
  endedAt: number | null
  now: number
  timeZone: string | undefined
}

/** The last moment for the test; null if it is that for claiming. */
const testBy = ({ test }: CreditPolicy, { endedAt, timeZone }: At): number | null =>
  test?.days === undefined || endedAt === null ? null : daysAfter(endedAt, test.days, timeZone)

/** The scores of the attempts that the body takes. */
const inTime = ({ testScores, testedAt }: Learner, by: number | null): readonly number[] =>
  by === null || !testedAt ? testScores : testScores.filter((_, i) => testedAt[i]! <= by)

function testReason(
  policy: CreditPolicy,
  activity: Pick<Activity, 'test'>,
  learner: Learner,
  at: At,
): UndatedReason[] {
  const { test } = policy
  if (!test) return []
  const { subject: who = you } = learner
  const by = testBy(policy, at)
  const isOver = by !== null && at.now > by
  const testScores = inTime(learner, by)
  const isReader = who === you
  const minimum = perCent(test.minimumScore)
  const todo = (code: CreditReason['code'], text: string): UndatedReason => ({
    ...says(code, true, text, true),
    ...(by !== null && { by }),
  })
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
  if (tried.length === 0 && (isOver || learner.testScores.length > 0)) {
    const took = learner.testScores.length > 0 ? 'took it later' : 'did not take it in that time'
    const text = `The test is taken within ${counted(test.days ?? 0, 'day')} of the end. ${who.capital} ${took}.`
    return [says('test_late', true, text)]
  }
  if (tried.length === 0) {
    const needed = test.minimumScore > 0
    const take = isReader
      ? `Take the test${needed ? ` and score at least ${minimum}` : ''}.`
      : `${who.capital} has not taken the test${needed ? `; ${minimum} is needed` : ''}.`
    return [todo('test_missing', `${take}${attempts}`)]
  }
  const best = Math.max(...tried)
  if (best >= test.minimumScore) return []
  const percent = Math.floor(Math.round(best * 1000) / 10)
  const failed = `${who.capitalPossessive} best score in the test is ${percent}%; ${minimum} is needed`
  if (remaining === 0) {
    const used = tried.length === 1 ? 'the only attempt' : `all ${tried.length} attempts`
    return [says('attempts_used', true, `${failed}. ${who.capital} ${who.has} used ${used}.`)]
  }
  if (isOver) return [says('test_failed', true, `${failed}. The time for the test is over.`)]
  return [todo('test_failed', `${failed}.${attempts || (isReader ? ' Take it again.' : '')}`)]
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

/** What the person still has to do besides watching. */
export function taskReasons(
  policy: CreditPolicy,
  activity: Pick<Activity, 'test'>,
  learner: Learner,
  at: At,
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
  reasons.push(...testReason(policy, activity, learner, at))
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
