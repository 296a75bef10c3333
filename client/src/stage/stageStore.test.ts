import type { Presenter, StageState } from '@lectern/shared/stage'
import { createStageStore, isOnStage, takeStage, wantedProducers } from './stageStore.ts'

const presenter = (peerId: string, producerIds: string[], onStageAt: number | null = 0): Presenter => ({
  peerId,
  personId: `person-${peerId}`,
  name: peerId,
  credentials: '',
  onStageAt,
  producers: producerIds.map((producerId) => ({
    producerId,
    kind: 'video',
    source: 'camera',
    paused: false,
  })),
})
const stage = (version: number, presenters: Presenter[] = [], sessionId = 'heart'): StageState => ({
  sessionId,
  version,
  layout: 'auto',
  spotlight: null,
  presenters,
})

test('a new store knows nothing of a stage and asks for nothing', () => {
  const state = createStageStore().getState()
  expect(state.phase).toBe('waiting')
  expect(state.stage).toBeNull()
  expect(state.received).toEqual({})
  expect(state.sent).toEqual({})
})

test('two pages never share their state', () => {
  const first = createStageStore()
  const second = createStageStore()
  takeStage(first, stage(1))
  expect(second.getState().stage).toBeNull()
})

describe('takeStage', () => {
  test('takes the first state and every newer one', () => {
    const store = createStageStore()
    expect(takeStage(store, stage(3))).toBe(true)
    expect(takeStage(store, stage(4, [presenter('a', [])]))).toBe(true)
    expect(store.getState().stage).toEqual(stage(4, [presenter('a', [])]))
  })

  test('a late message never overwrites a newer state', () => {
    const store = createStageStore()
    takeStage(store, stage(5, [presenter('a', ['p1'])]))
    expect(takeStage(store, stage(4))).toBe(false)
    expect(store.getState().stage?.version).toBe(5)
    expect(store.getState().stage?.presenters).toHaveLength(1)
  })

  test('a reply older than what was known when it was requested is taken: a failover lost the changes', () => {
    const store = createStageStore()
    takeStage(store, stage(5))
    const before = store.getState().stage
    expect(takeStage(store, stage(3), before)).toBe(true)
    expect(store.getState().stage?.version).toBe(3)
    takeStage(store, stage(6))
    expect(takeStage(store, stage(5), before)).toBe(false)
  })

  test('the same version again is taken: a snapshot after a reconnect carries it', () => {
    const store = createStageStore()
    takeStage(store, stage(5))
    expect(takeStage(store, stage(5, [presenter('a', [])]))).toBe(true)
    expect(store.getState().stage?.presenters).toHaveLength(1)
  })

  test("another session's stage is taken at any version", () => {
    const store = createStageStore()
    takeStage(store, stage(9, [], 'heart'))
    expect(takeStage(store, stage(1, [], 'ecg'))).toBe(true)
    expect(store.getState().stage?.sessionId).toBe('ecg')
  })
})

describe('wantedProducers', () => {
  test('is everything of everyone the page knows', () => {
    const state = stage(1, [presenter('a', ['a1', 'a2']), presenter('b', ['b1'], null)])
    expect(wantedProducers(state, null)).toEqual(['a1', 'a2', 'b1'])
  })

  test('never includes what this page itself sends', () => {
    const state = stage(1, [presenter('a', ['a1']), presenter('me', ['m1', 'm2'])])
    expect(wantedProducers(state, 'me')).toEqual(['a1'])
  })

  test('for a viewer is what is on stage, and nothing during a break, even if staff receive more', () => {
    const state = stage(1, [presenter('a', ['a1', 'a2']), presenter('b', ['b1'], null)])
    expect(wantedProducers(state, null, true)).toEqual(['a1', 'a2'])
    expect(wantedProducers({ ...state, onBreak: true }, null, true)).toEqual([])
    expect(wantedProducers({ ...state, onBreak: true }, null)).toEqual(['a1', 'a2', 'b1'])
  })

  test('includes the same person on another page: that is another peer', () => {
    const twice = [presenter('laptop', ['l1']), { ...presenter('phone', ['f1']), personId: 'person-laptop' }]
    expect(wantedProducers(stage(1, twice), 'laptop')).toEqual(['f1'])
  })
})

describe('isOnStage', () => {
  test.each([
    ['backstage', null, false],
    ['counting down', 1001, false],
    ['at the very moment the countdown ends', 1000, true],
    ['since a while ago', 1, true],
  ])('%s', (_when, onStageAt, expected) => {
    expect(isOnStage(presenter('a', [], onStageAt), 1000)).toBe(expected)
  })
})
