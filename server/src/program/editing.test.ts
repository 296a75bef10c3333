// Editing the programme in the browser, on two servers.
import { expect, test } from '@jest/globals'
import { keys } from '@lectern/shared/keys'
import { sessionsMax } from '@lectern/shared/limits'
import { codeOf, listen } from '../testing/answers.ts'
import { conferenceId } from '../testing/conference.ts'
import { sessionOf } from '../testing/people.ts'
import { clearedFaculty, planningOf } from '../testing/planning.ts'
import { startServers } from '../testing/servers.ts'

const server = await startServers({ servers: 2, noMistakes: true })
const first = planningOf(server)
const { personId: second } = await server.invite({ name: 'Second Organiser', roles: ['organiser'] })
const other = planningOf(server, second)
const hour = 3_600_000
const start = Date.UTC(2027, 2, 1, 9)
const times = { startsAt: start, endsAt: start + hour }

test('a session is made with the id of the page, as a draft, and once however often that is asked', async () => {
  const change = {
    title: 'New',
    kind: 'workshop',
    objectives: ['Read an ECG'],
    languages: ['en'],
    ...times,
  } as const
  for (const _ of [1, 2]) {
    const { sessions } = await first.change('made', null, change)
    expect(sessions).toMatchObject([
      { session: { id: 'made', kind: 'workshop', status: 'draft', version: 1 }, review: { status: 'draft' } },
    ])
  }
  expect(await codeOf(other.change('made', null, { title: 'Another', ...times }))).toBe('stale')
  expect(await codeOf(first.change('incomplete', null, { title: 'No times' }))).toBe('invalid_request')
  expect(await codeOf(first.change('unknown', 3, { title: 'Changed' }))).toBe('not_found')
})

test('the second of two organisers is refused and learns what the first did, field by field', async () => {
  await first.change('contested', null, { title: 'As it was', ...times })
  await first.change('contested', 1, { title: 'Changed by the first', speakers: ['okafor'] })
  await expect(other.change('contested', 1, { title: 'Changed by the second' })).rejects.toMatchObject({
    code: 'stale',
    message: expect.stringMatching(/^Hana Ito has changed this session/),
    details: {
      version: 2,
      by: 'ito',
      name: 'Hana Ito',
      changes: [
        { field: 'title', before: 'As it was', after: 'Changed by the first' },
        { field: 'speakers', before: [], after: [expect.objectContaining({ name: 'Adaeze Okafor' })] },
      ],
    },
  })
  // Asked again with the version that they have seen now.
  await other.change('contested', 2, { title: 'Changed by the second' })
  // The first one's reply was lost: what they wanted is there no more.
  expect(await codeOf(first.change('contested', 1, { title: 'Changed by the first' }))).toBe('stale')
})

test('of two organisers at once, on two servers, one is refused', async () => {
  await first.change('raced', null, { title: 'Raced', ...times })
  for (let version = 1; version < 6; version++) {
    const answers = await Promise.all([
      codeOf(first.change('raced', version, { title: `By one ${version}` })),
      codeOf(other.ask('program.change', 'raced', { version, change: { title: `By two ${version}` } }, 1)),
    ])
    expect(answers.sort()).toEqual(['ok', 'stale'])
  }
})

test('organisers see no disclosure, cannot make one, and keep what is on file', async () => {
  await server.operate('PUT', 'sessions', {
    ...{ id: 'disclosed', title: 'Disclosed', ...times, speakers: [clearedFaculty('okafor')] },
  })
  const { sessions } = await first.change('disclosed', 1, { speakers: ['okafor', 'lindqvist'] })
  expect(JSON.stringify(sessions)).not.toContain('disclosure')
  const stored = await server.operate<{ speakers: object[] }>('GET', 'sessions/disclosed')
  expect(stored.speakers).toMatchObject([{ disclosure: { clearedAt: 1 } }, { personId: 'lindqvist' }])
  const forged = { speakers: [clearedFaculty('lindqvist')] } as never
  expect(await codeOf(first.change('disclosed', 2, forged))).toBe('invalid_request')
})

test('a removed session is gone from every page, and comes back in one press with its polls and a newer version', async () => {
  await first.change('gone', null, { title: 'Gone', ...times, speakers: ['okafor'] })
  await first.act('program.approve', 'gone', { version: 1 })
  await server.connection.hset(keys.pollsById('gone'), 'poll', '{}')
  const client = await server.connect('clara', 1)
  const removals = listen(client, 'program.removed')
  const { removed } = await first.act('program.remove', 'gone', { version: 2 })
  expect(removed).toEqual(['gone'])
  await removals.until(({ sessionId }) => sessionId === 'gone')
  expect((await first.programme()).removed).toMatchObject([{ sessionId: 'gone', title: 'Gone', by: 'ito' }])
  expect(await codeOf(client.send('program.follow', { sessionId: 'gone' }))).toBe('not_found')
  // A retry is done already.
  expect((await first.act('program.remove', 'gone', { version: 2 })).removed).toEqual(['gone'])
  const plans = listen(client, 'program.plan')
  for (const _ of [1, 2]) await other.act('program.restore', 'gone')
  expect(await plans.until(({ id }) => id === 'gone')).toMatchObject({ title: 'Gone', version: 4 })
  expect(await server.connection.hexists(keys.pollsById('gone'), 'poll')).toBe(1)
  expect((await first.programme()).removed).toEqual([])
})

