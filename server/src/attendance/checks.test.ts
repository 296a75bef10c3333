// Attention checks, from the secret that decides their time
// to the cost of a missed one: two servers, one Redis.
import { expect, test } from '@jest/globals'
import { type OpenCheck, slotMs } from '@lectern/shared/attendance'
import { pollDraft } from '@lectern/shared/polls'
import { checkOutcomes, countOf, judge } from '@lectern/shared/watchTime'
import { codeOf } from '../testing/answers.ts'
import { createCluster, type Server } from '../testing/attendance.ts'
import { createCheckSchedule, liveMsAt, momentOf } from './checkSchedule.ts'
import { createOutagesStore } from './outagesStore.ts'
import { settleAfterMs } from './sweeper.ts'

const house = await createCluster()

const one = house.server()
const two = house.server()

/** One check every ten minutes. */
const demand = { perHour: 6, answerSeconds: 60, extensionSeconds: 30, uncreditMinutes: 5 }
const perWindow = 60

const checksTold = (sessionId: string, ...servers: Server[]): OpenCheck[] =>
  servers
    .flatMap(({ told }) => told)
    .filter(
      ({ event, payload }) => event === 'attendance.check' && (payload as OpenCheck).sessionId === sessionId,
    )
    .map(({ payload }) => payload as OpenCheck)
const closedTold = (sessionId: string, ...servers: Server[]) =>
  servers
    .flatMap(({ told }) => told)
    .filter(
      ({ event, payload }) =>
        event === 'attendance.checkClosed' && (payload as OpenCheck).sessionId === sessionId,
    )
    .map(({ payload }) => payload)

/** Ann watches on two servers until her check comes. */
async function untilCheck(more: Partial<typeof demand> = {}) {
  const sessionId = await house.open({ checks: { ...demand, ...more } })
  const ann = await house.viewer(one, sessionId, 'ann')
  const phone = house.caller('ann')
  const beat = await house.watch(two, sessionId, phone)
  const watch = { at: one, tick: [one, two], beats: [ann.beat, beat], delivered: ['ann'] }
  for (let slot = 0; slot < 2 * perWindow && checksTold(sessionId, one, two).length === 0; slot += 1)
    await house.pass(sessionId, 1, watch)
  const [check] = checksTold(sessionId, one, two)
  return { sessionId, ann, phone, watch, check: check! }
}

async function end(sessionId: string): Promise<void> {
  await house.program.move(sessionId, 'end')
  house.time.now += settleAfterMs
  await one.sweep()
}
/** The outcomes of Ann's checks. */
async function outcomes(sessionId: string): Promise<string[]> {
  const { facts, activity } = await one.facts.session(sessionId)
  const ann = (await one.facts.people(sessionId, ['ann'])).get('ann')
  return checkOutcomes(facts!, ann!, activity!.attendance).map(({ outcome }) => outcome)
}

test('the time of a check follows from the secret, lies in its window, and differs between people', () => {
  const policy = { checks: demand, excuseOutages: false, maxExcusedMinutes: 0 }
  const schedule = createCheckSchedule('one secret')
  const momentsOf = (personId: string, of = schedule) => {
    const moments: number[] = []
    for (let at = 0; moments.length < 3; ) {
      at = of(policy, 'session', personId, at).nextAt
      moments.push(at)
    }
    return moments
  }
  const people = Array.from({ length: 50 }, (_, i) => momentsOf(`person-${i}`))
  expect(new Set(people.map(([first]) => first)).size).toBeGreaterThan(45)
  for (const moments of people)
    for (const [window, at] of moments.entries()) expect(Math.floor(at / 600_000)).toBe(window)
  expect(momentsOf('person-1')).toEqual(people[1])
  expect(momentsOf('person-1', createCheckSchedule('another secret'))).not.toEqual(people[1])
})

