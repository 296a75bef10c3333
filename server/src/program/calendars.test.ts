// Calendars, as a calendar's own parser reads them.
import { expect, test } from '@jest/globals'
import ICAL from 'ical.js'
import { statusAndCode } from '../testing/answers.ts'
import { faculty, sessionOf } from '../testing/people.ts'
import { planningOf } from '../testing/planning.ts'
import { startServers } from '../testing/servers.ts'
import { calendarOf } from './calendar.ts'

const server = await startServers({ noMistakes: true })
const office = planningOf(server)
const hour = 3_600_000
/** Just before and after the clocks go forward in Berlin. */
const [before, after] = [Date.UTC(2027, 2, 27, 16), Date.UTC(2027, 2, 28, 15)]

function read(text: string) {
  for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75)
  // No character is cut in two by folding.
  expect(text).not.toContain('\ufffd')
  const calendar = new ICAL.Component(ICAL.parse(text))
  const zone = calendar.getFirstSubcomponent('vtimezone')
  if (zone) ICAL.TimezoneService.register(zone)
  return {
    zone,
    events: calendar.getAllSubcomponents('vevent').map((event) => new ICAL.Event(event)),
    statusOf: (event: ICAL.Event) => event.component.getFirstPropertyValue('status'),
  }
}
const conference = { id: 'c', title: 'Conference', timeZone: 'Europe/Berlin' }
const calendarFor = (sessions: Parameters<typeof sessionOf>[1][], timeZone = conference.timeZone) =>
  calendarOf({
    sessions: sessions.map((more, i) => sessionOf(`s${i}`, more)),
    conference: { ...conference, timeZone },
    publicUrl: 'https://lectern.example',
  })

test('times are right on both sides of a change of the clocks, by the transitions in the file alone', () => {
  for (const timeZone of [
    'Europe/Berlin',
    'America/New_York',
    'Europe/Dublin',
    'Asia/Kolkata',
    'Pacific/Chatham',
  ]) {
    const times = [before, after, Date.UTC(2027, 3, 3, 13), Date.UTC(2027, 10, 7, 6)]
    const text = calendarFor(
      times.map((startsAt) => ({ startsAt, endsAt: startsAt + hour })),
      timeZone,
    )
    ICAL.TimezoneService.reset()
    const { zone, events } = read(text)
    expect(zone!.getFirstPropertyValue('tzid')).toBe(timeZone)
    // A time without a zone would be read by the clock of whoever opens the file.
    for (const { startDate, endDate } of events)
      expect([startDate.zone.tzid, endDate.zone.tzid]).not.toContain('floating')
    expect(text.match(/^(?:DTSTAMP|LAST-MODIFIED):\d{8}T\d{6}Z\r$/gm)).toHaveLength(2 * times.length)
    expect(events.map(({ startDate }) => startDate.toJSDate().getTime())).toEqual(times)
    expect(events.map(({ endDate }) => endDate.toJSDate().getTime())).toEqual(
      times.map((time) => time + hour),
    )
  }
})

test('the time zone has the transitions of the years concerned, and no others', () => {
  const text = calendarFor([{ startsAt: before, endsAt: before + hour }])
  expect(text).toContain('DTSTART;TZID=Europe/Berlin:20270327T170000')
  const zone = read(text).zone!
  const parts = [...zone.getAllSubcomponents('standard'), ...zone.getAllSubcomponents('daylight')]
  expect(parts.map((part) => String(part.getFirstPropertyValue('dtstart'))).sort()).toEqual([
    ...['2027-01-01T00:00:00', '2027-03-28T02:00:00', '2027-10-31T03:00:00'],
  ])
})

test('titles in any script, long ones and ones with signs of the format come back as written', () => {
  const titles = [
    `قصور القلب; في ٢٠٢٧, ${'ما الجديد '.repeat(12)}`.trim(),
    `אי־ספיקת לב \\ ${'חידושים '.repeat(12)}`.trim(),
    `心不全${'の治療'.repeat(30)}`,
    '👩‍⚕️'.repeat(30),
  ]
  const { events } = read(calendarFor(titles.map((title) => ({ title, startsAt: before, endsAt: after }))))
  expect(events.map(({ summary }) => summary)).toEqual(titles)
})

test('a satellite and a session without credit are labelled; what is not approved is tentative', () => {
  const { events, statusOf } = read(
    calendarFor([
      { title: 'Lunch', kind: 'satellite', status: 'draft' },
      { title: 'Welcome', kind: 'unaccredited', status: 'approved' },
      { title: 'Lecture', kind: 'lecture', status: 'approved' },
    ]),
  )
  expect(events.map(({ summary }) => summary)).toEqual([
    'Lunch (Satellite symposium, not accredited)',
    'Welcome (Not accredited)',
    'Lecture',
  ])
  expect(events.map(statusOf)).toEqual(['TENTATIVE', 'CONFIRMED', 'CONFIRMED'])
})

test('an empty agenda is a calendar too', () => {
  expect(read(calendarFor([])).events).toEqual([])
})

const get = (path: string, options: Parameters<typeof server.request>[1] = {}) =>
  server.request(path, options)
const subscription = async (as: string, method: 'GET' | 'POST' | 'DELETE') =>
  (await (await get('/api/calendar', { as, method })).json()) as { address: string | null }
