import { describe, expect, test } from '@jest/globals'
import { isExcluded, notCleared } from './clearance.ts'
import {
  type Decided,
  type DisclosureAct,
  decisionProblem,
  disclosureFor,
  formProblem,
  keyOf,
  natureWords,
  onFile,
  partState,
  type Signed,
  validUntil,
} from './disclosureRules.ts'
import { type Decision, type DisclosedRelationship, natures } from './disclosures.ts'
import type { Disclosure, Session } from './program.ts'

const dayMs = 86_400_000
const now = Date.UTC(2026, 10, 30, 12)
const today = '2026-11-30'
const part = { sessionId: 's', part: 'speaker' } as const
const relationship = (fields: Partial<DisclosedRelationship> = {}): DisclosedRelationship => ({
  company: 'Acme',
  nature: 'consultant',
  isTraded: false,
  endedOn: null,
  ...fields,
})
const signed = (relationships: DisclosedRelationship[] = [], at = now): Signed => ({
  kind: 'signed',
  id: `signed ${at}`,
  attempt: 'a',
  at,
  by: 'ada',
  salt: '',
  form: { roles: ['faculty'], relationships, wording: 'w', signature: 'Ada' },
})
const decision = (fields: Partial<Decision> = {}): Decision => ({
  relevant: true,
  exception: null,
  mitigation: 'peer_review',
  details: '',
  ...fields,
})
const decided = (about: DisclosedRelationship, fields: Partial<Decision> = {}, at = now + 1): Decided => ({
  kind: 'decided',
  id: `decided ${at}`,
  attempt: 'a',
  at,
  by: 'ito',
  byName: 'Hana Ito',
  relationship: keyOf(about),
  parts: [part],
  decision: decision(fields),
})
const withdrawn = (at = now + 2): DisclosureAct => ({
  kind: 'withdrawn',
  id: 'w',
  attempt: 'a',
  at,
  by: 'ada',
})
const outcome = (...acts: DisclosureAct[]) => disclosureFor(onFile(acts), part)
const session = (disclosure: Disclosure | null | undefined): Session => ({
  id: 's',
  conferenceId: 'c',
  title: 'S',
  summary: '',
  startsAt: now + dayMs,
  endsAt: now + 2 * dayMs,
  track: '',
  speakers: [
    { personId: 'ada', name: 'Ada', credentials: '', affiliation: '', ...(disclosure && { disclosure }) },
  ],
  moderators: [],
  activityId: 'activity',
})
const stateOf = (disclosure: Disclosure | undefined, at = now + 10) =>
  partState(disclosure, { now: at, startsAt: now + dayMs, isWithdrawn: false })

describe('the outcome for a session', () => {
  test('is none of the form’s without a form, null once it is withdrawn, and there again after a new one', () => {
    expect(outcome()).toBeUndefined()
    expect(outcome(signed(), withdrawn())).toBeNull()
    expect(outcome(signed(), withdrawn(), signed([], now + 3))).toMatchObject({ clearedAt: now + 3 })
  })

  test('is cleared by a form without relationships, for twelve months', () => {
    const disclosure = outcome(signed())!
    expect(disclosure).toEqual({ clearedAt: now, relationships: [], expiresAt: Date.UTC(2027, 10, 30, 12) })
    expect(notCleared(session(disclosure), now + 1)).toEqual([])
    expect(notCleared(session(disclosure), disclosure.expiresAt!)).toEqual([
      'Ada (their disclosure form has expired)',
    ])
  })

  test('is cleared once every relationship is decided on, by whom and when it was', () => {
    const about = relationship()
    expect(notCleared(session(outcome(signed([about]))), now + 1)).toEqual([
      'Ada (nothing is decided about the relationship with Acme)',
    ])
    const disclosure = outcome(signed([about]), decided(about))!
    expect(disclosure).toMatchObject({
      clearedAt: now + 1,
      relationships: [
        { company: 'Acme', nature: 'Consultant', resolution: { decidedBy: 'Hana Ito', decidedAt: now + 1 } },
      ],
    })
    expect(notCleared(session(disclosure), now + 1)).toEqual([])
    // A decision is about one part in one session.
    expect(
      disclosureFor(onFile([signed([about]), decided(about)]), { ...part, part: 'planner' }),
    ).toMatchObject({
      relationships: [{ company: 'Acme', nature: 'Consultant' }],
    })
  })

  test('keeps a decision when the form is renewed, but not for what has become another relationship', () => {
    const about = relationship()
    const renewed = signed([about, relationship({ company: 'Other' })], now + 9)
    const { relationships } = outcome(signed([about]), decided(about), renewed)!
    expect(relationships.map(({ resolution }) => resolution !== undefined)).toEqual([true, false])
    const employee = signed([relationship({ nature: 'employee' })], now + 9)
    expect(outcome(signed([about]), decided(about), employee)!.relationships[0]!.resolution).toBeUndefined()
  })

  test('follows the latest decision', () => {
    const about = relationship()
    const twice = outcome(
      signed([about]),
      decided(about),
      decided(about, { relevant: false, mitigation: null }, now + 5),
    )!
    expect(twice.relationships[0]!.resolution).toMatchObject({ relevant: false, decidedAt: now + 5 })
  })
})

