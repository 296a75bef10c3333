// The questions of an evaluation as somebody is asked them: those for each session, speaker or objective once
// for each, and always the one about commercial bias. Answers keep the words in which they were asked.
import { createHash } from 'node:crypto'
import type { Activity } from '@lectern/shared/credit'
import {
  type AskedAbout,
  type AskedQuestion,
  biasQuestion,
  type FormAnswers,
  type FormQuestion,
} from '@lectern/shared/creditForms'
import { canonicalText } from '@lectern/shared/ledgerChain'
import { askedMax } from '@lectern/shared/limits'
import type { Session } from '@lectern/shared/program'

/** A session as far as questions can be about it. */
export type EvaluatedSession = Pick<Session, 'id' | 'title' | 'speakers' | 'objectives'>

interface Subject {
  id: string
  name: string
}

const hash = (text: string): string => createHash('sha256').update(text).digest('base64url')

function subjectsOf(about: AskedAbout, sessions: readonly EvaluatedSession[]): Subject[] {
  if (about === 'session') return sessions.map(({ id, title }) => ({ id, name: title }))
  const all =
    about === 'speaker'
      ? sessions.flatMap(({ speakers }) => speakers.map(({ personId, name }) => ({ id: personId, name })))
      : sessions.flatMap(({ objectives = [] }) => objectives.map((name) => ({ id: name, name })))
  return all.filter(({ id }, i) => all.findIndex((other) => other.id === id) === i)
}

/** The id of a question about one subject; short, whatever the subject's id is. */
export const idAbout = (questionId: string, about: AskedAbout, subjectId: string): string =>
  `${questionId.slice(0, 40)}-${hash(`${questionId} ${about} ${subjectId}`).slice(0, 16)}`

function about(question: FormQuestion, sessions: readonly EvaluatedSession[]): AskedQuestion[] {
  const { per } = question
  if (!per) return [question]
  return subjectsOf(per, sessions).map(({ id, name }) => ({
    ...question,
    id: idAbout(question.id, per, id),
    subject: name,
  }))
}

/** `sessions`: those that the questions for each of them are about, in order. At most `askedMax`. */
export function evaluationQuestions(
  { evaluation }: Pick<Activity, 'evaluation'>,
  sessions: readonly EvaluatedSession[],
): AskedQuestion[] {
  const asked = evaluation
    .filter(({ id }) => id !== biasQuestion.id)
    .flatMap((question) => about(question, sessions))
  return [...asked.slice(0, askedMax - 1), biasQuestion]
}

/** Identifies the words and options of a question. */
export const wordingOf = ({ kind, prompt, options, subject = '' }: AskedQuestion): string =>
  hash(canonicalText({ kind, prompt, options, subject })).slice(0, 22)

/**
 * Whether somebody who has submitted their evaluation has answered what they were asked since: about sessions
 * that ended later.
 */
export const isComplete = (questions: readonly AskedQuestion[], answers: FormAnswers): boolean =>
  questions.every(
    ({ id, required, subject }) => !required || subject === undefined || answers[id] !== undefined,
  )
