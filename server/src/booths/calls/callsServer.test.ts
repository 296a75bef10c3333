// Calls and bookings over real sockets: two servers with one Redis, and a real media node.
import { describe, expect, test } from '@jest/globals'
import { callStageId } from '@lectern/shared/booths'
import type { ProgramClient } from '../../../../scripts/programClient.ts'
import { codeOf, listen } from '../../testing/answers.ts'
import { createCast, words } from '../../testing/booths.ts'
import { startServers } from '../../testing/servers.ts'

const server = await startServers({ servers: 2, mediaNode: true, noMistakes: true })
const { booth, learner } = createCast(server)
const rtpCapabilities = await server.rtpCapabilities()

describe('a call', () => {
  test('rings, shows the place in the queue, and the first of the staff gets it', async () => {
    const { boothId, ann, ben } = await booth()
    await ann.client.send('booths.desk', { boothId })
    await ben.client.send('booths.desk', { boothId })
    const [first, second] = [await learner(), await learner(1)]
    for (const { client } of [first, second]) await client.send('booths.visit', { boothId })
    const desk = listen(ben.client, 'booths.desk')
    const call = await first.client.send('booths.requestCall', { boothId })
    expect(call).toMatchObject({ state: 'ringing', place: 1 })
    // Asking again returns the same call.
    expect((await first.client.send('booths.requestCall', { boothId })).callId).toBe(call.callId)
    const waiting = await second.client.send('booths.requestCall', { boothId })
    expect(waiting).toMatchObject({ state: 'ringing', place: 2 })
    await desk.until(({ calls }) => calls?.length === 2)

    const moved = listen(second.client, 'booths.call')
    const accepted = listen(first.client, 'booths.call')
    const { callId } = call
    const outcomes = await Promise.all(
      [ann, ben].map(({ client }) =>
        client.send('booths.acceptCall', { boothId, callId }).then(
          () => 'ok',
          (error: { code: string; details?: { staff?: { staffId: string } } }) =>
            `${error.code} ${error.details?.staff?.staffId}`,
        ),
      ),
    )
    const { call: active } = await accepted.until(({ call: { state } }) => state === 'active')
    const [winner, loser] = active.staff?.staffId === ann.staffId ? [0, 1] : [1, 0]
    expect(outcomes[winner!]).toBe('ok')
    expect(outcomes[loser!]).toBe(`call_taken ${active.staff?.staffId}`)
    await moved.until(({ call: { place } }) => place === 1)
    await desk.until(({ calls }) => calls?.some(({ state }) => state === 'active') === true)
    // A visitor cancels only their own call.
    expect(await codeOf(second.client.send('booths.cancelCall', { boothId, callId }))).toBe('not_found')
    expect(await second.client.send('booths.cancelCall', { boothId, callId: waiting.callId })).toMatchObject({
      state: 'cancelled',
      place: null,
    })
  })

  test('is a stage of its own, which both sides and no one else can join', async () => {
    const { boothId, ann, ben } = await booth()
    await ann.client.send('booths.desk', { boothId })
    const [visitor, colleague] = [await learner(1), await learner()]
    const { me } = await visitor.client.send('booths.visit', { boothId })
    await colleague.client.send('booths.visit', { boothId })
    const { callId } = await visitor.client.send('booths.requestCall', { boothId })
    const join = (client: ProgramClient) =>
      client.send('booths.joinCall', { boothId, callId, rtpCapabilities })
    expect(await codeOf(join(visitor.client))).toBe('conflict')
    await ann.client.send('booths.acceptCall', { boothId, callId })
    const mine = await join(visitor.client)
    const sessionId = callStageId(callId)
    expect(mine.state).toMatchObject({
      sessionId,
      presenters: [
        { personId: me.visitorId, name: 'Visitor 1', credentials: '', onStageAt: expect.any(Number) },
      ],
    })
    expect(mine.send).toBeDefined()
    const told = listen(visitor.client, 'stage.state')
    const theirs = await join(ann.client)
    expect(theirs.state.presenters.map(({ personId }) => personId).sort()).toEqual(
      [me.visitorId, ann.staffId].sort(),
    )
    await told.until(({ presenters }) => presenters.length === 2)
    expect(JSON.stringify(theirs)).not.toContain(visitor.personId)
    expect(await codeOf(join(colleague.client))).toBe('not_found')
    expect(await codeOf(colleague.client.send('stage.watch', { sessionId, rtpCapabilities }))).toBe(
      'not_found',
    )
    // A colleague joins, too.
    expect((await join(ben.client)).state.presenters).toHaveLength(3)

    const closed = listen(visitor.client, 'stage.peerClosed')
    const ended = listen(visitor.client, 'booths.call')
    await ann.client.send('booths.endCall', { boothId, callId })
    await ended.until(({ call }) => call.state === 'ended')
    await closed.until(({ peerId }) => peerId === mine.peerId)
    expect(await codeOf(join(ann.client))).toBe('conflict')
    expect(await codeOf(join(visitor.client))).toBe('conflict')
  })

  test('has at most three of the staff beside its visitor', async () => {
    const { boothId, ann, ben, join } = await booth()
    await ann.client.send('booths.desk', { boothId })
    const { client } = await learner()
    await client.send('booths.visit', { boothId })
    const { callId } = await client.send('booths.requestCall', { boothId })
    await ann.client.send('booths.acceptCall', { boothId, callId })
    const more = [await join('Cy Staff'), await join('Di Staff')].map((member) => member.client)
    const enter = (by: ProgramClient) =>
      codeOf(by.send('booths.joinCall', { boothId, callId, rtpCapabilities }))
    expect(await Promise.all([ann.client, ben.client, ...more].map(enter))).toEqual(
      expect.arrayContaining(['ok', 'ok', 'ok', 'conflict']),
    )
    expect(await enter(client)).toBe('ok')
    // It ends when its visitor leaves.
    const told = listen(ann.client, 'booths.desk')
    await client.send('booths.leaveCall', { boothId, callId })
    await told.until(({ calls }) => calls?.length === 0)
  })

  test('that rings when its visitor leaves is missed, and can be answered later', async () => {
    const { boothId, ann } = await booth()
    await ann.client.send('booths.desk', { boothId })
    const desk = listen(ann.client, 'booths.desk')
    const { client } = await learner(1)
    await client.send('booths.visit', { boothId })
    const { callId } = await client.send('booths.requestCall', { boothId })
    await client.send('booths.leaveBooth', { boothId })
    const { missed } = await desk.until((event) => event.missed?.length === 1)
    expect(missed).toMatchObject([{ callId, state: 'missed' }])
    expect(await codeOf(ann.client.send('booths.acceptCall', { boothId, callId }))).toBe('conflict')
    expect(await ann.client.send('booths.settleCall', { boothId, callId })).toMatchObject({
      state: 'answered',
      staff: { staffId: ann.staffId },
    })
    await desk.until((event) => event.missed?.length === 0)
  })

  test('that rings when its visitor’s connection breaks is missed soon', async () => {
    const { boothId, ann } = await booth()
    await ann.client.send('booths.desk', { boothId })
    const desk = listen(ann.client, 'booths.desk')
    const { client } = await learner(1)
    await client.send('booths.visit', { boothId })
    const { callId } = await client.send('booths.requestCall', { boothId })
    client.close()
    const { missed } = await desk.until((event) => event.missed?.length === 1)
    expect(missed?.[0]).toMatchObject({ callId, state: 'missed' })
    await desk.until(({ present }) => present?.count === 0)
  })

  test('at an unstaffed booth is kept for later at once', async () => {
    const { boothId, ann } = await booth()
    const { client } = await learner()
    await client.send('booths.visit', { boothId })
    const call = await client.send('booths.requestCall', { boothId })
    expect(call).toMatchObject({ state: 'missed', place: null })
    expect((await ann.client.send('booths.desk', { boothId })).missed).toMatchObject([
      { callId: call.callId },
    ])
    // Only a visitor's last request is kept.
    await ann.client.send('booths.leaveDesk', { boothId })
    const again = await client.send('booths.requestCall', { boothId })
    expect((await ann.client.send('booths.desk', { boothId })).missed).toMatchObject([
      { callId: again.callId },
    ])
  })

  test('is offered by the staff, and accepted or declined by the visitor', async () => {
    const { boothId, ann } = await booth()
    await ann.client.send('booths.desk', { boothId })
    const { client } = await learner(1)
    const { visitorId } = (await client.send('booths.visit', { boothId })).me
    const told = listen(client, 'booths.call')
    const offer = () => ann.client.send('booths.offerCall', { boothId, visitorId })
    const first = await offer()
    await told.until(({ call }) => call.callId === first.callId && call.state === 'offered')
    expect(await codeOf(offer())).toBe('conflict')
    const answer = (callId: string, accept: boolean) =>
      client.send('booths.answerCall', { boothId, callId, accept })
    expect(await answer(first.callId, false)).toMatchObject({ state: 'declined' })
    expect(await codeOf(answer(first.callId, true))).toBe('conflict')
    const second = await offer()
    expect(await answer(second.callId, true)).toMatchObject({ state: 'active' })
    await client.send('booths.leaveBooth', { boothId })
    expect(await codeOf(offer())).toBe('conflict')
    expect(await codeOf(ann.client.send('booths.offerCall', { boothId, visitorId: 'nobody' }))).not.toBe('ok')
  })

  test('ends when its visitor returns to a session', async () => {
    const { boothId, ann } = await booth()
    await ann.client.send('booths.desk', { boothId })
    const { client } = await learner()
    await client.send('booths.visit', { boothId })
    const { callId } = await client.send('booths.requestCall', { boothId })
    await ann.client.send('booths.acceptCall', { boothId, callId })
    await ann.client.send('booths.joinCall', { boothId, callId, rtpCapabilities })
    const closed = listen(ann.client, 'stage.peerClosed')
    await client.send('booths.leaveHall', {})
    await closed.until(() => true)
    expect(await codeOf(ann.client.send('booths.joinCall', { boothId, callId, rtpCapabilities }))).toBe(
      'conflict',
    )
  })

  test('outside the opening hours is refused; chat and bookings are not', async () => {
    const from = Date.now() + 3_600_000
    const { boothId } = await booth({ hours: [{ from, to: from + 3_600_000 }] })
    const { client } = await learner()
    await client.send('booths.visit', { boothId })
    expect(await codeOf(client.send('booths.requestCall', { boothId }))).toBe('conflict')
    expect(await codeOf(client.send('booths.say', { boothId, ...words('Later, then.') }))).toBe('ok')
    expect(await codeOf(client.send('booths.book', { boothId, slot: from }))).toBe('ok')
  })
})

