import { expect, test } from '@jest/globals'
import { announcedStatements } from './announcedStatements.ts'
import type { Activity } from './credit.ts'
import type { CreditPolicy } from './creditPolicy.ts'

const policy = (id: string, accreditation: string[], designation: string[] = []) =>
  ({
    id,
    step: 0.25,
    unit: { one: 'credit', many: 'credits' },
    statements: { accreditation, designation },
  }) as unknown as CreditPolicy
const ama = policy('ama', ['{{provider}} is accredited by the ACCME.'], ['Up to {{maximum}} *{{unit}}*.'])
const ancc = policy('ancc', ['{{provider}} is accredited by the ANCC.'])
const joint = policy('joint', ['{{provider}} is jointly accredited by ACCME, ACPE and ANCC.'])
const activity = (...ids: string[]) =>
  ({
    title: 'A',
    format: 'Live activity',
    place: '',
    provider: { name: 'The A*B* Institute' },
    designations: ids.map((policyId) => ({ policyId, maximum: 1.5 })),
  }) as unknown as Activity

test('a reader sees the words of their own bodies', () => {
  expect(announcedStatements(activity('ama', 'ancc'), [ama], [ama, ancc, joint])).toEqual({
    accreditation: ['The A\\*B\\* Institute is accredited by the ACCME.'],
    designation: ['Up to 1.50 *credits*.'],
  })
})

test('Joint Accreditation’s statement stands alone', () => {
  const { accreditation } = announcedStatements(
    activity('ama', 'ancc', 'joint'),
    [ama, ancc],
    [ama, ancc, joint],
  )
  expect(accreditation).toEqual(['The A\\*B\\* Institute is jointly accredited by ACCME, ACPE and ANCC.'])
})
