import { attemptsWords, demandWords, isPassed, standingWords, type TestForm } from './testWords.ts'

const test_ = (fields: Partial<TestForm> = {}, ...scores: number[]): TestForm => ({
  questions: [],
  answers: {},
  submittedAt: null,
  minimumScore: 0.7,
  attemptsLeft: 2,
  outcomes: scores.map((score, index) => ({ attempt: index + 1, submittedAt: 1, score, questions: [] })),
  ...fields,
})

test('it is passed by the best attempt, and only where there is something to pass', () => {
  expect(isPassed(test_({}, 0.69))).toBe(false)
  expect(isPassed(test_({}, 0.7, 0.1))).toBe(true)
  expect(isPassed(test_({}))).toBe(false)
  expect(isPassed(test_({ minimumScore: null }, 1))).toBe(false)
})

test('what it asks for is said before', () => {
  expect(demandWords(test_())).toBe('70% of your answers must be correct.')
  expect(demandWords(test_({ minimumScore: 0 }))).toBe('It must be taken; no score is required.')
  expect(attemptsWords(test_({ attemptsLeft: 1 }))).toBe('You have 1 attempt left.')
  expect(attemptsWords(test_({ attemptsLeft: null }))).toBe('You can retake it as often as you like.')
})

test.each<[string, TestForm]>([
  ['Not started', test_()],
  ['Not taken. Your credit does not require it.', test_({ minimumScore: null })],
  ['Attempt 1: 67% correct. You haven’t passed the test yet. You have 2 attempts left.', test_({}, 2 / 3)],
  ['Attempt 2: 100% correct. You passed the test.', test_({}, 0, 1)],
  ['Attempt 1: 0% correct. Your test is submitted.', test_({ minimumScore: null, attemptsLeft: null }, 0)],
  ['Attempt 1: 33% correct. Your test is submitted.', test_({ minimumScore: 0, attemptsLeft: null }, 1 / 3)],
])('"%s"', (words, form) => {
  expect(standingWords(form)).toBe(words)
})
