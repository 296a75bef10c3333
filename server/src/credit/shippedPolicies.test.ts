// Each policy that ships, through everything a learner's credit passes: plan, watch, evaluate, test, claim.
import { expect, test } from '@jest/globals'
import { hundredths } from '@lectern/shared/creditAmount'
import type { CreditPolicy } from '@lectern/shared/creditPolicy'
import { identifiers } from '@lectern/shared/details'
import { dayMs } from '../core/clock.ts'
import { liveAt, minuteMs, policies, startCredit, watcherOf } from '../testing/credit.ts'

const { server } = await startCredit(() => liveAt + 61 * minuteMs)
const numbers = { uan: '1234-0000-26-001-L01-P', vnr: '2760000000000000001' } as const

/** The most that 60 planned minutes are worth, by steps added one by one. */
function mostOf({ minutesPerUnit, step, rounding, evaluationMinutes }: CreditPolicy): number {
  const half = rounding === 'nearest' ? 0.5 : 1
  let steps = 0
  while ((steps + half) * hundredths(step) * minutesPerUnit <= (60 + evaluationMinutes) * 100) steps += 1
  return (steps * hundredths(step)) / 100
}

/** What an hour can be claimed for; the others need more time, checks that were answered, or a speaker. */
const claimable = policies.filter(
  (policy) =>
    policy.audience === 'learners' &&
    policy.minimumChecks === null &&
    policy.supersededBy === undefined &&
    mostOf(policy) >= Math.max(policy.least, policy.step),
)

test('most of the policies can be tried with an hour', () => {
  expect(claimable.length).toBeGreaterThan(20)
})

test.each(claimable.map((policy) => [policy.id, policy] as const))(
  '%s: an hour is planned, watched and claimed in full, and its certificate says so',
  async (policyId, policy) => {
    const profession = policy.professions[0] ?? 'other'
    const maximum = policy.calculates === 'whole' ? Math.max(policy.step, policy.least, 1) : mostOf(policy)
    const designation = {
      ...{ policyId, maximum, designatedAt: liveAt - dayMs },
      number: policy.numberFormat ? numbers[policy.numberFormat] : '123-456',
      ...(policy.namesAudience && { accreditedFor: [{ profession, disciplines: ['Cardiologia'] }] }),
    }
    const changes = {
      designations: [designation],
      format: policy.formats[0] ?? 'Live activity',
    }
    const { personId, person, activity } = await watcherOf(server, { profession, changes })
    const { credit } = server
    await credit.details.saveIdentifiers(
      personId,
      identifiers.parse({
        licences: [{ state: 'NY', number: '1' }],
        npi: '1234567893',
        nabpId: '123456',
        efn: '802761234567896',
        codiceFiscale: 'RSSMRA85T10A562S',
        discipline: 'cardiologia',
        ...(policy.board && { boardIds: { [policy.board.id]: '1' } }),
        birthMonth: 2,
        birthDay: 29,
      }),
    )
    if (policy.board) await credit.declarations.wish(personId, policy.board.id, true)
    if (policy.requires.includes('recruitment')) await credit.declarations.declare(personId, activity.id, '')
    if (policy.test) await credit.submitting.saveTest(activity, person, { first: 'a', second: 'yes' }, true)
    const { results } = await credit.creditOf(activity, person)
    const result = results.find((each) => each.policyId === policyId)
    expect(result?.reasons.filter(({ blocks }) => blocks).map(({ message }) => message)).toEqual([])
    expect(result?.amount).toBe(maximum)
    const part = result?.part && { partId: result.part.id }
    const { code } = await credit.claim(person, activity, { policyId, ...part }, maximum)
    expect(await credit.claims.certificate(code)).toMatchObject({
      policyId,
      amount: maximum,
      revokedAt: null,
    })
  },
)

test('joint providers are on the certificate, after the accreditors', async () => {
  const changes = {
    jointProviders: ['Lakeside Hospital'],
    provider: { name: 'The Institute', address: '', number: '1234567', jointlyAccredited: true },
    designations: [{ policyId: 'ama', maximum: 1, designatedAt: liveAt - dayMs }],
  }
  const { person, activity } = await watcherOf(server, { changes })
  const { code } = await server.credit.claim(person, activity, { policyId: 'ama' }, 1)
  expect((await server.credit.claims.certificate(code))?.accreditation).toEqual([
    expect.stringMatching(/is jointly accredited by the Accreditation Council/),
    'This activity is jointly provided by The Institute and Lakeside Hospital.',
  ])
})
