// Several sessions and claims in any order, against a second computation that counts minutes one by one.
import { readdirSync } from 'node:fs'
import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import type { CreditPolicy } from './creditPolicy.ts'
import { daysOf, earnedOf, type Learner, type PaidTime, timeFor, type WatchedSession } from './creditRules.ts'
import { learner, liveAt, minute, policyFile } from './testing/testCredit.ts'

const shipped = readdirSync(new URL('../../policies', import.meta.url))
  .filter((file) => file.endsWith('.json'))
  .map((file) => policyFile(file.slice(0, -'.json'.length)))
const measured = shipped.filter(
  ({ calculates, audience, board }) => calculates !== 'whole' && audience === 'learners' && board === null,
)
const start = Math.floor(liveAt / 86_400_000) * 86_400_000

interface Watched {
  activity: 'a' | 'b'
  /** Minutes since the start of the first day; sessions may overlap and run over midnight. */
  from: number
  /** Minute by minute: watched, or only possible. */
  minutes: boolean[]
}
const gaps = fc
  .array(fc.tuple(fc.boolean(), fc.integer({ min: 1, max: 150 })), { minLength: 1, maxLength: 5 })
  .map((runs) => runs.flatMap(([isWatched, count]) => Array<boolean>(count).fill(isWatched)))
const programmes: fc.Arbitrary<Watched[]> = fc.array(
  fc.record({
    activity: fc.constantFrom('a' as const, 'b' as const),
    from: fc.integer({ min: 0, max: 2 * 1440 }),
    minutes: gaps,
  }),
  { minLength: 1, maxLength: 5 },
)

const dayOf = (minutes: number): string => new Date(start + minutes * minute).toISOString().slice(0, 10)
const sessionOf = ({ from, minutes }: Watched, i: number): WatchedSession => {
  const at = start + from * minute
  const verdicts = minutes.flatMap((isWatched) => Array(6).fill(isWatched ? 'counted' : 'hall'))
  return {
    ...{ sessionId: `s${i}`, title: `Session ${i}`, liveAt: at, endedAt: at + verdicts.length * 10_000 },
    ...{ settled: true, verdicts, checks: { answered: 4, missed: 0 }, on: dayOf(from) },
  }
}

/** The minutes that count for a policy, by day: a session counts from its share on. */
function countedMinutes(sessions: readonly Watched[], policy: CreditPolicy): Map<number, string> {
  const all = new Set(sessions.flatMap(({ from, minutes }) => minutes.map((_, m) => from + m)))
  const seen = new Set(
    sessions.flatMap(({ from, minutes }) => minutes.flatMap((is, m) => (is ? [from + m] : []))),
  )
  const counted = new Map<number, string>()
  for (const { from, minutes } of sessions.toSorted((a, b) => (dayOf(a.from) < dayOf(b.from) ? -1 : 1))) {
    const own = minutes.filter(Boolean).length
    const [has, of] = policy.shareOf === 'session' ? [own, minutes.length] : [seen.size, all.size]
    if (own === 0 || has < Math.round(policy.minimumShare * 10_000) * of * 0.0001 - 1e-9) continue
    minutes.forEach((is, m) => {
      if (is && !counted.has(from + m)) counted.set(from + m, dayOf(from))
    })
  }
  return counted
}

/** What minutes are worth: steps are added one by one while there is time for another. */
function worth(minutes: readonly string[], policy: CreditPolicy): number {
  const { minutesPerUnit, step, rounding, least, dailyMaximum, evaluationMinutes } = policy
  let time = minutes.length > 0 ? evaluationMinutes : 0
  for (const day of new Set(minutes)) {
    const own = minutes.filter((each) => each === day).length
    time += dailyMaximum === null ? own : Math.min(own, dailyMaximum * minutesPerUnit)
  }
  const perStep = Math.round(step * 100) * minutesPerUnit
  let steps = 0
  while ((steps + (rounding === 'nearest' ? 0.5 : 1)) * perStep <= time * 100 + 1e-9) steps += 1
  const amount = (steps * Math.round(step * 100)) / 100
  return amount < least ? 0 : amount
}

