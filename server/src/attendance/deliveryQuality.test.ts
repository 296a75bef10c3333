// How well media reached a session's viewers: from the reports of media nodes to the counts of a minute.
import { expect, test } from '@jest/globals'
import type { DeliveryQuality } from '@lectern/shared/deliveryQuality'
import { createCluster } from '../testing/attendance.ts'
import { createQualityStore } from './qualityStore.ts'

const house = await createCluster()
const [one, two] = [house.server(), house.server()]
const store = createQualityStore(house.own)
const minuteMs = 60_000
const minuteNow = () => house.time.now - (house.time.now % minuteMs)

const quality = (well: number, badly = 0): DeliveryQuality => ({
  loss: [well, 0, 0, 0, badly],
  layers: { none: badly, low: 0, middle: 0, high: well },
  below: badly,
})

test('reports of one minute add up, whichever server takes them, and name nobody', async () => {
  const sessionId = await house.open()
  house.time.now = minuteNow() + minuteMs + 10_000
  await Promise.all([
    house.deliver(one, sessionId, ['ann'], { quality: quality(3, 1) }),
    house.deliver(two, sessionId, ['ben'], { quality: quality(20, 0) }),
  ])
  const first = minuteNow()
  house.time.now += minuteMs
  await house.deliver(one, sessionId, ['ann'], { quality: quality(1) })
  // Of a minute ago: the node could not be heard.
  await house.deliver(two, sessionId, ['ben'], { quality: quality(0, 2), agoMs: minuteMs })
  expect(await store.minutes(sessionId)).toEqual(
    new Map([
      [first, quality(23, 3)],
      [first + minuteMs, quality(1)],
    ]),
  )
  const stored = JSON.stringify(await house.own.hgetall(`{s:${sessionId}}:delivery-quality`))
  expect(stored).not.toMatch(/ann|ben/)
})

test('a node of an earlier version, and a sample without viewers, add nothing', async () => {
  const sessionId = await house.open()
  await house.deliver(one, sessionId, ['ann'])
  await house.deliver(one, sessionId, [], { quality: quality(0) })
  expect(await store.minutes(sessionId)).toEqual(new Map())
})

test('sessions without credit are measured too, and calls in the hall are not', async () => {
  const session = await house.program.session(await house.open())
  await house.program.saveSession({ ...session, id: 'without-credit', activityId: undefined })
  await house.deliver(one, 'without-credit', [], { quality: quality(2) })
  await house.deliver(one, 'a-call', [], { quality: quality(2) })
  expect([...(await store.minutes('without-credit')).values()]).toEqual([quality(2)])
  expect(await house.own.keys('{s:a-call}:*')).toEqual([])
})

test('no more than a day of minutes is kept', async () => {
  for (let minute = 0; minute <= 1440; minute++) await store.add('long', minute * minuteMs, quality(1))
  await store.add('long', 0, quality(1))
  const minutes = await store.minutes('long')
  expect([minutes.size, minutes.get(0), minutes.has(1440 * minuteMs)]).toEqual([1440, quality(2), false])
})
