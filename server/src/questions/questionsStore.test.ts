// Asking, muting, what the flush takes, and what survives a restart.
import { beforeEach, describe, expect, test } from '@jest/globals'
import { commands } from '@lectern/shared/commands'
import { type AppError, isErrorCode } from '@lectern/shared/errors'
import { questionMax, questionsEach } from '@lectern/shared/limits'
import { question } from '@lectern/shared/questions'
import { startQueue } from '../testing/questions.ts'

const queue = await startQueue()
let sessionId: string

beforeEach(() => {
  sessionId = queue.newSession()
})

const refusal = (attempt: Promise<unknown>): Promise<AppError> =>
  attempt.then(
    () => {
      throw new Error('this was not refused')
    },
    (error: AppError) => {
      if (!isErrorCode(error.code)) throw error
      return error
    },
  )
const slow = (slowSeconds: number) => queue.store.set(sessionId, { open: true, slowSeconds })

describe('asking', () => {
  test('a question waits, with its asker and without a vote', async () => {
    const asked = await queue.store.ask(sessionId, 'ada', 'Which dose?')
    expect(asked).toMatchObject({
      text: 'Which dose?',
      status: 'pending',
      askerId: 'ada',
      votes: 0,
      version: 1,
      askedAt: queue.time.now,
    })
    expect(question.parse(asked)).toBeDefined()
    expect(await queue.all(sessionId)).toEqual([asked])
  })

  test('one person can ask a limited number; others can still ask', async () => {
    for (let n = 0; n < questionsEach; n++) await queue.store.ask(sessionId, 'ada', `Question ${n}`)
    expect(await refusal(queue.store.ask(sessionId, 'ada', 'One more'))).toMatchObject({ code: 'conflict' })
    expect(await queue.all(sessionId)).toHaveLength(questionsEach)
    await queue.store.ask(sessionId, 'ben', 'Mine')
  })

  test('a repeat with the same id exists once, in any state; another person cannot use the id', async () => {
    const ask = (who = 'ada') => queue.store.ask(sessionId, who, 'Which dose?', 'own-id')
    const [first, ...others] = await Promise.all(Array.from({ length: 49 }, () => ask()))
    for (const other of others) expect(other).toEqual(first)
    expect(await queue.all(sessionId)).toEqual([first])
    await queue.store.set(sessionId, { open: false, slowSeconds: 60 })
    expect(await ask()).toMatchObject({ id: 'own-id', text: 'Which dose?' })
    expect(await refusal(ask('ben'))).toMatchObject({ code: 'conflict' })
    expect(await queue.all(sessionId)).toHaveLength(1)
  })

  test.each(['<script>alert(1)</script>', '“Ōe” {{x}} \\u0000 %s', 'a\nb', '🫀 لماذا؟', '{"a":null}'])(
    'whatever is written is kept as it is: %s',
    async (text) => {
      const request = commands['questions.ask'].request.parse({ sessionId, text })
      await queue.store.ask(sessionId, 'ada', request.text)
      expect((await queue.all(sessionId))[0]?.text).toBe(text)
    },
  )

  test('control characters and halves of characters are removed, newlines stay', async () => {
    const { request } = commands['questions.ask']
    const read = (text: string) => request.parse({ sessionId, text }).text
    expect(read(' a\u0000b\u001b[31mc\r\nd\te\u0085 ')).toBe('ab[31mc\nd e')
    const asked = await queue.store.ask(sessionId, 'ada', read('half \ud83e'))
    expect(asked.text).toBe('half \ufffd')
  })

  test.each(['', '   ', '\n\u0007\n', '\u200b\u200e', 'x'.repeat(questionMax + 1)])(
    'nothing to read, or too much, is refused (case %#)',
    (text) => {
      expect(commands['questions.ask'].request.safeParse({ sessionId, text }).success).toBe(false)
    },
  )

  test('nobody asks while questions are closed', async () => {
    await queue.store.set(sessionId, { open: false, slowSeconds: 0 })
    expect(await refusal(queue.store.ask(sessionId, 'ada', 'x'))).toMatchObject({ code: 'conflict' })
    expect(await queue.all(sessionId)).toEqual([])
    await queue.store.set(sessionId, { open: true, slowSeconds: 0 })
    await queue.store.ask(sessionId, 'ada', 'x')
  })

  test('unchanged settings change nothing', async () => {
    expect(await queue.store.set(sessionId, { open: true, slowSeconds: 0 })).toBe(false)
    expect(await slow(30)).toBe(true)
    expect(await queue.stores[1].set(sessionId, { open: true, slowSeconds: 30 })).toBe(false)
    expect(await queue.store.snapshot(sessionId, 'ada')).toMatchObject({
      version: 1,
      settings: { open: true, slowSeconds: 30 },
    })
  })

  test('in slow mode a person can ask again after that time, and is told when', async () => {
    await slow(60)
    await queue.store.ask(sessionId, 'ada', 'first')
    queue.time.now += 17_500
    const error = await refusal(queue.stores[1].ask(sessionId, 'ada', 'second'))
    expect(error).toMatchObject({ code: 'rate_limited', details: { retryAfterSeconds: 43 } })
    await queue.store.ask(sessionId, 'ben', 'mine')
    queue.time.now += 42_499
    expect(await refusal(queue.store.ask(sessionId, 'ada', 'second'))).toMatchObject({
      details: { retryAfterSeconds: 1 },
    })
    queue.time.now += 1
    await queue.store.ask(sessionId, 'ada', 'second')
    // A server whose clock is behind makes nobody wait longer than announced.
    queue.time.now -= 500_000
    expect(await refusal(queue.store.ask(sessionId, 'ada', 'third'))).toMatchObject({
      details: { retryAfterSeconds: 60 },
    })
    queue.time.now += 500_000
  })

  test('of ten questions that one person asks at once in slow mode one is accepted', async () => {
    await slow(5)
    const answers = await Promise.allSettled(
      Array.from({ length: 10 }, (_, i) => queue.stores[i % 2]!.ask(sessionId, 'ada', `question ${i}`)),
    )
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await queue.all(sessionId)).toHaveLength(1)
  })
})

