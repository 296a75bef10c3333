import { expect, test } from '@jest/globals'
import type { SessionView } from '@lectern/shared/program'
import { dayOf } from '@lectern/shared/zoneTime'
import { watchedOf } from './watchedSessions.ts'

const at = (time: string) => Date.parse(`${time}+01:00`)

test.each([
  ['on its day', '2027-03-01T23:30', '2027-03-01T23:31', { on: '2027-03-01' }],
  [
    'late, after midnight',
    '2027-03-01T23:55',
    '2027-03-02T00:05',
    { on: '2027-03-02', plannedOn: '2027-03-01' },
  ],
  [
    'early, before midnight',
    '2027-03-02T00:00',
    '2027-03-01T23:58',
    { on: '2027-03-01', plannedOn: '2027-03-02' },
  ],
  ['not yet', '2027-03-02T00:00', null, { on: '2027-03-02' }],
])('a session that began %s has the days of its plan and of its beginning', (_what, planned, live, days) => {
  const startsAt = at(planned)
  const view = {
    session: { id: 'night', title: 'Night', startsAt, endsAt: startsAt + 3_600_000, speakers: [] },
    state: { liveAt: live === null ? null : at(live), endedAt: null, phase: 'scheduled' },
  } as unknown as SessionView
  const of = { view, facts: null, settled: false }
  const nobody = { personId: 'clara', found: undefined, presenter: undefined }
  const { counted } = watchedOf(of, nobody, { attendance: {} } as never, (time) =>
    dayOf(time, 'Europe/Berlin'),
  )
  const { on, plannedOn } = counted
  expect({ on, ...(plannedOn !== undefined && { plannedOn }) }).toEqual(days)
})
