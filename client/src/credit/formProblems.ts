// What a form still lacks before it can be submitted.
import type { FormAnswers, FormQuestion } from '@lectern/shared/creditForms'
import { answerToFormMax } from '@lectern/shared/limits'
import { shortenWords } from '../words/problems.ts'

export type FormProblems = Readonly<Record<string, string>>

const demand: Record<FormQuestion['kind'], string> = {
  rating: 'Choose a number.',
  choice: 'Choose an answer.',
  multiple: 'Choose at least one answer.',
  yes_no: 'Choose yes or no.',
  text: 'Write an answer.',
}

/** By question id, in the order of the questions. */
export function problemsOf(questions: readonly FormQuestion[], answers: FormAnswers): FormProblems {
  const problems: Record<string, string> = {}
  for (const { id, kind, required } of questions) {
    const answer = answers[id]?.trim() ?? ''
    if (required && !answer) problems[id] = demand[kind]
    if (answer.length > answerToFormMax) problems[id] = shortenWords(answer.length, answerToFormMax)
  }
  return problems
}