test('a session is not removed by somebody who has not seen its last change, nor once it is live', async () => {
  await first.change('kept', null, { title: 'Kept', ...times, speakers: ['okafor'] })
  await other.change('kept', 1, { title: 'Kept and changed' })
  expect(await codeOf(first.act('program.remove', 'kept', { version: 1 }))).toBe('stale')
  const speaker = await server.connect('okafor')
  await speaker.send('program.start', { sessionId: 'kept' })
  expect(await codeOf(first.act('program.remove', 'kept', { version: 2 }))).toBe('conflict')
  expect((await first.programme()).removed.map(({ sessionId }) => sessionId)).not.toContain('kept')
})

test('while a session runs, its times, a replaced speaker and another moderator reach every page', async () => {
  const activityId = 'cardiology-update'
  const people = { speakers: [clearedFaculty('okafor')], moderators: [clearedFaculty('moreau')] }
  await server.plan({
    id: 'running',
    title: 'Running',
    ...times,
    track: 'Run',
    activityId,
    ...people,
  } as never)
  const moderator = await server.connect('moreau')
  await moderator.send('program.start', { sessionId: 'running' })
  const plans = listen(await server.connect('clara', 1), 'program.plan')
  const version = await first.versionOf('running')
  const changed = await first.change('running', version, { endsAt: start + 2 * hour })
  expect(await plans.until(({ id, endsAt }) => id === 'running' && endsAt === start + 2 * hour)).toBeTruthy()
  // A running session keeps its approval: nothing would be undone by taking it back.
  expect(changed.sessions[0]!.session.status).toBe('approved')
  const replacing = (members: object[]) =>
    server.operate('PUT', 'sessions', { id: 'running', speakers: members })
  expect(await codeOf(first.change('running', version + 1, { speakers: ['lindqvist'] }))).toBe(
    'disclosures_missing',
  )
  await replacing([clearedFaculty('lindqvist')])
  const told = await plans.until(({ speakers }) => speakers[0]?.personId === 'lindqvist')
  expect(JSON.stringify(told)).not.toMatch(/disclosure|approval|changed/)
  const learner = await server.connect('clara')
  const { disclosures } = await learner.send('attendance.status', { sessionId: 'running' })
  expect(disclosures.people[0]).toMatchObject({ name: 'Maja Lindqvist', part: 'speaker' })
})

test('a copy is a draft with the same words and people, and no credit or clearance', async () => {
  await server.operate('PUT', 'sessions', {
    ...{ id: 'original', title: 'Original', ...times, activityId: 'cardiology-update' },
    speakers: [clearedFaculty('okafor')],
  })
  const { sessions } = await first.act('program.duplicate', 'original', {
    ...{ copyId: 'copy', startsAt: start + 24 * hour, title: 'A copy' },
  })
  expect(sessions).toMatchObject([{ session: { id: 'copy', title: 'A copy', endsAt: start + 25 * hour } }])
  const copy = await server.operate<object>('GET', 'sessions/copy')
  expect(copy).toMatchObject({ status: 'draft', speakers: [{ personId: 'okafor', name: 'Adaeze Okafor' }] })
  expect(JSON.stringify(copy)).not.toMatch(/disclosure|activityId/)
})

test('a track is renamed in every session on it', async () => {
  await first.change('on-track', null, { title: 'On a track', track: 'Hall 1', ...times })
  const { sessions } = await first.act('program.renameTrack', '', { from: 'Hall 1', to: 'Great hall' })
  expect(sessions).toMatchObject([{ session: { id: 'on-track', track: 'Great hall' } }])
})

test('a conference holds a limited number of sessions', async () => {
  const ids = Array.from({ length: sessionsMax }, (_, i) => `many-${i}`)
  const { connection } = server
  const pipeline = connection.pipeline()
  for (const id of ids)
    pipeline.set(keys.session(id), JSON.stringify(sessionOf(id))).sadd(keys.sessions(conferenceId), id)
  await pipeline.exec()
  expect(await codeOf(first.change('one-more', null, { title: 'One more', ...times }))).toBe('conflict')
  expect(await codeOf(first.change('made', 1, { title: 'Still changes' }))).toBe('ok')
})
