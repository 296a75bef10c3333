// Everything that can be claimed together: whole, measured and by unit; breaks, dark stages, parallel sessions,
// sessions over midnight, a day's maximum, partial claims and revoked ones. Against a second computation, which
// cuts time at every border and asks of each piece who saw it and who has paid for it.
import { readdirSync } from 'node:fs'
import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import type { SlotVerdict } from './attendance.ts'
import type { Designation } from './credit.ts'
import type { CreditPolicy } from './creditPolicy.ts'
import { daysOf, earnedOf, type PaidTime, timeFor, type WatchedSession } from './creditRules.ts'
import { learner, liveAt, minute, policyFile } from './testing/testCredit.ts'

const shipped = readdirSync(new URL('../../policies', import.meta.url))
  .filter((file) => file.endsWith('.json'))
  .map((file) => policyFile(file.slice(0, -'.json'.length)))
  .filter(({ audience, board }) => audience === 'learners' && board === null)
const start = Math.floor(liveAt / 86_400_000) * 86_400_000
const verdicts = ['counted', 'excused', 'granted', 'hall', 'missed_check', 'break', 'off_air'] as const
const credits = new Set<SlotVerdict>(['counted', 'excused', 'granted'])
const impossible = new Set<SlotVerdict>(['break', 'off_air'])

interface Held {
  activity: 'a' | 'b'
  /** Minutes since the start of the first day. */
  from: number
  /** Minute by minute. */
  minutes: SlotVerdict[]
}
const programmes: fc.Arbitrary<Held[]> = fc.array(
  fc.record({
    activity: fc.constantFrom('a' as const, 'b' as const),
    from: fc.integer({ min: 0, max: 2 * 1440 }),
    minutes: fc
      .array(fc.tuple(fc.constantFrom(...verdicts), fc.integer({ min: 1, max: 200 })), {
        minLength: 1,
        maxLength: 5,
      })
      .map((runs) => runs.flatMap(([verdict, count]) => Array<SlotVerdict>(count).fill(verdict))),
  }),
  { minLength: 1, maxLength: 5 },
)
const ids = ['one', 'two', 'three']
/** Bodies that nobody has heard of: other rates, steps, shares and daily maximums than any shipped policy. */
const invented: fc.Arbitrary<CreditPolicy> = fc
  .record({
    id: fc.constantFrom(...ids),
    calculates: fc.constantFrom('measured' as const, 'whole' as const, 'by_unit' as const),
    minutesPerUnit: fc.constantFrom(15, 30, 45, 50, 60, 75),
    step: fc.constantFrom(0.01, 0.05, 0.1, 0.25, 0.5, 1),
    leastSteps: fc.integer({ min: 1, max: 3 }),
    rounding: fc.constantFrom('nearest' as const, 'down' as const),
    minimumShare: fc.constantFrom(0, 0.3333, 0.5, 0.8, 0.9, 0.95, 1),
    shareOf: fc.constantFrom('activity' as const, 'session' as const),
    dailyMaximum: fc.constantFrom(null, 0.5, 1, 2, 3.75),
    evaluationMinutes: fc.constantFrom(0, 7, 15),
    paidWith: fc.subarray(ids),
  })
  .map(({ leastSteps, ...one }) => ({
    ...policyFile('ama'),
    ...one,
    least: one.step * leastSteps,
    ...(one.calculates === 'whole' && { shareOf: 'activity', dailyMaximum: null, evaluationMinutes: 0 }),
  }))
const designations = fc.record({
  policy: fc.oneof(fc.constantFrom(...shipped), invented),
  maximum: fc.integer({ min: 1, max: 80 }).map((quarters) => quarters / 4),
  per: fc.constantFrom('activity' as const, 'session' as const, 'day' as const),
})

const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10)
const beginOf = ({ from }: Held): number => start + from * minute

const sessionOf = (held: Held, i: number): WatchedSession => {
  const at = beginOf(held)
  return {
    ...{ sessionId: `s${i}`, title: `Session ${i}`, liveAt: at, endedAt: at + held.minutes.length * minute },
    ...{ settled: true, checks: { answered: 4, missed: 0 }, on: dayOf(at) },
    verdicts: held.minutes.flatMap((verdict) => Array<SlotVerdict>(6).fill(verdict)),
  }
}

/** What a session shows at a moment; undefined where it does not run. */
const verdictAt = (held: Held, at: number): SlotVerdict | undefined =>
  held.minutes[Math.floor((at - beginOf(held)) / minute)]

/** Within one activity. */
const together = (one: CreditPolicy, other: CreditPolicy): boolean =>
  one.id !== other.id && (one.paidWith.includes(other.id) || other.paidWith.includes(one.id))

