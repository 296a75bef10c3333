import { expect, test } from '@jest/globals'
import { dayMs } from '../../core/clock.ts'
import { liveAt, plannedActivity } from '../../testing/credit.ts'
import { about, claimed } from '../../testing/registers.ts'
import { eiv } from './eiv.ts'

const vnr = (last: string) => `276010202600000000${last}`
const activity = plannedActivity('activity', {
  designations: [
    {
      policyId: 'germany',
      maximum: 2,
      designatedAt: liveAt - dayMs,
      numbers: [
        { number: vnr('1'), on: '2026-03-02' },
        { number: vnr('2'), on: '2026-03-03' },
      ],
    },
  ],
})
const there = { ...about, activity }
const of = (efn: string, completedAt = liveAt) => ({
  ...claimed('germany', { identifiers: { efn } }, 2),
  completedAt,
})

test('each day’s event has its list, and what is taken back has one of its own, first', () => {
  const records = [
    { ...of('802760100000016'), action: 'add' as const },
    { ...of('802760100000024', liveAt + dayMs), action: 'add' as const },
    { ...of('802760100000032'), action: 'add' as const },
    { ...of('802760100000040'), action: 'delete' as const },
  ]
  expect(eiv.write(records, there).split('\n')).toEqual([
    `VNR ${vnr('1')}`,
    'Löschen',
    '802760100000040',
    '',
    `VNR ${vnr('1')}`,
    'Nachmeldung',
    '802760100000016',
    '802760100000032',
    '',
    `VNR ${vnr('2')}`,
    'Nachmeldung',
    '802760100000024',
    '',
  ])
})

test('without a VNR for the day, or with one that is none, the office must act', () => {
  expect(eiv.recordProblems(of('802760100000016', liveAt + 5 * dayMs), there)).toMatchObject([
    { who: 'office' },
  ])
  const short = plannedActivity('activity', {
    designations: [{ policyId: 'germany', maximum: 2, designatedAt: liveAt, number: '276' }],
  })
  expect(eiv.recordProblems(of('802760100000016'), { ...about, activity: short })).toMatchObject([
    { says: '“276” is no VNR: it has 19 digits.' },
  ])
  expect(eiv.recordProblems(of('802760100000016'), there)).toEqual([])
})
