import type { BodyRules } from '@lectern/shared/bodyRules'
import { activityOf, ama, germany } from '@lectern/shared/testing/programme'
import { activityFieldsOf, activityProblems, changesOf, refusedField } from './activityFields.ts'
import { type DesignationRow, designationOf, designationRowOf, emptyRow } from './designationFields.ts'
import { plannedCredit } from './plannedCredit.ts'

const hour = 3_600_000
const at = Date.UTC(2026, 10, 28, 9)
const acpe: BodyRules = {
  ...{ ...ama, id: 'acpe', title: 'ACPE', numberFormat: 'uan', printsNumber: true },
  professions: ['pharmacist', 'pharmacy_technician'],
}
const vnr: BodyRules = { ...germany, id: 'vnr' }
const bodies = [ama, acpe, vnr]
const dayOf = (moment: number) => new Date(moment).toISOString().slice(0, 10)
const talk = (id: string, from: number, hours = 1) => ({
  ...{ id, title: `About ${id}`, startsAt: at + from * hour, endsAt: at + (from + hours) * hour },
})
const credit = plannedCredit([talk('heart', 0)], dayOf)

const rowOf = (row: Partial<DesignationRow>, key = 'row'): DesignationRow => ({
  ...{ ...emptyRow(key), policyId: 'ama', maximum: 1 },
  ...row,
})
const fieldsOf = (...rows: Partial<DesignationRow>[]) => ({
  ...activityFieldsOf(undefined, 'Heart failure'),
  designations: rows.map((row, index) => rowOf(row, String(index))),
})
const problemsOf = (...rows: Partial<DesignationRow>[]) => activityProblems(fieldsOf(...rows), bodies, credit)

test('an hour is designated for one credit', () => {
  expect(problemsOf({})).toEqual({})
})

test.each([
  [{ maximum: 1.25 }, 'designations.0.maximum', 'The planned 60 minutes are worth 1.00 credits at most.'],
  [{ maximum: 0.8 }, 'designations.0.maximum', 'AMA PRA Category 1 Credit™ gives credit in steps of 0.25.'],
  [{ maximum: '' }, 'designations.0.maximum', 'Write how much, such as 1.25.'],
  [{ policyId: '' }, 'designations.0.policyId', 'Choose a body.'],
  [{ policyId: 'acpe' }, 'designations.0.number', 'Its certificates name the number.'],
  [
    { policyId: 'acpe', number: '1234-0000-25-001-L01-P' },
    'designations.0.number',
    'The UAN 1234-0000-25-001-L01-P is of the year 2025, and the activity begins in 2026.',
  ],
] as [Partial<DesignationRow>, string, string][])('%j is refused beside its field', (row, field, words) => {
  expect(problemsOf(row)[field]?.replace('1.00 credit at', '1.00 credits at')).toBe(words)
})

test('a UAN agrees with the provider and its joint providers as they are written', () => {
  const of = (number: string, more: object) =>
    activityProblems({ ...fieldsOf({ policyId: 'acpe', number }), ...more }, bodies, credit)
  const alone = '1234-0000-26-001-L01-P'
  expect(of(alone, { acpeNumber: '1234' })).toEqual({})
  expect(of(alone, { acpeNumber: '4321' })['designations.0.number']).toMatch(/yours is 4321/)
  expect(of(alone, { acpeNumber: '12' }).acpeNumber).toMatch(/4 digits/)
  expect(of('1234-9999-26-001-L01-P', {})['designations.0.number']).toMatch(/no joint provider is named/)
  expect(of('1234-9999-26-001-L01-P', { jointProviders: ['The Academy'] })).toEqual({})
})

test('nobody gives credit, or a body gives it twice', () => {
  expect(problemsOf().designations).toBeTruthy()
  expect(problemsOf({}, {})['designations.1.policyId']).toBe('This body is there already.')
})

test('a designation that is the same keeps its time, a changed one is made now', () => {
  const saved = { policyId: 'ama', maximum: 1, number: '', designatedAt: at }
  const row = designationRowOf(saved, ama)
  const of = (changed: Partial<DesignationRow>, hasBegun = false) =>
    designationOf(
      { ...row, ...changed },
      { saved, body: ama, credit: { ...credit, hasBegun }, now: at + hour },
    )
  expect(of({})).toBe(saved)
  expect(of({ maximum: 0.5 })).toEqual({ ...saved, maximum: 0.5, designatedAt: at + hour })
  expect(of({ per: 'session' })).toEqual({ ...saved, per: 'session', designatedAt: at + hour })
  // The server decides what may still change once it has begun, and compares the time, too.
  expect(of({ per: 'session' }, true).designatedAt).toBe(at)
})

