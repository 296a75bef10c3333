import { beforeEach, expect, test } from '@jest/globals'
import { keys } from '@lectern/shared/keys'
import { crewMessagesMax } from '@lectern/shared/limits'
import { createProgramStore } from '../program/programStore.ts'
import { codeOf } from '../testing/answers.ts'
import { sessionOf } from '../testing/people.ts'
import { fileRedis } from '../testing/redis.ts'
import { createCrewStore, crewKeptMs } from './crewStore.ts'

const redis = (await fileRedis()).connect()
/** Far ahead, since Redis erases by its own clock. */
const start = Date.now() + 7 * crewKeptMs
let now = start
const store = createCrewStore(redis, () => now)
const program = createProgramStore(redis, () => now)
const session = sessionOf('heart', { startsAt: start, endsAt: start + 3_600_000 })

const say = (id: string, personId = 'moreau') => store.say(session, { id, personId, text: `Words of ${id}` })
const ids = async () => (await store.list('heart')).messages.map(({ id }) => id)
const wrapUp = (id: string) => store.giveCue(session, { id, kind: 'wrapUp', minutes: null })
async function end(): Promise<void> {
  await program.move('heart', 'start')
  await program.move('heart', 'end')
}

beforeEach(async () => {
  await redis.flushall()
  now = start
})

test('the same message twice is there once, as it was first sent', async () => {
  const first = await say('m1')
  now += 5000
  expect(await say('m1')).toEqual({ ...first, isNew: false })
  expect(await ids()).toEqual(['m1'])
})

test('an id that somebody else has used is another message', async () => {
  await say('m1', 'moreau')
  expect((await say('m1', 'okafor')).message.personId).toBe('okafor')
})

test('the newest messages are kept, oldest first', async () => {
  for (let n = 0; n < crewMessagesMax + 3; n++) await say(`m${n}`)
  const kept = await ids()
  expect(kept).toHaveLength(crewMessagesMax)
  expect([kept[0], kept.at(-1)]).toEqual(['m3', `m${crewMessagesMax + 2}`])
})

test('everything is erased a day after the planned end, or after the last message of a late session', async () => {
  const erasedAt = () => redis.call('PEXPIRETIME', keys.crewMessages('heart'))
  await say('m1')
  await wrapUp('c1')
  expect(await erasedAt()).toBe(session.endsAt + crewKeptMs)
  expect(await redis.call('PEXPIRETIME', keys.crew('heart'))).toBe(session.endsAt + crewKeptMs)
  now = session.endsAt + 60_000
  await say('m2')
  expect(await erasedAt()).toBe(now + crewKeptMs)
  expect(await redis.call('PEXPIRETIME', keys.crew('heart'))).toBe(now + crewKeptMs)
})

test('after the end nothing more is said or cued, and what was said can still be read', async () => {
  await say('m1')
  await end()
  expect(await codeOf(say('m2'))).toBe('session_ended')
  expect(await codeOf(wrapUp('c1'))).toBe('session_ended')
  expect(await ids()).toEqual(['m1'])
  // The answer to the first try was lost.
  expect((await say('m1')).isNew).toBe(false)
})

test('a countdown ends after its minutes; a new cue replaces it with its confirmations', async () => {
  const { cue } = await store.giveCue(session, { id: 'c1', kind: 'countdown', minutes: 3 })
  expect(cue).toEqual({
    id: 'c1',
    kind: 'countdown',
    minutes: 3,
    at: now,
    endsAt: now + 180_000,
    seenBy: [],
  })
  await store.confirmCue(session, 'c1', 'okafor')
  expect((await wrapUp('c2')).cue).toMatchObject({ id: 'c2', endsAt: null, seenBy: [] })
})

test('a late repeat brings back no cue that was replaced or taken back', async () => {
  await wrapUp('c1')
  await wrapUp('c2')
  expect(await wrapUp('c1')).toMatchObject({ cue: { id: 'c2' }, isChanged: false })
  await store.takeBackCue(session, 'c2')
  expect(await wrapUp('c2')).toMatchObject({ cue: null, isChanged: false })
})

test('taking back or confirming a cue that is no longer current changes nothing', async () => {
  await wrapUp('c1')
  await wrapUp('c2')
  expect(await store.takeBackCue(session, 'c1')).toMatchObject({ cue: { id: 'c2' }, isChanged: false })
  expect(await store.confirmCue(session, 'c1', 'okafor')).toMatchObject({
    cue: { id: 'c2', seenBy: [] },
    isChanged: false,
  })
})

test('each person confirms once, however many of their pages do', async () => {
  await wrapUp('c1')
  const confirmed = await Promise.all(
    ['okafor', 'okafor', 'rao', 'okafor'].map((person) => store.confirmCue(session, 'c1', person)),
  )
  expect(confirmed.filter(({ isChanged }) => isChanged)).toHaveLength(2)
  const { cue } = await store.list('heart')
  expect([...cue!.seenBy].sort()).toEqual(['okafor', 'rao'])
})
