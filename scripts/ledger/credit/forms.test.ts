import { expect, test } from '@jest/globals'
import { createForms } from './forms.ts'

const scored = (score: number) => ({ score, at: 1 })

test('of two people who became one, the better attempts at a test stay, and either evaluation counts', () => {
  const forms = createForms()
  forms.attempted('twin', 'heart', scored(0.5))
  forms.attempted('twin', 'heart', scored(1))
  forms.attempted('ann', 'heart', scored(0.75))
  forms.evaluated('twin', 'heart')
  forms.declared('twin', 'heart')
  forms.attempted('ann', 'brain', scored(1))
  forms.attempted('twin', 'brain', scored(0.5))
  forms.merge('twin', 'ann')
  const nothing = { isEvaluated: false, hasDeclared: false, attempts: [] }
  expect(forms.of('ann', 'heart')).toEqual({
    ...{ isEvaluated: true, hasDeclared: true },
    attempts: [scored(0.5), scored(1)],
  })
  expect(forms.of('ann', 'brain')).toEqual({ ...nothing, attempts: [scored(1)] })
  expect(forms.of('twin', 'heart')).toEqual(nothing)
})

test('equally good attempts: those of the person who stays count, with all their tries', () => {
  const forms = createForms()
  forms.attempted('twin', 'heart', scored(1))
  forms.attempted('ann', 'heart', scored(0))
  forms.attempted('ann', 'heart', scored(1))
  forms.merge('twin', 'ann')
  expect(forms.of('ann', 'heart').attempts).toEqual([scored(0), scored(1)])
})
