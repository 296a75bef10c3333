import { expect, test } from '@jest/globals'
import { formQuestion } from '@lectern/shared/creditForms'
import { checkedAnswers, gradedTest } from './forms.ts'

const options = ['a', 'b', 'c'].map((id) => ({ id, text: id.toUpperCase() }))
const several = formQuestion.parse({
  id: 'several',
  kind: 'multiple',
  prompt: 'Which ones?',
  objective: 'Choose well',
  options,
  correct: ['a', 'c'],
  feedback: 'A and C.',
})

test.each([
  ['a c', true],
  ['c a', true],
  ['a', false],
  ['a b c', false],
  ['', false],
])('of several right answers “%s” is right: %s', (answer, right) => {
  expect(gradedTest([several], { several: answer })).toEqual({
    score: right ? 1 : 0,
    questions: [{ id: 'several', right, feedback: 'A and C.' }],
  })
})

test.each(['d', 'a d', 'a a', ' '])('“%s” is no choice of several', (answer) => {
  expect(() => checkedAnswers([several], { several: answer })).toThrow(/no answer/)
  expect(checkedAnswers([several], { several: 'b a' })).toEqual({ several: 'b a' })
})