test('owners, executives and employees are excluded, all others and past ones are not', () => {
  const excluded = natures.filter((nature) =>
    isExcluded({ company: 'Acme', nature: natureWords(relationship({ nature })) }),
  )
  expect(excluded).toEqual(['employee', 'executive', 'ownership'])
  for (const fields of [
    { nature: 'ownership', isTraded: true },
    ...natures.map((nature) => ({ nature, endedOn: '2026-03-01' })),
  ] as Partial<DisclosedRelationship>[])
    expect([fields, isExcluded({ company: 'Acme', nature: natureWords(relationship(fields)) })]).toEqual([
      fields,
      false,
    ])
})

describe('a decision', () => {
  const employee = relationship({ nature: 'employee' })
  const planner = { ...part, part: 'planner' } as const
  test.each<[string, DisclosedRelationship, Partial<Decision>, string | undefined]>([
    ['mitigates what is relevant', relationship(), {}, undefined],
    ['finds it not relevant', relationship(), { relevant: false, mitigation: null }, undefined],
    ['needs a step for what is relevant', relationship(), { mitigation: null }, 'no mitigation step'],
    ['has no step for what is not relevant', relationship(), { relevant: false }, 'needs no mitigation'],
    ['says what “other” is', relationship(), { mitigation: 'other' }, 'say in the details'],
    ['excludes an employee', employee, {}, 'excludes them'],
    [
      'excludes an employee whose work is not relevant',
      employee,
      { relevant: false, mitigation: null },
      'excludes them',
    ],
    ['takes an exception', employee, { relevant: false, mitigation: null, exception: 'a' }, undefined],
    ['takes no exception a for what is relevant', employee, { exception: 'a' }, 'cannot hold'],
    ['takes exceptions for nobody else', relationship(), { exception: 'b' }, 'exceptions are for owners'],
    ['has steps by part', relationship(), { mitigation: 'second_planner' }, 'not for a speaker'],
  ])('%s', (_, about, fields, problem) => {
    const said = decisionProblem(about, decision(fields), [part])
    if (problem === undefined) expect(said).toBeUndefined()
    else expect(said).toContain(problem)
  })

  test('of a planner is mitigated by planners’ steps', () => {
    expect(
      decisionProblem(relationship(), decision({ mitigation: 'second_planner' }), [planner]),
    ).toBeUndefined()
    expect(decisionProblem(relationship(), decision({ mitigation: 'attest' }), [planner])).toContain(
      'planner',
    )
  })
})

test.each<[string, DisclosedRelationship[], boolean, string | undefined]>([
  ['with relationships', [relationship(), relationship({ nature: 'speaker' })], false, undefined],
  ['without, said expressly', [], true, undefined],
  ['without, unsaid', [], false, 'list your relationships'],
  ['with relationships and without', [relationship()], true, 'one or the other'],
  ['with one twice', [relationship(), relationship({ company: 'ACME' })], false, 'listed twice'],
  ['ended today', [relationship({ endedOn: '2026-11-30' })], false, undefined],
  ['ended tomorrow', [relationship({ endedOn: '2026-12-01' })], false, 'in the future'],
  ['ended 24 months ago', [relationship({ endedOn: '2024-11-30' })], false, undefined],
  ['ended before', [relationship({ endedOn: '2024-11-29' })], false, 'need not be disclosed'],
  ['ended on no day', [relationship({ endedOn: '2026-02-30' })], false, 'is no date'],
  ['traded, but no stocks', [relationship({ isTraded: true })], false, 'publicly traded'],
])('a form %s', (_, relationships, hasNone, problem) => {
  const said = formProblem({ relationships, hasNone }, today)
  if (problem === undefined) expect(said).toBeUndefined()
  else expect(said).toContain(problem)
})

test('where a part stands', () => {
  const about = relationship()
  const employee = relationship({ nature: 'employee' })
  expect(stateOf(undefined)).toBe('missing')
  expect(partState(undefined, { now, startsAt: now, isWithdrawn: true })).toBe('withdrawn')
  expect(stateOf(outcome(signed([about]))!)).toBe('undecided')
  expect(stateOf(outcome(signed([employee]))!)).toBe('excluded')
  expect(stateOf(outcome(signed([about]), decided(about))!)).toBe('cleared')
  expect(stateOf(outcome(signed([], now - 400 * dayMs))!)).toBe('expired')
  expect(stateOf(outcome(signed([], now - 364.5 * dayMs))!)).toBe('expires')
})

test('the 24 months before 29 February begin on 28 February', () => {
  const ended = (endedOn: string) =>
    formProblem(
      { relationships: [{ company: 'Acme', nature: 'speaker', isTraded: false, endedOn }], hasNone: false },
      '2028-02-29',
    )
  expect(ended('2026-02-28')).toBeUndefined()
  expect(ended('2026-02-27')).toMatch(/more than 24 months ago/)
})

test('a form of 29 February holds until 1 March', () => {
  expect(new Date(validUntil(Date.UTC(2028, 1, 29))).toISOString()).toBe('2029-03-01T00:00:00.000Z')
})
