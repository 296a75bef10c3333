// The questions of an evaluation while the office edits them. Pure.
import { biasQuestion, type FormQuestion, formQuestion } from '@lectern/shared/creditForms'
import { hasOptions } from '@lectern/shared/formAnswers'
import { evaluationMax } from '@lectern/shared/limits'
import { type Problems, problemsIn } from '../words/problems.ts'

export interface QuestionValues {
  id: string
  kind: FormQuestion['kind']
  per: 'activity' | NonNullable<FormQuestion['per']>
  prompt: string
  required: boolean
  /** One per line, with the id that the answers name it by. */
  options: { id: string; text: string }[]
  /** Of questions with right answers (`outcomesForm.ts`). */
  objective: string
  vignette: string
  correct: string[]
  feedback: string
}

export interface EvaluationValues {
  questions: QuestionValues[]
}

/** Answers are stored under it: it never changes with the words. */
const newId = (): string => crypto.randomUUID().slice(0, 8)

export const newQuestion = (fields: Partial<QuestionValues> = {}): QuestionValues => ({
  id: newId(),
  kind: 'rating',
  per: 'activity',
  prompt: '',
  required: true,
  options: [],
  objective: '',
  vignette: '',
  correct: [],
  feedback: '',
  ...fields,
})
export const newOption = () => ({ id: newId(), text: '' })

export const valuesOf = (questions: readonly FormQuestion[]): EvaluationValues => ({
  questions: questions
    .filter(({ id }) => id !== biasQuestion.id)
    .map(({ id, kind, per = 'activity' as const, prompt, required, options }) =>
      newQuestion({ id, kind, per, prompt, required, options }),
    ),
})

export const questionsOf = ({ questions }: EvaluationValues): FormQuestion[] =>
  questions.map(({ id, per, prompt, required, options, kind }) => ({
    ...{ id, prompt, required, kind },
    ...(per !== 'activity' && { per }),
    options: hasOptions(kind) ? options : [],
    correct: [],
    feedback: '',
  }))

/** Problems by field; empty if the questions can be saved. */
export function evaluationProblems(values: EvaluationValues): Problems {
  const problems: Problems = {}
  for (const [i, question] of questionsOf(values).entries()) {
    for (const [field, words] of Object.entries(problemsIn(formQuestion, question)))
      problems[`questions.${i}.${field || 'prompt'}`] = words
    if (hasOptions(question.kind) && question.options.length < 2)
      problems[`questions.${i}.prompt`] = 'A choice needs at least two answers.'
  }
  if (values.questions.length > evaluationMax) problems.questions = `At most ${evaluationMax} questions.`
  return problems
}

const rating = (per: QuestionValues['per'], prompt: string) => newQuestion({ per, prompt })

/** What most offices ask; a beginning to be changed. */
export const template = (): EvaluationValues => ({
  questions: [
    rating('activity', 'How useful was this activity for your practice?'),
    rating('objective', 'How well was this objective met?'),
    rating('session', 'How useful was this session?'),
    rating('speaker', 'How clear and knowledgeable was this speaker?'),
    newQuestion({
      kind: 'choice',
      prompt: 'Will you change anything in your practice?',
      options: [
        { id: 'yes', text: 'Yes' },
        { id: 'confirmed', text: 'No: my practice is confirmed' },
        { id: 'cannot', text: 'No: something keeps me from it' },
        { id: 'not-practising', text: 'I do not see patients' },
      ],
    }),
    newQuestion({
      kind: 'text',
      prompt: 'What will you change, or what keeps you from it?',
      required: false,
    }),
    newQuestion({ kind: 'text', prompt: 'What should the next activity be about?', required: false }),
  ],
})
