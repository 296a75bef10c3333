import { describe, expect, test } from '@jest/globals'
import type { AttendancePolicy, SlotVerdict } from './attendance.ts'
import {
  countOf,
  gapsOf,
  isCredited,
  isPossible,
  judge,
  type PersonFacts,
  type SessionFacts,
  withBit,
} from './watchTime.ts'

const liveAt = 1_800_000_000_000
/** The beginning of a slot, or a moment within it. */
const at = (slot: number, ms = 0): number => liveAt + slot * 10_000 + ms
const bits = (...slots: number[]): Uint8Array => slots.reduce(withBit, new Uint8Array())
const from = (first: number, count: number): number[] => Array.from({ length: count }, (_, i) => first + i)

const policy: AttendancePolicy = {
  checks: { perHour: 3, answerSeconds: 60, extensionSeconds: 60, uncreditMinutes: 1 },
  excuseOutages: true,
  maxExcusedMinutes: 1,
}
/** Ten slots, always on air. */
const session = (facts: Partial<SessionFacts> = {}): SessionFacts => ({
  liveAt,
  until: at(10),
  breaks: [],
  onAir: bits(...from(0, 400)),
  outages: [],
  ...facts,
})
/** Always there. */
const person = (facts: Partial<PersonFacts> = {}): PersonFacts => ({
  present: bits(...from(0, 400)),
  delivered: bits(...from(0, 400)),
  hall: [],
  checks: [],
  proofs: [],
  overrides: [],
  ...facts,
})
const letters: Record<SlotVerdict, string> = {
  break: 'b',
  off_air: 'o',
  counted: 'C',
  excused: 'E',
  granted: 'G',
  not_joined: 'j',
  not_watching: 'w',
  not_on_stage: 's',
  no_media: 'm',
  connection_lost: 'l',
  hall: 'h',
  missed_check: 'k',
  withdrawn: 'd',
}
/** One letter per slot. */
const judged = (
  ofSession: Partial<SessionFacts>,
  ofPerson: Partial<PersonFacts>,
  by: Partial<AttendancePolicy> = {},
): string =>
  judge(session(ofSession), person(ofPerson), { ...policy, ...by })
    .map((verdict) => letters[verdict])
    .join('')
const nobody = { present: bits(), delivered: bits() }

describe('what counts', () => {
  test('a slot counts if the page was there and media reached it', () => {
    expect(judged({}, {})).toBe('CCCCCCCCCC')
  })

  test('perfect beats without media earn nothing', () => {
    expect(judged({}, { delivered: bits() })).toBe('mmmmmmmmmm')
  })

  test('media without a beat earns nothing', () => {
    expect(judged({}, { present: bits() })).toBe('wwwwwwwwww')
  })

  test('outside the first and last sign the person had not joined; between them the connection was lost', () => {
    const seen = { present: bits(3, 4), delivered: bits(2, 3, 7) }
    expect(judged({}, seen)).toBe('jjwCmllljj')
    expect(judged({}, nobody)).toBe('jjjjjjjjjj')
  })

  test('media arriving around a lost connection is part of it', () => {
    const seen = { present: bits(0, 1, 6, 7, 8, 9), delivered: bits(0, 1, 2, 5, 6, 7, 8, 9) }
    expect(judged({}, seen)).toBe('CCllllCCCC')
    // A person who turned away for a while loses only that.
    expect(judged({}, { present: bits(0, 1, 6, 7, 8, 9) })).toBe('CCwwwwCCCC')
    // A dark stage is not a lost connection.
    expect(judged({ onAir: bits(0, 1, 2, 5, 6, 7, 8, 9) }, seen)).toBe('CCwoowCCCC')
  })

  test('a slot is judged only if it has most of its time', () => {
    expect(judged({ until: at(3, 4999) }, {})).toBe('CCC')
    expect(judged({ until: at(3, 5000) }, {})).toBe('CCCC')
    expect(judged({ until: liveAt }, {})).toBe('')
    expect(judged({ until: liveAt - 60_000 }, {})).toBe('')
  })

  test('with nothing on air, nobody could gain or lose anything', () => {
    expect(judged({ onAir: bits(0, 1, 8, 9) }, {})).toBe('CCooooooCC')
    expect(judged({ onAir: bits() }, nobody)).toBe('oooooooooo')
  })
})