describe('bookings', () => {
  test('belong to one visitor each, and are cancelled by either side', async () => {
    const from = Date.now() + 3_600_000
    const { boothId, ann } = await booth({ hours: [{ from, to: from + 3_600_000 }] })
    const [one, two] = [await learner(), await learner(1)]
    for (const { client } of [one, two]) await client.send('booths.visit', { boothId })
    const { slots } = await one.client.send('booths.slots', { boothId })
    expect(slots.map(({ at, state }) => [at - from, state])).toEqual(
      [0, 15, 30, 45].map((m) => [m * 60_000, 'free']),
    )
    await ann.client.send('booths.desk', { boothId })
    const desk = listen(ann.client, 'booths.desk')
    const book = (by: ProgramClient, slot: number) => codeOf(by.send('booths.book', { boothId, slot }))
    const outcomes = await Promise.all([book(one.client, from), book(two.client, from)])
    expect(outcomes.sort()).toEqual(['ok', 'slot_taken'])
    const { bookings } = await desk.until((event) => event.bookings?.length === 1)
    const holder = bookings![0]!.visitor.number === 1 ? one : two
    const other = holder === one ? two : one
    expect(await book(other.client, from + 60_000)).toBe('conflict')
    expect((await other.client.send('booths.slots', { boothId })).slots[0]?.state).toBe('taken')
    expect((await holder.client.send('booths.slots', { boothId })).slots[0]?.state).toBe('mine')
    expect((await holder.client.send('booths.myBookings', {})).bookings).toMatchObject([
      { boothId, slot: from },
    ])
    // A visitor cancels only their own booking.
    await other.client.send('booths.cancelBooking', { boothId, slot: from })
    expect((await holder.client.send('booths.myBookings', {})).bookings).toHaveLength(1)
    const told = listen(holder.client, 'booths.booking')
    await ann.client.send('booths.cancelBooking', { boothId, slot: from })
    await told.until(({ slot, booked }) => slot === from && !booked)
    expect(await book(other.client, from)).toBe('ok')
  })
})