test('live time stops during breaks', () => {
  const state = {
    liveAt: 1000,
    breaks: [
      { from: 3000, to: 5000 },
      { from: 9000, to: null },
    ],
  }
  expect([500, 1000, 2000, 4000, 6000, 12_000].map((at) => liveMsAt(state, at))).toEqual([
    0, 0, 1000, 2000, 3000, 6000,
  ])
})

test('live time converts back to clock time, with or without breaks', () => {
  const state = { liveAt: 1000, breaks: [{ from: 3000, to: 5000 }] }
  for (const at of [1000, 2999, 5001, 9000]) expect(momentOf(state, liveMsAt(state, at))).toBe(at)
})

test('one of two servers sends it, to all of the person’s pages, and an answer is in the ledger', async () => {
  const { sessionId, ann, check, watch } = await untilCheck()
  expect(checksTold(sessionId, one, two)).toHaveLength(1)
  expect(check).toMatchObject({ check: 0, extensionSeconds: 30, dueAt: expect.any(Number) })
  expect(await two.commands['attendance.status']({ sessionId }, ann.caller)).toMatchObject({ check })
  const answers = await Promise.all(
    [one, two, one].map((server) =>
      server.commands['attendance.answer']({ sessionId, check: 0 }, ann.caller),
    ),
  )
  expect(new Set(answers.map(({ answeredAt }) => answeredAt)).size).toBe(1)
  expect(await one.commands['attendance.answer']({ sessionId, check: 0 }, ann.caller)).toEqual(answers[0])
  const entries = await house.entries('check.answered', sessionId)
  expect(entries[0]).toMatchObject({ by: 'ann', data: { check: 0, answeredAt: answers[0]!.answeredAt } })
  expect(closedTold(sessionId, one, two)[0]).toEqual({ sessionId, check: 0, answered: true })
  await house.pass(sessionId, 12, watch)
  house.time.now += 10_000
  const { verdicts } = await house.count(one, sessionId, 'ann')
  expect(verdicts).not.toContain('missed_check')
  expect(await house.entries('check.missed', sessionId)).toEqual([])
  // The next window brings the next one.
  await house.pass(sessionId, 2 * perWindow, watch)
  expect(checksTold(sessionId, one, two).length).toBeGreaterThanOrEqual(2)
})

test('another person’s check, a check that was not sent, and an expired check are refused', async () => {
  const { sessionId, ann, check, watch } = await untilCheck()
  const ben = await house.viewer(one, sessionId, 'ben')
  const answer = (who: typeof ben.caller, number: number) =>
    codeOf(one.commands['attendance.answer']({ sessionId, check: number }, who))
  const extend = (who: typeof ben.caller, number: number) =>
    codeOf(one.commands['attendance.extend']({ sessionId, check: number }, who))
  expect(await answer(ben.caller, 0)).toBe('not_found')
  expect(await extend(ben.caller, 0)).toBe('not_found')
  expect(await answer(ann.caller, 1)).toBe('not_found')
  expect(await answer(ann.caller, 99_999)).toBe('not_found')
  const without = await house.open()
  expect(await codeOf(one.commands['attendance.answer']({ sessionId: without, check: 0 }, ann.caller))).toBe(
    'not_found',
  )
  house.time.now = check.dueAt + 1
  expect(await answer(ann.caller, 0)).toBe('conflict')
  expect(await extend(ann.caller, 0)).toBe('conflict')
  expect(await house.entries('check.answered', sessionId)).toEqual([])
  expect(watch.delivered).toEqual(['ann'])
})

test('a check can be extended once', async () => {
  const { sessionId, ann, check } = await untilCheck()
  const extend = () => two.commands['attendance.extend']({ sessionId, check: 0 }, ann.caller)
  const more = await Promise.all([extend(), extend()])
  for (const open of more)
    expect(open).toEqual({ sessionId, check: 0, dueAt: check.dueAt + 30_000, extensionSeconds: 0 })
  house.time.now = check.dueAt + 20_000
  await one.commands['attendance.answer']({ sessionId, check: 0 }, ann.caller)
  expect(await codeOf(extend())).toBe('conflict')
})

