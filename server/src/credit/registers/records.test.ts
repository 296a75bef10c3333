import { expect, test } from '@jest/globals'
import type { RegisterRecord } from '@lectern/shared/creditRegisters'
import { liveAt } from '../../testing/credit.ts'
import { about, claimed } from '../../testing/registers.ts'
import type { RecordToSend } from './adapter.ts'
import { entriesFor, type Reported, unmarkedIn } from './records.ts'

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
