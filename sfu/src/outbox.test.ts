import { afterEach, expect, test } from '@jest/globals'
import { createOutbox, type Outbox, type Receiver } from './outbox.ts'
import { collectGarbage } from './testing/collectGarbage.ts'

const report = (personIds: string[] = []) => ({
  stageId: 'stage',
  nodeId: 'node',
  onAir: true,
  intervalMs: 4000,
  personIds,
})

let outbox: Outbox
afterEach(() => outbox.close())

interface Taken {
  by: string
  agoMs: number
  people: string[]
}

/** Servers that come, go and stall as the test says. */
function setUp() {
  let now = 0
  const connected = new Map<string, Receiver>()
  const delivered: Taken[] = []
  outbox = createOutbox({ receivers: () => connected.values(), clock: () => now, retryMs: 1 })
  const comes = (id: string, answers: () => Promise<unknown> = async () => true) => {
    connected.set(id, {
      id,
      async give(_, given) {
        const answer = await answers()
        const { agoMs, personIds } = given as { agoMs: number; personIds: string[] }
        if (answer === true) delivered.push({ by: id, agoMs, people: personIds })
        return answer
      },
    })
    outbox.wake()
  }
  return {
    comes,
    goes: (id: string) => connected.delete(id),
    put: (people: string[], first: string | null = null) =>
      outbox.put('stage.delivery', report(people), first),
    pass: (ms: number) => {
      now += ms
    },
    delivered,
    /** Resolves once everything has been taken. */
    async empty(): Promise<void> {
      while (outbox.size > 0) await new Promise((resolve) => setImmediate(resolve))
    },
  }
}

test('a report made while no server is connected waits, and states how long it waited', async () => {
  const { put, pass, comes, delivered, empty } = setUp()
  put(['ann'])
  pass(4000)
  put(['ben'])
  pass(5000)
  comes('server')
  await empty()
  expect(delivered).toEqual([
    { by: 'server', agoMs: 9000, people: ['ann'] },
    { by: 'server', agoMs: 5000, people: ['ben'] },
  ])
})

test('a stalled server is skipped, and is not asked first again', async () => {
  const { put, comes, delivered, empty } = setUp()
  let asked = 0
  comes('frozen', async () => {
    asked++
    throw new Error('no answer')
  })
  comes('well')
  put(['ann'], 'frozen')
  await empty()
  put(['ben'])
  await empty()
  expect(delivered.map(({ by }) => by)).toEqual(['well', 'well'])
  expect(asked).toBe(1)
})

test('a server that cannot take a report now is asked again until it can', async () => {
  const { put, comes, delivered, empty } = setUp()
  let refusals = 3
  comes('server', async () => refusals-- <= 0)
  put(['ann'])
  await empty()
  expect(delivered).toEqual([{ by: 'server', agoMs: 0, people: ['ann'] }])
})

test('the server that speaks for a peer gets its reports while it answers', async () => {
  const { put, comes, goes, delivered, empty } = setUp()
  comes('one')
  comes('two')
  put(['ann'], 'two')
  await empty()
  goes('two')
  put(['ben'], 'two')
  await empty()
  expect(delivered.map(({ by }) => by)).toEqual(['two', 'one'])
})

test('the waiting reports are bounded: the oldest are dropped first', async () => {
  const { put, comes, delivered, empty } = setUp()
  for (let i = 0; i < 10_001; i++) put([`person${i}`])
  expect(outbox.size).toBe(10_000)
  comes('server')
  await empty()
  expect(delivered).toHaveLength(10_000)
  expect(delivered.some(({ people }) => people[0] === 'person0')).toBe(false)
})

test('dropped reports are not kept in memory, even while no server is connected', async () => {
  const { put } = setUp()
  const putPeople = (): WeakRef<string[]> => {
    const people = ['ann']
    put(people)
    return new WeakRef(people)
  }
  const [oldest, next] = [putPeople(), putPeople()]
  for (let i = 0; i < 9999; i++) put([])
  await collectGarbage()
  expect(oldest.deref()).toBeUndefined()
  expect(next.deref()).toEqual(['ann'])
})
