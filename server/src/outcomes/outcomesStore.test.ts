// Races between answering, changing what is asked, committing and closing, on a real Redis.
import { expect, test } from '@jest/globals'
import { keys } from '@lectern/shared/keys'
import { noOutcomes, type OutcomesPlan, outcomesPlan } from '@lectern/shared/outcomes'
import { dayMs } from '../core/clock.ts'
import { fileRedis } from '../testing/redis.ts'
import { createFollowUps } from './followUps.ts'
import { createOutcomesStore } from './outcomesStore.ts'
import { createOutcomeRecords } from './personRecords.ts'

const redis = await fileRedis()
const connection = redis.connect()
const [one, two] = [createOutcomesStore(connection), createOutcomesStore(redis.connect())]
let activities = 0
const newActivity = (): string => `activity${++activities}`

const options = ['a', 'b'].map((id) => ({ id, text: id }))
const planned = (prompt: string): OutcomesPlan =>
  outcomesPlan.parse({
    ...noOutcomes,
    questions: [{ id: 'q', kind: 'choice', prompt, objective: 'O', options, correct: ['a'] }],
    commitment: { changes: options, barriers: [] },
  })
const given = (answer: string) => ({ answers: { q: answer }, at: 1 })
const committed = (at: number, mayAsk = true) => ({
  commitment: { changes: ['a'], words: '', confidence: null, barriers: [], mayAsk },
  at,
})

test('a question is either changed or answered, never both', async () => {
  for (let i = 0; i < 40; i++) {
    const activityId = newActivity()
    await one.save(activityId, planned('Old words'), 0)
    const [saved, answered] = await Promise.all([
      one.save(activityId, planned('New words'), 1),
      two.answer({ activityId, personId: 'ann', side: 'before', version: 1 }, given('a')),
    ])
    const { plan } = await one.plan(activityId)
    if (saved === 'saved') {
      expect(answered).toBe('changed')
      expect(plan.questions[0]!.prompt).toBe('New words')
    } else {
      expect([saved, answered]).toEqual(['questions', given('a')])
      expect(plan.questions[0]!.prompt).toBe('Old words')
    }
  }
})

test('of many answers of one person the first stays', async () => {
  const activityId = newActivity()
  await one.save(activityId, planned('Words'), 0)
  const all = await Promise.all(
    Array.from({ length: 20 }, (_, i) =>
      (i % 2 === 0 ? one : two).answer(
        { activityId, personId: 'ann', side: 'after', version: 1 },
        { ...given(i % 3 === 0 ? 'a' : 'b'), at: i },
      ),
    ),
  )
  expect(new Set(all.map((each) => JSON.stringify(each))).size).toBe(1)
  expect((await one.report(activityId)).people).toEqual({ before: 0, after: 1, both: 0 })
})

test('nothing is taken once the results are closed, and whoever closed them first stays', async () => {
  const activityId = newActivity()
  await one.save(activityId, planned('Words'), 0)
  expect(await one.close(activityId, 0, { id: 'x', at: 5, by: 'ito' })).toBe('stale')
  const closers = await Promise.all([
    one.close(activityId, 1, { id: 'x', at: 5, by: 'ito' }),
    two.close(activityId, 1, { id: 'y', at: 6, by: 'ada' }),
  ])
  expect(closers[0]).toEqual(closers[1])
  expect(await two.answer({ activityId, personId: 'ann', side: 'before', version: 1 }, given('a'))).toBe(
    'closed',
  )
  expect(await two.commit(activityId, 'ann', committed(1))).toBe('closed')
  expect(await two.save(activityId, planned('Words'), 1)).toBe('closed')
})

