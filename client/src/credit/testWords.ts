// What a test asks for, and how an attempt went, in words.
import type { ActivityCredit } from '@lectern/shared/credit'
import { counted, percent } from '../words/counts.ts'

export type TestForm = NonNullable<ActivityCredit['test']>

/** Nothing depends on a test without a minimum. */
export const isPassed = ({ minimumScore, outcomes }: TestForm): boolean =>
  minimumScore !== null && outcomes.some(({ score }) => score >= minimumScore)

export function demandWords({ minimumScore }: TestForm): string {
  if (minimumScore === null) return 'Your credit does not require this test; you can take it for yourself.'
  if (minimumScore === 0) return 'It must be taken; no score is required.'
  return `${percent(minimumScore)} of your answers must be correct.`
}

export function attemptsWords({ attemptsLeft }: TestForm): string {
  if (attemptsLeft === null) return 'You can retake it as often as you like.'
  return `You have ${counted(attemptsLeft, 'attempt')} left.`
}

export function verdictWords(test: TestForm): string {
  if (test.minimumScore === null || test.minimumScore === 0) return 'Your test is submitted.'
  return isPassed(test) ? 'You passed the test.' : 'You haven’t passed the test yet.'
}

/** One line about it, for the page that leads to it. */
export function standingWords(test: TestForm): string {
  const last = test.outcomes.at(-1)
  if (!last) return test.minimumScore === null ? 'Not taken. Your credit does not require it.' : 'Not started'
  const outcome = `Attempt ${last.attempt}: ${percent(last.score)} correct. ${verdictWords(test)}`
  return isPassed(test) || test.attemptsLeft === null ? outcome : `${outcome} ${attemptsWords(test)}`
}
