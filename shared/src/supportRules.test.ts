import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { statementTotals } from './incomeAndExpense.ts'
import type { SessionView } from './program.ts'
import {
  type AgreementAct,
  type AgreementTerms,
  agreementOf,
  beginOf,
  supportOfActivity,
  supportProblems,
  termsProblem,
} from './supportRules.ts'
import { activityOf, designatedFor, plannedSession } from './testing/programme.ts'

const begins = 1000
let n = 0
const act = (at: number, more: object): AgreementAct =>
  ({ id: `act-${++n}`, attempt: `${n}`, at, by: 'ito', ...more }) as AgreementAct
const terms = (more: Partial<AgreementTerms> = {}): AgreementTerms => ({
  ...{ supporter: 'Acme', currency: 'USD', amount: 500, purpose: 'Honoraria', terms: '' },
  allocations: [{ activityId: 'x', amount: 500, inKind: [], other: '' }],
  ...more,
})
const agreed = (at: number, more: Partial<AgreementTerms> = {}) =>
  act(at, { kind: 'agreed', reason: at >= begins ? 'More was needed.' : '', terms: terms(more) })
const signed = (party: string, signedAt: number, of = '') =>
  act(signedAt + 1, {
    kind: 'signed',
    signature: { party, of, name: 'A', title: '', signedAt, recordedAt: signedAt + 1, by: 'ito' },
  })
const both = (signedAt: number) => [signed('supporter', signedAt), signed('provider', signedAt)]

interface Case {
  acts?: AgreementAct[]
  support?: { supporter: string; nature: string }[]
  ofConference?: { supporter: string; nature: string }[]
  jointProviders?: string[]
}
const acme = { supporter: 'Acme', nature: '' }
const problems = ({ acts = [], support = [acme], ofConference = [], jointProviders = [] }: Case) => {
  const agreement = agreementOf('a', 'cardiology', acts)
  return [
    ...supportProblems({
      session: { id: 'talk', support },
      activity: { ...activityOf('x', [designatedFor('ama', 1)]), jointProviders },
      ...{ ofConference, agreements: agreement ? [agreement] : [], begins, timeZone: 'UTC' },
    }),
  ]
}
const codes = (of: Case) => problems(of).map(({ code }) => code)

test('a supporter that learners are told of needs an agreement, signed by both sides before the start', () => {
  expect(codes({ support: [] })).toEqual([])
  expect(codes({})).toEqual(['agreement_missing'])
  expect(codes({ acts: [agreed(1)] })).toEqual(['not_signed'])
  expect(problems({ acts: [agreed(1)] })[0]!.message).toMatch(/signed by the supporter and your organisation/)
  expect(codes({ acts: [agreed(1), signed('provider', 2)] })).toEqual(['not_signed'])
  expect(codes({ acts: [agreed(1), ...both(2)] })).toEqual([])
  expect(codes({ acts: [agreed(1), ...both(begins - 1)] })).toEqual([])
  expect(codes({ acts: [agreed(1), ...both(begins)] })).toEqual(['signed_late'])
})

test('each joint provider signs too', () => {
  const acts = [agreed(1), ...both(2)]
  const jointProviders = ['Riverside']
  expect(problems({ acts, jointProviders })[0]!.message).toMatch(/by the joint provider Riverside\./)
  expect(codes({ acts: [...acts, signed('joint', 3, 'Riverside')], jointProviders })).toEqual([])
})

test('other terms need new signatures; what is added after the start leaves the earlier ones in force', () => {
  const first = [agreed(1), ...both(2)]
  expect(codes({ acts: [...first, agreed(5, { amount: 500, purpose: 'Travel' })] })).toEqual(['not_signed'])
  const added = [...first, agreed(begins + 5)]
  expect(codes({ acts: added })).toEqual([])
  // An agreement that was recorded late is judged by the dates of its signatures.
  expect(codes({ acts: [agreed(begins + 1), ...both(2)] })).toEqual([])
  expect(codes({ acts: [agreed(begins + 1), ...both(begins + 1)] })).toEqual(['signed_late'])
})

test('an activity that is only added after its start has no agreement from before', () => {
  const other = { allocations: [{ activityId: 'y', amount: 500, inKind: [], other: '' }] }
  const acts = [agreed(1, other), ...both(2), agreed(begins + 1), ...both(begins + 2)]
  expect(codes({ acts })).toEqual(['signed_late'])
})

