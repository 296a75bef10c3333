// `.tsx`: the engine listens to the window, which only that test project has.
import { jest } from '@jest/globals'
import { type FakeStage, PlayedPage, presenter, refusal, settle } from './fakeStage.ts'
import type { StageMedia } from './stageMedia.ts'

let page: PlayedPage
let stage: FakeStage
let media: StageMedia

beforeEach(() => {
  jest.useFakeTimers()
  page = new PlayedPage()
  ;({ stage, media } = page)
})
afterEach(() => {
  media.stop()
  jest.useRealTimers()
})

describe('when the socket was away', () => {
  test('the peer is taken back, and the media never stopped', async () => {
    stage.change([presenter('okafor', ['camera'])])
    media.start()
    await settle()
    const before = page.trackOf('okafor-camera')
    stage.loseSocket()
    stage.bringSocketBack()
    await settle()
    expect(stage.requests('stage.attach')).toEqual([{ peerId: 'me-1' }])
    expect(stage.requests('stage.watch')).toHaveLength(1)
    expect(page.trackOf('okafor-camera')).toBe(before)
    expect(before?.readyState).toBe('live')
  })

  test('what came and went meanwhile is caught up on', async () => {
    stage.change([presenter('okafor', ['camera'])])
    media.start()
    await settle()
    stage.loseSocket()
    stage.change([presenter('rao', ['camera'])], false)
    stage.bringSocketBack()
    await settle()
    expect(page.received).toEqual(['rao-camera'])
  })

  test('a consumer that the node has closed meanwhile is replaced, though the stage looks the same', async () => {
    stage.change([presenter('okafor', ['camera'])])
    media.start()
    await settle()
    const before = page.trackOf('okafor-camera')
    stage.loseSocket()
    stage.held = []
    stage.bringSocketBack()
    await settle()
    expect(stage.requests('stage.consume')).toEqual([{ peerId: 'me-1', producerIds: ['okafor-camera'] }])
    expect(page.trackOf('okafor-camera')).not.toBe(before)
    expect(page.trackOf('okafor-camera')?.readyState).toBe('live')
  })

  test('a peer whose grace time is over joins again by itself', async () => {
    stage.change([presenter('okafor', ['camera'])])
    media.start()
    await settle()
    stage.refusals['stage.attach'] = [refusal('peer_gone')]
    stage.loseSocket()
    stage.bringSocketBack()
    await settle()
    expect(media.store.getState()).toMatchObject({ phase: 'joined', peerId: 'me-2' })
    expect(page.trackOf('okafor-camera')?.readyState).toBe('live')
  })
})