test('a muted person cannot ask in this session until unmuted, and all their questions say so', async () => {
  const [first, second] = [
    await queue.questionIn(sessionId, 'pending'),
    await queue.questionIn(sessionId, 'approved'),
  ]
  await queue.questionIn(sessionId, 'approved', 'ben')
  await queue.store.flush(sessionId)
  expect(await queue.store.mute(sessionId, first.id, true)).toEqual({ changed: true, personId: 'ada' })
  expect(await queue.store.mute(sessionId, second.id, true)).toEqual({ changed: false, personId: 'ada' })
  const { changed, muted } = await queue.store.flush(sessionId)
  expect(changed.map(({ id }) => id).sort()).toEqual([first.id, second.id].sort())
  expect([...muted]).toEqual(['ada'])
  expect(await refusal(queue.store.ask(sessionId, 'ada', 'x'))).toMatchObject({ code: 'forbidden' })
  await queue.store.ask(queue.newSession(), 'ada', 'x')
  await queue.store.ask(sessionId, 'ben', 'x')
  // Muting does not change the version of the question that a moderator sees.
  expect(
    await queue.store.act(sessionId, { name: 'approve', questionId: first.id, version: first.version }, 'x'),
  ).toMatchObject({ kind: 'done' })
  expect(await queue.store.mute(sessionId, first.id, false)).toEqual({ changed: true, personId: 'ada' })
  await queue.store.ask(sessionId, 'ada', 'x')
})

describe('the flush', () => {
  test('takes the changes since the last one, each question once, however many voted', async () => {
    const { id } = await queue.questionIn(sessionId, 'approved')
    await queue.questionIn(sessionId, 'pending')
    await queue.store.flush(sessionId)
    const { version } = await queue.store.snapshot(sessionId, 'ada')
    await Promise.all(
      Array.from({ length: 200 }, (_, i) => queue.stores[i % 2]!.vote(sessionId, `voter-${i}`, id, true)),
    )
    const flushed = await queue.store.flush(sessionId)
    expect(flushed).toMatchObject({ from: version, version: version + 200 })
    expect(flushed.changed.map((one) => [one.id, one.votes])).toEqual([[id, 200]])
    expect(await queue.store.flush(sessionId)).toMatchObject({
      from: version + 200,
      version: version + 200,
      changed: [],
    })
  })

  test('two servers that flush while people ask and vote get every change once, without a gap', async () => {
    const { id } = await queue.questionIn(sessionId, 'approved')
    const busy = Promise.all(
      Array.from({ length: 60 }, (_, i) =>
        i % 3 === 0
          ? queue.stores[i % 2]!.ask(sessionId, `asker-${i}`, `question ${i}`)
          : queue.stores[i % 2]!.vote(sessionId, `voter-${i}`, id, true),
      ),
    )
    const flush = () => Promise.all(queue.stores.map((store) => store.flush(sessionId)))
    const flushes = []
    for (let i = 0; i < 10; i++) flushes.push(...(await flush()))
    await busy
    flushes.push(...(await flush()))
    const spans = flushes.filter(({ from, version }) => from < version).sort((a, b) => a.from - b.from)
    // Each begins where another ended, and contains exactly the changes within.
    expect(spans.map(({ from }) => from)).toEqual([0, ...spans.slice(0, -1).map(({ version }) => version)])
    expect(spans.at(-1)?.version).toBe((await queue.store.snapshot(sessionId, 'ada')).version)
    for (const { from, version, changed } of spans)
      for (const one of changed) expect(one.version > from && one.version <= version).toBe(true)
    const latest = new Map(spans.flatMap(({ changed }) => changed).map((one) => [one.id, one]))
    const asked = spans.flatMap(({ changed }) => changed).filter((one) => one.id !== id)
    expect(new Set(asked.map((one) => one.id)).size).toBe(asked.length)
    expect(asked).toHaveLength(20)
    expect(latest.get(id)?.votes).toBe(40)
  })
})

test('after a kill and a restart Redis has everything that was confirmed', async () => {
  const approved = await queue.questionIn(sessionId, 'approved')
  const other = await queue.questionIn(sessionId, 'pending')
  await queue.store.vote(sessionId, 'ben', approved.id, true)
  await slow(30)
  await queue.store.mute(sessionId, other.id, true)
  const { undoId } = await queue.act(sessionId, other.id, { name: 'dismiss', reason: 'off topic' })
  await queue.store.flush(sessionId)
  await queue.store.ask(sessionId, 'ben', 'Accepted, and then the lights went out?')
  const before = await queue.store.snapshot(sessionId, 'ben')

  await queue.redis.kill()
  await queue.redis.start()
  expect(await queue.store.snapshot(sessionId, 'ben')).toEqual(before)
  expect(before.votedFor).toEqual([approved.id])
  expect(await refusal(queue.store.ask(sessionId, 'ben', 'again'))).toMatchObject({ code: 'rate_limited' })
  expect(await refusal(queue.store.ask(sessionId, 'ada', 'again'))).toMatchObject({ code: 'forbidden' })
  expect((await queue.store.flush(sessionId)).changed.map(({ text }) => text)).toEqual([
    'Accepted, and then the lights went out?',
  ])
  expect(await queue.store.undo(sessionId, undoId)).toMatchObject({ kind: 'done' })
})
