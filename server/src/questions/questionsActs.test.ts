// Moderators' actions on questions: the status machine, versions, and undo.
import { describe, expect, test } from '@jest/globals'
import { keys } from '@lectern/shared/keys'
import { questionStatuses } from '@lectern/shared/questions'
import { type Doing, startQueue } from '../testing/questions.ts'
import type { ActName, QuestionRecord } from './questionsStore.ts'

const queue = await startQueue()

type Status = QuestionRecord['status']
/** Statuses that allow each action, and the resulting one (undefined: unchanged). */
const machine: [ActName, Doing, Status[], Status | undefined][] = [
  ['approve', { name: 'approve' }, ['pending', 'dismissed'], 'approved'],
  ['dismiss', { name: 'dismiss', reason: 'off topic' }, ['pending', 'approved'], 'dismissed'],
  ['edit', { name: 'edit', text: 'Shorter?' }, ['pending', 'approved', 'live', 'answered'], undefined],
  ['assign', { name: 'assign', personId: 'okafor' }, ['pending', 'approved', 'live'], undefined],
  ['setAskLive', { name: 'setAskLive', askLive: true }, ['pending', 'approved', 'live'], undefined],
  ['move', { name: 'move', before: null }, ['approved'], undefined],
  ['pin', { name: 'pin', pinned: true }, ['approved', 'live', 'answered'], undefined],
  ['goLive', { name: 'goLive' }, ['approved'], 'live'],
  ['answer', { name: 'answer', answer: 'Yes.' }, ['pending', 'approved', 'live'], 'answered'],
]
const table = machine.flatMap(([name, doing, allowed, to]) =>
  questionStatuses.map((from) => [name, from, doing, allowed.includes(from), to ?? from] as const),
)

test.each(table)('%s of a question that is %s', async (_name, from, doing, allowed, to) => {
  const sessionId = queue.newSession()
  const before = await queue.questionIn(sessionId, from)
  const outcome = await queue.attempt(sessionId, before.id, doing)
  const after = await queue.find(sessionId, before.id)
  if (allowed) {
    expect(outcome.kind).toBe('done')
    expect(after.status).toBe(to)
    // One change is one version, regardless of its extent.
    expect(after.version).toBe(before.version + 1)
  } else {
    expect(outcome).toEqual({ kind: 'refused', why: 'status', status: from })
    expect(after).toEqual(before)
  }
})

test('a dismissal keeps its reason until the question is approved after all', async () => {
  const sessionId = queue.newSession()
  const { id } = await queue.questionIn(sessionId, 'pending')
  const dismissed = await queue.act(sessionId, id, { name: 'dismiss', reason: 'asked before' })
  expect(dismissed.question).toMatchObject({ reason: 'asked before' })
  expect((await queue.act(sessionId, id, { name: 'approve' })).question).toMatchObject({ reason: null })
})

test('an edited question keeps the original wording, however often it is edited', async () => {
  const sessionId = queue.newSession()
  const { id } = await queue.questionIn(sessionId, 'pending')
  await queue.act(sessionId, id, { name: 'edit', text: 'second' })
  const { question } = await queue.act(sessionId, id, { name: 'edit', text: 'third' })
  expect(question).toMatchObject({ text: 'third', original: 'Which dose?' })
})

test('the live question is answered when the next one goes live', async () => {
  const sessionId = queue.newSession()
  const first = await queue.questionIn(sessionId, 'live')
  queue.time.now += 5000
  const second = await queue.questionIn(sessionId, 'live')
  const [answered, live] = [
    await queue.find(sessionId, first.id),
    await queue.find(sessionId, second.id),
  ] as const
  expect(answered).toMatchObject({ status: 'answered', answer: null, answeredAt: queue.time.now })
  expect(live.status).toBe('live')
  expect(answered.version).toBe(live.version)
})

test('pinning a question unpins the other, and a dismissed one has no pin', async () => {
  const sessionId = queue.newSession()
  const [first, second] = [
    await queue.questionIn(sessionId, 'approved'),
    await queue.questionIn(sessionId, 'approved'),
  ]
  const pinned = async () => (await queue.all(sessionId)).filter((one) => one.pinned).map(({ id }) => id)
  await queue.act(sessionId, first.id, { name: 'pin', pinned: true })
  await queue.act(sessionId, second.id, { name: 'pin', pinned: true })
  expect(await pinned()).toEqual([second.id])
  await queue.act(sessionId, second.id, { name: 'dismiss', reason: null })
  expect(await pinned()).toEqual([])
  await queue.act(sessionId, first.id, { name: 'pin', pinned: true })
  await queue.act(sessionId, first.id, { name: 'pin', pinned: false })
  expect(await pinned()).toEqual([])
})

