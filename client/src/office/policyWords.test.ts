import { expect, test } from '@jest/globals'
import { eaccme } from './fakePolicies.ts'
import { dayWords, ruleWords } from './policyWords.ts'

test('a rule is a few sentences', () => {
  expect(ruleWords(eaccme)).toBe(
    '60 minutes for one ECMEC, in steps of 0.5, at least 0.50. At most 8.00 for one day. 80% of the time must be watched. 75% of the attention checks must be answered. It is claimed within 21 days. A granted appeal can be claimed for 30 days.',
  )
  expect(ruleWords({ ...eaccme, calculates: 'whole', minimumScore: 0.75, claimDays: null })).toMatch(
    /^All that was designated, or nothing; .* A test, with at least 75%\. It can be claimed at any time\./,
  )
})

test('it says when it was checked, and until when that holds', () => {
  expect(dayWords('2026-11-30', '2027-11-30')).toBe(
    'Checked on 30 November 2026. To be checked again by 30 November 2027.',
  )
  expect(dayWords(null, null)).toBe('Nobody has recorded when it was checked.')
})
