import { isDeepStrictEqual } from 'node:util'
import { expect, test } from '@jest/globals'
import { keys } from '@lectern/shared/keys'
import { presentersMax, producersMax } from '@lectern/shared/limits'
import { sfuCommands } from '@lectern/shared/sfuContract'
import { layouts, type Presenter, type StageState } from '@lectern/shared/stage'
import fc from 'fast-check'
import { fileRedis } from '../testing/redis.ts'
import {
  createStageStore,
  type PresenterRecord,
  publicState,
  type StageChange,
  type StageStore,
} from './stageStore.ts'

const redis = await fileRedis()
const connections = [redis.connect(), redis.connect()]
const time = { now: Date.UTC(2026, 2, 2, 8) }
/** Two servers on the same Redis. */
const stores = connections.map((each) => createStageStore(each, () => time.now)) as [StageStore, StageStore]
const [store] = stores
let lastSession = 0
const newSession = () => `session-${++lastSession}`

const record = (personId: string, nodeId = 'node-1'): PresenterRecord => ({
  personId,
  name: `Dr “${personId}” Ōe`,
  credentials: 'MD, "PhD"',
  nodeId,
})
const camera = { kind: 'video', source: 'camera', paused: false } as const
const microphone = { kind: 'audio', source: 'microphone', paused: false } as const

/** Sorted, since Redis returns hash fields in any order. */
const ordered = (state: StageState): StageState => ({
  ...state,
  presenters: state.presenters.map((presenter) => ({
    ...presenter,
    producers: [...presenter.producers].sort((a, b) => (a.producerId < b.producerId ? -1 : 1)),
  })),
})
const peerIds = (state: StageState): string[] => state.presenters.map((presenter) => presenter.peerId)

async function expectNothingChanges(sessionId: string, attempt: () => Promise<StageChange>): Promise<void> {
  const before = await store.state(sessionId)
  const { changed, state } = await attempt()
  expect(changed).toBe(false)
  expect(ordered(state)).toEqual(ordered(before))
}

test('an unused stage is empty, in version 0', async () => {
  const sessionId = newSession()
  expect(await store.state(sessionId)).toEqual({
    sessionId,
    version: 0,
    layout: 'auto',
    spotlight: null,
    presenters: [],
  })
})

test('a presenter who joins is backstage, for every server; joining again changes nothing', async () => {
  const sessionId = newSession()
  const { name, credentials } = record('ada')
  const backstage: Presenter = {
    peerId: 'p1',
    personId: 'ada',
    name,
    credentials,
    onStageAt: null,
    producers: [],
  }
  const { changed, state } = await store.addPresenter(sessionId, 'p1', record('ada'))
  expect(changed).toBe(true)
  expect(state).toMatchObject({ version: 1, presenters: [backstage] })
  expect(await stores[1].state(sessionId)).toEqual(state)
  await expectNothingChanges(sessionId, () => stores[1].addPresenter(sessionId, 'p1', record('ada')))
})

test('a producer is opened, paused, resumed and closed, each once', async () => {
  const sessionId = newSession()
  await store.addPresenter(sessionId, 'p1', record('ada'))
  const opened = await store.addProducer(sessionId, 'p1', 'cam', camera)
  expect(opened.state.presenters[0]?.producers).toEqual([{ producerId: 'cam', ...camera }])
  await expectNothingChanges(sessionId, () => store.addProducer(sessionId, 'p1', 'cam', camera))

  const paused = await store.pauseProducer(sessionId, 'p1', 'cam', true)
  expect(paused.state.presenters[0]?.producers).toEqual([{ producerId: 'cam', ...camera, paused: true }])
  await expectNothingChanges(sessionId, () => store.pauseProducer(sessionId, 'p1', 'cam', true))
  await store.pauseProducer(sessionId, 'p1', 'cam', false)

  const closed = await store.removeProducer(sessionId, 'p1', 'cam')
  expect(closed).toMatchObject({ changed: true, state: { version: 5, presenters: [{ producers: [] }] } })
  await expectNothingChanges(sessionId, () => store.removeProducer(sessionId, 'p1', 'cam'))
})