test('going live with a pin approves, takes the former live question down and unpins the other, in one change', async () => {
  const sessionId = queue.newSession()
  const former = await queue.questionIn(sessionId, 'live')
  await queue.act(sessionId, former.id, { name: 'pin', pinned: true })
  for (const status of ['pending', 'approved', 'dismissed'] as const) {
    const { id } = await queue.questionIn(sessionId, status)
    const before = await queue.all(sessionId)
    const { question, undoId } = await queue.act(sessionId, id, { name: 'goLive', pin: true })
    expect(question).toMatchObject({ status: 'live', pinned: true, reason: null })
    expect(await queue.find(sessionId, former.id)).toMatchObject({ status: 'answered', pinned: false })
    await queue.store.undo(sessionId, undoId)
    const changing = { version: 0, edited: 0, shown: false }
    expect((await queue.all(sessionId)).map((one) => ({ ...one, ...changing }))).toEqual(
      before.map((one) => ({ ...one, ...changing })),
    )
  }
  const answered = await queue.questionIn(sessionId, 'answered')
  expect(await queue.attempt(sessionId, answered.id, { name: 'goLive', pin: true })).toMatchObject({
    kind: 'refused',
    why: 'status',
  })
})

describe('order', () => {
  const orderIn = async (sessionId: string) =>
    (await queue.all(sessionId)).filter(({ status }) => status === 'approved').map(({ id }) => id)
  const approved = async (sessionId: string, count: number): Promise<string[]> => {
    const ids: string[] = []
    for (let i = 0; i < count; i++) ids.push((await queue.questionIn(sessionId, 'approved')).id)
    return ids
  }

  test('an approved question comes last, and moves before any other or to the end', async () => {
    const sessionId = queue.newSession()
    const [a, b, c, d] = (await approved(sessionId, 4)) as [string, string, string, string]
    expect(await orderIn(sessionId)).toEqual([a, b, c, d])
    await queue.act(sessionId, d, { name: 'move', before: b })
    expect(await orderIn(sessionId)).toEqual([a, d, b, c])
    await queue.act(sessionId, c, { name: 'move', before: a })
    expect(await orderIn(sessionId)).toEqual([c, a, d, b])
    await queue.act(sessionId, a, { name: 'move', before: null })
    expect(await orderIn(sessionId)).toEqual([c, d, b, a])
    expect(await approved(sessionId, 1)).toEqual([(await orderIn(sessionId)).at(-1)])
  })

  test('gaps can be halved for ever: questions are renumbered when there is no room between two', async () => {
    const sessionId = queue.newSession()
    const [a, b, c] = (await approved(sessionId, 3)) as [string, string, string]
    // Each time the last moves between the other two.
    let expected = [a, b, c]
    for (let i = 0; i < 60; i++) {
      await queue.act(sessionId, expected[2]!, { name: 'move', before: expected[1]! })
      expected = [expected[0]!, expected[2]!, expected[1]!]
      expect(await orderIn(sessionId)).toEqual(expected)
    }
    const orders = (await queue.all(sessionId)).map(({ order }) => order)
    expect(new Set(orders).size).toBe(3)
  })

  test('a question can only be moved before another approved one', async () => {
    const sessionId = queue.newSession()
    const { id } = await queue.questionIn(sessionId, 'approved')
    const pending = await queue.questionIn(sessionId, 'pending')
    for (const before of [id, pending.id, 'unknown'])
      expect(await queue.attempt(sessionId, id, { name: 'move', before })).toMatchObject({ why: 'before' })
  })
})

