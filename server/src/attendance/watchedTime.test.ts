// Watched time from beats and reports to the count: two servers, one Redis.
import { expect, test } from '@jest/globals'
import { slotMs } from '@lectern/shared/attendance'
import { createCluster } from '../testing/attendance.ts'
import { conferenceId } from '../testing/conference.ts'

const house = await createCluster()

const one = house.server()
const two = house.server()

const later = () => {
  house.time.now += 20_000
}

test('beats alone or media alone earn nothing; both together do', async () => {
  const sessionId = await house.open()
  const ann = await house.viewer(one, sessionId, 'ann')
  const ben = await house.viewer(one, sessionId, 'ben')
  await house.viewer(one, sessionId, 'cleo')
  await house.pass(sessionId, 40, { at: one, beats: [ann.beat, ben.beat], delivered: ['ann', 'cleo'] })
  later()
  const counts = { ann: 40, ben: 0, cleo: 0 }
  const reasons = { ann: 'counted', ben: 'no_media', cleo: 'not_watching' }
  for (const personId of ['ann', 'ben', 'cleo'] as const) {
    const { verdicts, ...count } = await house.count(two, sessionId, personId)
    expect(count).toEqual({ creditedSlots: counts[personId], possibleSlots: 40 })
    expect(new Set(verdicts.slice(0, 40))).toEqual(new Set([reasons[personId]]))
  }
})

test('two devices on two servers are one person: their time is the union', async () => {
  const sessionId = await house.open()
  const laptop = await house.viewer(one, sessionId, 'ann')
  const phone = house.caller('ann')
  const beat = await house.watch(two, sessionId, phone)
  await house.pass(sessionId, 3, { at: one, beats: [laptop.beat], delivered: ['ann'] })
  await house.pass(sessionId, 2, { at: one, beats: [], delivered: ['ann'] })
  await house.pass(sessionId, 4, { at: two, beats: [laptop.beat, beat], delivered: ['ann'], tick: [one] })
  await house.pass(sessionId, 3, { at: two, beats: [beat], delivered: ['ann'] })
  later()
  const { verdicts, creditedSlots } = await house.count(one, sessionId, 'ann')
  expect(creditedSlots).toBe(10)
  expect(verdicts.slice(0, 12)).toEqual([
    ...Array(3).fill('counted'),
    ...Array(2).fill('not_watching'),
    ...Array(7).fill('counted'),
  ])
})

test('beats that are too fast, malformed, replayed, or for another person’s peer mark nothing', async () => {
  const sessionId = await house.open()
  const ann = await house.viewer(one, sessionId, 'ann')
  const thief = house.caller('thief')
  await house.acknowledge(one, sessionId, thief)
  const [peerId] = ann.caller.connection.peers.keys()
  const other = await house.open()
  const beat = one.beatsOf(thief)
  const tries = [
    { peerId },
    { peerId: 'unknown' },
    { peerId, at: house.time.now },
    { peerId: '../../x' },
    {},
    null,
    'x',
    [peerId],
  ]
  for (const raw of tries) {
    house.time.now += 1000
    beat(raw)
  }
  // A presenter's peer is not a viewer's.
  thief.connection.peers.set('presents', { nodeId: 'node', sessionId, role: 'presenter' })
  house.time.now += 1000
  beat({ peerId: 'presents' })
  // Nor is a peer of a session that the person does not watch.
  thief.connection.peers.set('elsewhere', { nodeId: 'node', sessionId: other, role: 'viewer' })
  house.time.now += 1000
  beat({ peerId: 'elsewhere' })
  await one.flush()
  const { present } = (await one.facts.people(sessionId, ['thief'])).get('thief')!
  expect(present.every((byte) => byte === 0)).toBe(true)

  // Of two beats within a second the second is dropped, even across a slot boundary.
  const { liveAt } = await house.program.state(sessionId)
  house.time.now = liveAt! + 3 * slotMs - 300
  ann.beat()
  house.time.now += 600
  ann.beat()
  await one.flush()
  expect([...(await one.facts.people(sessionId, ['ann'])).get('ann')!.present.slice(0, 1)]).toEqual([
    0b0010_0000,
  ])
})

