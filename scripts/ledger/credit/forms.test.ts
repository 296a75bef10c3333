import { expect, test } from '@jest/globals'
import { createForms } from './forms.ts'

test('of two people who became one, the better attempts at a test stay, and either evaluation counts', () => {
  const forms = createForms()
  forms.attempted('twin', 'heart', 0.5)
  forms.attempted('twin', 'heart', 1)
  forms.attempted('ann', 'heart', 0.75)
  forms.evaluated('twin', 'heart')
  forms.attempted('ann', 'brain', 1)
  forms.attempted('twin', 'brain', 0.5)
  forms.merge('twin', 'ann')
  expect(forms.of('ann', 'heart')).toEqual({ isEvaluated: true, testScores: [0.5, 1] })
  expect(forms.of('ann', 'brain')).toEqual({ isEvaluated: false, testScores: [1] })
  expect(forms.of('twin', 'heart')).toEqual({ isEvaluated: false, testScores: [] })
})

test('equally good attempts: those of the person who stays count, with all their tries', () => {
  const forms = createForms()
  forms.attempted('twin', 'heart', 1)
  forms.attempted('ann', 'heart', 0)
  forms.attempted('ann', 'heart', 1)
  forms.merge('twin', 'ann')
  expect(forms.of('ann', 'heart').testScores).toEqual([0, 1])
})