test('a missed check withdraws the time since the last proof, once in the ledger, and notifies both pages', async () => {
  const { sessionId, watch } = await untilCheck()
  await house.pass(sessionId, 12, watch)
  house.time.now += 7000
  await Promise.all([one.tick(), two.tick()])
  expect(await house.entries('check.missed', sessionId)).toHaveLength(1)
  expect(closedTold(sessionId, one, two)).toEqual([{ sessionId, check: 0, answered: false }])
  const { verdicts, creditedSlots } = await house.count(one, sessionId, 'ann')
  const missed = verdicts.filter((verdict) => verdict === 'missed_check').length
  expect(missed).toBeGreaterThan(6)
  expect(missed).toBeLessThanOrEqual(demand.uncreditMinutes * 6)
  house.time.now -= 7000
  await house.pass(sessionId, 2, watch)
  for (const server of [one, two]) {
    const last = server.told.filter(({ event }) => event === 'attendance.slot').at(-1)
    expect((last!.payload as { creditedSlots: number }).creditedSlots).toBeLessThanOrEqual(creditedSlots + 2)
  }
  // It is not sent again.
  await house.pass(sessionId, 6, watch)
  expect(checksTold(sessionId, one, two).filter(({ check }) => check > 0).length).toBeLessThanOrEqual(1)
})

test('a check whose page fell silent is sent again once the page is back; if answered, it costs only the silent slots', async () => {
  const { sessionId, ann, watch, check } = await untilCheck()
  const slots = Math.ceil((check.dueAt + slotMs + 7000 - house.time.now) / slotMs)
  await house.pass(sessionId, slots, { ...watch, beats: [] })
  expect(closedTold(sessionId, one, two)).toEqual([{ sessionId, check: 0, answered: false }])
  expect(checksTold(sessionId, one, two)).toHaveLength(1)
  expect(await house.entries('check.postponed', sessionId)).toMatchObject([
    { by: 'platform', data: { personId: 'ann', check: 0, dueAt: check.dueAt } },
  ])
  await house.pass(sessionId, 1, watch)
  expect(checksTold(sessionId, one, two).map(({ check: number }) => number)).toEqual([0, 1])
  await one.commands['attendance.answer']({ sessionId, check: 1 }, ann.caller)
  await house.pass(sessionId, 2, watch)
  house.time.now += 7000
  const { verdicts } = await house.count(one, sessionId, 'ann')
  expect(verdicts.filter((verdict) => verdict !== 'counted')).toEqual(Array(slots).fill('not_watching'))
  await end(sessionId)
  expect(await house.entries('check.missed', sessionId)).toEqual([])
})

test('a check due while the page does not beat is due again when the page is back, however late', async () => {
  const sessionId = await house.open({ checks: demand })
  const ann = await house.viewer(one, sessionId, 'ann')
  const watch = { at: one, tick: [one, two], beats: [ann.beat], delivered: ['ann'] }
  await house.pass(sessionId, 2, watch)
  // Two checks become due during the silence; one answer settles both.
  await house.pass(sessionId, 2 * perWindow, { ...watch, beats: [] })
  expect(checksTold(sessionId, one, two)).toEqual([])
  expect(await house.entries('check.postponed', sessionId)).toHaveLength(2)
  await house.pass(sessionId, 1, watch)
  const [open, ...more] = checksTold(sessionId, one, two)
  expect(more).toEqual([])
  await one.commands['attendance.answer']({ sessionId, check: open!.check }, ann.caller)
  await house.pass(sessionId, 5, watch)
  house.time.now += 7000
  const { verdicts } = await house.count(one, sessionId, 'ann')
  expect(verdicts.filter((verdict) => verdict !== 'counted')).toHaveLength(2 * perWindow)
  await end(sessionId)
  expect((await outcomes(sessionId)).slice(0, 2)).toEqual(['answered', 'answered'])
})

