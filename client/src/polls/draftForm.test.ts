import type { PollDraft } from '@lectern/shared/polls'
import {
  draftOf,
  emptyDraft,
  movedOption,
  problemsOf,
  withOption,
  withoutOption,
  withRight,
  written,
} from './draftForm.ts'
import { poll } from './fakePolls.ts'

const texts = ({ options }: PollDraft) => options.map(({ text }) => text)
const three = draftOf(poll('a'))

test('an empty draft says at each field what is missing', () => {
  expect(problemsOf(emptyDraft)).toEqual({
    prompt: 'This is empty. Write something here.',
    'options.0.text': 'This is empty. Write something here.',
    'options.1.text': 'This is empty. Write something here.',
  })
})

test.each<[string, Partial<PollDraft>, Record<string, string>]>([
  ['a question that is too long', { prompt: 'x'.repeat(301) }, { prompt: 'At most 300 characters.' }],
  ['a question of many pages', { prompt: 'x'.repeat(5000) }, { prompt: 'At most 300 characters.' }],
  ['a question of blanks', { prompt: ' \u200b ' }, { prompt: 'This is empty. Write something here.' }],
  ['one option', { options: three.options.slice(1, 2) }, { options: 'At least two options are needed.' }],
  ['a quiz without a right answer', { kind: 'quiz' }, { correct: 'A quiz needs a right answer.' }],
  ['a timer that is too short', { seconds: 2 }, { seconds: 'At least 5.' }],
  ['a timer that is too long', { seconds: 7200 }, { seconds: 'At most 3600.' }],
  ['half a second', { seconds: 30.5 }, { seconds: 'A whole number is needed here.' }],
  [
    'eleven options',
    { options: Array.from({ length: 11 }, (_, i) => ({ id: `o${i}`, text: 'x' })) },
    { options: 'At most 10 options.' },
  ],
])('%s', (_what, fields, problems) => {
  expect(problemsOf({ ...three, ...fields })).toEqual(problems)
})

test('fields of other kinds stay in the form and are not sent', () => {
  const quiz = { ...three, kind: 'quiz' as const, correct: ['o1'], feedback: 'Because.' }
  expect(problemsOf(written(quiz))).toEqual({})
  expect(written({ ...quiz, kind: 'rating' })).toMatchObject({ options: [], correct: [], feedback: '' })
  expect(written({ ...quiz, kind: 'single' })).toMatchObject({
    options: three.options,
    correct: [],
    feedback: '',
  })
})

test('options are added with new ids, moved, and removed with their mark', () => {
  const grown = withOption(withoutOption(three, 'o2'))
  expect(new Set(grown.options.map(({ id }) => id)).size).toBe(3)
  expect(texts(movedOption(three, 2, 0))).toEqual(['Digoxin', 'Beta blocker', 'Diuretic'])
  expect(withRight(withRight(three, 'o1', true), 'o1', true).correct).toEqual(['o1'])
  expect(withoutOption(withRight(three, 'o1', true), 'o1').correct).toEqual([])
  expect(withRight(withRight(three, 'o1', true), 'o1', false).correct).toEqual([])
})
