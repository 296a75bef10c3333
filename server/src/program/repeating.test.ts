// Weekly series with exceptions, over a change of the clocks in Berlin (28 March 2027).
import { beforeEach, expect, test } from '@jest/globals'
import { keys } from '@lectern/shared/keys'
import type { Session } from '@lectern/shared/program'
import type { SeriesRule } from '@lectern/shared/programSeries'
import { momentOf } from '@lectern/shared/zoneTime'
import { codeOf } from '../testing/answers.ts'
import { conferenceId } from '../testing/conference.ts'
import { planningOf } from '../testing/planning.ts'
import { startServers } from '../testing/servers.ts'

const server = await startServers({ noMistakes: true })
const office = planningOf(server)
const hour = 3_600_000
const at = (local: string): number => (momentOf(local, 'Europe/Berlin') as { at: number }).at

let n = 0
let id = ''
let seriesId = ''
beforeEach(async () => {
  id = `rounds-${++n}`
  seriesId = `series-${n}`
  const startsAt = at('2027-03-15T17:00')
  const session = { title: 'Rounds', startsAt, endsAt: startsAt + hour, speakers: ['okafor'] }
  await office.change(id, null, session)
})

const weekly: SeriesRule = { every: 1, weekdays: [1], count: 4 }
const repeat = (version: number, rule: SeriesRule) =>
  office.act('program.repeat', id, { version, seriesId, rule })
const sessions = async (): Promise<Session[]> =>
  (await office.programme()).sessions
    .map(({ session }) => session)
    .filter(({ series }) => series?.id === seriesId)
const starts = async () => (await sessions()).map(({ startsAt }) => startsAt)
const mondays = ['2027-03-15T17:00', '2027-03-22T17:00', '2027-03-29T17:00', '2027-04-05T17:00']

test('a session is repeated as drafts of its own, at the same time of day; a retry adds none', async () => {
  for (const _ of [1, 2]) await repeat(1, weekly)
  expect(await starts()).toEqual(mondays.map(at))
  const all = await sessions()
  expect(all.map(({ status, speakers }) => [status, speakers[0]!.personId])).toEqual(
    all.map(() => ['draft', 'okafor']),
  )
  expect((await office.programme()).series[seriesId]).toEqual(weekly)
})

test('what a server left half done is completed by the next press', async () => {
  await repeat(1, weekly)
  const [, second] = await sessions()
  // As after a crash: one was never made.
  await server.connection.del(keys.session(second!.id))
  await server.connection.srem(keys.sessions(conferenceId), second!.id)
  await repeat(2, weekly)
  expect(await starts()).toEqual(mondays.map(at))
})

test('a change of this and the following ones moves them by weekday and time, and leaves earlier ones', async () => {
  await repeat(1, weekly)
  const [, second] = await sessions()
  const startsAt = at('2027-03-23T18:00')
  const change = { startsAt, endsAt: startsAt + hour, title: 'Rounds, later' }
  const { sessions: saved } = await office.change(second!.id, second!.version!, change, 'following')
  expect(saved).toHaveLength(3)
  expect(await starts()).toEqual(
    ['2027-03-15T17:00', '2027-03-23T18:00', '2027-03-30T18:00', '2027-04-06T18:00'].map(at),
  )
  expect((await sessions()).map(({ title }) => title)).toEqual(['Rounds', ...Array(3).fill('Rounds, later')])
})

test('what was changed in one session alone stays when all are changed', async () => {
  await repeat(1, weekly)
  const [, second] = await sessions()
  const startsAt = at('2027-03-24T12:00')
  await office.change(second!.id, second!.version!, { startsAt, endsAt: startsAt + hour })
  const [first] = await sessions()
  const later = at('2027-03-15T16:00')
  await office.change(
    first!.id,
    first!.version!,
    { startsAt: later, endsAt: later + hour, title: 'New' },
    'all',
  )
  expect(await starts()).toEqual(
    ['2027-03-15T16:00', '2027-03-24T12:00', '2027-03-29T16:00', '2027-04-05T16:00'].map(at),
  )
  expect((await sessions()).map(({ title }) => title)).toEqual(Array(4).fill('New'))
})

test('a cancelled session stays away when the rule changes, and comes back when it is restored', async () => {
  await repeat(1, weekly)
  const [, second] = await sessions()
  await office.act('program.remove', second!.id, { version: second!.version })
  const [first] = await sessions()
  await repeat(first!.version!, { ...weekly, count: 5 })
  expect(await starts()).toEqual([...[0, 2, 3].map((i) => at(mondays[i]!)), at('2027-04-12T17:00')])
  await office.act('program.restore', second!.id)
  expect(await starts()).toHaveLength(5)
})

test('a shorter rule removes what it no longer gives, and a longer one brings it back', async () => {
  await repeat(1, weekly)
  const [first] = await sessions()
  const { removed } = await repeat(first!.version!, { ...weekly, count: 2 })
  expect(removed).toHaveLength(2)
  expect(await starts()).toEqual(mondays.slice(0, 2).map(at))
  await repeat(first!.version!, weekly)
  expect(await starts()).toEqual(mondays.map(at))
})

test('this and the following ones are removed together', async () => {
  await repeat(1, weekly)
  const [, , third] = await sessions()
  await office.act('program.remove', third!.id, { version: third!.version, scope: 'following' })
  expect(await starts()).toEqual(mondays.slice(0, 2).map(at))
})

test('a change that one session of the series cannot take changes none', async () => {
  await repeat(1, weekly)
  const [first] = await sessions()
  const change = { speakers: ['nobody-known'] }
  expect(await codeOf(office.change(first!.id, first!.version!, change, 'all'))).toBe('invalid_request')
  expect((await sessions()).map(({ version }) => version)).toEqual([2, 1, 1, 1])
})

test('a session is in one series, and a rule gives a limited number of sessions', async () => {
  const endless: SeriesRule = { every: 1, weekdays: [1, 2, 3, 4, 5], until: '2099-01-01' }
  expect(await codeOf(repeat(1, endless))).toBe('invalid_request')
  await repeat(1, weekly)
  const other = office.act('program.repeat', id, { version: 2, seriesId: 'another', rule: weekly })
  expect(await codeOf(other)).toBe('conflict')
})
