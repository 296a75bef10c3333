// The time that pages show during a session.
import { expect, test } from '@jest/globals'
import type { AttendanceEvents } from '@lectern/shared/attendance'
import { keys } from '@lectern/shared/keys'
import { createCluster, type Server } from '../testing/attendance.ts'
import { conferenceId } from '../testing/conference.ts'

type SlotEvent = Parameters<AttendanceEvents['attendance.slot']>[0]

const house = await createCluster()

const one = house.server()
const two = house.server()

const slotsTold = (at: Server, connectionId?: string): SlotEvent[] =>
  at.told
    .filter(({ event, to }) => event === 'attendance.slot' && (!connectionId || to.includes(connectionId)))
    .map(({ payload }) => payload as SlotEvent)
const lastTold = (at: Server, connectionId: string): SlotEvent | undefined =>
  slotsTold(at, connectionId).at(-1)

test('each page receives, once a slot, the count judged from all facts; pages with the same count share a message', async () => {
  const sessionId = await house.open()
  const people = await Promise.all(
    ['ann', 'ben', 'cleo', 'dan'].map((personId) => house.viewer(one, sessionId, personId)),
  )
  const [ann, ben, cleo, dan] = people as [
    (typeof people)[0],
    (typeof people)[0],
    (typeof people)[0],
    (typeof people)[0],
  ]
  await house.pass(sessionId, 90, {
    at: one,
    tick: [one],
    delivered: ['ann', 'ben', 'dan'],
    everySlot: (slot) => {
      ann.beat()
      ben.beat()
      cleo.beat()
      if (slot % 3 > 0) dan.beat()
    },
  })
  house.time.now += 7000
  await one.tick()
  const told = slotsTold(one, ann.caller.connection.id)
  expect(told.map(({ asOf }) => asOf)).toEqual([...new Set(told.map(({ asOf }) => asOf))])
  expect(told.length).toBeGreaterThanOrEqual(88)
  for (const [personId, { caller }] of Object.entries({ ann, ben, cleo, dan })) {
    const { creditedSlots, possibleSlots } = await house.count(two, sessionId, personId)
    expect(lastTold(one, caller.connection.id)).toMatchObject({ creditedSlots, possibleSlots })
  }
  expect(lastTold(one, ann.caller.connection.id)).toMatchObject({ creditedSlots: 90, state: 'counting' })
  expect(lastTold(one, cleo.caller.connection.id)).toMatchObject({ creditedSlots: 0, state: 'no_media' })
  expect(lastTold(one, dan.caller.connection.id)).toMatchObject({ creditedSlots: 60 })
  // Ann and Ben share a message.
  const both = one.told.filter(({ to }) => to.includes(ann.caller.connection.id)).at(-1)
  expect(both?.to).toContain(ben.caller.connection.id)
})

test('pages always receive the count judged from all facts', async () => {
  let state = 11
  const random = (): number => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return state / 2_147_483_648
  }
  const sessionId = await house.open({
    checks: { perHour: 12, answerSeconds: 20, extensionSeconds: 0, uncreditMinutes: 2 },
    excuseOutages: true,
    maxExcusedMinutes: 1,
  })
  type Page = Awaited<ReturnType<typeof house.viewer>>
  const pages = new Map<string, Page>()
  const delivered = () => [...pages.keys()].filter(() => random() < 0.9)
  const compared: [unknown, unknown][] = []
  for (let slot = 0; slot < 70; slot += 1) {
    if (pages.size < 20) {
      const personId = `random-${pages.size}`
      pages.set(personId, await house.viewer(pages.size % 2 === 0 ? one : two, sessionId, personId))
    }
    const phase = (await house.program.state(sessionId)).phase
    if (random() < 0.05) await house.program.move(sessionId, phase === 'live' ? 'pause' : 'resume')
    const [personId, page] = [...pages][Math.floor(random() * pages.size)]!
    if (random() < 0.3) await house.hall.enter(personId, conferenceId)
    else page.beat = await house.watch(one, sessionId, page.caller)
    await house.pass(sessionId, 1, {
      at: one,
      tick: [one, two],
      beats: [...pages.values()].filter(() => random() < 0.8).map(({ beat }) => beat),
      delivered: delivered(),
      onAir: random() < 0.95,
    })
    house.time.now += 6000
    await Promise.all([one.tick(), two.tick()])
    const compare = async ([who, { caller }]: [string, Page]): Promise<void> => {
      const told = [lastTold(one, caller.connection.id), lastTold(two, caller.connection.id)].filter(
        (event) =>
          event !== undefined && event.asOf === house.time.now - 6000 && event.sessionId === sessionId,
      )
      const { creditedSlots, possibleSlots } = await house.count(one, sessionId, who)
      for (const event of told)
        compared.push([
          { slot, who, creditedSlots: event!.creditedSlots, possibleSlots: event!.possibleSlots },
          { slot, who, creditedSlots, possibleSlots },
        ])
    }
    if (slot % 2 === 0) await Promise.all([...pages].map(compare))
    house.time.now -= 6000
  }
  expect(compared.length).toBeGreaterThan(400)
  expect(compared.map(([told]) => told)).toEqual(compared.map(([, judged]) => judged))
})