describe('breaks', () => {
  test.each([
    ['of whole slots', at(2), at(4), 'CCbbCCCCCC'],
    ['that has most of a slot at either end', at(2, 4999), at(5, 5001), 'CCbbbbCCCC'],
    ['that has half of a slot: live time it is', at(2, 5000), at(4, 5000), 'CCCbCCCCCC'],
    ['that is shorter than half a slot', at(2, 1000), at(2, 5000), 'CCCCCCCCCC'],
    ['that is still open', at(7), null, 'CCCCCCCbbb'],
  ])('one %s', (_, begin, end, verdicts) => {
    expect(judged({ breaks: [{ from: begin, to: end }] }, {})).toBe(verdicts)
  })

  test('a break in a shortened last slot leaves it live time only if most of a slot remains', () => {
    const until = at(3, 6000)
    expect(judged({ until, breaks: [{ from: at(3, 1000), to: at(3, 3000) }] }, {})).toBe('CCCb')
    expect(judged({ until, breaks: [{ from: at(3, 1000), to: at(3, 2000) }] }, {})).toBe('CCCC')
    expect(judged({ until, breaks: [{ from: at(3, 5000), to: null }] }, {})).toBe('CCCC')
    expect(judged({ until, breaks: [{ from: at(3, 4999), to: null }] }, {})).toBe('CCCb')
  })

  test('two short breaks in one slot add up', () => {
    const breaks = [
      { from: at(3), to: at(3, 3000) },
      { from: at(3, 6000), to: at(3, 9000) },
    ]
    expect(judged({ breaks }, {})).toBe('CCCbCCCCCC')
  })

  test('neither an outage nor the CE office makes a break count', () => {
    const facts = { breaks: [{ from: at(2), to: at(5) }], outages: [{ from: at(2), to: at(4) }] }
    expect(judged(facts, { overrides: [{ from: 0, to: 10, credited: true }] })).toBe('GGbbbGGGGG')
  })
})

describe('the exhibit hall', () => {
  test.each([
    ['two slots', at(3), at(5), 'CCChhCCCCC'],
    ['half of a slot', at(3, 2000), at(3, 7000), 'CCChCCCCCC'],
    ['less than half of one', at(3, 2000), at(3, 6999), 'CCCCCCCCCC'],
    ['until now', at(8), null, 'CCCCCCCChh'],
  ])('a visit of %s does not count, though another device watches', (_, begin, end, verdicts) => {
    expect(judged({}, { hall: [[begin, end]] })).toBe(verdicts)
  })

  test('in a shortened last slot, most of the rest is what matters', () => {
    const until = at(3, 5000)
    expect(judged({ until }, { hall: [[at(3, 2500), at(4)]] })).toBe('CCCh')
    expect(judged({ until }, { hall: [[at(3, 2501), at(4)]] })).toBe('CCCC')
  })

  test('the hall is the reason, whatever else is missing', () => {
    expect(judged({}, { ...nobody, hall: [[at(3), at(5)]] })).toBe('jjjhhjjjjj')
  })

  test('an outage does not excuse it', () => {
    const outages = [{ from: at(2), to: at(8) }]
    expect(judged({ outages }, { present: bits(0, 1), hall: [[at(4), at(6)]] })).toBe('CCEEhhEEww')
  })
})

