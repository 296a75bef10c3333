// Watched time over real sockets: two servers, one Redis, and a media node.
import { createConnection } from 'node:net'
import { createInterface } from 'node:readline'
import { beforeEach, describe, expect, test } from '@jest/globals'
import { slotMs } from '@lectern/shared/attendance'
import type { CommandName } from '@lectern/shared/commands'
import { keys } from '@lectern/shared/keys'
import type { LedgerKind } from '@lectern/shared/ledger'
import type { Session } from '@lectern/shared/program'
import { hasBit } from '@lectern/shared/watchTime'
import type { ProgramClient } from '../../../scripts/programClient.ts'
import { createActivitiesStore } from '../credit/activitiesStore.ts'
import { createProgramStore } from '../program/programStore.ts'
import { codeOf, listen } from '../testing/answers.ts'
import { plannedActivity, plannedSession } from '../testing/attendance.ts'
import { createCast } from '../testing/booths.ts'
import { testLedger } from '../testing/conference.ts'
import { startServers } from '../testing/servers.ts'
import { createMarksStore } from './marksStore.ts'
import { createSeatsStore } from './seatsStore.ts'

/** How far (ms) the servers' clock is ahead of this machine's. */
let ahead = 0
let last = 0
const rtpCapabilities = { codecs: [] }
const clock = () => Date.now() + ahead
const checksOf = (perHour: number) => ({
  perHour,
  answerSeconds: 60,
  extensionSeconds: 30,
  uncreditMinutes: 20,
})

const house = await startServers({ servers: 2, mediaNode: true, clock })
const { connection: redis } = house
const program = createProgramStore(redis, clock)
const marks = createMarksStore(redis)
const seats = createSeatsStore(redis)
await createActivitiesStore(redis).save(plannedActivity('activity', { checks: checksOf(3) }), 1)

// A media node runs on this machine's clock: servers far ahead of it would take it for dead.
beforeEach(async () => {
  ahead = 0
  for (const { address } of house.servers)
    while (!(await fetch(`${address}/healthz`)).ok) await new Promise((resolve) => setTimeout(resolve, 50))
})

/** Plans an accredited session with the seeded faculty. */
async function plan(change: (session: Session) => Session = (session) => session): Promise<string> {
  const session = plannedSession(`talk-${++last}`, 'activity')
  await program.saveSession(
    change({
      ...session,
      speakers: session.speakers.map((member) => ({ ...member, personId: 'okafor' })),
      moderators: session.moderators.map((member) => ({ ...member, personId: 'moreau' })),
    }),
  )
  return session.id
}
async function open(change?: Parameters<typeof plan>[0]): Promise<string> {
  const sessionId = await plan(change)
  await program.move(sessionId, 'start')
  return sessionId
}
async function newcomer(server = 0): Promise<{ client: ProgramClient; personId: string }> {
  const { personId } = await house.invite({ name: `Somebody ${++last}`, roles: ['clinician'] })
  return { client: await house.connect(personId, server), personId }
}
async function acknowledge(client: ProgramClient, sessionId: string): Promise<number> {
  const { disclosures } = await client.send('attendance.status', { sessionId })
  return (await client.send('attendance.acknowledge', { sessionId, version: disclosures.version }))
    .acknowledgedAt
}
const watch = async (client: ProgramClient, sessionId: string): Promise<string> =>
  (await client.send('stage.watch', { sessionId, rtpCapabilities })).peerId
const refusal = (client: ProgramClient, name: CommandName, request: unknown) =>
  codeOf(client.send(name, request as never))
async function watcher(sessionId: string, server = 0) {
  const { client, personId } = await newcomer(server)
  await acknowledge(client, sessionId)
  return { client, personId, peerId: await watch(client, sessionId) }
}
async function slotsOf(sessionId: string, personId: string): Promise<number[]> {
  const seat = await seats.find(sessionId, personId)
  if (!seat) return []
  const [bits] = await marks.bits(sessionId, [seat.seat], 64)
  return Array.from({ length: 64 }, (_, slot) => slot).filter((slot) => hasBit(bits!.present, slot))
}
/**
 * Beats get no reply: once this person's next beat is in Redis, all earlier ones have been handled. `slot`:
 * absent, any.
 */