test('the state says what the person can fix', async () => {
  const sessionId = await house.open()
  const ann = await house.viewer(one, sessionId, 'ann')
  const { id } = ann.caller.connection
  const say = async () => {
    house.time.now += 7000
    await one.tick()
    house.time.now -= 7000
    return lastTold(one, id)?.state
  }
  await house.pass(sessionId, 2, { at: one, beats: [ann.beat], delivered: ['ann'] })
  expect(await say()).toBe('counting')
  await house.pass(sessionId, 1, { at: one, beats: [], delivered: ['ann'] })
  expect(await say()).toBe('not_watching')
  await house.pass(sessionId, 1, { at: one, beats: [ann.beat], delivered: [] })
  expect(await say()).toBe('no_media')
  await house.pass(sessionId, 1, { at: one, beats: [], delivered: [] })
  expect(await say()).toBe('no_media')
  await house.pass(sessionId, 1, { at: one, beats: [ann.beat], delivered: [], onAir: false })
  expect(await say()).toBe('off_air')
  await house.hall.enter('ann', conferenceId)
  await house.pass(sessionId, 1, { at: one, beats: [ann.beat], delivered: ['ann'] })
  expect(await say()).toBe('hall')
  await house.hall.leave('ann')
  await house.program.move(sessionId, 'pause')
  await house.pass(sessionId, 1, { at: one, beats: [ann.beat], delivered: ['ann'] })
  expect(await say()).toBe('break')
  const before = slotsTold(one, id).length
  await house.program.move(sessionId, 'end')
  await house.pass(sessionId, 2, { at: one, beats: [ann.beat], delivered: ['ann'], tick: [one] })
  await say()
  expect(slotsTold(one, id)).toHaveLength(before)
})

test('an override by the CE office shows in the next slot, and people who come later receive the full count', async () => {
  const sessionId = await house.open()
  const ann = await house.viewer(one, sessionId, 'ann')
  await house.pass(sessionId, 6, { at: one, tick: [one], beats: [], delivered: ['ann'] })
  await house.own.hset(
    keys.overrides(sessionId),
    'ann',
    JSON.stringify([{ id: 'o', at: 1, by: 'ito', from: 0, to: 3, credited: true, reason: 'seen' }]),
  )
  await house.pass(sessionId, 2, { at: one, tick: [one], beats: [ann.beat], delivered: ['ann'] })
  const phone = house.caller('ann')
  await house.watch(two, sessionId, phone)
  house.time.now += 7000
  await Promise.all([one.tick(), two.tick()])
  const expected = { creditedSlots: 5, possibleSlots: 8, state: 'counting' }
  expect(lastTold(one, ann.caller.connection.id)).toMatchObject(expected)
  expect(lastTold(two, phone.connection.id)).toMatchObject(expected)
})

test('the status for a newly opened page has the meter with its gaps', async () => {
  const sessionId = await house.open()
  const ann = await house.viewer(one, sessionId, 'ann')
  await house.pass(sessionId, 3, { at: one, beats: [ann.beat], delivered: ['ann'] })
  await house.pass(sessionId, 2, { at: one, beats: [ann.beat], delivered: [] })
  house.time.now += 6000
  const status = await two.commands['attendance.status']({ sessionId }, ann.caller)
  const { liveAt } = await house.program.state(sessionId)
  expect(status).toMatchObject({
    announced: { activityId: `activity-${sessionId}`, attendance: { checks: null } },
    disclosures: {
      people: [
        {
          name: 'Dr speaker',
          part: 'speaker',
          relationships: [{ company: 'Acme', nature: 'speaker fee', note: 'mitigated' }],
        },
        { name: 'Dr moderator', part: 'moderator', relationships: [] },
      ],
      support: [],
    },
    acknowledgedAt: expect.any(Number),
    meter: {
      asOf: liveAt! + 50_000,
      creditedSlots: 3,
      possibleSlots: 5,
      gaps: [{ from: liveAt! + 30_000, to: liveAt! + 50_000, reason: 'no_media' }],
      isFinal: false,
    },
    check: null,
  })
})

test('pages keep receiving counts after the server’s clock was ahead for a moment', async () => {
  const sessionId = await house.open()
  const ann = await house.viewer(one, sessionId, 'ann')
  await house.pass(sessionId, 3, { at: one, tick: [one], beats: [ann.beat], delivered: ['ann'] })
  house.time.now += 3_600_000
  await one.tick()
  house.time.now -= 3_600_000
  await house.pass(sessionId, 3, { at: one, tick: [one], beats: [ann.beat], delivered: ['ann'] })
  house.time.now += 7000
  await one.tick()
  expect(lastTold(one, ann.caller.connection.id)).toMatchObject({ creditedSlots: 6, possibleSlots: 6 })
})
