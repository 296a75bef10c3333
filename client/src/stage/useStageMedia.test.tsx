import { jest } from '@jest/globals'
import { act, renderHook } from '@testing-library/react'
import type { StageMedia } from './stageMedia.ts'

const started: { media: StageMedia; stopped: boolean }[] = []
jest.unstable_mockModule('./earlyJoin.ts', () => ({
  takeEarly: () => undefined,
  startStage: () => {
    const stop = () => {
      one.stopped = true
    }
    const store = { getState: () => ({ peerId: 'peer-1' }) }
    const one = { stopped: false, media: { stop, store } as unknown as StageMedia }
    started.push(one)
    return one.media
  },
}))
const requests: Parameters<typeof fetch>[] = []
globalThis.fetch = async (url, init) => {
  requests.push([url, init])
  return new Response('{}')
}
const { useStageMedia } = await import('./useStageMedia.ts')

const page = (type: 'pagehide' | 'pageshow', persisted: boolean) =>
  act(async () => {
    window.dispatchEvent(Object.assign(new Event(type), { persisted }))
  })

test('a page that comes back from the back/forward cache joins the stage again', async () => {
  const { result, unmount } = renderHook(() => useStageMedia('heart', 'viewer', true))
  // The first time, it is not restored from the cache.
  await page('pageshow', false)
  expect(started).toHaveLength(1)
  await page('pagehide', true)
  expect(started[0]!.stopped).toBe(true)
  // By a request that outlives the page.
  expect(requests).toEqual([['/api/stage/peers/peer-1/leave', { method: 'POST', keepalive: true }]])
  await page('pageshow', true)
  expect(started).toHaveLength(2)
  expect(result.current).toBe(started[1]!.media)
  expect(started[1]!.stopped).toBe(false)
  unmount()
  expect(started[1]!.stopped).toBe(true)
  expect(requests).toHaveLength(1)
})