const who = (policy: CreditPolicy, paid: PaidTime[]): Learner =>
  learner(policy.professions[0] ?? 'other', { paid })

/** The claim of everything that is left, as the server stores it. */
function claim(of: { id: string; sessions: WatchedSession[] }, policy: CreditPolicy, paid: PaidTime[]) {
  const activity = {
    id: of.id,
    designations: [
      { policyId: policy.id, maximum: 200, designatedAt: 1, number: '', per: 'activity' as const },
    ],
    test: [
      { id: 'q', kind: 'yes_no', prompt: '?', options: [], required: true, correct: ['yes'], feedback: '' },
    ],
  }
  const now = Math.max(...of.sessions.map(({ endedAt }) => endedAt!)) + minute
  const [earned] = earnedOf(activity as never, shipped, of.sessions, who(policy, paid), now)
  if (!earned) throw new Error(`${policy.id} gives nothing`)
  const amount = earned.result.earned
  const time = timeFor(amount, earned.own, [], policy)
  return { amount, paid: { activityId: of.id, policyId: policy.id, time, days: daysOf(time, earned.days) } }
}

const arrangements = fc.tuple(
  programmes,
  fc.constantFrom(...measured),
  fc.constantFrom(...measured),
  fc.boolean(),
)

test('claims in any order give what counting minutes gives, and no minute twice', () => {
  fc.assert(
    fc.property(arrangements, ([programme, first, second, isSame]) => {
      const policies = { a: first, b: isSame ? first : second }
      const ids = [...new Set(programme.map(({ activity }) => activity))]
      const delivered = new Set(
        programme.flatMap(({ from, minutes }) => minutes.flatMap((is, m) => (is ? [from + m] : []))),
      )
      const paid: PaidTime[] = []
      const before = new Set<number>()
      const daysBefore: string[] = []
      let spent = 0
      for (const id of ids) {
        const policy = policies[id]
        const own = programme.filter(({ activity }) => activity === id)
        const counted = countedMinutes(own, policy)
        const made = claim({ id, sessions: own.map(sessionOf) }, policy, paid)
        expect(made.amount).toBeLessThanOrEqual(worth([...counted.values()], policy))
        // What no earlier claim can have taken is never lost, but for the most of a day.
        const free = [...counted].filter(
          ([at, day]) => !before.has(at) && (policy.dailyMaximum === null || !daysBefore.includes(day)),
        )
        const shareHolds = policy.shareOf === 'session' || policy.minimumShare === 0 || paid.length === 0
        if (shareHolds)
          expect(made.amount).toBeGreaterThanOrEqual(
            worth(
              free.map(([, day]) => day),
              policy,
            ),
          )
        const tolerance = policy.rounding === 'nearest' ? policy.step / 2 : 0
        spent += (made.amount - tolerance) * policy.minutesPerUnit - policy.evaluationMinutes
        for (const [at, day] of counted) {
          before.add(at)
          if (policy.id === first.id) daysBefore.push(day)
        }
        paid.push(made.paid)
      }
      expect(spent).toBeLessThanOrEqual(delivered.size + 1e-6)
    }),
    { numRuns: 300 },
  )
})

test('the most of a day holds across activities, in whatever order they are claimed', () => {
  const policy = policyFile('eaccme')
  fc.assert(
    fc.property(programmes, fc.boolean(), (programme, isReversed) => {
      const ids = [...new Set(programme.map(({ activity }) => activity))].sort()
      const paid: PaidTime[] = []
      for (const id of isReversed ? ids.reverse() : ids) {
        const own = programme.filter(({ activity }) => activity === id).map(sessionOf)
        paid.push(claim({ id, sessions: own }, policy, paid).paid)
      }
      const byDay = Map.groupBy(
        paid.flatMap(({ days = [] }) => days),
        ([on]) => on,
      )
      for (const days of byDay.values())
        expect(days.reduce((sum, [, ms]) => sum + ms, 0)).toBeLessThanOrEqual(8 * 60 * minute)
    }),
  )
})