async function untilMarked(sessionId: string, personId: string, slot?: number): Promise<void> {
  for (;;) {
    const marked = await slotsOf(sessionId, personId)
    if (slot === undefined ? marked.length > 0 : marked.includes(slot)) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
/** Sets the servers' clock to the middle of a slot. */
async function goTo(sessionId: string, slot: number): Promise<void> {
  const { liveAt } = await program.state(sessionId)
  ahead += liveAt! + slot * slotMs + 3000 - clock()
}
async function entries(kind: LedgerKind, sessionId: string) {
  const all = await testLedger(redis, clock).read(1, 100_000)
  return all.filter((entry) => entry.kind === kind && entry.data.sessionId === sessionId)
}

test('a page that is prepared counts nowhere and leaves nobody’s hall until it watches, as the same peer', async () => {
  const sessionId = await open()
  const { client, personId } = await newcomer()
  await acknowledge(client, sessionId)
  await client.send('booths.enterHall', {})
  const inHall = listen(client, 'booths.inHall')
  const { peerId } = await client.send('stage.prepare', { sessionId, rtpCapabilities })
  client.socket.emit('beat', { peerId })
  expect(await redis.smembers(keys.peersOf(personId))).toEqual([])
  const watching = await client.send('stage.watch', { sessionId, rtpCapabilities, prepared: peerId })
  expect(watching.peerId).toBe(peerId)
  await inHall.until(({ inside }) => inside === false)
  expect(await redis.smembers(keys.peersOf(personId))).toEqual([peerId])
  await goTo(sessionId, 2)
  client.socket.emit('beat', { peerId })
  await untilMarked(sessionId, personId, 2)
  expect(await slotsOf(sessionId, personId)).toEqual([2])
  // Used once. Another page's, or none, is no help either.
  for (const prepared of [peerId, 'nobody'])
    expect((await client.send('stage.watch', { sessionId, rtpCapabilities, prepared })).peerId).not.toBe(
      peerId,
    )
})

test('somebody who goes to a session has left their booth as well, and its desk is told', async () => {
  const { boothId, ann } = await createCast(house).booth()
  const { client } = await newcomer()
  await client.send('booths.enterHall', {})
  await client.send('booths.visit', { boothId })
  expect((await ann.client.send('booths.desk', { boothId })).present.count).toBe(1)
  const told = listen(ann.client, 'booths.desk')
  await acknowledge(client, await open())
  await told.until(({ present }) => present?.count === 0)
})

describe('disclosures come first', () => {
  test('nobody receives media before acknowledging exactly these words, which is recorded once', async () => {
    const sessionId = await open()
    const { client, personId } = await newcomer()
    expect(await refusal(client, 'stage.watch', { sessionId, rtpCapabilities })).toBe('acknowledge_first')
    expect(await refusal(client, 'attendance.acknowledge', { sessionId, version: 'other words' })).toBe(
      'stale',
    )
    expect(await refusal(client, 'stage.watch', { sessionId, rtpCapabilities })).toBe('acknowledge_first')
    expect(await entries('disclosure.acknowledged', sessionId)).toEqual([])

    const at = await acknowledge(client, sessionId)
    const phone = await house.connect(personId, 1)
    expect(await acknowledge(phone, sessionId)).toBe(at)
    expect(await watch(phone, sessionId)).toMatch(/./)
    const recorded = await entries('disclosure.acknowledged', sessionId)
    const { disclosures, acknowledgedAt } = await phone.send('attendance.status', { sessionId })
    expect(acknowledgedAt).toBe(at)
    expect(recorded.map(({ by, data }) => [by, data.version])).toEqual([[personId, disclosures.version]])
  })

  test('nothing is prepared for somebody who has not acknowledged them', async () => {
    const sessionId = await open()
    const { client } = await newcomer()
    const request = { sessionId, rtpCapabilities }
    expect(await refusal(client, 'stage.prepare', request)).toBe('acknowledge_first')
    await acknowledge(client, sessionId)
    expect(await client.send('stage.prepare', request)).toMatchObject({ consumers: [] })
    const planned = await plan()
    await acknowledge(client, planned)
    expect(await refusal(client, 'stage.prepare', { ...request, sessionId: planned })).toBe(
      'session_not_started',
    )
  })

  test('changed disclosures must be acknowledged again, and the seat stays', async () => {
    const sessionId = await open()
    const { client, personId } = await newcomer()
    const { disclosures } = await client.send('attendance.status', { sessionId })
    await acknowledge(client, sessionId)
    const before = await seats.find(sessionId, personId)
    await program.saveSession({
      ...(await program.session(sessionId)),
      support: [{ supporter: 'Acme', nature: 'unrestricted grant' }],
    })
    expect((await client.send('attendance.status', { sessionId })).acknowledgedAt).toBeNull()
    expect(await refusal(client, 'stage.watch', { sessionId, rtpCapabilities })).toBe('acknowledge_first')
    expect(await refusal(client, 'attendance.acknowledge', { sessionId, version: disclosures.version })).toBe(
      'stale',
    )
    await acknowledge(client, sessionId)
    expect((await seats.find(sessionId, personId))?.seat).toBe(before?.seat)
    expect(await watch(client, sessionId)).toMatch(/./)
  })

  test('so must changed supporters of the conference, which every page learns of', async () => {
    const sessionId = await open()
    const { client } = await newcomer()
    await acknowledge(client, sessionId)
    const told = listen(client, 'program.conference')
    const support = [{ supporter: 'Example Foundation', nature: 'equipment on loan' }]
    const change = (supporters: unknown) =>
      house.request('/api/office/conference', { as: 'ito', method: 'PUT', body: { support: supporters } })
    expect((await change(support)).status).toBe(200)
    await told.until((conference) => conference.support?.length === 1)
    const { disclosures, acknowledgedAt } = await client.send('attendance.status', { sessionId })
    expect(acknowledgedAt).toBeNull()
    expect(disclosures.support).toEqual(support)
    expect(await refusal(client, 'stage.watch', { sessionId, rtpCapabilities })).toBe('acknowledge_first')
    await acknowledge(client, sessionId)
    expect(await watch(client, sessionId)).toMatch(/./)
    await change([])
  })

  test('staff of the session are exempt, and a session without credit asks for nothing', async () => {
    const sessionId = await open()
    for (const personId of ['okafor', 'moreau', 'ito'])
      expect(await watch(await house.connect(personId), sessionId)).toMatch(/./)
    const free = await plan((session) => ({ ...session, activityId: undefined }))
    await program.move(free, 'start')
    const { client } = await newcomer()
    expect(await watch(client, free)).toMatch(/./)
    expect(await refusal(client, 'attendance.acknowledge', { sessionId: free, version: 'x' })).toBe(
      'conflict',
    )
  })

  test('speakers earn nothing from their own session, and are learners in others', async () => {
    const speaker = await house.connect('okafor')
    const sessionId = await open()
    const { announced, disclosures } = await speaker.send('attendance.status', { sessionId })
    expect(announced).toBeNull()
    const request = { sessionId, version: disclosures.version }
    expect(await refusal(speaker, 'attendance.acknowledge', request)).toBe('conflict')
    const other = await open((session) => ({ ...session, speakers: session.moderators }))
    expect(await watch(speaker, sessionId)).toMatch(/./)
    const status = await speaker.send('attendance.status', { sessionId: other })
    expect(status.announced).not.toBeNull()
    const version = status.disclosures.version
    expect(await refusal(speaker, 'attendance.acknowledge', { sessionId: other, version })).toBe('ok')
  })

  test('a session cannot start before everyone in control of its content is cleared', async () => {
    const uncleared = { personId: 'lindqvist', name: 'Dr Open', credentials: '', affiliation: '' }
    const moderator = await house.connect('moreau')
    for (const part of ['speakers', 'moderators', 'planners'] as const) {
      const sessionId = await plan((session) => ({
        ...session,
        [part]: [...(session[part] ?? []), uncleared],
      }))
      const start = moderator.send('program.start', { sessionId })
      await expect(start).rejects.toMatchObject({
        code: 'disclosures_missing',
        message: expect.stringContaining('Dr Open'),
      })
      expect((await program.state(sessionId)).phase).toBe('scheduled')
      expect(await entries('session.opened', sessionId)).toEqual([])
    }
    const free = await plan((session) => ({
      ...session,
      activityId: undefined,
      planners: [uncleared],
    }))
    expect((await moderator.send('program.start', { sessionId: free })).phase).toBe('live')
    expect(await entries('session.opened', free)).toEqual([])
  })

  test('“mitigated” is shown, and a session starts, only if someone has recorded how', async () => {
    const moderator = await house.connect('moreau')
    const resolution = { relevant: true, step: 'Peer review', decidedBy: 'Hana Ito', decidedAt: 1 }
    const told = async (sessionId: string) =>
      (await moderator.send('attendance.status', { sessionId })).disclosures.people[0]!.relationships[0]
    const withRelationship = (relationship: object) =>
      plan((session) => {
        const [speaker, ...others] = session.speakers
        const disclosure = {
          clearedAt: 1,
          relationships: [{ company: 'Acme', nature: 'fee', ...relationship }],
        }
        return { ...session, speakers: [{ ...speaker!, disclosure }, ...others] }
      })
    // Stored before mitigation could be recorded.
    const old = await withRelationship({})
    expect(await told(old)).toEqual({ company: 'Acme', nature: 'fee', note: null })
    expect(await refusal(moderator, 'program.start', { sessionId: old })).toBe('disclosures_missing')
    const employee = await withRelationship({ nature: 'Employee', resolution })
    expect(await refusal(moderator, 'program.start', { sessionId: employee })).toBe('disclosures_missing')
    const recorded = await withRelationship({ resolution })
    expect(await told(recorded)).toMatchObject({ note: 'mitigated' })
    expect((await moderator.send('program.start', { sessionId: recorded })).phase).toBe('live')
    // Only the office sees who decided and what was done.
    const { session } = await moderator.send('program.follow', { sessionId: recorded })
    expect(JSON.stringify(session)).not.toMatch(/Peer review|clearedAt/)
  })

  test('a mitigation recorded after the session began is shown to people who were already in it', async () => {
    const session = plannedSession(`talk-${++last}`, 'activity')
    for (const id of ['speaker', 'moderator', 'newcomer'])
      await house.invite({ id, name: `Dr ${id}`, roles: ['speaker'] })
    await house.plan(session)
    await program.move(session.id, 'start')
    const decidedAt = Date.now() - 1000
    const resolution = { relevant: true, step: 'Peer review', decidedBy: 'Hana Ito', decidedAt }
    const relationship = { company: 'Late Pharma', nature: 'speaker fee', resolution }
    const disclosure = { clearedAt: decidedAt, relationships: [relationship] }
    const [speaker] = session.speakers
    const known = { ...speaker!, disclosure }
    known.disclosure.relationships.unshift(...(speaker!.disclosure!.relationships as (typeof relationship)[]))
    const newcomer = {
      ...speaker!,
      personId: 'newcomer',
      disclosure: { ...disclosure, relationships: [relationship] },
    }
    // A repeat changes nothing.
    for (let i = 0; i < 2; i += 1)
      expect(
        await codeOf(house.operate('PUT', 'sessions', { ...session, speakers: [known, newcomer] })),
      ).toBe('ok')
    const moderator = await house.connect('okafor')
    const { people } = (await moderator.send('attendance.status', { sessionId: session.id })).disclosures
    const notes = people.map(({ relationships }) => relationships.map(({ company, note }) => [company, note]))
    expect(notes.slice(0, 2)).toEqual([
      [
        ['Acme', 'mitigated'],
        ['Late Pharma', 'mitigated_late'],
      ],
      [['Late Pharma', 'mitigated']],
    ])
    const late = people[0]!.relationships[1]!
    expect(late.recordedAt).toBeGreaterThan(decidedAt)
    const again = (await program.session(session.id)).speakers[0]!.disclosure!.relationships[1]!
    expect(again.recordedAt).toBe(late.recordedAt)
  })

  test('a script cannot clear anyone in the future or an employee, nor add an uncleared person to a live session', async () => {
    const session = plannedSession(`talk-${++last}`, 'activity')
    await createActivitiesStore(redis).save(plannedActivity('activity'), 2)
    for (const id of ['speaker', 'moderator'])
      await house.invite({ id, name: `Dr ${id}`, roles: ['speaker'] })
    const [speaker] = session.speakers
    const disclosed = (disclosure: object) => ({ ...session, speakers: [{ ...speaker!, disclosure }] })
    const put = (planned: object) => codeOf(house.operate('PUT', 'sessions', planned))
    expect(await put(disclosed({ clearedAt: Date.now() + 86_400_000, relationships: [] }))).toBe(
      'invalid_request',
    )
    const employee = { company: 'Acme Pharma', nature: 'Employee' }
    expect(await put(disclosed({ clearedAt: 1, relationships: [employee] }))).toBe('invalid_request')
    expect(await program.findSession(session.id)).toBeUndefined()
    await house.plan(session)
    await program.move(session.id, 'start')
    const uncleared = { personId: 'lindqvist', name: 'Dr Open', credentials: '', affiliation: '' }
    expect(await put({ ...session, speakers: [speaker, uncleared] })).toBe('disclosures_missing')
    const cleared = { ...uncleared, disclosure: { clearedAt: 1, relationships: [] } }
    expect(await put({ ...session, speakers: [speaker, cleared] })).toBe('ok')
  })

  test('a session cannot start before its activity is planned: nobody could earn from it', async () => {
    const sessionId = await plan((session) => ({ ...session, activityId: 'not-planned' }))
    const moderator = await house.connect('moreau')
    expect(await refusal(moderator, 'program.start', { sessionId })).toBe('conflict')
    expect((await program.state(sessionId)).phase).toBe('scheduled')
    await createActivitiesStore(redis).save(plannedActivity('not-planned'), 1)
    expect((await moderator.send('program.start', { sessionId })).phase).toBe('live')
  })

  test('every move of an accredited session is in the ledger before it is answered', async () => {
    const sessionId = await plan()
    const moderator = await house.connect('moreau')
    const expected: [LedgerKind, CommandName][] = [
      ['session.opened', 'program.start'],
      ['session.paused', 'program.pause'],
      ['session.resumed', 'program.resume'],
      ['session.closed', 'program.end'],
    ]
    for (const [kind, name] of expected) {
      await moderator.send(name as 'program.start', { sessionId })
      expect(await entries(kind, sessionId)).toMatchObject([
        { by: 'moreau', data: { activityId: 'activity' } },
      ])
    }
    const { liveAt, endedAt, breaks } = await program.state(sessionId)
    const times = await Promise.all(
      expected.map(async ([kind]) => (await entries(kind, sessionId))[0]!.data.at),
    )
    expect(times).toEqual([liveAt, breaks[0]!.from, breaks[0]!.to, endedAt])
  })
})

describe('beats', () => {
  test('of one person on two servers at once mark each slot once; replayed beats mark nothing else', async () => {
    const sessionId = await open()
    const laptop = await watcher(sessionId, 0)
    const phone = await house.connect(laptop.personId, 1)
    const phonePeer = await watch(phone, sessionId)
    for (const slot of [0, 2, 3]) {
      await goTo(sessionId, slot)
      for (let i = 0; i < 3; i += 1) {
        laptop.client.socket.emit('beat', { peerId: laptop.peerId })
        phone.socket.emit('beat', { peerId: phonePeer })
      }
      await untilMarked(sessionId, laptop.personId, slot)
    }
    expect(await slotsOf(sessionId, laptop.personId)).toEqual([0, 2, 3])
  })

  test('that are malformed, another person’s, of another session or without a peer mark nothing and harm nobody', async () => {
    const sessionId = await open()
    const other = await open()
    const ann = await watcher(sessionId)
    const thief = await newcomer()
    await acknowledge(thief.client, sessionId)
    await acknowledge(thief.client, other)
    const elsewhere = await watch(thief.client, other)
    await goTo(sessionId, 1)
    const tries: unknown[] = [
      { peerId: ann.peerId },
      { peerId: 'unknown' },
      { peerId: elsewhere, sessionId },
      { peerId: elsewhere, at: clock() - 3_600_000 },
      { peerId: { $ne: 1 } },
      { peerId: 'x'.repeat(60_000) },
      null,
      undefined,
      7,
      'beat',
      [],
      { peerId: '__proto__' },
    ]
    for (const raw of tries) {
      // The servers' clock advances, so that no beat is dropped for coming too soon.
      ahead += 1000
      thief.client.socket.emit('beat', raw)
      await thief.client.send('program.follow', { sessionId })
    }
    thief.client.socket.emit('beat', () => undefined)
    await goTo(sessionId, 5)
    ann.client.socket.emit('beat', { peerId: ann.peerId })
    await untilMarked(sessionId, ann.personId, 5)
    expect(await slotsOf(sessionId, ann.personId)).toEqual([5])
    expect(await slotsOf(sessionId, thief.personId)).toEqual([])
    expect(await slotsOf(other, thief.personId)).toEqual([])
  })

  test('that come too often are dropped: a flood costs one mark a slot and no log line', async () => {
    const sessionId = await open()
    const ann = await watcher(sessionId)
    const lines = house.log.lines.length
    await goTo(sessionId, 1)
    const scriptsRun = await scriptsOn(keys.present(sessionId, 0))
    for (let i = 0; i < 5000; i += 1) ann.client.socket.emit('beat', { peerId: ann.peerId })
    await ann.client.send('program.follow', { sessionId })
    await untilMarked(sessionId, ann.personId, 1)
    expect(await scriptsRun()).toEqual([expect.stringMatching(new RegExp(`"${ann.personId}"$`))])
    expect(house.log.lines.slice(lines).filter(({ level }) => Number(level) >= 40)).toEqual([])
  })

  test('after the end, or of a page that has left, mark nothing; before the start there is no stage to beat for', async () => {
    const planned = await plan()
    const early = await newcomer()
    await acknowledge(early.client, planned)
    expect(await refusal(early.client, 'stage.watch', { sessionId: planned, rtpCapabilities })).toBe(
      'session_not_started',
    )
    early.client.socket.emit('beat', { peerId: planned })

    const sessionId = await open()
    const ann = await watcher(sessionId)
    const ben = await watcher(sessionId)
    const elsewhere = await open()
    const witness = await watcher(elsewhere)
    await goTo(sessionId, 1)
    await ben.client.send('stage.leave', { peerId: ben.peerId })
    ben.client.socket.emit('beat', { peerId: ben.peerId })
    ann.client.socket.emit('beat', { peerId: ann.peerId })
    await untilMarked(sessionId, ann.personId, 1)
    await (await house.connect('moreau')).send('program.end', { sessionId })
    // In the next slot, and before the session is frozen.
    ahead += 8000
    ann.client.socket.emit('beat', { peerId: ann.peerId })
    // The reply comes after the beat was handled.
    await ann.client.send('program.follow', { sessionId })
    witness.client.socket.emit('beat', { peerId: witness.peerId })
    await untilMarked(elsewhere, witness.personId)
    expect(await slotsOf(sessionId, ann.personId)).toEqual([1])
    expect(await slotsOf(sessionId, ben.personId)).toEqual([])
    expect(await slotsOf(planned, early.personId)).toEqual([])
    expect(await refusal(ann.client, 'stage.watch', { sessionId, rtpCapabilities })).toBe('session_ended')
  })

  test('continue after a reconnect to the other server, by attaching to the same peer', async () => {
    const sessionId = await open()
    const ann = await watcher(sessionId, 0)
    await goTo(sessionId, 1)
    ann.client.socket.emit('beat', { peerId: ann.peerId })
    await untilMarked(sessionId, ann.personId, 1)
    ann.client.close()
    const again = await house.connect(ann.personId, 1)
    await goTo(sessionId, 2)
    // Not before the connection speaks for the peer.
    again.socket.emit('beat', { peerId: ann.peerId })
    await again.send('stage.attach', { peerId: ann.peerId })
    ahead += 1500
    again.socket.emit('beat', { peerId: ann.peerId })
    await untilMarked(sessionId, ann.personId, 2)
    expect(await slotsOf(sessionId, ann.personId)).toEqual([1, 2])
  })
})

describe('who may', () => {
  test('an exhibitor’s account may do none of it, and its beats mark nothing', async () => {
    const sessionId = await open()
    const exhibitor = await house.connect('ellis')
    const requests: [CommandName, Record<string, unknown>][] = [
      ['attendance.status', { sessionId }],
      ['attendance.acknowledge', { sessionId, version: 'x' }],
      ['attendance.answer', { sessionId, check: 0 }],
      ['attendance.extend', { sessionId, check: 0 }],
      ['stage.watch', { sessionId, rtpCapabilities }],
    ]
    for (const [name, request] of requests) expect(await refusal(exhibitor, name, request)).toBe('forbidden')
    exhibitor.socket.emit('beat', { peerId: 'any' })
    expect(await seats.find(sessionId, 'ellis')).toBeUndefined()
  })

  test('unknown checks are not found, malformed requests are refused', async () => {
    const sessionId = await open()
    const { client } = await watcher(sessionId)
    for (const name of ['attendance.answer', 'attendance.extend'] as const) {
      expect(await refusal(client, name, { sessionId, check: 0 })).toBe('not_found')
      expect(await refusal(client, name, { sessionId, check: -1 })).toBe('invalid_request')
      expect(await refusal(client, name, { sessionId: 'nowhere', check: 0 })).toBe('not_found')
      expect(await refusal(client, name, { sessionId, check: 0, answeredAt: 1 })).toBe('invalid_request')
    }
  })
})

test('pages receive their count by the servers’ clock, and some time after the end that it is final', async () => {
  const sessionId = await open()
  const ann = await watcher(sessionId)
  const slots = listen(ann.client, 'attendance.slot')
  const frozen = listen(ann.client, 'attendance.frozen')
  await ann.client.send('program.follow', { sessionId })
  await goTo(sessionId, 0)
  ann.client.socket.emit('beat', { peerId: ann.peerId })
  await untilMarked(sessionId, ann.personId, 0)
  // No media was on air or delivered here, so nobody's time counts.
  await goTo(sessionId, 2)
  expect(await slots.until((event) => event.sessionId === sessionId)).toMatchObject({
    creditedSlots: 0,
    possibleSlots: 0,
    state: 'off_air',
  })
  await (await house.connect('moreau')).send('program.end', { sessionId })
  ahead += 15_000
  expect(await frozen.until((event) => event.sessionId === sessionId)).toEqual({ sessionId })
  expect((await ann.client.send('attendance.status', { sessionId })).meter).toMatchObject({
    isFinal: true,
    state: 'ended',
  })
  expect(await entries('attendance.frozen', sessionId)).toHaveLength(2)
})

/**
 * Returns a function that tells which scripts Redis has run on this key since, a line each. ioredis' own
 * monitor fails where a command follows the answer to MONITOR at once.
 */
async function scriptsOn(key: string): Promise<() => Promise<string[]>> {
  const socket = createConnection(redis.options.path!)
  const lines = createInterface({ input: socket })[Symbol.asyncIterator]()
  const next = async (): Promise<string> => {
    const line = await lines.next()
    if (line.done) throw new Error('Redis has closed the connection')
    return line.value
  }
  socket.write('MONITOR\r\n')
  expect(await next()).toBe('+OK')
  return async () => {
    const run: string[] = []
    await redis.echo('that is all')
    for (let line = await next(); !line.includes('"that is all"'); line = await next())
      if (/"eval(?:sha)?"/i.test(line) && line.includes(`"${key}"`)) run.push(line)
    socket.destroy()
    return run
  }
}

test('a server that stops writes every beat before it disconnects its pages', async () => {
  const sessionId = await open()
  const { client, personId, peerId } = await watcher(sessionId, 1)
  await goTo(sessionId, 1)
  client.socket.emit('beat', { peerId })
  // The reply comes after the beat was handled.
  await client.send('program.follow', { sessionId })
  const gone = new Promise((resolve) => client.socket.once('disconnect', resolve))
  const closed = house.servers[1]!.close()
  await gone
  expect(await slotsOf(sessionId, personId)).toEqual([1])
  await closed
})