test('numbers by profession, session and day, and maximums of sessions, are read back as they were saved', () => {
  const two = plannedCredit([talk('one', 0), talk('two', 24)], dayOf)
  const saved = {
    ...{ policyId: 'acpe', maximum: 1, per: 'session' as const, number: '', designatedAt: at },
    maximums: [{ partId: 'two', maximum: 0.5 }],
    numbers: [
      { number: '1234-0000-26-001-L01-T', profession: 'pharmacy_technician' as const },
      { number: '1234-0000-26-002-L01-P', sessionId: 'two' },
      { number: '1234-0000-26-003-L01-P', on: '2026-11-28' },
    ],
  }
  const row = designationRowOf(saved, acpe)
  const making = { saved: undefined, body: acpe, credit: two, now: at }
  expect(designationOf(row, making)).toEqual(saved)
  expect(designationOf(row, { ...making, saved })).toBe(saved)
})

describe('single sessions and days', () => {
  const series = plannedCredit([talk('one', 0), talk('two', 24, 0.5)], dayOf)
  const of = (row: Partial<DesignationRow>) => activityProblems(fieldsOf(row), bodies, series)

  test('a session has no more than its own planned time, by the general maximum or its own', () => {
    expect(of({ per: 'session', maximum: 1 })).toEqual({
      'designations.0.maximum': '“About two”: the planned 30 minutes are worth 0.50 credits at most.',
    })
    const own = (maximum: number | '') =>
      of({ per: 'session', maximums: [{ key: 'm', partId: 'two', maximum }] })
    expect(own(0.5)).toEqual({})
    expect(own(0.6)['designations.0.maximums.0.maximum']).toMatch(/steps of 0.25/)
    expect(own(0.75)['designations.0.maximums.0.maximum']).toMatch(/30 minutes are worth 0.50/)
    expect(own('')['designations.0.maximums.0.maximum']).toMatch(/Write how much/)
  })

  test('a maximum is for a session of the activity, once, and not of an activity claimed as a whole', () => {
    const rows = (...ids: string[]) => ids.map((partId, i) => ({ key: String(i), partId, maximum: 0.5 }))
    expect(of({ per: 'session', maximums: rows('two', 'two') })['designations.0.maximums.1.partId']).toBe(
      'This session is there already.',
    )
    expect(of({ per: 'session', maximums: rows('two', 'gone') })['designations.0.maximums.1.partId']).toMatch(
      /no session of the activity/,
    )
    expect(of({ per: 'session', maximums: rows('two', '') })['designations.0.maximums.1.partId']).toBe(
      'Choose a session.',
    )
    expect(of({ per: 'activity', maximums: rows('two') })['designations.0.per']).toMatch(/claimed by itself/)
  })

  const numbers = (...all: Partial<DesignationRow['numbers'][number]>[]) =>
    all.map((each, i) => ({ key: String(i), profession: '' as const, part: '', number: '', ...each }))

  test.each([
    ['of another year', { number: '1234-0000-25-001-L01-T' }, /is of the year 2025/],
    [
      'for the others',
      { number: '1234-0000-26-001-L01-P', profession: 'pharmacy_technician' as const },
      /is for pharmacists, and is given for the others/,
    ],
    ['that is none', { number: 'hello' }, /is no UAN/],
    ['that is empty', { number: ' ' }, /Write the number/],
    ['that is there already', { number: '1234-0000-26-009-L01-P' }, /is given twice/],
    ['of another education', { number: '1234-0000-26-002-L01-T' }, /may differ in P and T alone/],
    [
      'of one session of an activity claimed as a whole',
      { number: '1234-0000-26-009-L01-T', part: 'two' },
      /no session is claimed by itself/,
    ],
  ])('a UAN %s is refused beside it', (_what, own, words) => {
    const row = { policyId: 'acpe', maximum: 0.25, number: '1234-0000-26-009-L01-P', numbers: numbers(own) }
    expect(of(row)['designations.0.numbers.0.number']).toMatch(words)
  })

  test('one VNR for each day; the same for two days is refused beside one of them', () => {
    const measure = (n: number) => `276000000000000000${n}`
    const days = (one: number, other: number) =>
      of({
        ...{ policyId: 'vnr', per: 'day', maximum: 1 },
        numbers: numbers(
          { part: '2026-11-28', number: measure(one) },
          { part: '2026-11-29', number: measure(other) },
        ),
      })
    expect(Object.keys(days(1, 1))).toEqual(['designations.0.numbers.1.number'])
    expect(
      of({ policyId: 'vnr', per: 'day', maximum: 1, number: measure(3) })['designations.0.number'],
    ).toMatch(/give each day a VNR of its own/)
    expect(days(1, 2)).toEqual({})
  })

  test('what has begun is not judged again', () => {
    const begun = plannedCredit([{ ...talk('one', 0, 0.5), hasBegun: true }], dayOf)
    expect(activityProblems(fieldsOf({ maximum: 2 }), bodies, begun)).toEqual({})
  })
})

