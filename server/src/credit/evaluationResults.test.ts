import { expect, test } from '@jest/globals'
import { type FormAnswers, formQuestion } from '@lectern/shared/credit'
import { officeEvaluations, shownTextsMax } from '@lectern/shared/creditOffice'
import { evaluationResults, evaluationRows } from './evaluationResults.ts'
import type { Submitted } from './formsStore.ts'

const question = (fields: object) => formQuestion.parse({ required: false, ...fields })
const of = {
  title: 'Heart failure',
  evaluation: [
    question({ id: 'useful', kind: 'rating', prompt: 'How useful was it?' }),
    question({
      id: 'change',
      kind: 'choice',
      prompt: 'What will you change?',
      options: [
        { id: 'dose', text: 'The dose' },
        { id: 'none', text: 'Nothing' },
      ],
    }),
    question({ id: 'words', kind: 'text', prompt: 'What else?' }),
  ],
}

/** The first was submitted first; the salts are in reverse order. */
const submitted = (...all: FormAnswers[]): Submitted[] =>
  all.map((answers, i) => ({
    answers: { 'commercial-bias': 'yes', ...answers },
    submittedAt: 1000 + i,
    salt: String(9999 - i),
    digest: `digest ${i}`,
  }))
const resultOf = (id: string, all: Submitted[]) =>
  evaluationResults(of, all).questions.find((one) => one.id === id)!

test('ratings are counted from 1 to 5, with their mean; empty answers are left out', () => {
  expect(resultOf('useful', submitted({ useful: '5' }, { useful: '2' }, {}))).toEqual({
    id: 'useful',
    prompt: 'How useful was it?',
    kind: 'rating',
    answered: 2,
    counts: [0, 1, 0, 0, 1].map((count, i) => ({ text: String(i + 1), count })),
    mean: 3.5,
    texts: [],
  })
})

test('without ratings there is no mean', () => {
  expect(resultOf('useful', submitted({}))).toMatchObject({ answered: 0, mean: null })
  expect(evaluationResults(of, [])).toMatchObject({ submitted: 0, bias: { count: 0, reports: [] } })
})

test('choices are counted in the words of the form, including options it no longer offers', () => {
  const all = submitted({ change: 'dose' }, { change: 'dose' }, { change: 'gone' })
  expect(resultOf('change', all).counts).toEqual([
    { text: 'The dose', count: 2 },
    { text: 'Nothing', count: 0 },
    { text: 'Answers that are no longer offered', count: 1 },
  ])
})

test('texts are listed newest first, up to a limit', () => {
  const all = submitted(...Array.from({ length: shownTextsMax + 1 }, (_, i) => ({ words: `Text ${i}` })))
  const { answered, texts } = resultOf('words', all)
  expect(answered).toBe(shownTextsMax + 1)
  expect(texts).toHaveLength(shownTextsMax)
  expect([texts[0], texts.at(-1)]).toEqual([`Text ${shownTextsMax}`, 'Text 1'])
})

test('an evaluation that reports bias is shown with all its text, and no other is', () => {
  const all = submitted(
    { words: 'Fine.' },
    { 'commercial-bias': 'no', useful: '1', words: 'One drug only.' },
    { 'commercial-bias': 'no' },
  )
  const { bias } = evaluationResults(of, all)
  expect(bias).toEqual({
    count: 2,
    reports: [[], [{ prompt: 'What else?', text: 'One drug only.' }]],
  })
  expect(resultOf('commercial-bias', all).counts).toEqual([
    { text: 'Yes', count: 1 },
    { text: 'No', count: 2 },
  ])
})

test('an answer to a question that was removed is kept', () => {
  const all = submitted({ before: 'It was good.' })
  expect(resultOf('before', all)).toMatchObject({
    prompt: 'before (no longer asked)',
    texts: ['It was good.'],
  })
  expect(evaluationRows(of, all)).toEqual([
    [
      ...['How useful was it?', 'What will you change?', 'What else?'],
      expect.any(String),
      'before (no longer asked)',
    ],
    ['', '', '', 'Yes', 'It was good.'],
  ])
})

test('the export has a row per evaluation, in words, in an order that does not reveal when it was submitted', () => {
  const all = submitted({ useful: '5', change: 'dose', words: 'First.' }, { words: 'Second.' })
  expect(evaluationRows(of, all).slice(1)).toEqual([
    ['', '', 'Second.', 'Yes'],
    ['5', 'The dose', 'First.', 'Yes'],
  ])
  expect(evaluationRows(of, all.toReversed())).toEqual(evaluationRows(of, all))
})

test('the results contain nothing that identifies the author', () => {
  const all = submitted({ words: 'Text' })
  const told = JSON.stringify([
    officeEvaluations.parse({ learners: 1, ...evaluationResults(of, all) }),
    evaluationRows(of, all),
  ])
  for (const secret of [all[0]!.salt, all[0]!.digest, String(all[0]!.submittedAt)])
    expect(told).not.toContain(secret)
})