describe('versions', () => {
  test('when two moderators approve the same question at once, one succeeds and the other gets its current state', async () => {
    const sessionId = queue.newSession()
    for (let i = 0; i < 10; i++) {
      const { id, version } = await queue.questionIn(sessionId, 'pending')
      const outcomes = await Promise.all(
        queue.stores.map((store, n) =>
          store.act(sessionId, { name: 'approve', questionId: id, version }, `undo-${i}-${n}`),
        ),
      )
      expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['done', 'stale'])
      expect(outcomes.find(({ kind }) => kind === 'stale')).toEqual({
        kind: 'stale',
        question: await queue.find(sessionId, id),
      })
    }
  })

  test('a vote makes nothing stale, and a version from the future is refused', async () => {
    const sessionId = queue.newSession()
    const { id, version } = await queue.questionIn(sessionId, 'approved')
    await queue.store.vote(sessionId, 'ben', id, true)
    const voted = await queue.find(sessionId, id)
    expect(voted.version).toBe(version + 1)
    const goLive = { name: 'goLive', questionId: id } as const
    const attempt = (seen: number) => queue.store.act(sessionId, { ...goLive, version: seen }, 'x')
    expect(await attempt(voted.version + 1)).toMatchObject({ kind: 'stale' })
    expect(await attempt(version - 1)).toMatchObject({ kind: 'stale' })
    expect(await attempt(version)).toMatchObject({ kind: 'done' })
  })

  test('a question of another session is unknown', async () => {
    const { id, version } = await queue.questionIn(queue.newSession(), 'pending')
    const elsewhere = queue.newSession()
    expect(await queue.store.act(elsewhere, { name: 'approve', questionId: id, version }, 'x')).toEqual({
      kind: 'unknown',
    })
    await expect(queue.store.vote(elsewhere, 'ben', id, true)).rejects.toMatchObject({ code: 'not_found' })
    await expect(queue.store.mute(elsewhere, id, true)).rejects.toMatchObject({ code: 'not_found' })
    expect(await queue.store.has(elsewhere, id)).toBe(false)
  })
})

describe('merging', () => {
  const merge = async (sessionId: string, from: string, into: string) =>
    queue.attempt(sessionId, from, {
      name: 'merge',
      into,
      intoVersion: (await queue.find(sessionId, into))?.version ?? 0,
    })

  test('a merged question moves to another root with its members, and leaves alone', async () => {
    const sessionId = queue.newSession()
    const ids: string[] = []
    for (let i = 0; i < 3; i++) ids.push((await queue.questionIn(sessionId, 'approved')).id)
    const [a, b, c] = ids as [string, string, string]
    const roots = async () => Promise.all(ids.map(async (id) => (await queue.find(sessionId, id)).mergedInto))
    expect((await merge(sessionId, a, b)).kind).toBe('done')
    expect((await merge(sessionId, b, c)).kind).toBe('done')
    expect(await roots()).toEqual([c, c, null])
    expect((await queue.attempt(sessionId, b, { name: 'unmerge' })).kind).toBe('done')
    expect(await roots()).toEqual([c, null, null])
  })

  test('nonsense is refused: itself, a circle, merged or dismissed questions, another session', async () => {
    const sessionId = queue.newSession()
    const [a, b, c] = [
      await queue.questionIn(sessionId, 'approved'),
      await queue.questionIn(sessionId, 'approved'),
      await queue.questionIn(sessionId, 'approved'),
    ]
    const dismissed = await queue.questionIn(sessionId, 'dismissed')
    const elsewhere = await queue.questionIn(queue.newSession(), 'approved')
    await merge(sessionId, a.id, b.id)
    for (const [from, into] of [
      [b.id, a.id],
      [c.id, a.id],
      [c.id, c.id],
      [c.id, dismissed.id],
      [c.id, elsewhere.id],
    ] as const)
      expect(await merge(sessionId, from, into)).toMatchObject({ kind: 'refused', why: 'into' })
    expect(await merge(sessionId, a.id, c.id)).toMatchObject({ kind: 'refused', why: 'merged' })
    expect(await queue.attempt(sessionId, a.id, { name: 'goLive' })).toMatchObject({ why: 'merged' })
    expect(await queue.attempt(sessionId, c.id, { name: 'unmerge' })).toMatchObject({ why: 'notMerged' })
  })

  test('it requires the versions of both', async () => {
    const sessionId = queue.newSession()
    const [a, b] = [
      await queue.questionIn(sessionId, 'approved'),
      await queue.questionIn(sessionId, 'approved'),
    ]
    await queue.act(sessionId, b.id, { name: 'edit', text: 'other' })
    const outcome = await queue.attempt(sessionId, a.id, {
      name: 'merge',
      into: b.id,
      intoVersion: b.version,
    })
    expect(outcome).toMatchObject({ kind: 'stale', question: { id: b.id, text: 'other' } })
  })
})