describe('when the media is lost', () => {
  beforeEach(async () => {
    stage.change([presenter('okafor', ['camera'])])
    media.start()
    await settle()
    stage.setIce(stage.transports[0]!, 'connected')
  })

  test('a closed peer joins again; the last picture stays until the new one is there', async () => {
    const before = page.trackOf('okafor-camera')
    stage.refusals['stage.watch'] = [refusal('stage_unavailable')]
    stage.emit('stage.peerClosed', { peerId: 'me-1', reason: 'worker_died' })
    await settle()
    expect(page.phase).toBe('interrupted')
    expect(page.trackOf('okafor-camera')).toBe(before)
    await settle(5000)
    expect(media.store.getState()).toMatchObject({ phase: 'joined', peerId: 'me-2' })
    expect(page.trackOf('okafor-camera')).not.toBe(before)
    expect(stage.transports[0]!.closed).toBe(true)
    // It says that nobody pressed anything: a person now in the exhibit hall stays there.
    expect(stage.requests('stage.watch').map(({ again }) => again)).toEqual([undefined, true, true])
  })

  test("somebody else's closed peer changes nothing", async () => {
    stage.emit('stage.peerClosed', { peerId: 'me-0', reason: 'grace_over' })
    await settle(5000)
    expect(stage.requests('stage.watch')).toHaveLength(1)
    expect(page.phase).toBe('joined')
  })

  test('a moment without network needs no request', async () => {
    stage.setIce(stage.transports[0]!, 'disconnected')
    await settle(500)
    stage.setIce(stage.transports[0]!, 'connected')
    await settle(20_000)
    expect(stage.requests('stage.restartIce')).toHaveLength(0)
    expect(page.phase).toBe('joined')
  })

  test('a changed network is mended by an ICE restart on the same peer', async () => {
    stage.setIce(stage.transports[0]!, 'disconnected')
    await settle(3000)
    expect(page.phase).toBe('interrupted')
    expect(stage.requests('stage.restartIce')).toEqual([{ peerId: 'me-1', direction: 'receive' }])
    stage.setIce(stage.transports[0]!, 'connected')
    await settle(1000)
    expect(media.store.getState()).toMatchObject({ phase: 'joined', peerId: 'me-1' })
    expect(stage.requests('stage.watch')).toHaveLength(1)
  })

  test('if an ICE restart does not help, it joins again', async () => {
    stage.setIce(stage.transports[0]!, 'failed')
    await settle(15_000)
    expect(media.store.getState()).toMatchObject({ phase: 'joined', peerId: 'me-2' })
    expect(page.received).toEqual(['okafor-camera'])
  })

  test('if no media ever passes, the page knows it and keeps trying until some does', async () => {
    const blocked = () => media.store.getState().blocked
    stage.setIce(stage.transports[0]!, 'failed')
    expect(blocked()).toBe(false)
    await settle(15_000)
    const replacement = stage.transports.at(-1)!
    expect(replacement).not.toBe(stage.transports[0])
    stage.setIce(replacement, 'failed')
    expect(blocked()).toBe(true)
    await settle(15_000)
    expect(blocked()).toBe(true)
    stage.setIce(stage.transports.at(-1)!, 'connected')
    expect(blocked()).toBe(false)
  })

  test('a browser that never reports a failure is not waited for longer than ten seconds', async () => {
    stage.setIce(stage.transports[0]!, 'failed')
    await settle(8000)
    expect(stage.transports).toHaveLength(2)
    await settle(9000)
    expect(media.store.getState().blocked).toBe(false)
    await settle(1500)
    expect(media.store.getState().blocked).toBe(true)
    // And keeps trying.
    await settle(9000)
    expect(stage.transports).toHaveLength(3)
    stage.setIce(stage.transports[2]!, 'connected')
    expect(media.store.getState().blocked).toBe(false)
    await settle(20_000)
    expect(media.store.getState()).toMatchObject({ phase: 'joined', blocked: false })
    expect(stage.transports).toHaveLength(3)
  })

  test('if the server does not respond either, the network is not blamed', async () => {
    stage.setIce(stage.transports[0]!, 'failed')
    await settle(8000)
    stage.loseSocket()
    await settle(20_000)
    expect(stage.transports).toHaveLength(2)
    expect(media.store.getState()).toMatchObject({ phase: 'interrupted', blocked: false })
    stage.bringSocketBack()
    await settle(20_000)
    expect(media.store.getState().blocked).toBe(true)
  })

  test('without a socket it waits for one before it asks for the restart', async () => {
    stage.loseSocket()
    stage.setIce(stage.transports[0]!, 'failed')
    await settle(30_000)
    expect(stage.requests('stage.restartIce')).toHaveLength(0)
    stage.bringSocketBack()
    await settle(1000)
    expect(stage.requests('stage.restartIce')).toHaveLength(1)
  })

  test('a page that has left stays away', async () => {
    media.stop()
    stage.emit('stage.peerClosed', { peerId: 'me-1', reason: 'worker_died' })
    stage.change([presenter('rao', ['camera'])])
    stage.bringSocketBack()
    await settle(30_000)
    expect(stage.sent.map(({ name }) => name)).toEqual(['stage.watch', 'stage.connect', 'stage.leave'])
  })
})

test('a speaker who continues on another device loses this one, and takes the place back by a press only', async () => {
  page = new PlayedPage('presenter')
  ;({ stage, media } = page)
  media.start()
  await settle()
  const { peerId } = media.store.getState()
  stage.emit('stage.peerClosed', { peerId, reason: 'taken_over' })
  await settle(10_000)
  expect(media.store.getState()).toMatchObject({ phase: 'failed', problem: { code: 'taken_over' } })
  expect(stage.requests('stage.present')).toHaveLength(1)
  media.retry()
  await settle()
  expect(stage.requests('stage.present')[1]).toMatchObject({ takeOver: true })
  expect(media.store.getState().phase).toBe('joined')
})

test('a page whose place was lost comes back in its place; a new one that finds another there asks', async () => {
  page = new PlayedPage('presenter')
  ;({ stage, media } = page)
  stage.refusals['stage.present'] = [refusal('present_elsewhere')]
  media.start()
  await settle(10_000)
  expect(media.store.getState()).toMatchObject({ phase: 'failed', problem: { code: 'present_elsewhere' } })
  media.retry()
  await settle()
  const { peerId } = media.store.getState()
  stage.emit('stage.peerClosed', { peerId, reason: 'worker_died' })
  await settle()
  const [, second, third] = stage.requests('stage.present')
  expect(second).toMatchObject({ takeOver: true })
  expect(third).toMatchObject({ instead: peerId })
  expect(third).not.toHaveProperty('takeOver')
})
