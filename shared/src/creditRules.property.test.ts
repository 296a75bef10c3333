import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { slotVerdicts } from './attendance.ts'
import type { CreditPolicy } from './creditPolicy.ts'
import type { WatchedSession } from './creditRules.ts'
import { learner, liveAt, minute, policyFile, resultOf } from './testing/testCredit.ts'
import { isCredited } from './watchTime.ts'

const stretch = fc
  .tuple(fc.constantFrom(...slotVerdicts), fc.integer({ min: 1, max: 200 }))
  .map(([verdict, count]) => Array.from({ length: count }, () => verdict))
/** Sessions that overlap more often than not, each with its own slots. */
const sessions: fc.Arbitrary<WatchedSession[]> = fc.array(
  fc
    .tuple(fc.integer({ min: 0, max: 3_600_000 }), fc.array(stretch, { maxLength: 6 }))
    .map(([offset, stretches]) => {
      const verdicts = stretches.flat()
      const at = liveAt + offset
      return {
        sessionId: 'x',
        title: 'X',
        liveAt: at,
        endedAt: at + verdicts.length * 10_000,
        settled: true,
        verdicts,
        checks: { answered: 0, missed: 0 },
      }
    }),
  { minLength: 1, maxLength: 4 },
)
const policies: fc.Arbitrary<CreditPolicy> = fc
  .record({
    minutesPerUnit: fc.constantFrom(45, 50, 60),
    step: fc.constantFrom(0.01, 0.1, 0.25, 0.5, 1),
    rounding: fc.constantFrom('nearest' as const, 'down' as const),
    least: fc.constantFrom(0, 0.25, 1),
    minimumShare: fc.constantFrom(0, 0.5, 0.8),
    shareOf: fc.constantFrom('session' as const, 'activity' as const),
  })
  .map((fields) => ({ ...policyFile('ama'), ...fields }))
const who = learner('physician')

/** Every credited ms once, counted the slow way. */
function creditedSeconds(all: readonly WatchedSession[]): number {
  const seconds = new Set<number>()
  for (const { liveAt: at, verdicts } of all)
    verdicts.forEach((verdict, slot) => {
      if (!isCredited(verdict)) return
      for (let second = 0; second < 10; second += 1) seconds.add(Math.round(at! / 1000) + slot * 10 + second)
    })
  return seconds.size
}

test('no moment is credited twice, however many sessions run in parallel', () => {
  fc.assert(
    fc.property(sessions, policies, (all, policy) => {
      // On whole seconds, so that they can be counted one by one.
      const onSeconds = all.map((each) => ({ ...each, liveAt: Math.floor(each.liveAt! / 1000) * 1000 }))
      const { earned } = resultOf({ policy, sessions: onSeconds, who })
      const exact = creditedSeconds(onSeconds) / 60 / policy.minutesPerUnit
      const tolerance = policy.rounding === 'nearest' ? policy.step / 2 : 0
      expect(earned).toBeLessThanOrEqual(exact + tolerance + 1e-9)
      if (policy.minimumShare === 0 && earned > 0)
        expect(earned).toBeGreaterThanOrEqual(exact - (tolerance || policy.step) - 1e-9)
    }),
  )
})

test('a session listed twice is worth what it is worth once', () => {
  fc.assert(
    fc.property(sessions, policies, (all, policy) => {
      const once = resultOf({ policy, sessions: all, who })
      expect(resultOf({ policy, sessions: [...all, ...all], who }).earned).toBe(once.earned)
    }),
  )
})

test('the order of sessions does not matter', () => {
  fc.assert(
    fc.property(sessions, policies, (all, policy) => {
      const { earned, amount } = resultOf({ policy, sessions: all, who })
      expect(resultOf({ policy, sessions: all.toReversed(), who })).toMatchObject({ earned, amount })
    }),
  )
})

test('credit is a multiple of the step, never above the maximum, and claimable only without a blocking reason', () => {
  fc.assert(
    fc.property(sessions, policies, fc.integer({ min: 1, max: 300 }), (all, policy, hundredths) => {
      const maximum = hundredths / 100
      const { earned, amount, eligible, reasons } = resultOf({ policy, sessions: all, who, maximum })
      expect(earned).toBeLessThanOrEqual(maximum)
      expect(Math.round(earned * 100) % Math.round(policy.step * 100)).toBe(0)
      expect(earned === 0 || earned >= policy.least).toBe(true)
      expect(eligible).toBe(!reasons.some(({ blocks }) => blocks))
      expect(amount).toBe(eligible ? earned : 0)
      if (eligible) expect(amount).toBeGreaterThan(0)
    }),
  )
})

test('one more minute watched never reduces credit if the minimum is reached', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 900 }),
      fc.integer({ min: 0, max: 60 }),
      policies,
      (few, more, by) => {
        const policy = { ...by, minimumShare: 0 }
        const amountFor = (slots: number) =>
          resultOf({
            policy,
            sessions: [
              {
                sessionId: 'x',
                title: 'X',
                liveAt,
                endedAt: liveAt + 160 * minute,
                settled: true,
                verdicts: Array.from({ length: 960 }, (_, slot) => (slot < slots ? 'counted' : 'hall')),
                checks: { answered: 0, missed: 0 },
              },
            ],
            who,
          }).earned
        expect(amountFor(few + more)).toBeGreaterThanOrEqual(amountFor(few))
      },
    ),
  )
})
