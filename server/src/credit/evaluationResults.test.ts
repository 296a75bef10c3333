import { expect, test } from '@jest/globals'
import { type FormAnswers, formQuestion } from '@lectern/shared/creditForms'
import { leastShown, officeEvaluations, shownTextsMax } from '@lectern/shared/evaluationResults'
import { idAbout, wordingOf } from './askedQuestions.ts'
import { evaluationResults, evaluationRows, withoutSmallGroups } from './evaluationResults.ts'
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

test('a question for each speaker has results for each, and says whom and what it is about', () => {
  const rating = { kind: 'rating', required: false, prompt: 'How clear?' }
  const evaluation = [question({ ...rating, id: 'clear', per: 'speaker' })]
  const speaker = (personId: string) => ({
    personId,
    name: `Dr ${personId}`,
    credentials: '',
    affiliation: '',
  })
  const sessions = [{ id: 's', title: 'Talk', speakers: [speaker('ada'), speaker('ben')] }]
  const ada = idAbout('clear', 'speaker', 'ada')
  const results = evaluationResults(
    { title: 'T', evaluation, sessions },
    submitted({ [ada]: '5' }, { [ada]: '3' }),
  )
  expect(results.questions).toMatchObject([
    { about: { per: 'speaker', subject: 'Dr ada', of: 'clear' }, answered: 2, mean: 4 },
    { about: { per: 'speaker', subject: 'Dr ben', of: 'clear' }, answered: 0, mean: null },
    { id: 'commercial-bias' },
  ])
  // Whom somebody rated would tell where they were.
  expect(evaluationRows({ title: 'T', evaluation, sessions }, submitted({ [ada]: '5' }))[0]).toHaveLength(1)
})

test('answers in other words are counted apart', () => {
  const before = question({ id: 'useful', kind: 'rating', prompt: 'How good was it?' })
  const wordings = new Map([[wordingOf(before), before]])
  const all = submitted({ useful: '5' }, { useful: '1' })
  all[1]!.wordings = { useful: wordingOf(before) }
  const results = evaluationResults({ ...of, wordings }, all).questions
  expect(results[0]).toMatchObject({ prompt: 'How useful was it?', answered: 1, mean: 5 })
  expect(results.at(-1)).toMatchObject({ prompt: 'How good was it?', isEarlier: true, answered: 1, mean: 1 })
})

test('what only a few have answered is not shown, but bias is', () => {
  const few = submitted({ useful: '5', words: 'Mine' }, { useful: '5', 'commercial-bias': 'no' })
  const results = withoutSmallGroups(evaluationResults(of, few))
  expect(results.questions.map(({ id, answered, isWithheld = false }) => [id, answered, isWithheld])).toEqual(
    [
      ['useful', 2, true],
      ['change', 0, false],
      ['words', 1, true],
      ['commercial-bias', 2, false],
    ],
  )
  expect(results.questions[0]).toMatchObject({ counts: [], mean: null })
  expect(JSON.stringify(results.questions)).not.toContain('Mine')
  expect(results.bias.count).toBe(1)
  const enough = submitted(...Array.from({ length: leastShown }, () => ({ useful: '4' })))
  expect(withoutSmallGroups(evaluationResults(of, enough)).questions[0]).toMatchObject({ mean: 4 })
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
