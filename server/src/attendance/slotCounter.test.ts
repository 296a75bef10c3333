// A recount that is asked for while a slot is being counted still takes place.
import { expect, test } from '@jest/globals'
import { slotMs } from '@lectern/shared/attendance'
import { plannedActivity, plannedSession } from '../testing/attendance.ts'
import { fakeCaller, personNamed } from '../testing/people.ts'
import { createSlotCounter } from './slotCounter.ts'
import { createWatching } from './watching.ts'

const [sessionId, activityId] = ['session', 'activity']
const nothing = new Uint8Array(4)

/** One viewer without any mark, and what the facts say of them: `granted` slots, from the first. */
function house() {
  const watching = createWatching()
  const state = { liveAt: 0, phase: 'live' }
  watching.join(
    { session: plannedSession(sessionId, activityId), state } as never,
    plannedActivity(activityId),
    'peer',
    fakeCaller(personNamed('ann')),
  )
  const session = watching.find(sessionId)!
  const viewer = session.viewers.get('ann')!
  viewer.seat = 5
  const known = { granted: 0 }
  const recount = (granted: number) => {
    known.granted = granted
    watching.recount(sessionId, 'ann')
  }
  const during = { hall: () => {}, facts: () => {} }
  const count = createSlotCounter({
    facts: {
      people: async () => {
        const overrides = [{ from: 0, to: known.granted, credited: true }]
        during.facts()
        const rest = { present: nothing, delivered: nothing, acknowledgedAt: 0 }
        return new Map([['ann', { ...rest, overrides, hall: [], checks: [], proofs: [] }]])
      },
    },
    marks: { segment: async () => ({ present: new Uint8Array(40), delivered: new Uint8Array(40) }) },
    checks: { of: async (_id, ids) => ids.map(() => []) },
    hall: {
      visitsOf: async (ids) => {
        if (ids.length > 0) during.hall()
        return ids.map(() => [])
      },
    },
  })
  const countSlots = (slots: number) =>
    count({
      session,
      slots,
      given: {
        liveAt: 0,
        until: slots * slotMs,
        breaks: [],
        onAir: new Uint8Array(4).fill(0xff),
        outages: [],
      },
    })
  return { viewer, during, recount, countSlots }
}

test('one asked for while visits to the hall are read is done with this slot', async () => {
  const { viewer, during, recount, countSlots } = house()
  await countSlots(1)
  expect(viewer).toMatchObject({ countedSlots: 1, creditedSlots: 0, possibleSlots: 1 })
  during.hall = () => recount(2)
  await countSlots(2)
  expect(viewer).toMatchObject({ countedSlots: 2, creditedSlots: 2, possibleSlots: 2 })
})

test('one asked for while the person is judged is done with the next slot', async () => {
  const { viewer, during, recount, countSlots } = house()
  during.facts = () => {
    during.facts = () => {}
    recount(1)
  }
  await countSlots(1)
  expect(viewer.creditedSlots).toBe(0)
  await countSlots(2)
  expect(viewer).toMatchObject({ countedSlots: 2, creditedSlots: 1, possibleSlots: 2 })
})

test('a person who could not be judged is judged with the next slot', async () => {
  const { viewer, during, countSlots } = house()
  during.facts = () => {
    throw new Error('Redis is away')
  }
  await expect(countSlots(1)).rejects.toThrow('Redis is away')
  during.facts = () => {}
  await countSlots(2)
  expect(viewer).toMatchObject({ countedSlots: 2, possibleSlots: 2 })
})