describe('outages', () => {
  const outages = [{ from: at(4), to: at(7) }]
  const away = { present: bits(0, 1, 2, 3, 8, 9), delivered: bits(0, 1, 2, 3, 8, 9) }

  test('a person credited right before is excused while it lasts, and no longer', () => {
    expect(judged({ outages }, away)).toBe('CCCCEEElCC')
  })

  test('a slot that it only touches is excused, too', () => {
    expect(judged({ outages: [{ from: at(3, 9999), to: at(7, 1) }] }, away)).toBe('CCCCEEEECC')
  })

  test('a dark stage earns nothing for anyone, whatever failed', () => {
    const onAir = bits(0, 1, 2, 3, 7, 8, 9)
    expect(judged({ outages, onAir }, away)).toBe('CCCCooolCC')
    expect(judged({ outages, onAir }, {})).toBe('CCCCoooCCC')
    expect(judged({ outages, onAir }, nobody)).toBe('jjjjooojjj')
  })

  test('an outage that begins in the dark excuses nobody once the stage is lit again', () => {
    const onAir = bits(0, 1, 6, 7, 8, 9)
    const long = [{ from: at(5), to: at(9) }]
    expect(judged({ outages: long, onAir }, { present: bits(0, 1, 9), delivered: bits(0, 1, 9) })).toBe(
      'CCoooolllC',
    )
  })

  test.each([
    ['the last slot before', [3], 'EEE'],
    ['the last but one', [2], 'EEE'],
    ['the one before that', [1], 'EEE'],
    ['none of the three slots before', [0], 'jjj'],
    ['only the slot in which it began', [4], 'Cjj'],
  ])('credited in %s', (_, slots, verdicts) => {
    const seen = { present: bits(...slots), delivered: bits(...slots) }
    expect(judged({ outages }, seen).slice(4, 7)).toBe(verdicts)
  })

  test('a person who had just come when it began is excused: the slot in which it began was theirs', () => {
    const killed = [{ from: at(4, 6000), to: at(7) }]
    const justCome = { present: bits(4, 8, 9), delivered: bits(4, 8, 9) }
    expect(judged({ outages: killed }, justCome)).toBe('jjjjCEElCC')
    // A person who came in none of its slots, or only afterwards, lost nothing.
    expect(judged({ outages: killed }, { present: bits(7, 8), delivered: bits(7, 8) })).toBe('jjjjjjjCCj')
  })

  test('one that begins in a break excuses people still served by the failed server once the talk resumes', () => {
    const breaks = [{ from: at(1), to: at(5) }]
    const server = [{ id: 'server', from: at(4), to: at(7) }]
    const back = { present: bits(0, 7, 8, 9), delivered: bits(0, 7, 8, 9) }
    expect(judged({ breaks, outages: server }, { ...back, outages: ['server'] })).toBe('CbbbbEECCC')
    expect(judged({ breaks, outages: server }, back)).toBe('CbbbbllCCC')
    // For a node, it is unknown whom it served in the break.
    expect(judged({ breaks, outages: [{ from: at(4), to: at(7) }] }, back)).toBe('CbbbbllCCC')
  })

  test('a person not credited before is not excused, even if the page was there', () => {
    expect(judged({ outages }, { delivered: bits() })).toBe('mmmmmmmmmm')
    expect(judged({ outages }, { present: bits(), hall: [[at(0), at(4)]] })).toBe('hhhhwwwwww')
  })

  test('no more is excused than the policy allows for a session, over all outages', () => {
    const two = [
      { from: at(2), to: at(6) },
      { from: at(7), to: at(10) },
    ]
    const seen = { present: bits(0, 1, 6), delivered: bits(0, 1, 6) }
    expect(judged({ outages: two }, seen)).toBe('CCEEEECEEj')
    expect(judged({ outages: two }, seen, { maxExcusedMinutes: 0 })).toBe('CCllllCjjj')
  })

  test('slots that count anyway use up none of the allowance', () => {
    const seen = { present: bits(0, 1, 2, 3, 4), delivered: bits(0, 1, 2, 3, 4) }
    expect(judged({ outages: [{ from: at(1), to: at(10) }] }, seen, { maxExcusedMinutes: 1 })).toBe(
      'CCCCCEEEEE',
    )
  })

  test('a person not back within a minute has given up their place; at the end of the session nobody can be', () => {
    const short = [{ from: at(2), to: at(3) }]
    const gone = { present: bits(0, 1), delivered: bits(0, 1) }
    expect(judged({ outages: short }, gone)).toBe('CCjjjjjjjj')
    const back = bits(0, 1, 8)
    expect(judged({ outages: short }, { present: back, delivered: back })).toBe('CCElllllCj')
    const late = bits(0, 1, 9)
    expect(judged({ outages: short }, { present: late, delivered: late })).toBe('CClllllllC')
    expect(judged({ outages: [{ from: at(2), to: at(5) }] }, gone)).toBe('CCEEEjjjjj')
  })

  test('an outage of one server excuses only the people it served', () => {
    const one = [{ from: at(4), to: at(7), id: 'one' }]
    expect(judged({ outages: one }, { ...away, outages: ['one'] })).toBe('CCCCEEElCC')
    expect(judged({ outages: one }, { ...away, outages: ['two'] })).toBe('CCCCllllCC')
    expect(judged({ outages: one }, away)).toBe('CCCCllllCC')
  })

  test('one outage after another excuses a person excused in the first', () => {
    const two = [
      { from: at(2), to: at(4) },
      { from: at(4), to: at(6) },
    ]
    expect(judged({ outages: two }, { present: bits(0, 1), delivered: bits(0, 1) })).toBe('CCEEEEjjjj')
  })

  test('if the policy excuses none, none is excused', () => {
    expect(judged({ outages }, away, { excuseOutages: false })).toBe('CCCCllllCC')
  })
})

