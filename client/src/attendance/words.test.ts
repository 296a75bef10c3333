import { countWords } from '../words/credit.ts'
import {
  afterDemand,
  checkDemands,
  claimDemand,
  creditDemands,
  outageWords,
  soFarWords,
  watchDemand,
} from './demandWords.ts'
import { announced } from './fakeAttendance.ts'

const [credit] = announced.credits
const soFar = (minutes: number, fields: Partial<NonNullable<typeof credit>> = {}) =>
  soFarWords({ ...announced, credits: [{ ...credit!, ...fields }] }, { creditedSlots: minutes * 6 })

test('the count is in minutes, and in the first one in seconds', () => {
  expect(countWords({ creditedSlots: 0, possibleSlots: 0 })).toBe('0 min')
  expect(countWords({ creditedSlots: 4, possibleSlots: 5 })).toBe('40 / 50 s')
  expect(countWords({ creditedSlots: 5, possibleSlots: 6 })).toBe('0 / 1 min')
  expect(countWords({ creditedSlots: 186, possibleSlots: 187 })).toBe('31 / 31 min')
})

test('what is worth a credit so far is rounded as its body rounds, and never more than the maximum', () => {
  expect(soFar(7)).toBe('0.00 AMA PRA Category 1 Credits™ so far')
  expect(soFar(31)).toBe('0.50 AMA PRA Category 1 Credits™ so far')
  expect(soFar(90)).toBe('1.00 AMA PRA Category 1 Credit™ so far')
  const points = {
    unit: 'points',
    unitOfOne: 'point',
    maximum: 2,
    rate: { minutesPerUnit: 45, step: 1, rounding: 'down' as const },
  }
  expect(soFar(89, points)).toBe('1 point so far')
})

test('where the rate is not known, only the maximum is said; where there is no credit, nothing', () => {
  expect(soFar(31, { rate: undefined })).toBe('up to 1.00 AMA PRA Category 1 Credit™')
  expect(soFarWords({ ...announced, credits: [] }, { creditedSlots: 6 })).toBe('')
})

test('what is demanded for credit names the share, the checks, what follows and the deadline', () => {
  expect(creditDemands(credit!, announced.attendance)).toBe(
    'Up to 1.00 AMA PRA Category 1 Credit™. Watch at least 80% of the live time of each session; breaks do not count. Attention checks for each 60 minutes of live time: 3. Afterwards, complete the evaluation. Claim it within 90 days after your last session.',
  )
  const fields = {
    unit: 'hours',
    unitOfOne: 'hour',
    minimumShare: 0,
    minimumChecks: 0.75,
    test: { minimumScore: 0.7, attempts: 2 },
    claimDays: null,
  }
  expect(creditDemands({ ...credit!, ...fields }, announced.attendance)).toBe(
    'Up to 1.00 hour. Credit is for the time you watch; breaks do not count. Attention checks for each 60 minutes of live time: 3. Answer at least 75% of the attention checks, and at least one. Afterwards, complete the evaluation and pass the test with at least 70% (2 attempts). There is no deadline for claiming it.',
  )
})

test('a share of the whole activity is called one, attempts without a bound are, and without checks none are named', () => {
  const words = creditDemands(
    { ...credit!, shareOf: 'activity', test: { minimumScore: 0.75, attempts: null } },
    { ...announced.attendance, checks: null },
  )
  expect(words).toContain('80% of the live time of the whole activity')
  expect(words).toContain('75% (as often as you like)')
  expect(words).not.toContain('ttention')
})

test('attention checks are announced with their number and their bounds', () => {
  expect(checkDemands(announced.attendance)).toBe(
    '3 times an hour, at random moments, you are asked whether you are still there. You have 1 minute to answer and can ask for 1 minute more. Answering a poll counts as an answer. A missed check takes back the time since your last answer, at most 20 minutes. If your page is offline when a check comes, it comes again once you are back; one still unanswered at the end is missed. Only a fault of the platform cancels a check.',
  )
  const checks = { perHour: 1, answerSeconds: 90, extensionSeconds: 0, uncreditMinutes: 0 }
  expect(checkDemands({ ...announced.attendance, checks })).toMatch(
    /^Once an hour, .* You have 1 minute 30 seconds to answer\. Answering .* takes no time back\./,
  )
  expect(checkDemands({ ...announced.attendance, checks: null })).toBe('')
})

test('excused faults of the platform are mentioned only if the policy excuses them', () => {
  expect(outageWords(announced.attendance)).toContain('up to 10 minutes')
  expect(outageWords({ ...announced.attendance, excuseOutages: false })).toBe('')
})

test('the three lines before the session: what to watch, what to do afterwards, and until when', () => {
  const several = {
    ...announced,
    attendance: { ...announced.attendance, checks: null },
    credits: [
      credit!,
      { ...credit!, minimumShare: 0.9, claimDays: 30, test: { minimumScore: 0.7, attempts: 1 } },
    ],
  }
  expect([watchDemand(announced), afterDemand(announced), claimDemand(announced)]).toEqual([
    'Watch at least 80% and answer the attention checks',
    'Complete the evaluation',
    'Claim within 90 days',
  ])
  expect([watchDemand(several), afterDemand(several), claimDemand(several)]).toEqual([
    'Watch up to 90%, depending on the credit body',
    'Complete the evaluation and pass the test',
    'Claim within 30 days',
  ])
  const checked = { ...several, attendance: announced.attendance }
  expect(watchDemand(checked)).toBe(
    'Watch up to 90%, depending on the credit body, and answer the attention checks',
  )
  const anyScore = { ...announced, credits: [{ ...credit!, test: { minimumScore: 0, attempts: null } }] }
  expect(afterDemand(anyScore)).toBe('Complete the evaluation and take the test')
  const free = { ...several, credits: [{ ...credit!, minimumShare: 0, evaluation: false, claimDays: null }] }
  expect([watchDemand(free), afterDemand(free), claimDemand(free)]).toEqual([
    'Credit is for the time you watch',
    'Nothing to fill in afterwards',
    'Claim your credit at any time',
  ])
})
