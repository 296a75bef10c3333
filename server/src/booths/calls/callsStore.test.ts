// Calls on a real Redis, stepped by two servers at once, on a test clock.
import { beforeEach, expect, test } from '@jest/globals'
import { callGraceMs, presenceMs, type StaffMember } from '@lectern/shared/booths'
import { keys } from '@lectern/shared/keys'
import { codeOf } from '../../testing/answers.ts'
import { fileRedis } from '../../testing/redis.ts'
import { createPresenceStore, goneMs } from '../visit/presenceStore.ts'
import { type CallsStore, createCallsStore } from './callsStore.ts'

let now = 1_798_761_600_000
const redis = await fileRedis()
const connections = [redis.connect(), redis.connect()]
const calls = connections.map((connection) => createCallsStore(connection, () => now)) as [
  CallsStore,
  CallsStore,
]
const presence = createPresenceStore(connections[0]!, () => now)
let boothId = ''
let last = 0

const ann: StaffMember = { staffId: 'ann', name: 'Ann Staff' }
const ben: StaffMember = { staffId: 'ben', name: 'Ben Staff' }
const come = async (): Promise<string> => (await presence.visit(boothId, `person-${++last}`)).visitorId
const request = async (visitorId: string) =>
  (await calls[0].step(boothId, 'request', undefined, { visitorId })).call
const at = (server: number): CallsStore => calls[server % 2]!

beforeEach(async () => {
  boothId = `booth-${++last}`
  await presence.staffHere(boothId, 'ann', 'Ann Staff')
})

test('if staff on two servers accept a call at the same instant, one gets it, two hundred times', async () => {
  for (let i = 0; i < 200; i++) {
    const { callId } = await request(await come())
    const staff = Array.from({ length: 6 }, (_, n) => ({ staffId: `staff-${n}`, name: `Staff ${n}` }))
    const outcomes = await Promise.all(
      staff.map((member, n) => codeOf(at(n + i).step(boothId, 'accept', callId, { staff: member }))),
    )
    expect(outcomes.filter((code) => code === 'ok')).toHaveLength(1)
    expect(outcomes.filter((code) => code === 'call_taken')).toHaveLength(5)
    const winner = staff[outcomes.indexOf('ok')]
    expect(await calls[1].find(boothId, callId)).toMatchObject({
      state: 'active',
      staff: winner,
      place: null,
    })
  }
})

test('a call cancelled and accepted at the same instant is one or the other for everyone', async () => {
  const ends = new Set<string>()
  for (let i = 0; i < 100; i++) {
    const visitorId = await come()
    const { callId } = await request(visitorId)
    const steps = [
      () => at(i).step(boothId, 'accept', callId, { staff: ann }),
      () => at(i + 1).step(boothId, 'cancel', callId, { visitorId }),
    ]
    if (i % 3 === 0) steps.reverse()
    const outcomes = await Promise.all(steps.map((step) => codeOf(step())))
    expect(outcomes.sort()).toEqual(['conflict', 'ok'])
    const { state } = (await calls[0].find(boothId, callId))!
    ends.add(state)
    expect(await calls[1].openOf(boothId, visitorId)).toEqual(
      state === 'active' ? expect.objectContaining({ callId }) : undefined,
    )
  }
  expect([...ends].sort()).toEqual(['active', 'cancelled'])
})

test('a visitor who asks on many pages at once rings once', async () => {
  const visitorId = await come()
  const asked = await Promise.all(
    Array.from({ length: 20 }, (_, n) => at(n).step(boothId, 'request', undefined, { visitorId })),
  )
  expect(new Set(asked.map(({ call }) => call.callId)).size).toBe(1)
  expect(await calls[0].open(boothId)).toHaveLength(1)
})

test('places follow the order of asking, and move up', async () => {
  const visitors = [await come(), await come(), await come()]
  const rung = []
  for (const visitorId of visitors) rung.push(await request(visitorId))
  expect(rung.map(({ place }) => place)).toEqual([1, 2, 3])
  await calls[1].step(boothId, 'cancel', rung[0]!.callId, { visitorId: visitors[0]! })
  await calls[1].step(boothId, 'accept', rung[1]!.callId, { staff: ann })
  expect((await calls[0].open(boothId)).map(({ callId, place }) => [callId, place])).toEqual([
    [rung[2]!.callId, 1],
    [rung[1]!.callId, null],
  ])
})