describe('attention checks', () => {
  const of = (attention: object, body: BodyRules = ama) => {
    const fields = fieldsOf({ policyId: body.id })
    return activityProblems({ ...fields, attention: { ...fields.attention, ...attention } }, [body], credit)
  }
  test.each([
    [{ perHour: 0 }, 'attention.perHour', /At least 1/],
    [{ perHour: 2.5 }, 'attention.perHour', /whole number/],
    [{ perMinutes: 20 }, 'attention.perMinutes', /At least 30/],
    [{ answerSeconds: '' }, 'attention.answerSeconds', /whole number/],
    [{ answerSeconds: 601 }, 'attention.answerSeconds', /At most 600/],
    [{ uncreditMinutes: 121 }, 'attention.uncreditMinutes', /At most 120/],
    [{ maxExcusedMinutes: 241 }, 'attention.maxExcusedMinutes', /At most 240/],
    [
      { perHour: 60, answerSeconds: 90 },
      'attention.answerSeconds',
      /60 checks in 60 minutes come every 60 s/,
    ],
  ])('%j is refused beside its field', (attention, field, words) => {
    expect(of(attention)[field]).toMatch(words)
  })

  test('a body that counts answers needs checks; numbers of checks that are off do not matter', () => {
    const asking = { ...ama, needsChecks: true, leastChecks: 0.75 }
    expect(of({ isChecked: false }, asking)['attention.isChecked']).toMatch(
      /a share of the checks is answered/,
    )
    expect(of({ isChecked: false, perHour: '' })).toEqual({})
  })
})

describe('what is saved', () => {
  const saved = activityOf('x', [{ policyId: 'ama', maximum: 1, number: '', designatedAt: at }])
  const began = activityFieldsOf(saved, '', { bodies })
  const of = (changed: object) =>
    changesOf({ ...began, ...changed }, { activity: saved, began, bodies, credit, now: at + 1 })

  test('only what was changed, with what was seen of it', () => {
    expect(of({})).toEqual({ changes: {}, seen: {} })
    expect(of({ place: 'Bonn' })).toEqual({ changes: { place: 'Bonn' }, seen: { place: saved.place } })
    // What was absent before is left out.
    expect(of({ jointProviders: ['A'] })).toEqual({ changes: { jointProviders: ['A'] }, seen: {} })
    const attention = { ...began.attention, isChecked: true, perMinutes: 50 }
    expect(of({ attention })).toEqual({
      changes: {
        attendance: {
          ...saved.attendance,
          checks: {
            perHour: 3,
            perMinutes: 50,
            answerSeconds: 60,
            extensionSeconds: 60,
            uncreditMinutes: 20,
          },
        },
      },
      seen: { attendance: saved.attendance },
    })
    expect(of({ acpeNumber: '1234' })).toEqual({
      changes: { provider: { ...saved.provider, acpeNumber: '1234' } },
      seen: { provider: saved.provider },
    })
  })
})

test.each([
  ['designations.acpe.maximum: too much', 'designations.0.maximum', 'Too much.'],
  ['designations.acpe.number: the number 77 is taken.', 'designations.0.numbers.1.number', /^The number 77/],
  ['designations.acpe.number: something else', 'designations.0.number', 'Something else.'],
  ['designations.acpe.maximums: “x” is no session', 'designations.0.per', /no session/],
  ['attendance.checks: too many', 'attention.isChecked', 'Too many.'],
  ['format: none of the formats', 'format', 'None of the formats.'],
  ['provider.acpeNumber: 4 digits', 'acpeNumber', '4 digits.'],
])('the refusal “%s” is shown at its field', (problem, field, words) => {
  const numbers = ['66', '77'].map((number) => ({ key: number, profession: '' as const, part: '', number }))
  const [at_, said] = refusedField(
    `This request is not valid: ${problem}`,
    fieldsOf({ policyId: 'acpe', numbers }),
  )!
  expect(at_).toBe(field)
  expect(said).toMatch(words)
})

test('a refusal of what the form does not show is said at its end', () => {
  for (const problem of ['provider.address is required', 'test: none', 'designations.gone.number: x'])
    expect(refusedField(`This request is not valid: ${problem}`, fieldsOf({}))).toBeUndefined()
  expect(refusedField('Credit is designated before an activity begins.', fieldsOf({}))).toBeUndefined()
})

test('concurrent sessions are planned once, without the breaks of their track', () => {
  const session = (id: string, from: number, to: number, track = 'A') => ({
    ...{ id, startsAt: at + from * hour, endsAt: at + to * hour, track },
  })
  const day = () => '2026-03-02'
  const two = [session('one', 0, 2), session('two', 1, 3, 'B')]
  expect(plannedCredit(two, day).ms).toBe(3 * hour)
  expect(plannedCredit(two, day, [session('pause', 0, 0.5), session('other', 0, 0.5, 'C')]).ms).toBe(
    2.5 * hour,
  )
})
