import { expect, test } from '@jest/globals'
import type { RegisterRecord } from '@lectern/shared/creditRegisters'
import { dayMs } from '../../core/clock.ts'
import { liveAt } from '../../testing/credit.ts'
import { about, claimed } from '../../testing/registers.ts'
import type { RecordToSend } from './adapter.ts'
import { entriesFor, type Reported, unansweredFor, unmarkedIn } from './records.ts'

const nothing: Reported = { codes: {}, answers: {} }
const recordsOf = (reported: Reported, outdated: RecordToSend[] = []): RegisterRecord[] =>
  entriesFor('pars', [claimed('ama')], outdated, { about, reported }).map(({ record }) => record)
const old: RecordToSend = { ...claimed('ama', {}, 2), code: 'old', action: 'delete' }

test('a claim is ready, sent, and accepted', () => {
  const stateOf = (reported: Reported) => recordsOf(reported).map(({ state }) => state)
  expect(stateOf(nothing)).toEqual(['ready'])
  expect(stateOf({ codes: { 'p ama': 'code' }, answers: {} })).toEqual(['sent'])
  expect(stateOf({ codes: { 'p ama': 'code' }, answers: { code: { at: liveAt } } })).toEqual(['accepted'])
})

test('a rejected record is to be sent again, with the register’s reason', () => {
  const answers = { code: { at: liveAt, rejected: 'No such licence' } }
  expect(recordsOf({ codes: { 'p ama': 'code' }, answers })).toMatchObject([
    { state: 'ready', rejected: { at: liveAt, reason: 'No such licence' } },
  ])
})

test('a corrected certificate deletes what the register has and adds the new one', () => {
  expect(recordsOf({ codes: { 'p ama': 'old' }, answers: {} }, [old])).toMatchObject([
    { action: 'delete', code: 'old', amount: 2, state: 'ready' },
    { action: 'add', code: 'code', amount: 1, state: 'ready' },
  ])
})

test('what the register rejected is not there to be deleted', () => {
  const answers = { old: { at: liveAt, rejected: 'No such licence' } }
  expect(recordsOf({ codes: { 'p ama': 'old' }, answers }, [old])).toMatchObject([{ action: 'add' }])
})

test('a deletion needs no permission: it takes back what was sent', () => {
  const outdated = { ...old, details: { ...old.details, permissions: {} } }
  expect(recordsOf({ codes: { 'p ama': 'old' }, answers: {} }, [outdated])[0]).toMatchObject({
    action: 'delete',
    state: 'ready',
    problems: [],
  })
})

test('a deletion by which the register would find nobody is kept back', () => {
  const { identifiers } = old.details
  const details = { ...old.details, identifiers: { ...identifiers, birthDay: null } }
  expect(recordsOf({ codes: { 'p ama': 'old' }, answers: {} }, [{ ...old, details }])[0]).toMatchObject({
    action: 'delete',
    state: 'kept_back',
    problems: [{ who: 'learner', says: 'Month and day of birth are missing.' }],
  })
})

test('a deletion of points without the board’s ID is kept back: nobody would be found', () => {
  const points: RecordToSend = { ...claimed('moc-abim'), code: 'old', action: 'delete' }
  const [entry] = entriesFor('pars', [], [points], {
    ...{ about, reported: { codes: { 'p moc-abim': 'old' }, answers: {} } },
  })
  expect(entry!.record).toMatchObject({
    ...{ action: 'delete', state: 'kept_back' },
    problems: [{ who: 'learner', says: 'The ID of the ABIM is missing.' }],
  })
})

test('an event without the RACGP’s number cannot be entered there', () => {
  const [entry] = entriesFor('racgp', [claimed('racgp')], [], { about, reported: nothing })
  expect(entry!.record).toMatchObject({
    ...{ state: 'kept_back', problems: [{ who: 'office', says: 'The activity has no RACGP number.' }] },
  })
})

test('without the person’s permission for this register nothing is sent', () => {
  const others = { 'cpe-monitor': { given: true, at: liveAt }, pars: { given: false, at: liveAt } }
  for (const permissions of [{}, others]) {
    const [entry] = entriesFor('pars', [claimed('ama', { permissions })], [], { about, reported: nothing })
    expect(entry!.record).toMatchObject({ state: 'kept_back', problems: [{ who: 'learner' }] })
  }
})

test('CPE Monitor takes a record to the end of the 60th day after participation, and not a moment longer', () => {
  // The participation was in Berlin, at 9:00 on 2 March.
  const last = Date.parse('2026-05-01T23:59:59.999+02:00')
  const stateAt = (now: number) =>
    entriesFor('cpe-monitor', [claimed('acpe-knowledge')], [], {
      about: { ...about, now },
      reported: nothing,
    })
  expect(stateAt(last)[0]!.record.state).toBe('ready')
  expect(stateAt(last + 1)[0]!.record).toMatchObject({
    state: 'kept_back',
    problems: [{ who: 'nobody' }],
  })
})