test('a repeated step succeeds and changes nothing', async () => {
  const visitorId = await come()
  const { callId } = await request(visitorId)
  for (const [step, by, state] of [
    ['accept', { staff: ann }, 'active'],
    ['accept', { staff: ann }, 'active'],
    ['join', { visitorId }, 'active'],
    ['join', { visitorId }, 'active'],
    ['end', { staff: ben }, 'ended'],
    ['end', { visitorId }, 'ended'],
    ['leave', { visitorId }, 'ended'],
  ] as const)
    expect((await calls[0].step(boothId, step, callId, by)).call.state).toBe(state)
  for (const step of ['accept', 'join', 'settle'] as const)
    expect(await codeOf(calls[0].step(boothId, step, callId, { staff: ann }))).toBe('conflict')
})

test('a call of two colleagues and a visitor ends when the last of the staff has gone', async () => {
  const visitorId = await come()
  const { callId } = await request(visitorId)
  await calls[0].step(boothId, 'accept', callId, { staff: ann })
  for (const by of [{ visitorId }, { staff: ann }, { staff: ben }])
    await calls[0].step(boothId, 'join', callId, by)
  expect((await calls[0].step(boothId, 'leave', callId, { staff: ann })).call.state).toBe('active')
  expect((await calls[0].step(boothId, 'leave', callId, { staff: ben })).call.state).toBe('ended')
})

test('of many staff who join at once three get in, and the visitor always does', async () => {
  const visitorId = await come()
  const { callId } = await request(visitorId)
  await calls[0].step(boothId, 'accept', callId, { staff: ann })
  const outcomes = await Promise.all(
    Array.from({ length: 10 }, (_, n) =>
      codeOf(at(n).step(boothId, 'join', callId, { staff: { staffId: `staff-${n}`, name: 'Staff' } })),
    ),
  )
  expect(outcomes.filter((code) => code === 'ok')).toHaveLength(3)
  expect(await codeOf(calls[0].step(boothId, 'join', callId, { visitorId }))).toBe('ok')
})

test('no step lets a visitor touch another visitor’s call', async () => {
  const [visitorId, other] = [await come(), await come()]
  const { callId } = await request(visitorId)
  for (const step of ['cancel', 'answer', 'decline', 'join', 'leave', 'end'] as const)
    expect(await codeOf(calls[0].step(boothId, step, callId, { visitorId: other }))).toBe('not_found')
  expect(await calls[0].find(boothId, callId)).toMatchObject({ state: 'ringing' })
})

test('a visitor who goes silently while ringing is gone once their presence has expired', async () => {
  const visitorId = await come()
  const { callId } = await request(visitorId)
  now += presenceMs - 1
  expect(await presence.sweep(boothId)).toMatchObject({ gone: 0, calls: [] })
  now += 1
  expect(await presence.sweep(boothId)).toMatchObject({ gone: 1, calls: [{ callId, before: 'ringing' }] })
  expect((await calls[0].missed(boothId)).map((call) => [call.callId, call.state])).toEqual([
    [callId, 'missed'],
  ])
  expect(await presence.sweep(boothId)).toMatchObject({ gone: 0, calls: [], left: expect.any(Number) })
  expect(await codeOf(calls[0].step(boothId, 'accept', callId, { staff: ann }))).toBe('conflict')
})

test('a sign of life extends presence; a lost connection leaves little time', async () => {
  const visitorId = await come()
  now += presenceMs - 1
  expect(await presence.beat(boothId, visitorId)).toBe(true)
  now += presenceMs - 1
  expect((await presence.present(boothId)).count).toBe(1)
  await presence.beat(boothId, visitorId)
  await presence.detach(boothId, 'visitor', visitorId)
  now += goneMs - 1
  expect((await presence.present(boothId)).count).toBe(1)
  now += 1
  expect((await presence.present(boothId)).count).toBe(0)
})

test('a visitor who has left cannot be kept there by a late sign of life', async () => {
  const visitorId = await come()
  await presence.leave(boothId, visitorId)
  expect(await presence.beat(boothId, visitorId)).toBe(false)
  expect(await presence.present(boothId)).toEqual({ count: 0, newest: [] })
})

