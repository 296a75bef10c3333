import { expect, test } from '@jest/globals'
import { keys } from '@lectern/shared/keys'
import { fileRedis } from '../testing/redis.ts'
import { createMailIds } from './mailIds.ts'
import { createMailStore } from './mailStore.ts'
import { createOutbox, leaseMs, type NewMail } from './outbox.ts'

const redis = await fileRedis()
const connection = redis.connect()
let now = 1_800_000_000_000
const clock = () => now
const ids = createMailIds('a secret of the mails')
/** As another server sees the same mails. */
const server = () => createOutbox({ store: createMailStore(redis.connect()), ids, clock })
const [box, other] = [server(), server()]

let conferences = 0
const conference = () => `c${++conferences}`
const mail = (fields: Partial<NewMail> = {}): NewMail => ({
  kind: 'invitation',
  personId: 'clara',
  thing: '',
  path: '/',
  ...fields,
})
async function added(conferenceId: string, fields: Partial<NewMail> = {}): Promise<string> {
  await box.add(conferenceId, [mail(fields)])
  return ids.of({ conferenceId, ...mail(fields) })
}
const statusOf = async (conferenceId: string, mailId: string) =>
  (await box.find(conferenceId, mailId))?.status

test('a mail of one kind, person and thing is made once, however many servers make it', async () => {
  const c = conference()
  const all = [mail(), mail({ personId: 'noah' }), mail({ thing: 'other' })]
  const made = await Promise.all([box.add(c, all), other.add(c, all), box.add(c, all)])
  expect(made.reduce((sum, each) => sum + each)).toBe(3)
  expect(await box.add(c, all)).toBe(0)
  expect(await box.counts(c)).toEqual([{ kind: 'invitation', status: 'waiting', count: 3 }])
})

test('one server at a time has a mail', async () => {
  const c = conference()
  const id = await added(c)
  const claims = await Promise.all([box.claim(c, id), other.claim(c, id), box.claim(c, id)])
  expect(claims.filter(Boolean)).toHaveLength(1)
  expect(await other.claim(c, id)).toBeUndefined()
})

test('a server that died before it handed a mail over leaves it to another', async () => {
  const c = conference()
  const id = await added(c)
  const lost = (await box.claim(c, id))!
  now += leaseMs
  expect(await other.due(c, now, 10)).toEqual([id])
  const taken = (await other.claim(c, id))!
  expect(taken.token).not.toBe(lost.token)
  // It was only slow: its mail is not sent.
  expect(await box.handing(lost, {})).toBe(false)
  expect(await other.handing(taken, {})).toBe(true)
})

test('a server that died while it handed a mail over leaves it unknown, and nobody sends it by itself', async () => {
  const c = conference()
  const id = await added(c)
  expect(await box.handing((await box.claim(c, id))!, { to: 'clara@example.org' })).toBe(true)
  now += leaseMs
  expect(await other.claim(c, id)).toBeUndefined()
  expect(await box.find(c, id)).toMatchObject({ status: 'unknown', to: 'clara@example.org', attempts: 1 })
  expect(await other.due(c, now + 1e9, 10)).toEqual([])
})

test('a server that was only slow still records that the mail was accepted', async () => {
  const c = conference()
  const id = await added(c)
  const claimed = (await box.claim(c, id))!
  await box.handing(claimed, {})
  now += leaseMs
  await other.claim(c, id)
  await box.settle(claimed, { is: 'sent', words: '250 OK' })
  expect(await box.find(c, id)).toMatchObject({ status: 'sent', attempts: 1, words: '250 OK' })
})

test('an unknown mail is sent again, or noted as arrived, by a press on the mail as it was seen', async () => {
  const c = conference()
  const unknown = async (thing: string) => {
    const id = await added(c, { thing })
    const claimed = (await box.claim(c, id))!
    await box.settle(claimed, { is: 'unknown', words: '' })
    return (await box.find(c, id))!
  }
  const [first, second] = [await unknown('1'), await unknown('2')]
  await expect(
    box.act(c, { mailId: first.id, act: 'again', version: first.version - 1 }),
  ).rejects.toMatchObject({ code: 'stale' })
  await box.act(c, { mailId: first.id, act: 'again', version: first.version })
  expect(await box.claim(c, first.id)).toBeDefined()
  await box.act(c, { mailId: second.id, act: 'arrived', version: second.version })
  const arrived = (await box.find(c, second.id))!
  expect(arrived.status).toBe('sent')
  await expect(
    box.act(c, { mailId: second.id, act: 'again', version: arrived.version }),
  ).rejects.toMatchObject({ code: 'conflict' })
})