test('only those who allowed it are asked, from the day on, until they are asked or have answered', async () => {
  const activityId = newActivity()
  await one.save(activityId, planned('Words'), 0)
  const start = 100 * dayMs
  for (const personId of ['ann', 'ben', 'dora']) await one.commit(activityId, personId, committed(start))
  await one.commit(activityId, 'cleo', committed(start, false))
  await one.commit(activityId, 'eve', { commitment: null, at: start })
  let now = start + 60 * dayMs - 1
  const followUps = createFollowUps({
    store: two,
    activities: { all: async () => [{ id: activityId, title: 'Title' }] as never },
    clock: () => now,
  })
  expect(await followUps('c')).toEqual([])
  now += 1
  await one.followUp(activityId, 'ben', { answer: { kept: 'fully', barriers: [], words: '' }, at: now })
  const [due] = await followUps('c')
  expect(due!.personIds.sort()).toEqual(['ann', 'dora'])
  // A server that died before it noted them as asked leaves them to the next one.
  expect((await followUps('c'))[0]!.personIds).toHaveLength(2)
  await due!.done()
  expect(await followUps('c')).toEqual([])
})

test('nobody is asked a month too late', async () => {
  const activityId = newActivity()
  await one.save(activityId, planned('Words'), 0)
  await one.commit(activityId, 'ann', committed(dayMs))
  const store = { store: one, activities: { all: async () => [{ id: activityId, title: '' }] as never } }
  expect(await createFollowUps({ ...store, clock: () => 92 * dayMs })('c')).toEqual([])
  expect(await connection.zcard(keys.commitmentsToAsk(activityId))).toBe(0)
})

test('what a person said is in their data, goes with them when merged, and is gone once erased', async () => {
  const activityId = newActivity()
  await one.save(activityId, planned('Words'), 0)
  const records = createOutcomeRecords({ store: one, activityIds: async () => [activityId] })
  await one.answer({ activityId, personId: 'ann', side: 'before', version: 1 }, given('a'))
  await one.answer({ activityId, personId: 'bea', side: 'before', version: 1 }, given('b'))
  await one.answer({ activityId, personId: 'ann', side: 'after', version: 1 }, given('a'))
  await one.commit(activityId, 'ann', committed(7))
  expect(await records.collect('ann')).toMatchObject({
    'Questions before and after': [{ side: 'before', answers: { q: 'a' } }, { side: 'after' }],
    'Commitments to change': [{ commitment: { changes: ['a'] } }],
  })
  await records.move('ann', 'bea')
  await records.move('ann', 'bea')
  expect((await one.of(activityId, 'bea')).before).toEqual(given('b'))
  expect(await one.of(activityId, 'bea')).toMatchObject({ after: given('a'), committed: committed(7) })
  expect(await one.toAsk(activityId, 0, 8)).toEqual(['bea'])
  expect(await one.of(activityId, 'ann')).toMatchObject({ before: null, after: null, committed: null })
  await records.erase('bea')
  expect(await one.of(activityId, 'bea')).toMatchObject({ before: null, after: null, committed: null })
  expect(await connection.exists(keys.pairedAnswers(activityId), keys.commitmentsToAsk(activityId))).toBe(0)
})

test('what became of a commitment never becomes an answer about another one', async () => {
  const activityId = newActivity()
  await one.save(activityId, planned('Words'), 0)
  await one.commit(activityId, 'ann', committed(7))
  await one.commit(activityId, 'bea', { commitment: null, at: 8 })
  await one.followUp(activityId, 'ann', { answer: { kept: 'fully', barriers: [], words: '' }, at: 9 })
  await one.move(activityId, 'ann', 'bea')
  expect(await one.of(activityId, 'bea')).toMatchObject({ committed: { commitment: null }, followUp: null })
  // Who declined is not asked about what somebody else of the same name promised.
  await one.commit(activityId, 'cem', committed(7))
  await one.move(activityId, 'cem', 'bea')
  expect(await one.toAsk(activityId, 0, 9)).toEqual([])
  // And who has answered is not asked again.
  await one.commit(activityId, 'dora', committed(7))
  await connection.hset(keys.commitments(activityId), 'kept emil', JSON.stringify({ answer: {}, at: 8 }))
  await one.move(activityId, 'dora', 'emil')
  expect(await one.toAsk(activityId, 0, 9)).toEqual([])
})