test('a lost device keeps its muting until it is back', async () => {
  const sessionId = newSession()
  await store.addPresenter(sessionId, 'p1', record('ada'))
  await store.addProducer(sessionId, 'p1', 'mic', microphone)
  const lost = await store.pauseProducer(sessionId, 'p1', 'mic', false, true)
  expect(lost.state.presenters[0]?.producers).toEqual([{ producerId: 'mic', ...microphone, lost: true }])
  await expectNothingChanges(sessionId, () => store.pauseProducer(sessionId, 'p1', 'mic', false, true))
  const muted = await store.pauseProducer(sessionId, 'p1', 'mic', true, true)
  expect(muted.state.presenters[0]?.producers[0]).toMatchObject({ paused: true, lost: true })
  const back = await store.pauseProducer(sessionId, 'p1', 'mic', true)
  expect(back.state.presenters[0]?.producers).toEqual([{ producerId: 'mic', ...microphone, paused: true }])
})

test('steps for an unknown peer or producer are ignored', async () => {
  const sessionId = newSession()
  await store.addPresenter(sessionId, 'p1', record('ada'))
  await expectNothingChanges(sessionId, () => store.addProducer(sessionId, 'p2', 'cam', camera))
  await expectNothingChanges(sessionId, () => store.pauseProducer(sessionId, 'p1', 'cam', true))
  await expectNothingChanges(sessionId, () => store.removeProducer(sessionId, 'p1', 'cam'))
  await expectNothingChanges(sessionId, () => store.removePresenter(sessionId, 'p2', true))
  // A peer that comes later does not find the ignored producer.
  const { state } = await store.addPresenter(sessionId, 'p2', record('ben'))
  expect(state.presenters.map(({ producers }) => producers)).toEqual([[], []])
})

test('a person brought on stage keeps the first time, until taken off', async () => {
  const sessionId = newSession()
  await store.addPresenter(sessionId, 'p1', record('ada'))
  const at = 1_798_761_600_123
  const on = await store.bringOn(sessionId, 'ada', at)
  expect(on).toMatchObject({ changed: true, state: { version: 2, presenters: [{ onStageAt: at }] } })
  await expectNothingChanges(sessionId, () => stores[1].bringOn(sessionId, 'ada', at + 3000))
  const off = await store.takeOff(sessionId, 'ada')
  expect(off).toMatchObject({ changed: true, state: { version: 3, presenters: [{ onStageAt: null }] } })
  await expectNothingChanges(sessionId, () => store.takeOff(sessionId, 'ada'))
  expect((await store.bringOn(sessionId, 'ada', at + 9000)).state.presenters[0]?.onStageAt).toBe(at + 9000)
})

test('taking off can be undone completely, once, and within its time', async () => {
  const sessionId = newSession()
  await store.addPresenter(sessionId, 'p1', record('ada'))
  const at = 1_798_761_600_123
  const { state: before } = await store.bringOn(sessionId, 'ada', at)
  await store.takeOff(sessionId, 'ada')
  const undone = await stores[1].undoTakeOff(sessionId, 'ada', 60_000)
  expect(undone).toMatchObject({ changed: true, state: { presenters: before.presenters } })
  await expectNothingChanges(sessionId, () => store.undoTakeOff(sessionId, 'ada', 60_000))
  await store.takeOff(sessionId, 'ada')
  await expectNothingChanges(sessionId, () => store.undoTakeOff(sessionId, 'ada', -1))
  // It was refused, and stays refused.
  await expectNothingChanges(sessionId, () => store.undoTakeOff(sessionId, 'ada', 60_000))
  await expectNothingChanges(sessionId, () => store.undoTakeOff(sessionId, 'never on', 60_000))
})

test('layout and spotlight are one change; repeating them is none', async () => {
  const sessionId = newSession()
  await expectNothingChanges(sessionId, () => store.setLayout(sessionId, 'auto', null))
  const { changed, state } = await store.setLayout(sessionId, 'spotlight', 'p1')
  expect(changed).toBe(true)
  expect(state).toMatchObject({ version: 1, layout: 'spotlight', spotlight: 'p1' })
  await expectNothingChanges(sessionId, () => store.setLayout(sessionId, 'spotlight', 'p1'))
  expect((await store.setLayout(sessionId, 'spotlight', null)).state).toMatchObject({
    version: 2,
    layout: 'spotlight',
    spotlight: null,
  })
})

