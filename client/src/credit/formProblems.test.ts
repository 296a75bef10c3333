import { everyKind } from './fakeCredit.ts'
import { problemsOf } from './formProblems.ts'

test('what is required and not answered is named, by kind', () => {
  expect(problemsOf(everyKind, {})).toEqual({
    useful: 'Choose a number.',
    'commercial-bias': 'Choose yes or no.',
    change: 'Choose an answer.',
  })
})

test('blanks are no answer; what is optional may be left out', () => {
  const all = { useful: '5', 'commercial-bias': 'yes', change: 'dose' }
  expect(problemsOf(everyKind, all)).toEqual({})
  expect(problemsOf(everyKind, { ...all, change: '  ' })).toEqual({ change: 'Choose an answer.' })
})

test('too long an answer says by how much', () => {
  const problems = problemsOf(everyKind, {
    useful: '1',
    'commercial-bias': 'no',
    change: 'dose',
    words: 'x'.repeat(2003),
  })
  expect(problems).toEqual({ words: 'Shorten it by 3 characters.' })
})