const pathOf = (address: string | null) => new URL(address!).pathname

test('an address follows a person’s own agenda: changed, removed and restored, as the same entry in growing order', async () => {
  await office.change('followed', null, {
    title: 'Followed',
    startsAt: before,
    endsAt: after,
    speakers: ['okafor'],
  })
  await office.change('other', null, { title: 'Other', startsAt: before, endsAt: after })
  await office.act('program.approve', 'followed', { version: 1 })
  await get('/api/agenda/followed', { as: 'clara', method: 'PUT' })
  const { address } = await subscription('clara', 'POST')
  const fetched = async () => {
    const answer = await get(pathOf(address))
    expect(answer.headers.get('content-type')).toMatch(/^text\/calendar/)
    const { events, statusOf } = read(await answer.text())
    expect(events).toHaveLength(1)
    return {
      uid: events[0]!.uid,
      sequence: events[0]!.sequence,
      status: statusOf(events[0]!),
      event: events[0]!,
    }
  }
  const first = await fetched()
  await office.change('followed', 2, { title: 'Changed' })
  const changed = await fetched()
  expect(changed.event.summary).toBe('Changed')
  await office.act('program.remove', 'followed', { version: 3 })
  const removed = await fetched()
  await office.act('program.restore', 'followed')
  const restored = await fetched()
  expect(new Set([first, changed, removed, restored].map(({ uid }) => uid)).size).toBe(1)
  expect([first, changed, removed, restored].map(({ sequence }) => sequence)).toEqual([2, 3, 4, 5])
  expect([removed.status, restored.status]).toEqual(['CANCELLED', 'CONFIRMED'])
})

test('the programme’s calendar says what was removed', async () => {
  await server.plan(sessionOf('short-lived', { title: 'Short-lived', startsAt: before, endsAt: after }))
  await office.act('program.remove', 'short-lived', { version: 1 })
  const { events, statusOf } = read(await (await get('/api/program.ics', { as: 'clara' })).text())
  expect(events.filter(({ summary }) => summary === 'Short-lived').map(statusOf)).toEqual(['CANCELLED'])
})

test('what has not changed is not sent again', async () => {
  await office.change('cached', null, {
    title: 'Cached',
    startsAt: before,
    endsAt: after,
    speakers: ['okafor'],
  })
  await office.act('program.approve', 'cached', { version: 1 })
  const path = '/api/program/cached.ics'
  const etag = (await get(path, { as: 'clara' })).headers.get('etag')!
  const again = (headers: Record<string, string>) =>
    // As a browser asks whose cache holds it; fetch would say by itself that it wants no 304.
    get(path, { as: 'clara', headers: { 'cache-control': 'max-age=0', ...headers } })
  expect((await again({ 'if-none-match': etag })).status).toBe(304)
  await office.change('cached', 2, { title: 'Changed' })
  expect((await again({ 'if-none-match': etag })).status).toBe(200)
})

test('an address is one person’s, shows nobody else’s agenda, signs nobody in, and can be revoked', async () => {
  const clara = await subscription('clara', 'GET')
  const noah = await subscription('noah', 'POST')
  expect(noah.address).not.toBe(clara.address)
  const answer = await get(pathOf(noah.address))
  expect(read(await answer.text()).events).toEqual([])
  expect(answer.headers.getSetCookie()).toEqual([])
  for (const path of ['/api/agenda', '/api/me'])
    expect(
      (await get(path, { headers: { authorization: `Bearer ${noah.address!.split('/').at(-1)}` } })).status,
    ).toBe(401)
  const renewed = await subscription('noah', 'POST')
  expect(await statusAndCode(get(pathOf(noah.address)))).toEqual([404, 'not_found'])
  expect((await get(pathOf(renewed.address))).status).toBe(200)
  expect((await subscription('noah', 'DELETE')).address).toBeNull()
  expect(await statusAndCode(get(pathOf(renewed.address)))).toEqual([404, 'not_found'])
  expect(await statusAndCode(get(`/api/calendar/${'x'.repeat(43)}.ics`))).toEqual([404, 'not_found'])
  expect(await subscription('clara', 'GET')).toEqual(clara)
})

test('no address is stored as it is, and a removed person’s works no more', async () => {
  const { personId } = await server.invite({ name: 'Soon gone', roles: ['clinician'] })
  const { address } = await subscription(personId, 'POST')
  const token = pathOf(address).split('/').at(-1)!.replace('.ics', '')
  const all = await server.connection.keys('*calendar*')
  expect(all.some((key) => key.includes(token))).toBe(false)
  await server.operate('DELETE', `people/${personId}`)
  expect((await get(pathOf(address))).status).toBe(404)
  expect((await server.connection.keys('*calendar*')).filter((key) => key.includes(personId))).toEqual([])
})

test('the moderator of a session and its speakers have their names in the file, and nothing that they disclosed', () => {
  const speaker = faculty('okafor', { name: 'Adaeze Okafor', credentials: 'MD' })
  const disclosure = { clearedAt: 1, relationships: [{ company: 'Acme Cardio', nature: 'Adviser' }] }
  const text = calendarFor([{ speakers: [{ ...speaker, disclosure }] }])
  expect(text).toContain('Adaeze Okafor\\, MD')
  expect(text).not.toContain('Acme')
})
