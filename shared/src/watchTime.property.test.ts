import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import type { AttendancePolicy, SlotVerdict } from './attendance.ts'
import { checkOutcomes } from './attentionChecks.ts'
import {
  countOf,
  hasBit,
  isCredited,
  judge,
  type PersonFacts,
  type SessionFacts,
  withBit,
} from './watchTime.ts'

const liveAt = 1_800_000_000_000
const slots = 120
const endMs = slots * 10_000
const slotList = fc.array(fc.integer({ min: 0, max: slots + 10 }), { maxLength: 160 })
const bitsOf = (marks: readonly number[]): Uint8Array => marks.reduce(withBit, new Uint8Array())
const moment = fc.integer({ min: -60_000, max: endMs + 60_000 }).map((ms) => liveAt + ms)
const interval = fc
  .tuple(moment, fc.integer({ min: 0, max: 300_000 }))
  .map(([from, length]) => ({ from, to: from + length }))
const always = bitsOf(Array.from({ length: slots }, (_, slot) => slot))
const scattered = slotList.map(bitsOf)
/** Long stretches with gaps, as in real attendance. */
const stretches = fc
  .array(fc.tuple(fc.nat(slots), fc.nat(60)), { minLength: 1, maxLength: 4 })
  .map((all) =>
    bitsOf(all.flatMap(([from, length]) => Array.from({ length }, (_, i) => Math.min(from + i, slots)))),
  )
const watched = fc.oneof(
  { weight: 2, arbitrary: fc.constant(always) },
  { weight: 2, arbitrary: stretches },
  { weight: 1, arbitrary: scattered },
)
const policies: fc.Arbitrary<AttendancePolicy> = fc.record({
  checks: fc.record({
    perHour: fc.constant(3),
    answerSeconds: fc.constant(60),
    extensionSeconds: fc.constant(60),
    uncreditMinutes: fc.integer({ min: 0, max: 8 }),
  }),
  excuseOutages: fc.boolean(),
  maxExcusedMinutes: fc.integer({ min: 0, max: 4 }),
})
const sessions: fc.Arbitrary<SessionFacts> = fc.record({
  liveAt: fc.constant(liveAt),
  until: fc.oneof(fc.constant(endMs), fc.integer({ min: 0, max: endMs })).map((ms) => liveAt + ms),
  breaks: fc.array(interval, { maxLength: 2 }),
  onAir: watched,
  outages: fc.array(
    fc
      .tuple(interval, fc.constantFrom(undefined, 'one server', 'another server'))
      .map(([of, id]) => ({ ...of, ...(id && { id }) })),
    { maxLength: 3 },
  ),
})
const checks = fc.array(
  fc
    .tuple(
      fc.integer({ min: 0, max: endMs - 60_000 }),
      fc.integer({ min: 10_000, max: 120_000 }),
      fc.option(fc.nat(100_000), { freq: 1 }),
    )
    .map(([sent, length, answer]) => ({
      check: 0,
      sentAt: liveAt + sent,
      dueAt: liveAt + sent + length,
      answeredAt: answer === null ? null : liveAt + sent + Math.min(answer, length),
    })),
  { maxLength: 4 },
)
const people: fc.Arbitrary<PersonFacts> = fc.record({
  present: watched,
  delivered: watched,
  hall: fc.array(
    interval.map(({ from, to }): [number, number] => [from, to]),
    { maxLength: 2 },
  ),
  checks,
  proofs: fc.array(moment, { maxLength: 3 }),
  overrides: fc.array(fc.record({ from: fc.nat(slots), to: fc.nat(slots), credited: fc.boolean() }), {
    maxLength: 2,
  }),
  outages: fc.subarray(['one server', 'another server']),
})
const runs = { numRuns: 500 }
const credited = (verdicts: readonly SlotVerdict[]): number => countOf(verdicts).creditedSlots

test('credit never exceeds the time that was delivered, excused or granted', () => {
  fc.assert(
    fc.property(sessions, people, policies, (session, person, policy) => {
      const verdicts = judge(session, person, policy)
      verdicts.forEach((verdict, slot) => {
        if (!isCredited(verdict)) return
        const granted = person.overrides.some(
          ({ from, to, credited }) => credited && from <= slot && slot < to,
        )
        const begin = liveAt + slot * 10_000
        const failed = session.outages.some(({ from, to }) => from < begin + 10_000 && to > begin)
        const seen = hasBit(person.present, slot) && hasBit(person.delivered, slot)
        expect(seen || granted || (policy.excuseOutages && failed)).toBe(true)
      })
      const excused = verdicts.filter((verdict) => verdict === 'excused').length
      expect(excused).toBeLessThanOrEqual(policy.maxExcusedMinutes * 6)
    }),
    runs,
  )
})

