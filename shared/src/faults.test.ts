// Faults that come together: a failed node of one viewer's, breaks, a dark stage, the hall, and checks.
import { describe, expect, test } from '@jest/globals'
import type { AttendancePolicy } from './attendance.ts'
import { checkOutcomes, countOf, judge, type PersonFacts, type SessionFacts, withBit } from './watchTime.ts'

const liveAt = 1_800_000_000_000
const minute = 60_000
const at = (minutes: number): number => liveAt + minutes * minute
/** Slots of these minutes, `to` excluded. */
const minutes = (...stretches: [from: number, to: number][]): Uint8Array => {
  let bits: Uint8Array = new Uint8Array()
  for (const [from, to] of stretches)
    for (let slot = from * 6; slot < to * 6; slot += 1) bits = withBit(bits, slot)
  return bits
}
const policy: AttendancePolicy = {
  checks: { perHour: 3, answerSeconds: 60, extensionSeconds: 60, uncreditMinutes: 20 },
  excuseOutages: true,
  maxExcusedMinutes: 10,
}
/** An hour on air, in which the person's node fails in some minutes. */
function watched({
  down,
  seen,
  hall = [],
  ...of
}: { down: [number, number]; seen: Uint8Array; hall?: PersonFacts['hall'] } & Partial<SessionFacts>): {
  credited: number
  possible: number
} {
  const session: SessionFacts = {
    ...{ liveAt, until: at(60), breaks: [], onAir: minutes([0, 60]) },
    outages: [{ id: 'node', from: at(down[0]), to: at(down[1]) }],
    ...of,
  }
  const person = {
    present: seen,
    delivered: seen,
    hall,
    checks: [],
    proofs: [],
    overrides: [],
    outages: ['node'],
  }
  const { creditedSlots, possibleSlots } = countOf(judge(session, person, policy))
  return { credited: creditedSlots / 6, possible: possibleSlots / 6 }
}

describe('a node of one viewer fails', () => {
  const seen = minutes([0, 30], [40, 60])

  test('while the talk goes on: its minutes count, up to the bound', () => {
    expect(watched({ down: [30, 40], seen })).toEqual({ credited: 60, possible: 60 })
    expect(watched({ down: [30, 45], seen: minutes([0, 30], [45, 60]) })).toEqual({
      credited: 55,
      possible: 60,
    })
  })

  test('and a break begins before it is back: nobody can come back before the break ends', () => {
    const breaks = [{ from: at(35), to: at(45) }]
    const back = minutes([0, 30], [45, 60])
    expect(watched({ down: [30, 40], seen: back, breaks })).toEqual({ credited: 50, possible: 50 })
    expect(watched({ down: [30, 40], seen: minutes([0, 30], [47, 60]), breaks })).toEqual({
      credited: 43,
      possible: 50,
    })
  })

  test('and the stage goes dark before it is back: nobody can come back to a dark stage', () => {
    const onAir = minutes([0, 35], [45, 60])
    const back = minutes([0, 30], [45, 60])
    expect(watched({ down: [30, 40], seen: back, onAir })).toEqual({ credited: 50, possible: 50 })
  })

  test('while the stage is dark: whom it served keeps the place for when the talk goes on', () => {
    const onAir = minutes([0, 28], [30, 60])
    expect(watched({ down: [29, 35], seen: minutes([0, 28], [35, 60]), onAir })).toEqual({
      credited: 58,
      possible: 58,
    })
    // Who had left before the stage went dark has no place to keep.
    expect(watched({ down: [29, 35], seen: minutes([0, 20], [35, 60]), onAir })).toEqual({
      credited: 45,
      possible: 58,
    })
  })

  test('while the person is in the hall: those minutes are the hall’s', () => {
    const hall: PersonFacts['hall'] = [[at(32), at(36)]]
    expect(watched({ down: [30, 40], seen, hall })).toEqual({ credited: 56, possible: 60 })
    expect(watched({ down: [30, 40], seen, hall: [[at(25), at(45)]] })).toEqual({
      credited: 40,
      possible: 60,
    })
  })
})

describe('a check whose time the end of the talk cuts short', () => {
  const seen = minutes([0, 58])
  const sent = { check: 0, window: 0, sentAt: at(58) - 5000, dueAt: at(59) - 5000, answeredAt: null }
  const person = (facts: Partial<PersonFacts> = {}): PersonFacts => ({
    ...{ present: seen, delivered: seen, hall: [], checks: [sent], proofs: [], overrides: [] },
    ...facts,
  })
  const dark: SessionFacts = {
    ...{ liveAt, until: at(62), breaks: [], onAir: minutes([0, 58]), outages: [] },
  }
  const outcome = (session: SessionFacts, facts: Partial<PersonFacts> = {}) =>
    checkOutcomes(session, person(facts), policy).map((each) => each.outcome)

  test('costs nothing, whether a break, a dark stage or the end follows', () => {
    const onBreak = { ...dark, onAir: minutes([0, 62]), breaks: [{ from: at(58), to: null }] }
    const ended = { ...dark, until: at(58) }
    for (const session of [dark, onBreak, ended]) {
      expect(outcome(session)).toEqual(['open'])
      expect(countOf(judge(session, person(), policy)).creditedSlots).toBe(58 * 6)
    }
  })

  test('one whose time was over before the stage went dark is missed', () => {
    const early = { ...sent, sentAt: at(56), dueAt: at(57) }
    expect(outcome(dark, { checks: [early] })).toEqual(['missed'])
    // Silent when it was due, and to the end.
    expect(outcome(dark, { checks: [early], present: minutes([0, 55]) })).toEqual(['missed'])
  })

  test('a stage that is lit again takes nothing from it', () => {
    const lit = { ...dark, onAir: minutes([0, 58], [61, 62]) }
    expect(outcome(lit, { present: minutes([0, 58], [61, 62]) })).toEqual(['missed'])
  })
})

test('what an earlier version froze is judged as it was then', () => {
  const session: SessionFacts = {
    ...{ liveAt, until: at(60), breaks: [{ from: at(35), to: at(45) }], onAir: minutes([0, 60]) },
    outages: [{ id: 'node', from: at(30), to: at(40) }],
    isFormer: true,
  }
  const seen = minutes([0, 30], [45, 60])
  const person = {
    present: seen,
    delivered: seen,
    hall: [],
    checks: [],
    proofs: [],
    overrides: [],
    outages: ['node'],
  }
  expect(countOf(judge(session, person, policy))).toEqual({ creditedSlots: 270, possibleSlots: 300 })
})
