// The report of outcomes, and that nobody's answer can be inferred from it.
import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { leastShown } from './evaluationResults.ts'
import { isRight, withChosen } from './formAnswers.ts'
import { outcomesPlan, outcomesReport, pairedQuestion } from './outcomes.ts'
import { type CommittedPerson, outcomesOf, type PairedAnswers } from './outcomesReport.ts'

const options = ['a', 'b', 'c'].map((id) => ({ id, text: id.toUpperCase() }))
const plan = outcomesPlan.parse({
  questions: [
    { id: 'one', kind: 'choice', prompt: 'Which?', objective: 'Choose', options, correct: ['a'] },
    {
      id: 'many',
      kind: 'multiple',
      prompt: 'Which ones?',
      objective: 'Choose',
      options,
      correct: ['a', 'c'],
    },
    { id: 'sure', kind: 'rating', prompt: 'How sure?', objective: 'Be sure' },
  ],
  commitment: { changes: options, barriers: [{ id: 'time', text: 'Time' }] },
  measured: [{ outcome: 'knowledge', measurements: ['objective'] }],
})
const times = (count: number, answers: PairedAnswers): PairedAnswers[] => Array(count).fill(answers)
const report = (answers: PairedAnswers[], committed: CommittedPerson[] = []) =>
  outcomesReport.parse(outcomesOf({ plan, answers, committed }))

test('several right options must all be chosen, and no other', () => {
  const [, many] = plan.questions
  expect(['a c', 'c a', 'a', 'a b c', '', 'a a'].map((answer) => isRight(many!, answer))).toEqual([
    true,
    true,
    false,
    false,
    false,
    false,
  ])
  expect(withChosen(many!, 'c', { id: 'a', isChosen: true })).toBe('a c')
  expect(withChosen(many!, 'a c', { id: 'a', isChosen: false })).toBe('c')
})

test('pairs are counted by both answers, and the rest on their own side', () => {
  const { people, questions } = report([
    ...times(6, { before: { one: 'b' }, after: { one: 'a' } }),
    ...times(2, { before: { one: 'a' }, after: { one: 'b' } }),
    ...times(3, { before: { one: 'a' }, after: { one: 'a' } }),
    ...times(5, { after: { one: 'a' } }),
    ...times(7, { before: { one: 'c' } }),
  ])
  expect(people).toEqual({ before: 18, after: 16, both: 11 })
  const [one] = questions
  expect(one!.before).toMatchObject({
    people: 18,
    right: 5,
    counts: [{ count: 5 }, { count: 6 }, { count: 7 }],
  })
  expect(one!.after).toMatchObject({ people: 16, right: 14 })
  expect(one!.paired).toMatchObject({
    people: 11,
    change: { bothRight: 3, gained: 6, lost: 2, neitherRight: 0, difference: 4 / 11 },
  })
})

test('confidence has a mean, and how many went up and down', () => {
  const { questions } = report([
    ...times(4, { before: { sure: '2' }, after: { sure: '4' } }),
    ...times(1, { before: { sure: '5' }, after: { sure: '4' } }),
  ])
  expect(questions[2]).toMatchObject({
    before: { mean: 2.6, right: null },
    after: { mean: 4 },
    paired: { shift: { before: 2.6, after: 4, up: 4, same: 0, down: 1 }, change: null },
  })
})

test('objectives add up their questions', () => {
  const { objectives } = report(
    times(5, { before: { one: 'a', many: 'a' }, after: { one: 'a', many: 'a c' } }),
  )
  expect(objectives).toEqual([
    {
      objective: 'Choose',
      questions: 2,
      before: { answers: 10, right: 5 },
      after: { answers: 10, right: 10 },
    },
  ])
})

test('nothing is shown of fewer people than may be recognised, nor can it be worked out from the rest', () => {
  const group = fc.integer({ min: 0, max: 12 })
  fc.assert(
    fc.property(group, group, group, (pairs, onlyBefore, onlyAfter) => {
      const [one] = report([
        ...times(pairs, { before: { one: 'a' }, after: { one: 'b' } }),
        ...times(onlyBefore, { before: { one: 'b' } }),
        ...times(onlyAfter, { after: { one: 'a' } }),
      ]).questions
      const shown: number[] = []
      if (one!.before.right !== null) shown.push(one!.before.people)
      if (one!.after.right !== null) shown.push(one!.after.people)
      for (const people of shown) {
        expect(people).toBeGreaterThanOrEqual(leastShown)
        if (one!.paired.change && people !== pairs) expect(people - pairs).toBeGreaterThanOrEqual(leastShown)
      }
      if (one!.paired.change) expect(pairs).toBeGreaterThanOrEqual(leastShown)
      if (one!.before.right === null) expect(one!.before.counts).toEqual([])
    }),
  )
})

const made = (more: Partial<CommittedPerson> = {}): CommittedPerson => ({
  commitment: { changes: ['a'], words: 'Mine', confidence: 4, barriers: ['time'], mayAsk: true },
  ...more,
})
test('commitments are counted from those who made one to those who kept it', () => {
  const kept = (answer: 'fully' | 'partly') => made({ followUp: { kept: answer, barriers: [], words: '' } })
  const { commitments } = report(
    [],
    [...Array(3).fill(kept('fully')), ...Array(2).fill(kept('partly')), made(), { commitment: null }],
  )
  expect(commitments).toMatchObject({
    ...{ made: 6, declined: 1, mayAsk: 6, answered: 5, confidence: 4, ownWords: 6 },
    kept: { fully: 3, partly: 2, not_yet: 0, no_longer: 0 },
    changes: [{ text: 'A', count: 6 }, { count: 0 }, { count: 0 }],
    barriers: [{ text: 'Time', count: 6 }],
  })
  expect(JSON.stringify(commitments)).not.toContain('Mine')
})

test('of few commitments only the number is shown', () => {
  const answered = made({ followUp: { kept: 'no_longer', barriers: ['time'], words: '' } })
  expect(report([], [answered, made()]).commitments).toEqual({
    ...{ made: 2, declined: 0, mayAsk: 2, answered: 1 },
    ...{ kept: null, changes: [], ownWords: null, barriers: [], confidence: null, barriersMet: [] },
  })
})

test.each([
  ['no right answer', { correct: [] }],
  ['a right answer that is not offered', { correct: ['z'] }],
  ['nothing but right answers', { correct: ['a', 'b', 'c'] }],
  ['one answer alone', { options: options.slice(0, 1) }],
  ['an answer twice', { options: [...options, options[0]!] }],
  ['a right answer to confidence', { kind: 'rating', options: [], correct: ['5'] }],
  ['free text', { kind: 'text', options: [], correct: [] }],
  ['no objective', { objective: '' }],
])('a question with %s is refused', (_, wrong) => {
  expect(pairedQuestion.safeParse(plan.questions[0]).success).toBe(true)
  expect(pairedQuestion.safeParse({ ...plan.questions[0], ...wrong }).success).toBe(false)
})

test('a plan names no question and no outcome twice', () => {
  const [one] = plan.questions
  expect(outcomesPlan.safeParse({ ...plan, questions: [one, one] }).success).toBe(false)
  const measured = [...plan.measured, ...plan.measured]
  expect(outcomesPlan.safeParse({ ...plan, measured }).success).toBe(false)
})
