import { beforeEach, expect, test } from '@jest/globals'
import { type Activity, activity } from '@lectern/shared/credit'
import { biasQuestion } from '@lectern/shared/creditForms'
import { keys } from '@lectern/shared/keys'
import { conferenceId } from '../testing/conference.ts'
import { fileRedis } from '../testing/redis.ts'
import { type ActivitiesStore, createActivitiesStore } from './activitiesStore.ts'

const connection = (await fileRedis()).connect()
let activities: ActivitiesStore

beforeEach(async () => {
  await connection.flushall()
  activities = createActivitiesStore(connection)
})

const cardiology = (facts: Partial<Activity> = {}): Activity =>
  activity.parse({
    id: 'cardiology',
    conferenceId,
    title: 'Cardiology update',
    format: 'Live internet activity',
    provider: { name: 'Example Academy' },
    attendance: { checks: null, excuseOutages: true, maxExcusedMinutes: 10 },
    designations: [{ policyId: 'ama', maximum: 1.5, designatedAt: 1 }],
    evaluation: [biasQuestion],
    ...facts,
  })

test('every server reads an activity as it was saved', async () => {
  await activities.save(cardiology(), 1)
  expect(await activities.find('cardiology')).toEqual(cardiology())
  expect(await createActivitiesStore(connection).find('cardiology')).toEqual(cardiology())
})

test('a missing activity is not found', async () => {
  expect(await activities.find('cardiology')).toBeUndefined()
  expect(await activities.find('__proto__')).toBeUndefined()
  expect(await activities.all(conferenceId)).toEqual([])
})

test('a change by another server is seen at once', async () => {
  await activities.save(cardiology(), 1)
  await activities.find('cardiology')
  await createActivitiesStore(connection).save(cardiology({ title: 'Cardiology 2027' }), 2)
  expect(await activities.find('cardiology')).toMatchObject({ title: 'Cardiology 2027' })
  expect(await activities.all(conferenceId)).toEqual([cardiology({ title: 'Cardiology 2027' })])
})

test('a plan saved late neither overwrites a later one nor brings a removed activity back', async () => {
  await activities.save(cardiology({ title: 'Later' }), 8)
  await activities.save(cardiology({ title: 'Earlier' }), 7)
  expect(await activities.find('cardiology')).toMatchObject({ title: 'Later' })
  await activities.remove(cardiology())
  await activities.save(cardiology({ title: 'Later' }), 8)
  expect(await activities.find('cardiology')).toBeUndefined()
})

test('activities are listed by title', async () => {
  await activities.save(cardiology({ id: 'b', title: 'Zoster' }), 2)
  await activities.save(cardiology({ id: 'a', title: 'Ärztliche Ethik' }), 2)
  await activities.save(cardiology({ id: 'd', title: 'Imaging' }), 2)
  await activities.save(cardiology({ id: 'c', title: 'Imaging' }), 2)
  expect((await activities.all(conferenceId)).map(({ id }) => id)).toEqual(['a', 'c', 'd', 'b'])
})

test('an invalid activity is neither saved nor read', async () => {
  await expect(activities.save({ ...cardiology(), designations: [] }, 3)).rejects.toThrow()
  expect(await connection.exists(keys.activities(conferenceId))).toBe(0)
  await connection.hset(keys.conferenceOf(), 'activity broken', conferenceId)
  await connection.hset(keys.activities(conferenceId), 'broken', '{"id": "broken"}')
  await expect(activities.find('broken')).rejects.toThrow()
})