test("a leaving presenter takes all their producers along, and nobody else's, even with similar ids", async () => {
  const sessionId = newSession()
  for (const peerId of ['p1', 'p10']) {
    await store.addPresenter(sessionId, peerId, record(`person-of-${peerId}`))
    await store.addProducer(sessionId, peerId, `${peerId}-cam`, camera)
    await store.addProducer(sessionId, peerId, `${peerId}-mic`, microphone)
  }
  const { changed, state } = await store.removePresenter(sessionId, 'p1', true)
  expect(changed).toBe(true)
  expect(state).toMatchObject({ version: 7, presenters: [{ peerId: 'p10' }] })
  expect(ordered(state).presenters[0]?.producers.map(({ producerId }) => producerId)).toEqual([
    'p10-cam',
    'p10-mic',
  ])
  const back = await store.addPresenter(sessionId, 'p1', record('person-of-p1'))
  expect(back.state.presenters.find(({ peerId }) => peerId === 'p1')?.producers).toEqual([])
})

test('a page that lost its peer and returns is on stage again; any other is backstage', async () => {
  const sessionId = newSession()
  await store.addPresenter(sessionId, 'p1', record('ada'))
  await store.bringOn(sessionId, 'ada', 5000)
  await store.removePresenter(sessionId, 'p1', false)
  const { state } = await store.addPresenter(sessionId, 'p2', record('ada', 'node-2'), true)
  expect(state.presenters).toMatchObject([{ peerId: 'p2', onStageAt: 5000 }])
  const other = await store.addPresenter(sessionId, 'p3', record('ada'))
  expect(other.state.presenters).toMatchObject([{ peerId: 'p3', onStageAt: null }])
})

test('a presenter who left is backstage on return, and can be brought on again', async () => {
  const sessionId = newSession()
  await store.addPresenter(sessionId, 'p1', record('ada'))
  await store.bringOn(sessionId, 'ada', 5000)
  await store.removePresenter(sessionId, 'p1', true)
  const { state } = await store.addPresenter(sessionId, 'p2', record('ada'), true)
  expect(state.presenters).toMatchObject([{ peerId: 'p2', onStageAt: null }])
  const on = await store.bringOn(sessionId, 'ada', 9000)
  expect(on.state.presenters).toMatchObject([{ onStageAt: 9000 }])
})

test('a person is on a stage once, and beside it with one recording, which stays on stage', async () => {
  const sessionId = newSession()
  const file = { ...record('ada'), isFile: true }
  for (const peerId of ['f1', 'f2']) await store.addPresenter(sessionId, peerId, file)
  await store.bringOn(sessionId, 'ada', 5000)
  for (const peerId of ['p1', 'p2']) await store.addPresenter(sessionId, peerId, record('ada'))
  const { presenters } = (await store.removePresenter(sessionId, 'p2', true)).state
  expect(presenters).toMatchObject([{ peerId: 'f2', onStageAt: 5000 }])
})

test('presenters are listed in the order in which they came on stage, those backstage last', async () => {
  const sessionId = newSession()
  for (const person of ['a', 'b', 'c', 'd'])
    await store.addPresenter(sessionId, `p-${person}`, record(person))
  await store.bringOn(sessionId, 'd', 1000)
  await store.bringOn(sessionId, 'b', 2000)
  expect(peerIds(await store.state(sessionId))).toEqual(['p-d', 'p-b', 'p-a', 'p-c'])
})

test('viewers see nobody who is backstage, but already those counting down', async () => {
  const sessionId = newSession()
  for (const person of ['ada', 'ben']) {
    await store.addPresenter(sessionId, `p-${person}`, record(person))
    await store.addProducer(sessionId, `p-${person}`, `${person}-cam`, camera)
  }
  const { state } = await store.bringOn(sessionId, 'ben', Date.now() + 3000)
  expect(peerIds(state)).toEqual(['p-ben', 'p-ada'])
  expect(publicState(state)).toEqual({ ...state, presenters: [state.presenters[0]] })
  expect(JSON.stringify(publicState(state))).not.toContain('ada')
})

