// A person's own agenda, and one session for a calendar, over HTTP.
import { expect, test } from '@jest/globals'
import { keys } from '@lectern/shared/keys'
import { agendaMax } from '@lectern/shared/limits'
import ICAL from 'ical.js'
import { statusAndCode } from '../testing/answers.ts'
import { faculty, sessionOf } from '../testing/people.ts'
import { type Method, startServers } from '../testing/servers.ts'

const server = await startServers({ servers: 2, noMistakes: true })

const ask = (method: Method, path: string, as: string, n = 0) =>
  server.request(path, { method, as, server: n })
const agendaOf = async (answer: Promise<Response>): Promise<string[]> =>
  ((await (await answer).json()) as { sessionIds: string[] }).sessionIds

test('a session is kept and taken out, as often as the page asks, on every device', async () => {
  await server.plan(sessionOf('one'))
  await server.plan(sessionOf('two'))
  expect(await agendaOf(ask('PUT', '/api/agenda/two', 'clara'))).toEqual(['two'])
  expect(await agendaOf(ask('PUT', '/api/agenda/one', 'clara', 1))).toEqual(['one', 'two'])
  expect(await agendaOf(ask('PUT', '/api/agenda/one', 'clara', 1))).toEqual(['one', 'two'])
  expect(await agendaOf(ask('GET', '/api/agenda', 'noah'))).toEqual([])
  expect(await agendaOf(ask('DELETE', '/api/agenda/two', 'clara'))).toEqual(['one'])
  expect(await agendaOf(ask('DELETE', '/api/agenda/two', 'clara', 1))).toEqual(['one'])
  expect(await agendaOf(ask('GET', '/api/agenda', 'clara', 1))).toEqual(['one'])
  expect(await statusAndCode(ask('PUT', '/api/agenda/nothing', 'clara'))).toEqual([404, 'not_found'])
})

test('one agenda holds a limited number, even if many are kept at once', async () => {
  const { personId } = await server.invite({ name: 'A collector', roles: ['clinician'] })
  const key = keys.ownAgenda(personId)
  await server.connection.sadd(key, ...Array.from({ length: agendaMax - 1 }, (_, i) => `s${i}`))
  const names = ['a', 'b', 'c']
  for (const name of names) await server.plan(sessionOf(name))
  const answers = await Promise.all(
    names.map((name, i) => ask('PUT', `/api/agenda/${name}`, personId, i % 2)),
  )
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409])
  expect(await server.connection.scard(key)).toBe(agendaMax)
  await server.operate('DELETE', `people/${personId}`)
  expect(await server.connection.exists(key)).toBe(0)
})

const startsAt = Date.UTC(2026, 10, 28, 22, 25)
const title =
  `Herzinsuffizienz; “β-blockers”, SGLT2 \\ and ${'a title that is long, '.repeat(6)}心不全`.slice(0, 199)

test('a calendar reads a session as it was planned, each time as the same entry', async () => {
  const planned = sessionOf('calendar', {
    title,
    summary: 'First line;\nsecond, line',
    startsAt,
    endsAt: startsAt + 45 * 60_000,
    speakers: [faculty('okafor', { name: 'Adaeze Okafor', credentials: 'MD' })],
  })
  const read = async () => {
    await server.plan(planned)
    const answer = await ask('GET', '/api/program/calendar.ics', 'clara')
    expect(answer.headers.get('content-type')).toMatch(/^text\/calendar/)
    expect(answer.headers.get('content-disposition')).toMatch(/^attachment;.*\.ics/)
    const text = await answer.text()
    for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75)
    const [event] = new ICAL.Component(ICAL.parse(text)).getAllSubcomponents('vevent')
    return new ICAL.Event(event)
  }
  const [first, second] = [await read(), await read()]
  expect(first.summary).toBe(title)
  expect(first.startDate.toJSDate().getTime()).toBe(startsAt)
  expect(first.endDate.toJSDate().getTime()).toBe(startsAt + 45 * 60_000)
  expect(first.startDate.zone.tzid).toBe('Europe/Berlin')
  expect(first.description).toBe(
    `First line;\nsecond, line\n\nAdaeze Okafor, MD\n\n${server.servers[0]!.address}/c/cardiology/sessions/calendar`,
  )
  expect(second.uid).toBe(first.uid)
  expect(second.sequence).toBe(first.sequence + 1)
  expect(await statusAndCode(ask('GET', '/api/program/nothing.ics', 'clara'))).toEqual([404, 'not_found'])
})

test('the agenda says what its activities are designated for', async () => {
  const { credit } = (await (await ask('GET', '/api/program', 'clara')).json()) as {
    credit: Record<string, { body: string; maximum: number }[]>
  }
  // Not the certificate of participation, which is no credit.
  expect(credit['heart-failure-2026']!.map(({ body }) => body)).toEqual(['AMA', 'ANCC', 'ACPE'])
})
