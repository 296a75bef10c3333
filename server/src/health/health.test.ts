// Live health and announcements over real servers.
import { randomUUID } from 'node:crypto'
import { expect, test } from '@jest/globals'
import type { Me } from '@lectern/shared/accounts'
import { errors } from '@lectern/shared/errors'
import type { Announcement, Health } from '@lectern/shared/health'
import { memoryLog } from '../../../scripts/testing/log.ts'
import { createQualityStore } from '../attendance/qualityStore.ts'
import type { Caller } from '../live/connection.ts'
import { codeOf, listen } from '../testing/answers.ts'
import { startServers } from '../testing/servers.ts'
import { createAnnouncementsStore } from './announcementsStore.ts'
import { notingFailures } from './failedJoins.ts'
import { createHealthStore } from './healthStore.ts'
import { createSampler } from './sampler.ts'

const server = await startServers({ servers: 2, mediaNode: true, noMistakes: true })
const organiser = await server.connect('ito')
const ask = async <Answer>(path: string, as = 'ito'): Promise<Answer> =>
  (await (await server.request(path, { as })).json()) as Answer
const health = () => ask<Health>('/api/office/health')
const announcements = async (as = 'clara') =>
  (await ask<{ announcements: Announcement[] }>('/api/announcements', as)).announcements
const announce = (more: object = {}) =>
  organiser.send('health.announce', {
    announcementId: randomUUID(),
    text: 'Lunch is at one.',
    audience: { kind: 'everybody' },
    minutes: 5,
    ...more,
  })

test('an announcement reaches the pages of the conference on every server, until it is ended', async () => {
  const clara = await server.connect('clara', 1)
  const [told, ended] = [listen(clara, 'health.announced'), listen(clara, 'health.withdrawn')]
  const { announcementId, at, until } = await announce()
  const heard = await told.until((each) => each.announcementId === announcementId)
  expect(heard).toMatchObject({ text: 'Lunch is at one.', sessionIds: null, to: '' })
  expect(until - at).toBe(300_000)
  expect(await announcements()).toEqual([heard])
  await organiser.send('health.withdraw', { announcementId })
  await ended.until((each) => each.announcementId === announcementId)
  expect(await announcements()).toEqual([])
})

test('a repeat with the same id is the same announcement', async () => {
  const announcementId = randomUUID()
  const first = await announce({ announcementId })
  expect(await announce({ announcementId, text: 'Another text' })).toEqual(first)
  await organiser.send('health.withdraw', { announcementId })
})

test('one to a track or a session names the sessions on whose pages it is shown', async () => {
  const [{ session }] = (
    await ask<{ sessions: [{ session: { id: string; title: string; track: string } }] }>('/api/program')
  ).sessions
  const one = await announce({ audience: { kind: 'session', sessionId: session.id } })
  expect(one).toMatchObject({ sessionIds: [session.id], to: session.title })
  const track = await announce({ audience: { kind: 'track', track: session.track } })
  expect(track.to).toBe(session.track)
  expect(track.sessionIds).toContain(session.id)
  for (const { announcementId } of [one, track]) await organiser.send('health.withdraw', { announcementId })
  const nowhere = (audience: object) => codeOf(announce({ audience }))
  expect(await nowhere({ kind: 'track', track: 'No such track' })).toBe('not_found')
  expect(await nowhere({ kind: 'session', sessionId: 'no-such-session' })).toBe('not_found')
})

test('at most twenty are shown at a time', async () => {
  const { conference } = await ask<Me>('/api/me')
  const store = createAnnouncementsStore(server.connection)
  const ids = Array.from({ length: 20 }, () => randomUUID())
  const shown = { text: 'Doors open.', at: Date.now(), until: Date.now() + 60_000, sessionIds: null, to: '' }
  for (const announcementId of ids) await store.add(conference.id, { announcementId, ...shown })
  expect(await codeOf(announce())).toBe('conflict')
  // A repeat is not one more.
  expect(await codeOf(announce({ announcementId: ids[0] }))).toBe('ok')
  for (const announcementId of ids) await store.withdraw(conference.id, announcementId)
})