test('a dead node loses its presenters on every stage, and only its own', async () => {
  const [first, second, untouched] = [newSession(), newSession(), newSession()]
  await store.addPresenter(first, 'p1', record('ada', 'dead'))
  await store.addProducer(first, 'p1', 'cam', camera)
  await store.addPresenter(first, 'p2', record('ben', 'alive'))
  await store.addProducer(first, 'p2', 'mic', microphone)
  await store.addPresenter(second, 'p3', record('ada', 'dead'))
  await store.addPresenter(untouched, 'p4', record('ben', 'alive'))
  await store.countViewers(first, 'dead', 40)
  const version = (await store.state(first)).version

  const changes = await stores[1].clearNode('dead')
  expect(changes.map(({ state }) => [state.sessionId, peerIds(state)]).sort()).toEqual(
    [
      [first, ['p2']],
      [second, []],
    ].sort(),
  )
  // All its presenters of one stage leave in one change.
  expect(await store.state(first)).toMatchObject({
    version: version + 1,
    presenters: [{ peerId: 'p2', producers: [{ producerId: 'mic' }] }],
  })
  expect(peerIds(await store.state(untouched))).toEqual(['p4'])
  expect(await store.countViewers(first, 'alive', 2)).toBe(2)
  expect(await stores[1].viewers(first)).toBe(2)
  expect(await store.clearNode('dead')).toEqual([])
  expect(await connections[0]!.exists(keys.nodeStages('dead'))).toBe(0)
})

test('a node whose presenters have all left changes no stage when it dies', async () => {
  const sessionId = newSession()
  await store.addPresenter(sessionId, 'p1', record('ada', 'emptied'))
  await store.removePresenter(sessionId, 'p1', true)
  expect(await store.clearNode('emptied')).toEqual([])
})

/** Twenty simultaneous claims from two servers, each for another candidate. */
const race = (sessionId: string, candidates: string[], living: string[]): Promise<Set<string>> =>
  Promise.all(
    Array.from({ length: 20 }, (_, i) =>
      stores[i % 2]!.claimOrigin(sessionId, candidates[i % candidates.length]!, living),
    ),
  ).then((answers) => new Set(answers))

test('when many claim the origin of a stage at once, all get the same answer, and it stays', async () => {
  const sessionId = newSession()
  const living = ['node-1', 'node-2', 'node-3']
  const answers = await race(sessionId, living, living)
  expect(answers.size).toBe(1)
  const [holder] = answers
  expect(living).toContain(holder)
  for (const candidate of living) expect(await store.claimOrigin(sessionId, candidate, living)).toBe(holder)
})

test("when the origin's node has died, all claims agree on one living node", async () => {
  const sessionId = newSession()
  expect(await store.claimOrigin(sessionId, 'node-1', ['node-1', 'node-2', 'node-3'])).toBe('node-1')
  const living = ['node-2', 'node-3']
  const answers = await race(sessionId, living, living)
  expect(answers.size).toBe(1)
  expect(living).toContain([...answers][0])
})

test('a peer is stored until it is removed, and for at most a day', async () => {
  const peer = { sessionId: 's', personId: 'ada', nodeId: 'node-1', role: 'viewer' } as const
  await store.savePeer('known', peer)
  expect(await stores[1].findPeer('known')).toEqual(peer)
  const seconds = await connections[0]!.ttl(keys.peer('known'))
  expect(seconds).toBeGreaterThan(3600)
  expect(seconds).toBeLessThanOrEqual(86_400)
  await store.removePeer('known')
  expect(await store.findPeer('known')).toBeUndefined()
})

test('viewers are summed over the nodes, each with its latest count', async () => {
  const sessionId = newSession()
  await store.countViewers(sessionId, 'node-1', 10)
  expect(await stores[1].countViewers(sessionId, 'node-2', 5)).toBe(15)
  expect(await store.countViewers(sessionId, 'node-1', 3)).toBe(8)
})