test('a failed server excuses only people whom it served', () => {
  fc.assert(
    fc.property(sessions, people, policies, (session, person, policy) => {
      const others = session.outages.filter(({ id }) => id === undefined || person.outages!.includes(id))
      expect(judge(session, person, policy)).toEqual(judge({ ...session, outages: others }, person, policy))
    }),
    runs,
  )
})

test('nobody is excused who was not credited before', () => {
  fc.assert(
    fc.property(sessions, people, policies, (session, person, policy) => {
      const verdicts = judge(session, person, policy)
      verdicts.forEach((verdict, slot) => {
        if (verdict === 'excused') expect(verdicts.slice(0, slot).some(isCredited)).toBe(true)
      })
    }),
    runs,
  )
})

test('a dark stage is neither possible nor credited, whatever fails or is granted', () => {
  fc.assert(
    fc.property(sessions, people, policies, (session, person, policy) => {
      judge(session, person, policy).forEach((verdict, slot) => {
        if (!hasBit(session.onAir, slot)) expect(['off_air', 'break']).toContain(verdict)
      })
    }),
    runs,
  )
})

test('time in the hall never counts unless the CE office grants it', () => {
  fc.assert(
    fc.property(sessions, people, policies, (session, person, policy) => {
      const [visit] = person.hall
      if (!visit) return
      judge(session, person, policy).forEach((verdict, slot) => {
        const begin = liveAt + slot * 10_000
        const inside = Math.min(visit[1]!, begin + 10_000, session.until) - Math.max(visit[0], begin)
        if (inside >= 5000) expect(['counted', 'excused']).not.toContain(verdict)
      })
    }),
    runs,
  )
})

test('marks in any order, repeated, and from any number of devices give the same verdicts', () => {
  const marks = fc.array(fc.tuple(fc.integer({ min: 0, max: slots }), fc.boolean()), { maxLength: 200 })
  fc.assert(
    fc.property(
      marks,
      fc.infiniteStream(fc.nat(3)),
      sessions,
      people,
      policies,
      (all, random, session, person, policy) => {
        const facts = (some: typeof all): PersonFacts => ({
          ...person,
          present: bitsOf(some.filter(([, isBeat]) => isBeat).map(([slot]) => slot)),
          delivered: bitsOf(some.filter(([, isBeat]) => !isBeat).map(([slot]) => slot)),
        })
        const keyed = [...all, ...all].map((mark) => ({ mark, by: random.next().value as number }))
        const shuffled = keyed.toSorted((a, b) => a.by - b.by).map(({ mark }) => mark)
        expect(judge(session, facts(shuffled), policy)).toEqual(judge(session, facts(all), policy))
      },
    ),
    runs,
  )
})

test('one more beat or delivery never lowers credit if no check is missed', () => {
  fc.assert(
    fc.property(sessions, people, policies, watched, watched, (session, person, policy, beats, media) => {
      const add = (bits: Uint8Array, more: Uint8Array): Uint8Array =>
        Uint8Array.from(
          { length: Math.max(bits.length, more.length) },
          (_, i) => (bits[i] ?? 0) | (more[i] ?? 0),
        )
      const before = { ...person, checks: [] }
      const after = {
        ...before,
        present: add(person.present, beats),
        delivered: add(person.delivered, media),
      }
      expect(credited(judge(session, after, policy))).toBeGreaterThanOrEqual(
        credited(judge(session, before, policy)),
      )
    }),
    runs,
  )
})

/**
 * Two numbers per check, so that checks do not overlap: which block of twelve slots, and where in its first
 * half.
 */
const due = fc.uniqueArray(fc.nat(8), { minLength: 1, maxLength: 6 }).map((all) => all.sort((x, y) => x - y))
const ask = (window: number, slot: number, more: Partial<PersonFacts['checks'][number]> = {}) => ({
  check: 0,
  window,
  sentAt: liveAt + slot * 10_000 + 3000,
  dueAt: liveAt + (slot + 4) * 10_000 + 3000,
  answeredAt: null,
  ...more,
})
const without = (bits: Uint8Array, silent: readonly number[]): Uint8Array => {
  const copy = bits.slice()
  for (const slot of silent) if (slot < slots) copy[slot >> 3]! &= ~(0x80 >> (slot & 7))
  return copy
}
const wholeSession = { liveAt, until: liveAt + endMs, breaks: [], onAir: always, outages: [] }

