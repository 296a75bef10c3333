// A session's plan changes while it runs, on two servers: open pages follow, and learners read the new words.
import { expect, test } from '@jest/globals'
import type { Session } from '@lectern/shared/program'
import { codeOf, listen } from '../testing/answers.ts'
import { faculty, sessionOf } from '../testing/people.ts'
import { startServers } from '../testing/servers.ts'

const server = await startServers({ servers: 2 })

const resolution = {
  relevant: true,
  step: 'A reviewer has read the slides.',
  decidedBy: 'Hana Ito',
  decidedAt: Date.now() - 2000,
}
const cleared = (personId: string, name: string, companies: string[] = []) =>
  faculty(personId, {
    name,
    credentials: 'MD',
    disclosure: {
      clearedAt: Date.now() - 1000,
      relationships: companies.map((company) => ({ company, nature: 'Speaker fee', resolution })),
    },
  })
const planOf = (id: string, more: Partial<Session> = {}): Session =>
  sessionOf(id, {
    speakers: [cleared('okafor', 'Adaeze Okafor')],
    moderators: [cleared('moreau', 'Julien Moreau')],
    ...more,
  })

test('a change of times, title and faculty reaches every open page, with a version that grows', async () => {
  await server.plan(planOf('changed'))
  const clients = [await server.connect('clara', 0), await server.connect('noah', 1)]
  const heard = clients.map((client) => listen(client, 'program.plan'))
  await server.plan(planOf('changed', { title: 'Another title', startsAt: 5, endsAt: 6 }))
  for (const plans of heard) {
    const session = await plans.until(({ id }) => id === 'changed')
    expect(session).toMatchObject({ title: 'Another title', startsAt: 5, endsAt: 6, version: 2 })
    // Only the disclosures show how the office resolved relationships.
    expect(JSON.stringify(session)).not.toContain('disclosure')
  }
  const [client] = clients
  expect((await client!.send('program.follow', { sessionId: 'changed' })).session.version).toBe(2)
})

test('two simultaneous plans of one session leave one plan, the one announced last by its version', async () => {
  const watcher = await server.connect('clara', 1)
  const plans = listen(watcher, 'program.plan')
  await Promise.all(['a', 'b', 'c'].map((title) => server.plan(planOf('raced', { title }))))
  const last = await plans.until(({ id, version }) => id === 'raced' && version === 3)
  const { session } = await watcher.send('program.follow', { sessionId: 'raced' })
  expect(session).toMatchObject({ title: last.title, version: 3 })
})

test('a new moderator is let in to the desk, and a former one is not', async () => {
  await server.plan(planOf('desk'))
  const { personId } = await server.invite({ name: 'New Moderator', roles: ['clinician', 'moderator'] })
  const [before, after] = [await server.connect('moreau', 1), await server.connect(personId)]
  for (const client of [before, after]) await client.send('program.follow', { sessionId: 'desk' })
  const ended = [before, after].map(
    (client) =>
      new Promise<void>((resolve) => {
        client.socket.once('disconnect', () => resolve())
      }),
  )
  await server.plan(planOf('desk', { moderators: [cleared(personId, 'New Moderator')] }))
  await Promise.all(ended)
  const [old, next] = [await server.connect('moreau', 1), await server.connect(personId)]
  expect(await codeOf(old.send('stage.observe', { sessionId: 'desk' }))).toBe('forbidden')
  expect(await codeOf(next.send('stage.observe', { sessionId: 'desk' }))).toBe('ok')
})
