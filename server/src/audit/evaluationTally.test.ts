import { expect, test } from '@jest/globals'
import type { FormQuestion } from '@lectern/shared/creditForms'
import { evaluationResults } from '../credit/evaluationResults.ts'
import type { Submitted } from '../credit/formsStore.ts'
import { addedUp } from './evaluationTally.ts'

const question = (id: string, kind: FormQuestion['kind']): FormQuestion => ({
  ...{ id, kind, prompt: `About ${id}?`, options: [], required: true, correct: [], feedback: '' },
})
const of = { title: 'Heart failure', evaluation: [question('useful', 'rating'), question('more', 'text')] }
const submitted: Submitted[] = Array.from({ length: 40 }, (_, i) => ({
  answers: {
    useful: i % 7 === 0 ? 'unheard of' : String((i % 5) + 1),
    'commercial-bias': i % 9 === 0 ? 'no' : 'yes',
    ...(i % 3 === 0 && { more: `Words ${i}` }),
    ...(i % 4 === 0 && { gone: 'An answer to a former question' }),
  },
  submittedAt: 40 - i,
  salt: `salt ${i}`,
  digest: '',
}))

test('results added up from parts are those of everybody together', () => {
  const parts = [submitted.slice(0, 11), submitted.slice(11, 13), submitted.slice(13)]
  const added = parts.map((part) => evaluationResults(of, part)).reduce(addedUp)
  expect(added).toEqual(evaluationResults(of, submitted))
})