describe('undo', () => {
  /** Without the fields that grow with every change. */
  const contents = async (sessionId: string) =>
    (await queue.all(sessionId)).map((one) => ({ ...one, version: 0, edited: 0, shown: false }))

  const undoable: [string, Status, Doing][] = [
    ...machine.map(([name, doing, [from]]): [string, Status, Doing] => [name, from!, doing]),
    ['unpin', 'approved', { name: 'pin', pinned: false }],
    ['answer of the live one', 'live', { name: 'answer', answer: null }],
    ['dismissal of an approved one', 'approved', { name: 'dismiss', reason: null }],
  ]
  test.each(undoable)('%s is taken back with all it did, once', async (_name, from, doing) => {
    const sessionId = queue.newSession()
    // A live and a pinned question, which goLive and pin also change.
    const other = await queue.questionIn(sessionId, 'approved')
    if (doing.name !== 'answer') {
      await queue.act(sessionId, other.id, { name: 'pin', pinned: true })
      await queue.act(sessionId, other.id, { name: 'goLive' })
    }
    const { id } = await queue.questionIn(sessionId, from)
    if (doing.name === 'dismiss' && from === 'approved')
      await queue.act(sessionId, id, { name: 'pin', pinned: true })
    const before = await contents(sessionId)
    const { undoId } = await queue.act(sessionId, id, doing)
    const outcome = await queue.store.undo(sessionId, undoId)
    expect(outcome).toMatchObject({ kind: 'done' })
    expect(await contents(sessionId)).toEqual(before)
    expect(await queue.store.undo(sessionId, undoId)).toEqual({ kind: 'expired' })
    // Live and pinned are tracked again: the next question takes over.
    const next = await queue.questionIn(sessionId, 'approved')
    await queue.act(sessionId, next.id, { name: 'pin', pinned: true })
    await queue.act(sessionId, next.id, { name: 'goLive' })
    const all = await queue.all(sessionId)
    expect(all.filter(({ pinned }) => pinned).map((one) => one.id)).toEqual([next.id])
    expect(all.filter(({ status }) => status === 'live').map((one) => one.id)).toEqual([next.id])
  })

  test('several actions on one question are undone one after the other, the last first', async () => {
    const sessionId = queue.newSession()
    const { id } = await queue.questionIn(sessionId, 'pending')
    const undoIds: string[] = []
    const doing: Doing[] = [{ name: 'approve' }, { name: 'goLive' }, { name: 'pin', pinned: true }]
    for (const each of doing) undoIds.unshift((await queue.act(sessionId, id, each)).undoId)
    // One more, done and undone in between, changes nothing about that.
    expect(await queue.store.undo(sessionId, undoIds.shift()!)).toMatchObject({ kind: 'done' })
    const { undoId } = await queue.act(sessionId, id, { name: 'edit', text: 'Other words?' })
    expect(await queue.store.undo(sessionId, undoId)).toMatchObject({ kind: 'done' })
    for (const status of ['approved', 'pending']) {
      expect(await queue.store.undo(sessionId, undoIds.shift()!)).toMatchObject({ kind: 'done' })
      expect(await queue.find(sessionId, id)).toMatchObject({ status, pinned: false })
    }
  })

  test('an action is not undone over a newer one that was kept', async () => {
    const sessionId = queue.newSession()
    const { id } = await queue.questionIn(sessionId, 'pending')
    const approved = await queue.act(sessionId, id, { name: 'approve' })
    const pinned = await queue.act(sessionId, id, { name: 'pin', pinned: true })
    await queue.store.undo(sessionId, pinned.undoId)
    await queue.act(sessionId, id, { name: 'edit', text: 'Other words?' })
    expect(await queue.store.undo(sessionId, approved.undoId)).toMatchObject({ kind: 'stale' })
  })

  test('a merge and an unmerge are undone, and votes given since are kept', async () => {
    const sessionId = queue.newSession()
    const [a, b] = [
      await queue.questionIn(sessionId, 'approved'),
      await queue.questionIn(sessionId, 'approved'),
    ]
    const votes = async () =>
      Promise.all([a, b].map(async ({ id }) => (await queue.find(sessionId, id)).votes))
    await queue.store.vote(sessionId, 'ben', a.id, true)
    await queue.store.vote(sessionId, 'ben', b.id, true)
    const intoVersion = (await queue.find(sessionId, b.id)).version
    const merged = await queue.act(sessionId, a.id, { name: 'merge', into: b.id, intoVersion })
    expect(await votes()).toEqual([1, 1])
    await queue.store.vote(sessionId, 'cem', a.id, true)
    expect((await votes())[1]).toBe(2)
    expect(await queue.store.undo(sessionId, merged.undoId)).toMatchObject({ kind: 'done' })
    expect(await votes()).toEqual([2, 1])

    const again = await queue.act(sessionId, a.id, {
      name: 'merge',
      into: b.id,
      intoVersion: (await queue.find(sessionId, b.id)).version,
    })
    expect(again.question.mergedInto).toBe(b.id)
    const parted = await queue.act(sessionId, a.id, { name: 'unmerge' })
    expect(await votes()).toEqual([2, 1])
    await queue.store.undo(sessionId, parted.undoId)
    expect((await votes())[1]).toBe(2)
    expect((await queue.find(sessionId, a.id)).mergedInto).toBe(b.id)
  })

  test('a question changed since is not overwritten', async () => {
    const sessionId = queue.newSession()
    const { id } = await queue.questionIn(sessionId, 'pending')
    const { undoId } = await queue.act(sessionId, id, { name: 'approve' })
    const { question } = await queue.act(sessionId, id, { name: 'edit', text: 'other' })
    expect(await queue.store.undo(sessionId, undoId)).toEqual({ kind: 'stale', question })
    expect(await queue.find(sessionId, id)).toEqual(question)
  })

  test.each([
    ['pin', { name: 'pin', pinned: false }, { name: 'pin', pinned: true }],
    ['microphone', { name: 'answer', answer: null }, { name: 'goLive' }],
  ] as [string, Doing, Doing][])(
    'a %s that another question has got since is not given twice',
    async (_name, letGo, take) => {
      const sessionId = queue.newSession()
      const [first, second] = [
        await queue.questionIn(sessionId, 'approved'),
        await queue.questionIn(sessionId, 'approved'),
      ]
      await queue.act(sessionId, first.id, take)
      const { undoId } = await queue.act(sessionId, first.id, letGo)
      await queue.act(sessionId, second.id, take)
      expect(await queue.store.undo(sessionId, undoId)).toMatchObject({
        kind: 'stale',
        question: { id: second.id },
      })
    },
  )

  test('undo works for ten minutes, and in its own session only', async () => {
    const sessionId = queue.newSession()
    const { id } = await queue.questionIn(sessionId, 'pending')
    const { undoId } = await queue.act(sessionId, id, { name: 'approve' })
    const key = keys.questionUndos(sessionId)
    const seconds = await queue.connections[0]!.ttl(key)
    expect(seconds).toBeGreaterThan(590)
    expect(seconds).toBeLessThanOrEqual(600)
    expect(await queue.store.undo(queue.newSession(), undoId)).toEqual({ kind: 'expired' })
    await queue.connections[0]!.pexpire(key, 0)
    expect(await queue.store.undo(sessionId, undoId)).toEqual({ kind: 'expired' })

    const pinned = await queue.act(sessionId, id, { name: 'pin', pinned: true })
    queue.time.now += 300_000
    // A later action does not extend it.
    await queue.act(sessionId, (await queue.questionIn(sessionId, 'pending')).id, { name: 'approve' })
    queue.time.now += 300_000
    expect(await queue.store.undo(sessionId, pinned.undoId)).toEqual({ kind: 'expired' })
  })

  test('the undo records of a session are bounded, however large the merged groups are', async () => {
    const sessionId = queue.newSession()
    const redis = queue.connections[0]!
    const questions = keys.questionsById(sessionId)
    // A group of thousands, as after that many merges.
    const { id } = await queue.questionIn(sessionId, 'approved')
    const root = await queue.find(sessionId, id)
    const members = Array.from({ length: 4000 }, (_, i) => `member-${i}`)
    await redis.hset(questions, id, JSON.stringify({ ...root, members: members.join(' ') }))
    for (const member of members) {
      const merged = { ...root, id: member, text: 'a'.repeat(200), order: 0, mergedInto: id }
      await redis.hset(questions, member, JSON.stringify(merged))
    }
    const undoIds: string[] = []
    for (let i = 0, from = id; i < 4; i += 1) {
      const to = await queue.questionIn(sessionId, 'approved')
      const merge: Doing = { name: 'merge', into: to.id, intoVersion: to.version }
      undoIds.push((await queue.act(sessionId, from, merge)).undoId)
      from = to.id
    }
    const kept = Object.values(await redis.hgetall(keys.questionUndos(sessionId))).join('')
    expect(kept.length).toBeLessThan(4_000_000)
    expect(await queue.store.undo(sessionId, undoIds[0]!)).toEqual({ kind: 'expired' })
    expect(await queue.store.undo(sessionId, undoIds[3]!)).toMatchObject({ kind: 'done' })
  })
})