describe('overrides', () => {
  test('granted minutes count, whatever was missing; withdrawn minutes do not, whatever was there', () => {
    const overrides = [{ from: 2, to: 5, credited: true }]
    expect(judged({}, { ...nobody, hall: [[at(4), at(6)]], overrides })).toBe('jjGGGhjjjj')
    expect(judged({}, { overrides: [{ from: 2, to: 5, credited: false }] })).toBe('CCdddCCCCC')
  })

  test('the last override wins', () => {
    const overrides = [
      { from: 2, to: 8, credited: true },
      { from: 4, to: 6, credited: false },
      { from: 5, to: 6, credited: true },
    ]
    expect(judged({}, { overrides })).toBe('CCGGdGGGCC')
  })

  test('they override a missed check and an outage', () => {
    const facts = { outages: [{ from: at(6), to: at(8) }] }
    const missed = {
      checks: [{ check: 0, sentAt: at(2), dueAt: at(4), answeredAt: null }],
      overrides: [
        { from: 2, to: 4, credited: true },
        { from: 6, to: 7, credited: false },
      ],
    }
    expect(judged(facts, missed)).toBe('kkGGkCdCCC')
  })

  test('nothing can be granted while nothing was on air', () => {
    expect(judged({ onAir: bits(0, 1) }, { overrides: [{ from: 0, to: 10, credited: true }] })).toBe(
      'GGoooooooo',
    )
  })
})

test('counted, excused and granted slots are credited; breaks and silence are not possible', () => {
  const all = Object.keys(letters) as SlotVerdict[]
  expect(all.filter(isCredited)).toEqual(['counted', 'excused', 'granted'])
  expect(all.filter((verdict) => !isPossible(verdict))).toEqual(['break', 'off_air'])
  expect(countOf(all)).toEqual({ creditedSlots: 3, possibleSlots: 11 })
  expect(countOf([])).toEqual({ creditedSlots: 0, possibleSlots: 0 })
})

test('gaps are possible time without credit; neighbours with one reason are one gap', () => {
  const verdicts: SlotVerdict[] = [
    'not_joined',
    'not_joined',
    'counted',
    'hall',
    'no_media',
    'no_media',
    'break',
    'no_media',
    'off_air',
    'excused',
  ]
  expect(gapsOf(verdicts, liveAt)).toEqual([
    { from: at(0), to: at(2), reason: 'not_joined' },
    { from: at(3), to: at(4), reason: 'hall' },
    { from: at(4), to: at(6), reason: 'no_media' },
    { from: at(7), to: at(8), reason: 'no_media' },
  ])
  expect(gapsOf(['counted', 'break'], liveAt)).toEqual([])
})