// The property: when two servers change a stage at the same time, the outcome is that of some order of their
// steps.

/** A step as data: the store's method and its arguments after the session. */
type Act = {
  [Name in keyof Model]: [Name, ...Parameters<Model[Name]>]
}[keyof Model]
type Answer = { act: Act; answer: StageChange }
type Facts = Omit<StageState, 'presenters'> & {
  peers: Record<string, PresenterRecord & { producers: Record<string, Producer> }>
  onStage: Record<string, number>
}
type Producer = Parameters<StageStore['addProducer']>[3]
type Model = ReturnType<typeof modelOf>

/** The meaning of the steps, on plain objects. */
const modelOf = (facts: Facts) => ({
  addPresenter: (peerId: string, presenter: PresenterRecord, keep: boolean) => {
    for (const [other, { personId }] of Object.entries(facts.peers))
      if (other !== peerId && personId === presenter.personId) delete facts.peers[other]
    if (!keep) delete facts.onStage[presenter.personId]
    facts.peers[peerId] = { ...presenter, producers: facts.peers[peerId]?.producers ?? {} }
  },
  removePresenter: (peerId: string, final: boolean) => {
    const leaving = facts.peers[peerId]
    delete facts.peers[peerId]
    const isThere = Object.values(facts.peers).some(({ personId }) => personId === leaving?.personId)
    if (leaving && final && !isThere) delete facts.onStage[leaving.personId]
  },
  addProducer: (peerId: string, producerId: string, producer: Producer) => {
    const peer = facts.peers[peerId]
    if (peer) peer.producers[producerId] = { ...producer }
  },
  pauseProducer: (peerId: string, producerId: string, paused: boolean) => {
    const producer = facts.peers[peerId]?.producers[producerId]
    if (producer) producer.paused = paused
  },
  removeProducer: (peerId: string, producerId: string) => {
    delete facts.peers[peerId]?.producers[producerId]
  },
  bringOn: (personId: string, at: number) => {
    facts.onStage[personId] ??= at
  },
  takeOff: (personId: string) => {
    delete facts.onStage[personId]
  },
  setLayout: (layout: StageState['layout'], spotlight: string | null) => {
    Object.assign(facts, { layout, spotlight })
  },
})

function afterAct(facts: Facts, [name, ...args]: Act): Facts {
  const next = JSON.parse(JSON.stringify(facts)) as Facts
  ;(modelOf(next)[name] as (...given: unknown[]) => void)(...args)
  return isDeepStrictEqual(next, facts) ? facts : { ...next, version: facts.version + 1 }
}

function seen({ peers, onStage, ...stage }: Facts): StageState {
  const presenters = Object.entries(peers).map(([peerId, { personId, name, credentials, producers }]) => ({
    peerId,
    personId,
    name,
    credentials,
    onStageAt: onStage[personId] ?? null,
    producers: Object.entries(producers).map(([producerId, producer]) => ({ producerId, ...producer })),
  }))
  const time = ({ onStageAt }: Presenter) => onStageAt ?? Infinity
  presenters.sort((a, b) => (time(a) === time(b) ? (a.peerId < b.peerId ? -1 : 1) : time(a) - time(b)))
  return ordered({ ...stage, presenters })
}

/**
 * The result of an order of all steps (each server's own order kept) that explains every answer, if there is
 * one.
 */
function explain(facts: Facts, servers: Answer[][]): Facts | undefined {
  if (servers.every((answers) => answers.length === 0)) return facts
  for (const [i, [head, ...rest]] of servers.entries()) {
    if (!head) continue
    const next = afterAct(facts, head.act)
    const fits =
      head.answer.changed === (next !== facts) && isDeepStrictEqual(ordered(head.answer.state), seen(next))
    const end = fits && explain(next, servers.with(i, rest))
    if (end) return end
  }
}

/** Runs one server's steps in turn. */
async function perform(on: StageStore, sessionId: string, acts: Act[]): Promise<Answer[]> {
  const answers: Answer[] = []
  for (const act of acts) {
    const [name, ...args] = act
    const run = on[name] as (sessionId: string, ...given: unknown[]) => Promise<StageChange>
    answers.push({ act, answer: await run(sessionId, ...args) })
  }
  return answers
}