test('a person who left and comes back is sent the checks due in between; a person who comes late is not', async () => {
  const sessionId = await house.open({ checks: demand })
  const ann = await house.viewer(one, sessionId, 'ann')
  await house.pass(sessionId, 1, { at: one, tick: [one], beats: [ann.beat], delivered: ['ann'] })
  one.gone(ann.caller.connection, 'ann')
  await house.pass(sessionId, perWindow, { at: one, tick: [one, two] })
  const again = await house.watch(two, sessionId, house.caller('ann'))
  const late = await house.viewer(two, sessionId, 'late')
  await house.pass(sessionId, 2, {
    at: one,
    tick: [one, two],
    beats: [again, late.beat],
    delivered: ['ann', 'late'],
  })
  const told = two.told.filter(({ event }) => event === 'attendance.check')
  expect(told.filter(({ to }) => to[0] === `session:${sessionId}:watcher:ann`)).toHaveLength(1)
  expect(told.filter(({ to }) => to[0] === `session:${sessionId}:watcher:late`)).toEqual([])
})

test('killing the servers while a check is open cancels it, once, whichever server comes next', async () => {
  const { sessionId } = await untilCheck()
  // No server sees the check expire; the person comes back on new servers.
  await house.pass(sessionId, 2, {})
  const [three, four] = [house.server(), house.server()]
  const caller = house.caller('ann')
  const beat = await house.watch(three, sessionId, caller)
  const phone = await house.watch(four, sessionId, house.caller('ann'))
  const watch = { at: three, tick: [three, four], beats: [beat, phone], delivered: ['ann'] }
  await house.pass(sessionId, 8, watch)
  house.time.now += 7000
  await Promise.all([three.tick(), four.tick()])
  expect(await house.entries('check.cancelled', sessionId)).toMatchObject([{ data: { check: 0 } }])
  await expect(three.commands['attendance.answer']({ sessionId, check: 0 }, caller)).rejects.toMatchObject({
    code: 'conflict',
  })
  expect((await house.count(three, sessionId, 'ann')).verdicts).not.toContain('missed_check')
  await end(sessionId)
  expect((await outcomes(sessionId))[0]).toBe('cancelled')
  expect(await house.entries('check.cancelled', sessionId)).toHaveLength(1)
  expect(await house.entries('check.missed', sessionId)).toEqual([])
})

test('a check that is still due at the end is missed: silence costs no less than overlooking it', async () => {
  const { sessionId, watch } = await untilCheck()
  await house.pass(sessionId, 1, watch)
  await house.pass(sessionId, 8, { ...watch, beats: [] })
  await house.pass(sessionId, 1, { ...watch, beats: [] })
  const before = await house.count(one, sessionId, 'ann')
  expect(before.verdicts).not.toContain('missed_check')
  await end(sessionId)
  const { verdicts, creditedSlots } = await house.count(one, sessionId, 'ann')
  expect(verdicts).toContain('missed_check')
  const { facts, activity } = await one.facts.session(sessionId)
  const ann = (await one.facts.people(sessionId, ['ann'])).get('ann')!
  const overlooking = { ...ann, present: ann.present.map(() => 0xff) }
  expect(creditedSlots).toBeLessThanOrEqual(
    countOf(judge(facts!, overlooking, activity!.attendance)).creditedSlots,
  )
  expect(await house.entries('check.missed', sessionId)).toHaveLength(1)
  expect(await outcomes(sessionId)).toEqual(['missed'])
})

test('a check whose page is silent for a slot at each sending is missed all the same', async () => {
  const { sessionId, watch } = await untilCheck()
  let asked = 1
  for (let slot = 0; slot < 20; slot += 1) {
    const isNew = checksTold(sessionId, one, two).length > asked
    if (isNew) asked += 1
    await house.pass(sessionId, 1, { ...watch, beats: slot === 1 || isNew ? [] : watch.beats })
  }
  house.time.now += 7000
  const { verdicts } = await house.count(one, sessionId, 'ann')
  expect(verdicts).toContain('missed_check')
  expect(await house.entries('check.missed', sessionId)).toHaveLength(1)
})

