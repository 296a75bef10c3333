// A person who is erased leaves nothing at the booths: neither as a visitor nor as a member of staff.
import { expect, test } from '@jest/globals'
import type { ErasurePreview } from '@lectern/shared/peopleMerging'
import type { Redis } from 'ioredis'
import { codeOf, listen } from '../testing/answers.ts'
import { createCast, words } from '../testing/booths.ts'
import { startServers } from '../testing/servers.ts'

const server = await startServers({ noMistakes: true })
const { booth, learner } = createCast(server)

async function erase(personId: string): Promise<void> {
  const path = `/api/people/${personId}/erasure`
  const preview = (await (await server.request(path, { as: 'ito' })).json()) as ErasurePreview
  expect(preview.refusals).toEqual([])
  const answer = await server.request(path, { as: 'ito', method: 'POST', body: { seen: preview.seen } })
  expect(answer.status).toBe(200)
}

/** Everything that is stored of a booth, keys and values. */
async function storedOf(boothId: string, redis: Redis = server.connection): Promise<string> {
  const found: unknown[] = []
  for await (const batch of redis.scanStream({ match: `{b:${boothId}}*` }))
    for (const key of batch as string[]) {
      const read = {
        hash: () => redis.hgetall(key),
        zset: () => redis.zrange(key, '0', '-1'),
        list: () => redis.lrange(key, 0, -1),
        set: () => redis.smembers(key),
        string: () => redis.get(key),
      }[await redis.type(key)]
      found.push(key, await read?.())
    }
  return JSON.stringify(found)
}

test('a visitor’s lead, chat, booking and consents go, and the desk and its counts with them', async () => {
  const from = Date.now() - 3_600_000
  const { boothId, ann, office } = await booth({ hours: [{ from, to: from + 5 * 3_600_000 }] })
  const { personId, client } = await learner()
  const other = await learner()
  for (const each of [client, other.client]) {
    await each.send('booths.visit', { boothId })
    await each.send('booths.say', { boothId, ...words('Blueheron is what I wish for') })
  }
  await client.send('booths.requestCall', { boothId })
  const { slots } = await client.send('booths.slots', { boothId })
  await client.send('booths.book', { boothId, slot: slots[0]!.at })
  const values = { name: 'Zephyr Quill', email: 'zq@post.example', profession: 'Zqologist' }
  await client.send('booths.consent', {
    boothId,
    consent: { fields: ['name', 'email', 'profession'], values },
  })
  const { visitorId } = (await client.send('booths.visit', { boothId })).me
  await ann.client.send('booths.annotateLead', {
    ...{ boothId, visitorId },
    notes: 'Zephyr Quill wants a quote',
    rating: 5,
  })
  await ann.client.send('booths.desk', { boothId })
  const told = listen(ann.client, 'booths.lead')
  expect(await storedOf(boothId)).toContain('Zephyr Quill')

  await erase(personId)

  expect(await told.until((event) => event.visitorId === visitorId)).toMatchObject({ lead: null })
  const stored = await storedOf(boothId)
  for (const mark of [personId, ...Object.values(values), 'wants a quote']) expect(stored).not.toContain(mark)
  // The other visitor's words stay.
  expect(stored.match(/Blueheron/g)).toHaveLength(1)
  expect((await ann.client.send('booths.leads', { boothId })).leads).toEqual([])
  const desk = await ann.client.send('booths.desk', { boothId })
  expect(desk.chats.map(({ visitor }) => visitor.number)).toEqual([2])
  expect(desk.bookings).toEqual([])
  // What is left of their call has a number, and nothing behind it.
  expect(desk.missed).toMatchObject([{ visitor: { number: 1, name: null, profession: null } }])
  expect((await ann.client.send('booths.chat', { boothId, visitorId })).messages).toEqual([])
  const leads = await server.request(`/api/booths/${boothId}/leads.csv`, { as: ann.staffId })
  expect(await leads.text()).not.toContain('Zephyr')
  const { booths } = await office.send('booths.manage', {})
  expect(booths.find((each) => each.booth.id === boothId)?.counts).toEqual({ chats: 1, calls: 0, leads: 0 })
  expect(await codeOf(other.client.send('booths.visit', { boothId }))).toBe('ok')
})

test('a member of staff leaves no name in chats and calls, and no hours', async () => {
  const { boothId, join, office } = await booth()
  const leaving = await join('Quentin Farewell')
  await leaving.client.send('booths.desk', { boothId })
  const { client } = await learner()
  const { visitorId } = (await client.send('booths.visit', { boothId })).me
  await client.send('booths.say', { boothId, ...words('Is anybody there?') })
  await leaving.client.send('booths.reply', { boothId, visitorId, ...words('I am.') })
  const { callId } = await client.send('booths.requestCall', { boothId })
  await leaving.client.send('booths.acceptCall', { boothId, callId })
  await leaving.client.send('booths.endCall', { boothId, callId })
  expect(await storedOf(boothId)).toContain('Quentin Farewell')

  await erase(leaving.staffId)

  const stored = await storedOf(boothId)
  for (const mark of [leaving.staffId, 'Quentin']) expect(stored).not.toContain(mark)
  const { chat } = await client.send('booths.visit', { boothId })
  expect(chat.messages.map(({ staff, text }) => [staff?.name, text])).toEqual([
    [undefined, 'Is anybody there?'],
    ['Former staff', 'I am.'],
  ])
  expect(chat.assignee).toBeNull()
  const { booths } = await office.send('booths.manage', {})
  const managed = booths.find((each) => each.booth.id === boothId)!
  expect(managed.staff.map(({ name }) => name)).not.toContain('Quentin Farewell')
  expect(managed.counts.calls).toBe(1)
})
