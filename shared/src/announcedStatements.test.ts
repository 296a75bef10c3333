import { expect, test } from '@jest/globals'
import { announcedStatements } from './announcedStatements.ts'
import type { Activity } from './credit.ts'
import type { CreditPolicy } from './creditPolicy.ts'

const policy = (id: string, accreditation: string[], designation: string[] = []) =>
  ({
    id,
    step: 0.25,
    unit: { one: 'credit', many: 'credits' },
    professions: ['physician'],
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

test('a reader is told their own number, and the most for their own session, in the right unit', () => {
  const acpe: CreditPolicy = {
    ...policy('acpe', [], ['(UAN {{uan}}) up to {{maximum}} {{unit}}.']),
    professions: ['pharmacist', 'pharmacy_technician'],
  }
  const own = activity('acpe')
  const uan = (letter: string) => `1234-0000-27-001-L01-${letter}`
  const designations = [
    {
      ...{ policyId: 'acpe', maximum: 2, designatedAt: 1, per: 'session' as const },
      maximums: [{ partId: 'short', maximum: 1 }],
      number: uan('P'),
      numbers: [{ number: uan('T'), profession: 'pharmacy_technician' as const }],
    },
  ]
  const said = (reader: Parameters<typeof announcedStatements>[3]) =>
    announcedStatements({ ...own, designations }, [acpe], [acpe], reader).designation
  expect(said({ profession: 'pharmacist' })).toEqual([`(UAN ${uan('P')}) up to 2.00 credits.`])
  expect(said({ profession: 'pharmacy_technician', sessionId: 'short' })).toEqual([
    `(UAN ${uan('T')}) up to 1.00 credit.`,
  ])
  expect(said({})).toEqual([`(UAN ${uan('P')}, ${uan('T')}) up to 2.00 credits.`])
})

test('a number of a day is shown with those of the other days', () => {
  const germany: CreditPolicy = { ...policy('germany', [], ['VNR {{uan}}.']), professions: ['physician'] }
  const numbers = [
    { number: '2760000000000000001', on: '2027-03-01' },
    { number: '2760000000000000002', on: '2027-03-02' },
  ]
  const designations = [
    { policyId: 'germany', maximum: 4, designatedAt: 1, per: 'day' as const, number: '', numbers },
  ]
  const { designation } = announcedStatements({ ...activity('germany'), designations }, [germany], [germany])
  expect(designation).toEqual(['VNR 2760000000000000001, 2760000000000000002.'])
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