test('what is refused for now is tried again after growing delays, then refused for good', async () => {
  const c = conference()
  const id = await added(c)
  const waits: number[] = []
  for (;;) {
    const claimed = await box.claim(c, id)
    if (!claimed) break
    await box.settle(claimed, { is: 'later', words: '451 later' })
    const { nextAt } = (await box.find(c, id))!
    if (nextAt === null) break
    waits.push((nextAt - now) / 60_000)
    expect(await box.claim(c, id)).toBeUndefined()
    now = nextAt
  }
  expect(waits).toEqual([1, 5, 15, 60, 240, 720])
  expect(await box.find(c, id)).toMatchObject({ status: 'refused', attempts: 7 })
})

test('urgent mails come before those that waited longer', async () => {
  const c = conference()
  const waiting = await added(c)
  now += 1000
  const urgent = await added(c, { kind: 'my_link', isUrgent: true })
  expect(await box.due(c, now, 10)).toEqual([urgent, waiting])
})

test('a bounce marks a mail that was sent, once', async () => {
  const c = conference()
  const id = await added(c)
  expect(await box.bounced(c, id, 'gone')).toBe(false)
  await box.settle((await box.claim(c, id))!, { is: 'sent', words: '' })
  expect(await box.bounced(c, id, 'gone')).toBe(true)
  expect(await other.bounced(c, id, 'again')).toBe(false)
  expect(await box.find(c, id)).toMatchObject({ status: 'bounced', words: 'gone' })
})

test('mails are listed newest first by kind, status and person, page by page', async () => {
  const c = conference()
  const made: string[] = []
  for (let i = 0; i < 7; i++) {
    now += 1
    made.unshift(await added(c, { kind: i % 2 ? 'thanks' : 'invitation', thing: String(i) }))
  }
  await box.settle((await box.claim(c, made[0]!))!, { is: 'sent', words: '' })
  const listed = async (filter: object, count = 10) =>
    (await box.list(c, filter, count)).map(({ id }) => made.indexOf(id))
  expect(await listed({})).toEqual([0, 1, 2, 3, 4, 5, 6])
  expect(await listed({ kind: 'thanks' })).toEqual([1, 3, 5])
  expect(await listed({ status: 'sent' })).toEqual([0])
  expect(await listed({ personId: 'clara', status: 'waiting' })).toEqual([1, 2, 3, 4, 5, 6])
  expect(await listed({ personId: 'noah' })).toEqual([])
  const page = await box.list(c, {}, 3)
  expect((await box.list(c, {}, 3, page.at(-1))).map(({ id }) => made.indexOf(id))).toEqual([3, 4, 5])
})

test('a person who is merged into another leaves them their mails', async () => {
  const c = conference()
  const id = await added(c)
  await box.move(c, 'clara', 'noah')
  expect(await box.list(c, { personId: 'noah' }, 10)).toMatchObject([{ id, personId: 'noah' }])
  expect(await box.list(c, { personId: 'clara' }, 10)).toEqual([])
  expect(await box.claim(c, id)).toMatchObject({ mail: { personId: 'noah' } })
})

test('a person who is erased leaves nothing behind', async () => {
  const c = conference()
  const id = await added(c)
  const kept = await added(c, { personId: 'noah' })
  await box.forget(c, 'clara')
  expect(await statusOf(c, id)).toBeUndefined()
  expect(await connection.zrange(keys.mailIndex(c), '0', '-1')).toEqual([
    expect.stringContaining('p noah'),
    expect.stringContaining(kept),
  ])
  expect(await box.due(c, now, 10)).toEqual([kept])
})