test('an active call survives a short network failure, but not a long one', async () => {
  const visitorId = await come()
  const { callId } = await request(visitorId)
  await calls[0].step(boothId, 'accept', callId, { staff: ann })
  now += presenceMs + callGraceMs - 1
  expect((await presence.sweep(boothId)).calls).toEqual([])
  now += 1
  expect((await presence.sweep(boothId)).calls).toEqual([{ callId, before: 'active' }])
  expect(await calls[0].find(boothId, callId)).toMatchObject({ state: 'ended', endedAt: now })
})

test('while all staff are away a request is kept for later', async () => {
  await presence.staffHere(boothId, 'ann', 'Ann Staff', 'away')
  expect((await request(await come())).state).toBe('missed')
  await presence.staffHere(boothId, 'ann', 'Ann Staff', 'busy')
  expect((await request(await come())).state).toBe('ringing')
  expect((await presence.atDesk(boothId)).staffedUntil).toBe(now + presenceMs)
})

test('a visitor keeps id and number for good, and a person has one of each, on any server', async () => {
  const ids = await Promise.all(Array.from({ length: 30 }, () => presence.visit(boothId, 'same')))
  expect(new Set(ids.map(({ visitorId, number }) => `${visitorId} ${number}`)).size).toBe(1)
  expect(ids.filter(({ came }) => came)).toHaveLength(1)
  expect(await presence.visitors(boothId)).toBe(1)
  const many = await Promise.all(Array.from({ length: 30 }, (_, n) => presence.visit(boothId, `p${n}`)))
  expect(many.map(({ number }) => number).sort((a, b) => a - b)).toEqual(
    Array.from({ length: 30 }, (_, n) => n + 2),
  )
  expect((await presence.hours(boothId)).reduce((sum, { visits }) => sum + visits, 0)).toBe(31)
})

test('the desk’s list of visitors is bounded, newest first', async () => {
  for (let i = 0; i < 60; i++) {
    now += 1
    await come()
  }
  const { count, newest } = await presence.present(boothId)
  expect([count, newest.length]).toEqual([60, 50])
  expect((await presence.shown(boothId, newest)).map(({ number }) => number)).toEqual(
    Array.from({ length: 50 }, (_, i) => 60 - i),
  )
})

/** All stored calls of this booth, and those its desk lists as missed. */
const kept = async (): Promise<[all: number, missed: number]> => [
  await connections[0]!.hlen(keys.boothCalls(boothId)),
  await connections[0]!.zcard(keys.boothMissed(boothId)),
]

test('a visitor who keeps asking at an unstaffed booth has one missed request, always the same', async () => {
  await presence.staffHere(boothId, 'ann', 'Ann Staff', 'away')
  const visitor = await come()
  const first = await request(visitor)
  for (let n = 0; n < 50; n++) {
    now += 100
    expect((await request(visitor)).callId).toBe(first.callId)
  }
  expect(await kept()).toEqual([1, 1])
  // Once it has been handled, the next is another request.
  await calls[0].step(boothId, 'settle', first.callId, { staff: ann })
  expect((await request(visitor)).callId).not.toBe(first.callId)
  expect((await kept())[1]).toBe(1)
})

test('a request that rang and was missed, and is repeated and missed again, is one missed request', async () => {
  const visitor = await come()
  for (let n = 0; n < 5; n++) {
    expect((await request(visitor)).state).toBe('ringing')
    await presence.leave(boothId, visitor)
    await presence.visit(boothId, `person-${last}`)
  }
  expect((await kept())[1]).toBeLessThanOrEqual(1)
  await presence.staffHere(boothId, 'ann', 'Ann Staff', 'away')
  expect((await request(visitor)).state).toBe('missed')
  expect((await kept())[1]).toBe(1)
})

test('only the last of a visitor’s ended calls is kept', async () => {
  const visitor = await come()
  for (let n = 0; n < 20; n++) {
    const { callId } = await request(visitor)
    await calls[0].step(boothId, 'cancel', callId, { visitorId: visitor })
  }
  for (let n = 0; n < 20; n++) {
    const { callId } = await request(visitor)
    await calls[0].step(boothId, 'accept', callId, { staff: ann })
    await calls[0].step(boothId, 'end', callId, { visitorId: visitor })
  }
  expect(await kept()).toEqual([1, 0])
})