test('learners are told of everybody who pays, and how they support in kind', () => {
  const acts = [agreed(1), ...both(2)]
  expect(codes({ acts, support: [] })).toEqual(['not_disclosed'])
  expect(codes({ acts, support: [], ofConference: [acme] })).toEqual([])
  expect(codes({ acts, support: [{ supporter: ' ACME ', nature: '' }] })).toEqual([])
  const inKind = {
    allocations: [{ activityId: 'x', amount: 500, inKind: ['facilities'] as const, other: '' }],
  }
  const kind = [agreed(1, inKind), ...both(2)]
  expect(codes({ acts: kind })).toEqual(['nature_missing'])
  expect(codes({ acts: kind, support: [{ supporter: 'Acme', nature: 'Rooms' }] })).toEqual([])
  const elsewhere = {
    allocations: [{ activityId: 'x', sessionIds: ['y'], amount: 500, inKind: [], other: '' }],
  }
  expect(codes({ acts: [agreed(1, elsewhere), ...both(2)], support: [] })).toEqual([])
  const withdrawn = act(3, { kind: 'withdrawn', reason: 'No.' })
  expect(codes({ acts: [...acts, withdrawn], support: [] })).toEqual([])
  expect(codes({ acts: [...acts, withdrawn] })).toEqual(['agreement_missing'])
})

test('no message names an amount', () => {
  const acts = [
    agreed(1, { amount: 98_765, allocations: [{ activityId: 'x', amount: 98_765, inKind: [], other: '' }] }),
  ]
  for (const { message } of problems({ acts, support: [] })) expect(message).not.toMatch(/98/)
})

test('an activity begins with its first session, a series with each, and what went live with that', () => {
  const view = (id: string, from: number, liveAt: number | null = null) =>
    ({ session: plannedSession(id, from, from + 60, { activityId: 'x' }), state: { liveAt } }) as SessionView
  const views = [view('a', 60), view('b', 0), view('c', 120, 5)]
  const one = activityOf('x', [designatedFor('ama', 1)])
  const series = activityOf('x', [{ ...designatedFor('ama', 1), per: 'session' }])
  expect(beginOf(views[0]!.session, one, views.slice(0, 2))).toBe(views[1]!.session.startsAt)
  expect(beginOf(views[0]!.session, one, views)).toBe(5)
  expect(beginOf(views[0]!.session, series, views)).toBe(views[0]!.session.startsAt)
})

test('terms whose parts do not come to the whole, or give nothing, are refused with the field', () => {
  const part = { activityId: 'x', amount: 500, inKind: [], other: '' }
  expect(termsProblem(terms())).toBeUndefined()
  expect(termsProblem(terms({ amount: 501 }))).toMatch(/^allocations: they come to 500/)
  expect(termsProblem(terms({ amount: 1000, allocations: [part, part] }))).toMatch(/named twice/)
  expect(termsProblem(terms({ amount: 0, allocations: [{ ...part, amount: 0 }] }))).toMatch(/neither/)
  expect(termsProblem(terms({ allocations: [{ ...part, inKind: ['other'] }] }))).toMatch(/say what/)
  expect(termsProblem(terms({ allocations: [{ ...part, other: 'Lunch' }] }))).toMatch(/say what/)
  expect(termsProblem(terms({ allocations: [{ ...part, inKind: ['facilities', 'facilities'] }] }))).toMatch(
    /twice/,
  )
})

test('a statement has the support that was agreed on, and its sums are exact', () => {
  const agreement = agreementOf('a', 'cardiology', [agreed(1)])!
  const euros = agreementOf('b', 'cardiology', [agreed(1, { supporter: 'Beta', currency: 'EUR' })])!
  expect(supportOfActivity([agreement, euros], 'x').map(({ supporter }) => supporter)).toEqual([
    'Acme',
    'Beta',
  ])
  const lines = [
    { category: 'registration' as const, label: 'Fees', amount: 1 },
    { category: 'honoraria' as const, label: '', amount: 700 },
  ]
  const stated = { activityId: 'x', currency: 'USD', lines }
  expect(statementTotals(stated, [agreement, euros])).toMatchObject({
    ...{ incomeTotal: 501, expenseTotal: 700, balance: -199, unconverted: ['Beta'] },
  })
  const converted = { category: 'support' as const, label: 'Beta', amount: 540, agreementId: 'b' }
  expect(statementTotals({ ...stated, lines: [converted] }, [agreement, euros])).toMatchObject({
    ...{ incomeTotal: 1040, unconverted: [] },
  })
  const amounts = fc.array(fc.integer({ min: 0, max: 1e13 }), { maxLength: 100 })
  fc.assert(
    fc.property(amounts, (all) => {
      const { expenseTotal } = statementTotals(
        { ...stated, lines: all.map((amount) => ({ category: 'travel' as const, label: '', amount })) },
        [],
      )
      expect(BigInt(expenseTotal)).toBe(all.reduce((sum, amount) => sum + BigInt(amount), 0n))
    }),
  )
})