test('an outage that the platform recorded cancels a check, in the ledger too', async () => {
  const { sessionId, watch, check } = await untilCheck()
  const outage = { id: `fault-${sessionId}`, cause: 'node' as const, sessionId, from: check.dueAt - 5000 }
  const outages = createOutagesStore(house.own)
  await outages.open(outage)
  await outages.close(outage.id, check.dueAt - 4000)
  await house.pass(sessionId, 9, watch)
  await end(sessionId)
  expect(await outcomes(sessionId)).toEqual(['cancelled'])
  expect((await house.count(one, sessionId, 'ann')).verdicts).not.toContain('missed_check')
  expect(await house.entries('check.cancelled', sessionId)).toMatchObject([
    { by: 'platform', data: { personId: 'ann', check: 0 } },
  ])
  expect(await house.entries('check.missed', sessionId)).toEqual([])
})

test('a vote in the window is a proof: no check is sent in it', async () => {
  const sessionId = await house.open({ checks: demand })
  const ann = await house.viewer(one, sessionId, 'ann')
  const ben = await house.viewer(one, sessionId, 'ben')
  const watch = { at: one, tick: [one], beats: [ann.beat, ben.beat], delivered: ['ann', 'ben'] }
  const draft = pollDraft.parse({
    kind: 'single',
    prompt: 'Well?',
    options: [
      { id: 'a', text: 'A' },
      { id: 'b', text: 'B' },
    ],
  })
  const { poll } = await house.polls.create(sessionId, draft)
  await house.polls.open(sessionId, poll!.id, poll!.version)
  await house.pass(sessionId, 1, watch)
  await house.polls.vote(sessionId, poll!.id, 'ann', { options: ['a'], text: '' })
  await house.pass(sessionId, perWindow - 1, watch)
  const told = one.told.filter(
    ({ event, payload }) => event === 'attendance.check' && (payload as OpenCheck).sessionId === sessionId,
  )
  expect(told.map(({ to }) => to)).toEqual([[`session:${sessionId}:watcher:ben`]])
  await end(sessionId)
  // It counts as an answered check, in the ledger too.
  expect((await outcomes(sessionId))[0]).toBe('answered')
  const answered = await house.entries('check.answered', sessionId)
  expect(answered.map(({ by }) => by)).toContain('ann')
})

test('a vote while a check is open answers it', async () => {
  const { sessionId, ann, watch } = await untilCheck()
  const draft = pollDraft.parse({ kind: 'rating', prompt: 'Useful?', options: [], scale: 5 })
  const { poll } = await house.polls.create(sessionId, draft)
  await house.polls.open(sessionId, poll!.id, poll!.version)
  await house.polls.vote(sessionId, poll!.id, ann.caller.person.id, { options: ['4'], text: '' })
  await house.pass(sessionId, 9, watch)
  house.time.now += 7000
  await Promise.all([one.tick(), two.tick()])
  expect(closedTold(sessionId, one, two)).toEqual([{ sessionId, check: 0, answered: true }])
  expect((await house.count(one, sessionId, 'ann')).verdicts).not.toContain('missed_check')
})

test('a person whose page does not beat is sent no check until it does', async () => {
  const sessionId = await house.open({ checks: demand })
  const ann = await house.viewer(one, sessionId, 'ann')
  const watch = { at: one, tick: [one], beats: [], delivered: ['ann'] }
  await house.pass(sessionId, perWindow - 3, watch)
  expect(checksTold(sessionId, one)).toEqual([])
  await house.pass(sessionId, 2, { ...watch, beats: [ann.beat] })
  expect(checksTold(sessionId, one)).toHaveLength(1)
})