test('beats of a page that has left, or whose connection is gone, mark nothing', async () => {
  const sessionId = await house.open()
  const ann = await house.viewer(one, sessionId, 'ann')
  const ben = await house.viewer(one, sessionId, 'ben')
  const [annsPeer] = ann.caller.connection.peers.keys()
  await one.audience.left(sessionId, annsPeer!, ann.caller)
  one.gone(ben.caller.connection, 'ben')
  await house.pass(sessionId, 2, { at: one, beats: [ann.beat, ben.beat], delivered: ['ann', 'ben'] })
  later()
  for (const personId of ['ann', 'ben'])
    expect(await house.count(one, sessionId, personId)).toMatchObject({ creditedSlots: 0 })
})

test('a page that has joined again keeps beating when its previous peer is removed', async () => {
  const sessionId = await house.open()
  const ann = await house.viewer(one, sessionId, 'ann')
  const [before] = ann.caller.connection.peers.keys()
  const beat = await house.watch(one, sessionId, ann.caller)
  await one.audience.left(sessionId, before!, ann.caller)
  ann.caller.connection.peers.delete(before!)
  await house.pass(sessionId, 2, { at: one, beats: [beat], delivered: ['ann'] })
  later()
  expect(await house.count(one, sessionId, 'ann')).toMatchObject({ creditedSlots: 2 })
})

test('beats keep counting after the server’s clock was ahead for a moment', async () => {
  const sessionId = await house.open()
  const ann = await house.viewer(one, sessionId, 'ann')
  house.time.now += 3_600_000
  ann.beat()
  house.time.now -= 3_600_000
  await house.pass(sessionId, 2, { at: one, beats: [ann.beat], delivered: ['ann'] })
  later()
  expect((await house.count(one, sessionId, 'ann')).verdicts.slice(0, 2)).toEqual(['counted', 'counted'])
})

test('breaks count for nobody, and nothing counts after the end', async () => {
  const sessionId = await house.open()
  const ann = await house.viewer(one, sessionId, 'ann')
  const watch = { at: one, beats: [ann.beat], delivered: ['ann'] }
  await house.pass(sessionId, 6, watch)
  await house.program.move(sessionId, 'pause')
  await house.pass(sessionId, 4, watch)
  await house.program.move(sessionId, 'resume')
  await house.pass(sessionId, 6, watch)
  await house.program.move(sessionId, 'end')
  await house.pass(sessionId, 5, watch)
  expect(await house.count(one, sessionId, 'ann')).toMatchObject({ creditedSlots: 12, possibleSlots: 12 })
})

test('a person who may not watch yet stays in the hall; returning is announced on every device', async () => {
  const sessionId = await house.open()
  const ann = house.caller('ann')
  await house.hall.enter('ann', conferenceId)
  await expect(house.watch(one, sessionId, ann)).rejects.toMatchObject({ code: 'acknowledge_first' })
  expect(await house.hall.insideOf(['ann'])).toEqual([true])
  const back = {
    to: ['conference:cardiology:person:ann'],
    event: 'booths.inHall',
    payload: { inside: false },
  }
  expect(one.told).not.toContainEqual(back)
  await house.acknowledge(one, sessionId, ann)
  expect(one.told).toContainEqual(back)
  await house.hall.enter('ann', conferenceId)
  // A page that lost its peer rejoins by itself.
  await house.watch(two, sessionId, ann, { isAgain: true })
  expect(await house.hall.insideOf(['ann'])).toEqual([true])
  expect(two.told).not.toContainEqual(back)
  await house.watch(two, sessionId, ann)
  expect(two.told).toContainEqual(back)
})

