// `.tsx`: the engine listens to the window, which only that test project has.
import { jest } from '@jest/globals'
import type { ErrorCode } from '@lectern/shared/errors'
import { type FakeStage, PlayedPage, presenter, refusal, sessionId, settle } from './fakeStage.ts'
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

describe('joining', () => {
  test('is one command: the transport and all that is on stage come with its answer', async () => {
    stage.change([presenter('okafor', ['camera', 'microphone'])])
    media.start()
    await settle()
    expect(page.phase).toBe('joined')
    expect(page.received).toEqual(['okafor-camera', 'okafor-microphone'])
    expect(media.store.getState().received['okafor-camera']).toMatchObject({
      kind: 'video',
      source: 'camera',
      presenterPeerId: 'peer-of-okafor',
    })
    expect(stage.sent.map(({ name }) => name)).toEqual(['stage.watch', 'stage.connect'])
    expect(stage.requests('stage.connect')[0]).toMatchObject({ peerId: 'me-1', direction: 'receive' })
  })

  test('asks with what the device can receive', async () => {
    media.start()
    await settle()
    const { sessionId: asked, rtpCapabilities } = stage.requests('stage.watch')[0]!
    expect(asked).toBe(sessionId)
    expect((rtpCapabilities as { codecs: unknown[] }).codecs.length).toBeGreaterThan(0)
  })

  test('a stage that cannot be reached is tried again by itself', async () => {
    stage.refusals['stage.watch'] = [refusal('stage_unavailable'), refusal('no_answer')]
    media.start()
    await settle()
    expect(page.phase).toBe('interrupted')
    expect(media.store.getState().problem?.code).toBe('stage_unavailable')
    await settle(10_000)
    expect(page.phase).toBe('joined')
    expect(media.store.getState().problem).toBeNull()
    expect(stage.requests('stage.watch')).toHaveLength(3)
  })

  test.each<ErrorCode>(['forbidden', 'not_found', 'session_ended', 'acknowledge_first', 'codec_unsupported'])(
    '%s is final and is shown, not repeated',
    async (code) => {
      stage.refusals['stage.watch'] = [refusal(code)]
      media.start()
      await settle(60_000)
      expect(page.phase).toBe('failed')
      expect(media.store.getState().problem?.code).toBe(code)
      expect(stage.requests('stage.watch')).toHaveLength(1)
    },
  )

  test('before the session starts it waits, and joins when it is told to', async () => {
    stage.refusals['stage.watch'] = [refusal('session_not_started')]
    media.start()
    await settle(60_000)
    expect(page.phase).toBe('waiting')
    expect(stage.requests('stage.watch')).toHaveLength(1)
    media.retry()
    await settle()
    expect(page.phase).toBe('joined')
  })

  test('after the disclosures were acknowledged it joins when it is told to', async () => {
    stage.refusals['stage.watch'] = [refusal('acknowledge_first')]
    media.start()
    await settle()
    media.retry()
    await settle()
    expect(page.phase).toBe('joined')
    expect(media.store.getState().problem).toBeNull()
  })

  test('a page left while it joins leaves no peer behind', async () => {
    media.start()
    media.stop()
    await settle()
    expect(stage.requests('stage.leave')).toEqual([{ peerId: 'me-1' }])
    expect(stage.transports).toHaveLength(0)
  })
})

describe('what is received follows the stage', () => {
  test('arriving presenters are consumed, leaving ones are released', async () => {
    stage.change([presenter('okafor', ['camera'])])
    media.start()
    await settle()
    stage.change([presenter('okafor', ['camera']), presenter('rao', ['camera', 'microphone'])])
    await settle()
    expect(page.received).toEqual(['okafor-camera', 'rao-camera', 'rao-microphone'])
    expect(stage.requests('stage.consume')).toEqual([
      { peerId: 'me-1', producerIds: ['rao-camera', 'rao-microphone'] },
    ])
    const gone = page.trackOf('okafor-camera')
    stage.change([presenter('rao', ['camera', 'microphone'])])
    await settle()
    expect(page.received).toEqual(['rao-camera', 'rao-microphone'])
    expect(gone?.readyState).toBe('ended')
  })

  test('a missed message is made up for by the next one', async () => {
    media.start()
    await settle()
    stage.change([presenter('okafor', ['camera'])], false)
    stage.change([presenter('okafor', ['camera']), presenter('rao', ['camera'])], true)
    await settle()
    expect(page.received).toEqual(['okafor-camera', 'rao-camera'])
  })

  test('changes during a request are not lost, and nothing is requested twice', async () => {
    media.start()
    await settle()
    stage.change([presenter('okafor', ['camera'])])
    stage.change([presenter('okafor', ['camera', 'microphone'])])
    stage.change([presenter('okafor', ['camera', 'microphone', 'screen'])])
    await settle()
    expect(page.received).toEqual(['okafor-camera', 'okafor-microphone', 'okafor-screen'])
    const asked = stage.requests('stage.consume').flatMap(({ producerIds }) => producerIds as string[])
    expect(asked.sort()).toEqual([...new Set(asked)])
  })

  test("another session's stage is ignored", async () => {
    media.start()
    await settle()
    stage.emit('stage.state', {
      ...stage.state,
      sessionId: 'ecg',
      version: 99,
      presenters: [presenter('x', ['camera'])],
    })
    stage.emit('stage.activeSpeaker', { sessionId: 'ecg', peerId: 'x' })
    await settle()
    expect(media.store.getState().stage).toEqual(stage.state)
    expect(stage.requests('stage.consume')).toEqual([])
    expect(media.store.getState().activeSpeaker).toBeNull()
  })

  test('it knows the active speaker and, for staff, the number of viewers', async () => {
    media.start()
    await settle()
    stage.emit('stage.activeSpeaker', { sessionId, peerId: 'peer-of-rao' })
    stage.emit('stage.audience', { sessionId, watching: 412 })
    expect(media.store.getState()).toMatchObject({ activeSpeaker: 'peer-of-rao', watching: 412 })
  })

  test('the decoded frames of a picture are counted, also while the page is hidden: it may float', async () => {
    stage.change([presenter('okafor', ['camera'])])
    media.start()
    await settle()
    const picture = page.trackOf('okafor-camera')!
    expect(media.receiving.decodedFrames(picture)).toBeUndefined()
    const report = { type: 'inbound-rtp', kind: 'video', trackIdentifier: picture.id, framesDecoded: 25 }
    jest.spyOn(stage.transports[0]!, 'getStats').mockResolvedValue(new Map([['a', report]]) as never)
    const hidden = jest.spyOn(document, 'hidden', 'get').mockReturnValue(true)
    await settle(2000)
    hidden.mockRestore()
    expect(media.receiving.decodedFrames(picture)).toBe(25)
  })

  test("a tile's size and a hidden tab reach the node as the consumer's layer and pause", async () => {
    stage.change([presenter('okafor', ['camera'])])
    media.start()
    await settle()
    await media.receiving.setShown('okafor-camera', { paused: true, spatialLayer: 1 })
    await media.receiving.setShown('nobody-camera', { paused: true, spatialLayer: 1 })
    expect(stage.requests('stage.setConsumer')).toEqual([
      { peerId: 'me-1', consumerId: stage.held[0], paused: true, spatialLayer: 1 },
    ])
  })
})
