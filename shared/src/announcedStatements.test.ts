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
const joint: CreditPolicy = {
  ...policy('joint', ['{{provider}} is jointly accredited by ACCME, ACPE and ANCC.']),
  jointAccreditation: true,
}
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

test('a jointly accredited provider says so, whatever is designated', () => {
  const own = activity('ama')
  const all = [ama, ancc, joint]
  const by = (jointlyAccredited: boolean) =>
    announcedStatements({ ...own, provider: { ...own.provider, jointlyAccredited } }, [ama], all)
      .accreditation
  expect(by(true)).toEqual(['The A\\*B\\* Institute is jointly accredited by ACCME, ACPE and ANCC.'])
  expect(by(false)).toEqual(['The A\\*B\\* Institute is accredited by the ACCME.'])
})

test('joint providers are named after the accreditors', () => {
  const own = activity('ama')
  const said = (...jointProviders: string[]) =>
    announcedStatements({ ...own, jointProviders }, [ama], [ama]).accreditation.slice(1)
  expect(said()).toEqual([])
  expect(said('The A*B* Institute')).toEqual([])
  expect(said('Lakeside Hospital')).toEqual([
    'This activity is jointly provided by The A\\*B\\* Institute and Lakeside Hospital.',
  ])
  expect(said('Lakeside Hospital', 'C {{last}}')).toEqual([
    'This activity is jointly provided by The A\\*B\\* Institute, Lakeside Hospital and C {{last}}.',
  ])
})