test('a running session shows who cannot join and why, its viewers, and the machines', async () => {
  const sessionId = await server.plan({
    id: `health-${randomUUID().slice(0, 8)}`,
    title: 'A session without credit',
    summary: '',
    startsAt: Date.now(),
    endsAt: Date.now() + 3_600_000,
    track: 'Health',
    speakers: [{ personId: 'okafor', name: 'Adaeze Okafor', credentials: 'MD', affiliation: '' }],
    moderators: [],
  })
  await organiser.send('program.start', { sessionId })
  const join = notingFailures(
    async (_request: { sessionId: string }) => {
      throw errors.stageUnavailable()
    },
    { health: createHealthStore(server.connection), clock: Date.now, log: memoryLog().log },
  )
  const clara = { person: { id: 'clara' } } as Caller
  expect(await codeOf(join({ sessionId }, clara))).toBe('stage_unavailable')
  const found = await untilHealth(({ sessions }) =>
    sessions.some((each) => each.sessionId === sessionId && each.troubled > 0),
  )
  const shown = found.sessions.find((each) => each.sessionId === sessionId)!
  expect(shown).toMatchObject({ phase: 'live', now: { playing: null, reached: null, failedSoFar: 1 } })
  expect(shown.failedJoins).toEqual([{ code: 'stage_unavailable', count: 1 }])
  expect(shown.troubles).toMatchObject([{ personId: 'clara', name: 'Clara Nwosu', kind: 'failed' }])
  expect(found.nodes).toHaveLength(1)
  const quality = { loss: [9, 1, 0, 0, 2], layers: { none: 1, low: 0, middle: 2, high: 9 }, below: 3 }
  const qualities = createQualityStore(server.connection)
  await qualities.add(sessionId, shown.now.at, quality)
  await createHealthStore(server.connection).addMinute(sessionId, shown.now)
  const measured = (await health()).sessions.find((each) => each.sessionId === sessionId)!
  expect(measured.minutes.find(({ at }) => at === shown.now.at)).toEqual({ ...shown.now, quality })
  await organiser.send('program.end', { sessionId })
})

test('a refusal that is as it should be is not noted as a failed join', async () => {
  const join = notingFailures(
    async (_request: { sessionId: string }) => {
      throw errors.acknowledgeFirst()
    },
    {
      health: {
        joinFailed: async () => {
          throw new Error('this was noted')
        },
      },
      clock: Date.now,
      log: memoryLog().log,
    },
  )
  expect(await codeOf(join({ sessionId: 'any' }, { person: { id: 'clara' } } as Caller))).toBe(
    'acknowledge_first',
  )
})

/** What is noted beside an answer may come a moment after it. */
async function untilHealth(fits: (health: Health) => boolean): Promise<Health> {
  for (;;) {
    const found = await health()
    if (fits(found)) return found
  }
}

test('two servers note a minute once, and each its own load', async () => {
  const store = createHealthStore(server.connection)
  let asked = 0
  const view = { session: { id: 'sampled' }, state: { phase: 'live' } }
  const sampler = (serverName: string) =>
    createSampler({
      health: store,
      look: {
        minute: async () => ({
          at: 60_000,
          watching: ++asked,
          playing: null,
          reached: null,
          waiting: 0,
          failedSoFar: 0,
        }),
      },
      running: async () => [view as never],
      serverName,
      sockets: () => 7,
      mayWork: () => true,
      clock: () => 61_000,
      log: memoryLog().log,
    })
  await Promise.all([sampler('one').sample(), sampler('two').sample()])
  await sampler('one').sample()
  expect(await store.minutes('sampled')).toHaveLength(1)
  const servers = await store.servers()
  expect([...servers.keys()]).toEqual(expect.arrayContaining(['one', 'two']))
  expect(servers.get('one')).toMatchObject({ at: 61_000, sockets: 7 })
})
