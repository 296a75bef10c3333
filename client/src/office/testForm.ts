// The questions of a test while the office edits them. Pure.
import type { OfficeTest } from '@lectern/shared/activityTest'
import { type FormQuestion, formQuestion } from '@lectern/shared/creditForms'
import { hasOptions } from '@lectern/shared/formAnswers'
import { testMax } from '@lectern/shared/limits'
import { counted, percent } from '../words/counts.ts'
import { type Problems, problemsIn } from '../words/problems.ts'
import { type EvaluationValues, newOption, newQuestion, type QuestionValues } from './evaluationForm.ts'

export const newTestQuestion = (): QuestionValues =>
  newQuestion({ kind: 'choice', options: [newOption(), newOption()] })

export const valuesOfTest = (questions: readonly FormQuestion[]): EvaluationValues => ({
  questions: questions.map(({ id, kind, prompt, required, objective = '', options, correct, feedback }) =>
    newQuestion({ id, kind, prompt, required, objective, options, correct, feedback }),
  ),
})

/** The same questions for another activity: their ids are new. */
export const copiesOf = (questions: readonly FormQuestion[]): QuestionValues[] =>
  valuesOfTest(questions).questions.map((each) => ({ ...each, id: newQuestion().id }))

/** Kinds that can be graded. */
export const isGraded = (kind: FormQuestion['kind']): boolean => hasOptions(kind) || kind === 'yes_no'

/** An answer that was ticked as right and then removed no longer counts. */
function rightOf({ kind, options, correct }: QuestionValues): string[] {
  if (hasOptions(kind)) return correct.filter((id) => options.some((option) => option.id === id))
  return kind === 'yes_no' ? correct.filter((id) => id === 'yes' || id === 'no') : []
}

const testQuestionOf = (question: QuestionValues): FormQuestion => {
  const { id, kind, prompt, required, objective, options, feedback } = question
  return {
    ...{ id, kind, prompt, required },
    ...(objective.trim() !== '' && { objective: objective.trim() }),
    options: hasOptions(kind) ? options : [],
    correct: rightOf(question),
    feedback: isGraded(kind) ? feedback : '',
  }
}
export const testOf = ({ questions }: EvaluationValues): FormQuestion[] => questions.map(testQuestionOf)

function problemsOf(question: FormQuestion): Problems {
  const problems: Problems = {}
  for (const [field, words] of Object.entries(problemsIn(formQuestion, question)))
    problems[field || 'prompt'] = words
  if (hasOptions(question.kind) && question.options.length < 2)
    problems.correct = 'It needs at least two answers.'
  else if (isGraded(question.kind) && question.correct.length === 0) problems.correct = 'Say what is right.'
  return problems
}

/** Problems by field; empty if the test can be saved. */
export function testProblems(values: EvaluationValues): Problems {
  const problems: Problems = {}
  for (const [i, question] of testOf(values).entries())
    for (const [field, words] of Object.entries(problemsOf(question)))
      problems[`questions.${i}.${field}`] = words
  if (values.questions.length > testMax) problems.questions = `At most ${testMax} questions.`
  return problems
}

/** "ACPE: 70% must be correct, within 3 attempts." */
export function askWords({ title, minimumScore, attempts, days }: OfficeTest['asks'][number]): string {
  const score = minimumScore === 0 ? 'a test, whatever its score' : `${percent(minimumScore)} must be correct`
  const often = attempts === null ? 'as many attempts as somebody likes' : counted(attempts, 'attempt')
  const until = days === null ? '' : `, within ${counted(days, 'day')} after the last session`
  return `${title}: ${score}; ${often}${until}.`
}

/** How many of the graded questions must be right: "3 of 4". */
export const neededWords = (graded: number, minimumScore: number): string =>
  `${Math.ceil(graded * minimumScore - 1e-9)} of ${graded}`