test('a record that came too late hides no deadline of the others, and only ACPE is known to refuse it', () => {
  const entryOf = (register: 'cogeaps' | 'racgp' | 'cpe-monitor', policyId: string) =>
    entriesFor(register, [{ ...claimed(policyId), number: '1234-0000-26-001-L01-P' }], [], {
      about: { ...about, now: liveAt + 92 * dayMs },
      reported: nothing,
    })[0]!.record
  expect(entryOf('cpe-monitor', 'acpe-knowledge')).toMatchObject({ isTooLate: true, notices: [] })
  expect(entryOf('racgp', 'racgp').notices).toContainEqual(expect.stringContaining('Overdue'))
  expect(entryOf('racgp', 'racgp')).toMatchObject({ isTooLate: false, state: 'ready' })
  expect(entryOf('cogeaps', 'italy-ecm')).toMatchObject({ isTooLate: false })
})

test('a deletion stays in the list: sent, rejected and due again, or done', () => {
  const state = (reported: Reported) => recordsOf(reported, [old])[0]
  const sent = { at: liveAt, deletes: 'sent' as const }
  const codes = { 'p ama': 'code' }
  expect(state({ codes, answers: { old: sent } })).toMatchObject({ action: 'delete', state: 'sent' })
  const answered = { at: liveAt, deletes: 'answered' as const }
  expect(state({ codes, answers: { old: answered } })).toMatchObject({ state: 'accepted' })
  expect(state({ codes, answers: { old: { ...answered, rejected: 'No' } } })).toMatchObject({
    ...{ action: 'delete', state: 'ready', rejected: { reason: 'No' } },
  })
})

test('what a register has and takes back by no file is kept back, for the office to have it deleted', () => {
  const outdated: RecordToSend = { ...claimed('acpe-knowledge'), code: 'old', action: 'delete' }
  const [entry] = entriesFor('cpe-monitor', [], [outdated], {
    ...{ about, reported: { codes: { 'p acpe-knowledge': 'old' }, answers: {} } },
  })
  expect(entry!.record).toMatchObject({ isByHand: true, state: 'kept_back', problems: [{ who: 'office' }] })
})

test('a register that takes nothing back by file is asked for no deletion', () => {
  const outdated: RecordToSend = { ...claimed('acpe-knowledge'), code: 'old', action: 'delete' }
  const entries = entriesFor('cpe-monitor', [claimed('acpe-knowledge')], [outdated], {
    about,
    reported: { codes: { 'p acpe-knowledge': 'old' }, answers: {} },
  })
  expect(entries.map(({ record: { action } }) => action)).toEqual(['add'])
  expect(entries[0]!.record.notices).toEqual([
    'The register has the earlier record (certificate old): have it deleted there first.',
  ])
})

test('what a register rejected is not there to be replaced by hand', () => {
  const [entry] = entriesFor('cpe-monitor', [claimed('acpe-knowledge')], [], {
    about,
    reported: { codes: { 'p acpe-knowledge': 'old' }, answers: { old: { at: liveAt, rejected: 'No' } } },
  })
  expect(entry!.record.notices).toEqual([])
})

test('the register may still answer what was added and does not stand any more, once', () => {
  const codesOf = (register: 'pars' | 'cpe-monitor', outdated: RecordToSend, reported: Reported) =>
    unansweredFor(register, [outdated], { about, reported }).map(({ record: { code } }) => code)
  const codes = { 'p ama': 'old', 'p acpe-knowledge': 'old' }
  expect(codesOf('pars', old, { codes, answers: {} })).toEqual(['old'])
  const pharmacy: RecordToSend = { ...claimed('acpe-knowledge'), code: 'old', action: 'delete' }
  expect(codesOf('cpe-monitor', pharmacy, { codes, answers: {} })).toEqual(['old'])
  expect(codesOf('pars', pharmacy, { codes, answers: {} })).toEqual([])
  expect(codesOf('pars', old, { codes, answers: { old: { at: liveAt } } })).toEqual([])
  expect(codesOf('pars', old, { codes: { 'p ama': 'code' }, answers: {} })).toEqual([])
})

const fileOf = (action: 'add' | 'delete', code: string, madeAt = liveAt) => ({
  madeAt,
  records: [{ key: 'p ama', code, action }],
})
test('marking a file again marks nothing, unless its records were rejected before it was made', () => {
  const there = { 'p ama': 'code' }
  const unmarked = (file: ReturnType<typeof fileOf>, reported: Reported) => unmarkedIn(file, reported).length
  expect(unmarked(fileOf('add', 'code'), nothing)).toBe(1)
  expect(unmarked(fileOf('add', 'code'), { codes: there, answers: {} })).toBe(0)
  const answers = { code: { at: liveAt, rejected: 'No such licence' } }
  expect(unmarked(fileOf('add', 'code', liveAt - 1), { codes: there, answers })).toBe(0)
  expect(unmarked(fileOf('add', 'code', liveAt + 1), { codes: there, answers })).toBe(1)
  expect(unmarked(fileOf('delete', 'old'), { codes: { 'p ama': 'old' }, answers: {} })).toBe(1)
  expect(unmarked(fileOf('delete', 'old'), { codes: { 'p ama': '' }, answers: {} })).toBe(0)
})
