// What the desk shows of a stage as soon as it opens, and from then on.
import { expect, jest, test } from '@jest/globals'
import { act, renderHook } from '@testing-library/react'
import { FakeConnection } from '../testing/fakeConnection.ts'

class FakeStage extends FakeConnection {
  clock = 0
  version = 3
  protected answer() {
    return {
      sessionId: 'heart',
      version: this.version,
      layout: 'auto',
      spotlight: null,
      presenters: [],
      watching: 41,
    }
  }
}
const server = new FakeStage()
jest.unstable_mockModule('../live/useConnection.ts', () => ({ useConnection: () => server.connection }))
const { useStageState } = await import('./useStageState.ts')

test('a desk that opens late knows how many watch, and follows from there', async () => {
  const { result } = renderHook(() => useStageState('heart'))
  await act(async () => {})
  expect(result.current.stage).toEqual(expect.objectContaining({ sessionId: 'heart', version: 3 }))
  expect(result.current.watching).toBe(41)
  act(() => server.tell('stage.audience', { sessionId: 'heart', watching: 42 }))
  expect(result.current.watching).toBe(42)
})

test('after a failover that lost changes, the desk shows the older stage', async () => {
  const { result } = renderHook(() => useStageState('heart'))
  await act(async () => {})
  server.version = 2
  await act(async () => server.connect())
  expect(result.current.stage?.version).toBe(2)
})
