// Evaluations and tests: their questions, valid answers, and how a test is graded.
import { createHash, randomBytes } from 'node:crypto'
import type { FormAnswers, FormQuestion, TestOutcome } from '@lectern/shared/creditForms'
import { AppError, errors } from '@lectern/shared/errors'
import { chosenIn, isRight } from '@lectern/shared/formAnswers'
import { canonicalText } from '@lectern/shared/ledgerChain'

function isAnswer({ kind, options }: FormQuestion, answer: string): boolean {
  if (kind === 'rating') return /^[1-5]$/.test(answer)
  if (kind === 'yes_no') return answer === 'yes' || answer === 'no'
  if (kind === 'multiple') {
    const chosen = chosenIn(answer)
    return (
      chosen.length > 0 &&
      new Set(chosen).size === chosen.length &&
      chosen.every((each) => options.some(({ id }) => id === each))
    )
  }
  return kind === 'text' || options.some(({ id }) => id === answer)
}

/** The answers that still answer something: questions may have changed since they were written. */
export const stillGiven = (questions: readonly FormQuestion[], answers: FormAnswers): FormAnswers =>
  Object.fromEntries(
    Object.entries(answers).filter(([id, answer]) => {
      const question = questions.find((asked) => asked.id === id)
      return question !== undefined && isAnswer(question, answer)
    }),
  )

/** The answers without empty ones. Throws for an answer to a question that is not asked. */
export function checkedAnswers(questions: readonly FormQuestion[], given: FormAnswers): FormAnswers {
  const answered = Object.entries(given).filter(([, answer]) => answer !== '')
  for (const [id, answer] of answered) {
    const question = questions.find((asked) => asked.id === id)
    if (!question) throw errors.invalidRequest(`${id}: there is no such question`)
    if (!isAnswer(question, answer)) throw errors.invalidRequest(`${id}: this is no answer to that question`)
  }
  return Object.fromEntries(answered)
}

export function requireAnswers(questions: readonly FormQuestion[], answers: FormAnswers): void {
  const missing = questions.filter(({ id, required }) => required && answers[id] === undefined)
  if (missing.length === 0) return
  const named = missing.map(({ prompt }) => `“${prompt}”`).join(', ')
  throw new AppError('invalid_request', `Not answered yet: ${named}`, {
    questions: missing.map(({ id }) => id),
  })
}

/** Grades only questions that have a right answer. */
export function gradedTest(
  questions: readonly FormQuestion[],
  answers: FormAnswers,
): Pick<TestOutcome, 'score' | 'questions'> {
  const graded = questions
    .filter(({ correct }) => correct.length > 0)
    .map(({ id, kind, correct, feedback }) => ({
      id,
      right: isRight({ kind, correct }, answers[id] ?? ''),
      feedback,
    }))
  const right = graded.filter((question) => question.right).length
  return { score: graded.length === 0 ? 1 : right / graded.length, questions: graded }
}

/** Proves later what was answered; reveals nothing without the salt. */
export function sealOf(answers: FormAnswers): { salt: string; digest: string } {
  const salt = randomBytes(16).toString('hex')
  return {
    salt,
    digest: createHash('sha256')
      .update(salt + canonicalText(answers))
      .digest('hex'),
  }
}

export const sameAnswers = (one: FormAnswers, other: FormAnswers): boolean =>
  canonicalText(one) === canonicalText(other)
