import { expect, test } from '@jest/globals'
import { memoryLog } from '../../../scripts/testing/log.ts'
import type { Broadcast } from '../live/broadcast.ts'
import { draftOf } from '../testing/polls.ts'
import type { PollRecord } from './pollRules.ts'
import { createTallies } from './tallies.ts'

const pollWith = (people: number): PollRecord => ({
  id: 'poll',
  draft: draftOf(),
  version: 1,
  status: 'open',
  made: 1,
  openedAt: 1,
  closesAt: null,
  onStage: false,
  tally: { people, counts: { a: people, b: 0, c: 0 } },
})

test('a vote counted while the tally is being read is sent with the next reading', async () => {
  const sent: number[] = []
  const looks: (() => void)[] = []
  let reading = Promise.withResolvers<PollRecord>()
  const broadcast: Broadcast = (_room, _event, ...[payload]) => {
    sent.push((payload as { tally: { people: number } }).tally.people)
  }
  const tallies = createTallies({
    find: () => reading.promise,
    broadcast,
    clock: () => 0,
    after: (_ms, run) => {
      looks.push(run)
      return () => {}
    },
    log: memoryLog().log,
  })
  const answer = async (people: number): Promise<void> => {
    const answered = reading
    reading = Promise.withResolvers()
    answered.resolve(pollWith(people))
    await new Promise<void>((resolve) => setImmediate(resolve))
  }
  tallies.touch('talk', 'poll')
  await answer(1)
  looks.shift()!()
  // Redis has been asked; its reply predates this vote.
  tallies.touch('talk', 'poll')
  await answer(1)
  expect(sent).toEqual([1])
  looks.shift()!()
  await answer(2)
  expect(sent).toEqual([1, 2])
  looks.shift()!()
  await answer(2)
  expect(sent).toEqual([1, 2])
  expect(looks).toEqual([])
})