test('silence never earns more than being there and missing the same checks, however often they are sent again', () => {
  const again = fc.array(fc.tuple(fc.nat(8), fc.nat(slots), fc.boolean()), { maxLength: 8 })
  const any = { sessions, people, policies }
  fc.assert(
    fc.property(
      any.sessions,
      any.people,
      any.policies,
      due,
      slotList,
      again,
      (session, person, policy, all, silent, more) => {
        const checks = all.map((window) => ask(window, window * 12))
        const overlooking = { ...person, checks, proofs: [], overrides: [] }
        const sendings = more
          .filter(([window, slot]) => all.includes(window) && slot > window * 12 + 4)
          .map(([window, slot, unsent]) => ask(window, slot, { unsent }))
          .sort((one, other) => one.sentAt - other.sentAt)
        const silenced = {
          ...overlooking,
          present: without(person.present, silent),
          checks: [...checks, ...sendings].map((check, i) => ({ ...check, check: i })),
        }
        expect(credited(judge(session, silenced, policy))).toBeLessThanOrEqual(
          credited(judge(session, overlooking, policy)),
        )
      },
    ),
    runs,
  )
})

test('a person who loses the connection at any checks and answers on return loses only the silent slots', () => {
  fc.assert(
    fc.property(policies, due, slotList, (policy, all, silent) => {
      const gone = new Set(silent.filter((slot) => slot < slots - 6))
      const checks = all.flatMap((window) => {
        const first = ask(window, window * 12)
        const time = [0, 1, 2, 3, 4].map((i) => window * 12 + i)
        if (!time.some((slot) => gone.has(slot))) return [{ ...first, answeredAt: first.sentAt + 2000 }]
        // Sent again in the next slot with a beat.
        const back = Array.from({ length: slots }, (_, slot) => slot).find(
          (slot) => slot > window * 12 + 4 && !gone.has(slot),
        )!
        const sentAt = liveAt + back * 10_000
        return [first, ask(window, back, { sentAt, answeredAt: sentAt + 2000 })]
      })
      const person = {
        present: without(always, [...gone]),
        delivered: always,
        hall: [],
        proofs: [],
        overrides: [],
        checks,
      }
      const lost =
        credited(judge(wholeSession, { ...person, present: always, checks: [] }, policy)) -
        credited(judge(wholeSession, person, policy))
      expect(lost).toBe(gone.size)
    }),
    runs,
  )
})

test('a missed check takes back at most its bound, and nothing from before the last proof', () => {
  fc.assert(
    fc.property(sessions, people, policies, checks, (session, person, policy, sent) => {
      const facts = { ...person, checks: sent, overrides: [] }
      const missed = checkOutcomes(session, facts, policy)
        .map(({ outcome }, i) => ({ outcome, ...sent[i]! }))
        .filter(({ outcome }) => outcome === 'missed')
      const taken = judge(session, facts, policy).flatMap((verdict, slot) =>
        verdict === 'missed_check' ? slot : [],
      )
      expect(taken.length).toBeLessThanOrEqual(missed.length * policy.checks!.uncreditMinutes * 6)
      const answers = sent.flatMap(({ answeredAt }) => answeredAt ?? [])
      for (const slot of taken) {
        const end = liveAt + (slot + 1) * 10_000
        const blamed = missed.some(({ sentAt, dueAt }) => {
          const proofs = [...person.proofs, ...answers].filter((at) => at < sentAt)
          return end - 10_000 <= dueAt && proofs.every((at) => at < end - 10_000)
        })
        expect(blamed).toBe(true)
      }
    }),
    runs,
  )
})

test('while the session runs a postponed check takes nothing', () => {
  fc.assert(
    fc.property(sessions, people, policies, checks, (session, person, policy, sent) => {
      // Nobody is there in the slots in which checks are sent.
      const present = without(
        person.present,
        sent.map(({ sentAt }) => Math.floor((sentAt - liveAt) / 10_000)),
      )
      const unanswered = sent.map((check) => ({ ...check, answeredAt: null }))
      const facts = { ...person, present, checks: unanswered }
      const running = { ...session, running: true }
      expect(judge(running, facts, policy)).toEqual(judge(running, { ...facts, checks: [] }, policy))
    }),
    runs,
  )
})
