// What waits for the office, on a whole server: mails, disclosures and handouts are counted, and name nobody.
import { expect, test } from '@jest/globals'
import { keys } from '@lectern/shared/keys'
import type { Needs } from '@lectern/shared/overview'
import { createMailStore } from '../mail/mailStore.ts'
import { faculty, sessionOf } from '../testing/people.ts'
import { startServers } from '../testing/servers.ts'

const server = await startServers({ noMistakes: true })
const { connection: redis } = server
const conferenceId = (await redis.zrange(keys.conferences(), '0', '0'))[0]!
const needs = async (as = 'ito'): Promise<Needs> =>
  (await (await server.request('/api/office/needs', { as })).json()) as Needs
const dayMs = 86_400_000

test('mails whose arrival is unknown, and those that were refused or came back', async () => {
  const mails = createMailStore(redis)
  const before = await needs()
  for (const [i, status] of (['unknown', 'refused', 'bounced', 'sent', 'listed'] as const).entries())
    await mails.create(conferenceId, {
      id: String(i).padStart(24, '0'),
      ...{ kind: 'invitation', personId: 'clara', thing: '', status, words: '', path: '/', given: {} },
      ...{ createdAt: 1, changedAt: 1, attempts: 1, nextAt: null, linkRound: 0 },
    })
  expect((await needs()).mails).toEqual({
    unknown: before.mails.unknown + 1,
    refused: before.mails.refused + 2,
  })
})

test('disclosures are overdue a week after the request, or a week before the session', async () => {
  const before = (await needs()).disclosures
  const plan = (id: string, startsIn: number, personId: string) => {
    const startsAt = Date.now() + startsIn
    const speakers = [faculty(personId)]
    return server.operate('PUT', 'sessions', {
      ...sessionOf(id, { startsAt, endsAt: startsAt + 3_600_000, speakers }),
      ...{ conferenceId, activityId: 'heart-failure-2026' },
    })
  }
  for (const id of ['soon', 'later', 'asked']) await server.invite({ id, name: id, roles: ['speaker'] })
  await plan('starts-soon', 3 * dayMs, 'soon')
  await plan('starts-later', 20 * dayMs, 'later')
  await plan('starts-asked', 20 * dayMs, 'asked')
  expect((await needs()).disclosures.overdue).toBe(before.overdue + 1)
  const ask = (personId: string, at: number) =>
    redis.hset(keys.disclosureRequests(conferenceId), personId, JSON.stringify({ at, by: 'ito' }))
  await ask('asked', Date.now() - 8 * dayMs)
  await ask('later', Date.now() - 6 * dayMs)
  expect((await needs()).disclosures.overdue).toBe(before.overdue + 2)
})

test('handouts that wait for a review', async () => {
  const before = (await needs()).handouts.waiting
  const handout = { id: 'h', name: 'a.pdf', bytes: 1, at: 1, reason: '', releaseAt: null, by: 'okafor' }
  for (const status of ['waiting', 'approved', 'returned'])
    await redis.hset(
      keys.handouts('heart-failure'),
      status,
      JSON.stringify({ ...handout, id: status, status, digest: status }),
    )
  expect((await needs()).handouts.waiting).toBe(before + 1)
})

test('an organiser sees figures, others nothing', async () => {
  const { personId } = await server.invite({ name: 'Olga', roles: ['organiser'] })
  expect(Object.keys(await needs(personId)).sort()).toEqual(['disclosures', 'handouts', 'mails'])
  for (const as of ['clara', 'moreau', 'okafor', 'ellis'])
    expect((await server.request('/api/office/needs', { as })).status).toBe(403)
})