/** The amount that a part earns, piece by piece. */
function amountOf(
  policies: readonly CreditPolicy[],
  policy: CreditPolicy,
  maximum: number,
  part: readonly Held[],
  { activityId, paid }: { activityId: string; paid: readonly PaidTime[] },
): number {
  const taken = paid.filter(
    (each) =>
      each.activityId !== activityId || !together(policy, policies.find(({ id }) => id === each.policyId)!),
  )
  const borders = new Set([
    ...part.flatMap((held) => held.minutes.map((_, m) => beginOf(held) + m * minute)),
    ...part.map((held) => beginOf(held) + held.minutes.length * minute),
    ...taken.flatMap(({ time }) => time.flatMap(({ from, to }) => [from, to])),
  ])
  const sorted = [...borders].sort((a, b) => a - b)
  const pieces = sorted.slice(0, -1).map((from, i) => ({
    at: from,
    ms: sorted[i + 1]! - from,
    isTaken: taken.some(({ time }) => time.some((each) => each.from <= from && from < each.to)),
  }))
  const sum = (holds: (piece: (typeof pieces)[number]) => boolean) =>
    pieces.filter(holds).reduce((ms, piece) => ms + piece.ms, 0)
  const isSeen = (held: Held, at: number) => credits.has(verdictAt(held, at) ?? 'break')
  const isThere = (held: Held, at: number) => !impossible.has(verdictAt(held, at) ?? 'break')
  const enough = (has: number, of: number) =>
    has > 0 && has * 10_000 >= of * Math.round(policy.minimumShare * 10_000)
  const possible = sum(({ at }) => part.some((held) => isThere(held, at)))
  const seen = (free: boolean) =>
    sum(({ at, isTaken }) => !(free && isTaken) && part.some((held) => isSeen(held, at)))
  const steps = Math.round(policy.step * 100)
  const cap = Math.floor(Math.round(maximum * 100) / steps) * steps
  const given = (hundredths: number) => (hundredths < Math.round(policy.least * 100) ? 0 : hundredths / 100)
  if (policy.calculates === 'whole') return enough(seen(true), possible) ? given(cap) : 0
  const counts = part.filter((held) =>
    policy.shareOf === 'activity'
      ? enough(seen(false), possible)
      : enough(
          sum(({ at }) => isSeen(held, at)),
          sum(({ at }) => isThere(held, at)),
        ),
  )
  // A moment belongs to the earliest day of a session that counts.
  const byDay = new Map<string, number>()
  for (const { at, ms, isTaken } of pieces) {
    const days = counts.filter((held) => isSeen(held, at)).map((held) => dayOf(beginOf(held)))
    const [first] = days.sort()
    if (first !== undefined && !isTaken) byDay.set(first, (byDay.get(first) ?? 0) + ms)
  }
  let time = byDay.size > 0 ? policy.evaluationMinutes * minute : 0
  for (const [on, ms] of byDay) {
    const before = paid
      .filter(({ policyId }) => policyId === policy.id)
      .flatMap(({ days = [] }) => days)
      .reduce((all, [day, each]) => all + (day === on ? each : 0), 0)
    const most =
      policy.dailyMaximum === null ? Infinity : policy.dailyMaximum * policy.minutesPerUnit * minute
    time += Math.min(ms, Math.max(0, most - before))
  }
  const perStep = policy.minutesPerUnit * minute * policy.step
  let amount = 0
  const half = policy.rounding === 'nearest' ? 0.5 : 1
  while ((amount / steps + half) * perStep <= time + 1e-6 && amount < cap) amount += steps
  return given(amount)
}

interface Given {
  policy: CreditPolicy
  maximum: number
  per: 'activity' | 'session' | 'day'
}

function partsOf(of: Given, own: readonly (readonly [Held, number])[]): [id: string | undefined, Held[]][] {
  if (of.per === 'activity') return [[undefined, own.map(([held]) => held)]]
  if (of.per === 'session') return own.map(([held, i]) => [`s${i}`, [held]])
  const days = Map.groupBy(own, ([held]) => dayOf(beginOf(held)))
  return [...days].sort(([a], [b]) => (a < b ? -1 : 1)).map(([on, all]) => [on, all.map(([held]) => held)])
}

const everything = fc.record({
  programme: programmes,
  a: designations,
  b: designations,
  /** How much is claimed of each part: 0 nothing, 1 all, else one step less; and which claim is revoked. */
  claims: fc.array(fc.nat(3), { minLength: 10, maxLength: 10 }),
  revoked: fc.nat(9),
})

test('whatever is claimed, in parts, in other activities, or revoked, the rest is worth what its pieces are', () => {
  fc.assert(
    fc.property(everything, ({ programme, a, b: other, claims, revoked }) => {
      // One id, one policy.
      const b = other.policy.id === a.policy.id ? { ...other, policy: a.policy } : other
      const policies = [a.policy, b.policy]
      const indexed = programme.map((held, i) => [held, i] as const)
      let paid: PaidTime[] = []
      let turn = 0
      const work = (['a', 'b'] as const).flatMap((id) => {
        const own = indexed.filter(([held]) => held.activity === id)
        const of = { a, b }[id]
        return own.length > 0 ? partsOf(of, own).map(([partId, part]) => ({ id, of, own, partId, part })) : []
      })
      for (const { id, of, own, partId, part } of work) {
        const { policy, maximum, per } = of
        const designation: Designation = { policyId: policy.id, maximum, designatedAt: 1, number: '', per }
        const who = learner(policy.professions[0] ?? 'other', { paid })
        const sessions = own.map(([held, i]) => sessionOf(held, i))
        const test = [{ id: 'q' }] as never
        const found = earnedOf(
          { id, designations: [designation], test },
          policies,
          sessions,
          who,
          liveAt * 2,
        ).find(({ result }) => result.part?.id === partId)!
        const { earned } = found.result
        expect(earned).toBe(amountOf(policies, policy, maximum, part, { activityId: id, paid }))
        const how = claims[turn % claims.length]!
        const amount = how <= 1 || policy.calculates === 'whole' ? earned : Math.max(0, earned - policy.step)
        if (how !== 0 && amount > 0) {
          const time = timeFor(amount, found.own, [], policy)
          const claimed = { activityId: id, policyId: policy.id, ...(partId !== undefined && { partId }) }
          paid.push({ ...claimed, time, days: daysOf(time, found.days) })
        }
        if (turn === revoked) paid = paid.slice(1)
        turn += 1
      }
    }),
    { numRuns: 400 },
  )
})