const peerId = fc.constantFrom('p', 'p1', 'q')
const personId = fc.constantFrom('ada', 'ben')
const producerId = fc.constantFrom('cam', 'mic')
const presenterRecord = fc.record({
  personId,
  name: fc.string({ unit: 'grapheme', maxLength: 12 }),
  credentials: fc.constantFrom('', 'MD'),
  nodeId: fc.constantFrom('node-1', 'node-2'),
})
const act: fc.Arbitrary<Act> = fc.oneof(
  fc.tuple(fc.constant('addPresenter' as const), peerId, presenterRecord, fc.boolean()),
  fc.tuple(fc.constant('removePresenter' as const), peerId, fc.boolean()),
  fc.tuple(fc.constant('addProducer' as const), peerId, producerId, fc.constantFrom(camera, microphone)),
  fc.tuple(fc.constant('pauseProducer' as const), peerId, producerId, fc.boolean()),
  fc.tuple(fc.constant('removeProducer' as const), peerId, producerId),
  fc.tuple(fc.constant('bringOn' as const), personId, fc.integer({ min: 0, max: 5 })),
  fc.tuple(fc.constant('takeOff' as const), personId),
  fc.tuple(fc.constant('setLayout' as const), fc.constantFrom(...layouts), fc.option(peerId, { nil: null })),
)
const acts = fc.array(act, { maxLength: 12 })

test('two servers that change a stage at once act as if in some order', async () => {
  await fc.assert(
    fc.asyncProperty(acts, acts, async (first, second) => {
      const sessionId = newSession()
      const answers = await Promise.all([
        perform(stores[0], sessionId, first),
        perform(stores[1], sessionId, second),
      ])
      const empty: Facts = {
        sessionId,
        version: 0,
        layout: 'auto',
        spotlight: null,
        peers: {},
        onStage: {},
      }
      const end = explain(empty, answers)
      expect(end).toBeDefined()
      expect(ordered(await store.state(sessionId))).toEqual(seen(end!))
    }),
    { numRuns: 100 },
  )
})

test('a stage accepts no more presenters, and a presenter no more media, than the node contract allows', async () => {
  const sessionId = newSession()
  const peerIds = Array.from({ length: presentersMax }, (_, n) => `peer-${n}`)
  for (const peerId of peerIds) await store.addPresenter(sessionId, peerId, record(`person-of-${peerId}`))
  await expect(store.addPresenter(sessionId, 'one-more', record('late'))).rejects.toMatchObject({
    code: 'conflict',
  })
  for (let n = 0; n < producersMax; n++) await store.addProducer(sessionId, 'peer-0', `p${n}`, camera)
  await expect(store.addProducer(sessionId, 'peer-0', 'one-more', camera)).rejects.toMatchObject({
    code: 'conflict',
  })
  await store.addProducer(sessionId, 'peer-1', 'another', camera)
  await store.addPresenter(sessionId, 'again', record('person-of-peer-0'))

  const { version } = await store.state(sessionId)
  const told = { stageId: sessionId, peerIds, version }
  expect(sfuCommands['stage.setOnStage'].request.safeParse(told).success).toBe(true)
  await store.removePresenter(sessionId, 'peer-1', true)
  await store.addPresenter(sessionId, 'one-more', record('late'))
})

test("a silent producer is part of the stage's state until media arrives", async () => {
  const sessionId = newSession()
  await store.addPresenter(sessionId, 'p1', record('ada'))
  await store.addProducer(sessionId, 'p1', 'cam', camera)
  const silent = await store.silenceProducer(sessionId, 'p1', 'cam', true)
  expect(silent).toMatchObject({ changed: true, state: { presenters: [{ producers: [{ silent: true }] }] } })
  const again = await store.silenceProducer(sessionId, 'p1', 'cam', true)
  expect(again.changed).toBe(false)
  const { state } = await store.silenceProducer(sessionId, 'p1', 'cam', false)
  expect(state.presenters[0]!.producers[0]).not.toHaveProperty('silent')
})