test('a person in the hall is there on every device, until one watches again', async () => {
  const sessionId = await house.open()
  const laptop = await house.viewer(one, sessionId, 'ann')
  const phone = house.caller('ann')
  const beat = await house.watch(two, sessionId, phone)
  const watch = { at: one, tick: [two], beats: [laptop.beat, beat], delivered: ['ann'] }
  await house.pass(sessionId, 5, watch)
  await house.hall.enter('ann', conferenceId)
  await house.pass(sessionId, 5, watch)
  const again = await house.watch(one, sessionId, laptop.caller)
  expect(await house.hall.insideOf(['ann'])).toEqual([false])
  // The last judged slots were spent in the hall: a person who is back is no longer shown as in it.
  const told = () => two.told.filter(({ event }) => event === 'attendance.slot').at(-1)?.payload
  const { meter } = await two.commands['attendance.status']({ sessionId }, phone)
  expect(meter.state).toBe('not_watching')
  expect(meter.gaps.at(-1)).toMatchObject({ reason: 'hall' })
  await house.pass(sessionId, 1, { ...watch, beats: [again, beat] })
  expect(told()).toMatchObject({ state: 'not_watching' })
  await house.pass(sessionId, 4, { ...watch, beats: [again, beat] })
  later()
  const { verdicts } = await house.count(one, sessionId, 'ann')
  expect(verdicts.slice(0, 15)).toEqual([
    ...Array(5).fill('counted'),
    ...Array(5).fill('hall'),
    ...Array(5).fill('counted'),
  ])
})

test('nobody is measured without a seat or in a session without credit', async () => {
  const sessionId = await house.open()
  const staff = house.caller('speaker')
  // Staff receive media without acknowledging, and earn nothing by it.
  const beat = await house.watch(one, sessionId, staff)
  await house.pass(sessionId, 3, { at: one, beats: [beat], delivered: ['speaker'] })
  expect((await one.facts.people(sessionId, ['speaker'])).size).toBe(0)
  await expect(house.watch(one, sessionId, house.caller('ann'))).rejects.toMatchObject({
    code: 'acknowledge_first',
  })

  await house.program.saveSession({
    ...(await house.program.session(sessionId)),
    id: 'free',
    activityId: undefined,
  })
  await house.program.move('free', 'start')
  const page = await house.watch(one, 'free', house.caller('ann'))
  page()
  await house.deliver(one, 'free', ['ann'])
  await one.flush()
  expect(await house.own.keys('{s:free}:*')).toEqual(
    expect.not.arrayContaining([expect.stringMatching(/present|delivered|onair/)]),
  )
  expect(await one.commands['attendance.status']({ sessionId: 'free' }, house.caller('ann'))).toMatchObject({
    announced: null,
    acknowledgedAt: null,
  })
})

test('written marks survive a killed Redis, and queued marks are written when it is back', async () => {
  const sessionId = await house.open()
  const ann = await house.viewer(one, sessionId, 'ann')
  const watch = { at: one, beats: [ann.beat], delivered: ['ann'] }
  await house.pass(sessionId, 4, watch)
  await house.redis.kill()
  house.time.now += 2000
  ann.beat()
  const waiting = one.flush()
  await house.redis.start()
  await waiting
  await one.flush()
  await house.deliver(one, sessionId, ['ann'])
  await one.flush()
  house.time.now += 20_000
  expect(await house.count(two, sessionId, 'ann')).toMatchObject({ creditedSlots: 5 })
})

test('a late report to another server counts for the slot it is about', async () => {
  const sessionId = await house.open()
  const { beat } = await house.viewer(one, sessionId, 'ann')
  const watch = { at: one, beats: [beat], delivered: ['ann'] }
  await house.pass(sessionId, 1, watch)
  // For one slot the node reaches no server.
  await house.pass(sessionId, 1, { beats: [beat] })
  await house.pass(sessionId, 1, watch)
  await house.deliver(two, sessionId, ['ann'], { agoMs: 13_000 })
  later()
  const { verdicts } = await house.count(one, sessionId, 'ann')
  expect(verdicts.slice(0, 3)).toEqual(Array(3).fill('counted'))
})
