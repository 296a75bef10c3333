// `.tsx`: the engine listens to the window, which only that test project has.
import { jest } from '@jest/globals'
import { FakeMediaStreamTrack } from 'fake-mediastreamtrack'
import type { Producer } from 'mediasoup-client/types'
import { type FakeStage, PlayedPage, presenter, settle, track } from './fakeStage.ts'
import type { StageMedia } from './stageMedia.ts'

let page: PlayedPage
let stage: FakeStage
let media: StageMedia

beforeEach(() => {
  jest.useFakeTimers()
  page = new PlayedPage('presenter')
  ;({ stage, media } = page)
})
afterEach(() => {
  media.stop()
  jest.useRealTimers()
})

describe('a presenter', () => {
  beforeEach(async () => {
    media.start()
    await settle()
  })

  test('sends each source under its name', async () => {
    await media.sending.publish('camera', track('video'))
    await media.sending.publish('microphone', track('audio'))
    expect(
      stage.requests('stage.produce').map(({ peerId, kind, source }) => ({ peerId, kind, source })),
    ).toEqual([
      { peerId: 'me-1', kind: 'video', source: 'camera' },
      { peerId: 'me-1', kind: 'audio', source: 'microphone' },
    ])
    expect(Object.keys(media.store.getState().sent).sort()).toEqual(['camera', 'microphone'])
  })

  test('the camera goes out in three layers, the screen in two', async () => {
    await media.sending.publish('camera', track('video'))
    await media.sending.publish('screen', track('video'))
    const layers = stage
      .requests('stage.produce')
      .map(({ rtpParameters }) => (rtpParameters as { encodings: unknown[] }).encodings.length)
    expect(layers).toEqual([3, 2])
  })

  test('never consumes itself', async () => {
    await media.sending.publish('camera', track('video'))
    stage.change([{ ...presenter('me', ['camera']), peerId: 'me-1' }, presenter('rao', ['camera'])])
    await settle()
    expect(page.received).toEqual(['rao-camera'])
  })

  test('changes the device without a second producer', async () => {
    const first = track('video')
    const second = track('video')
    const producers: Producer[] = []
    stage.transports[1]!.observer.on('newproducer', (producer) => producers.push(producer))
    await media.sending.publish('camera', first)
    await media.sending.publish('camera', second)
    expect(stage.requests('stage.produce')).toHaveLength(1)
    expect(producers).toHaveLength(1)
    expect(producers[0]!.track).toBe(second)
    expect(first.readyState).toBe('ended')
    expect(media.store.getState().sent.camera?.track).toBe(second)
  })

  test('a camera of another size is sent in as many layers as it needs, by a new producer', async () => {
    const camera = (height: number) =>
      new FakeMediaStreamTrack({ kind: 'video', settings: { height } }) as unknown as MediaStreamTrack
    const [large, small] = [camera(720), camera(360)]
    const producers: Producer[] = []
    stage.transports[1]!.observer.on('newproducer', (producer) => producers.push(producer))
    await media.sending.publish('camera', large)
    await media.sending.setPaused('camera', true)
    await media.sending.publish('camera', small)
    expect(producers.map(({ rtpParameters }) => rtpParameters.encodings?.length)).toEqual([3, 2])
    expect(producers.map(({ closed }) => closed)).toEqual([true, false])
    expect(producers[1]!.track).toBe(small)
    expect(large.readyState).toBe('ended')
    // A disabled camera stays off.
    expect(small.enabled).toBe(false)
    expect(stage.requests('stage.setProducer').at(-1)).toMatchObject({ paused: true })
    await media.sending.publish('camera', camera(480))
    expect(producers).toHaveLength(2)
  })

  test('a camera of another size that is chosen while the first is being opened has its own layers, too', async () => {
    const camera = (height: number) =>
      new FakeMediaStreamTrack({ kind: 'video', settings: { height } }) as unknown as MediaStreamTrack
    const small = camera(180)
    const producers: Producer[] = []
    stage.transports[1]!.observer.on('newproducer', (producer) => producers.push(producer))
    await Promise.all([media.sending.publish('camera', camera(720)), media.sending.publish('camera', small)])
    await settle()
    expect(producers.at(-1)!.rtpParameters.encodings).toHaveLength(1)
    expect(producers.at(-1)!.track).toBe(small)
    expect(producers.filter(({ closed }) => !closed)).toHaveLength(1)
  })

  test('mutes and unmutes without letting go of the device', async () => {
    const voice = track('audio')
    await media.sending.publish('microphone', voice)
    await media.sending.setPaused('microphone', true)
    expect(voice.enabled).toBe(false)
    expect(voice.readyState).toBe('live')
    await media.sending.setPaused('microphone', false)
    expect(voice.enabled).toBe(true)
    expect(stage.requests('stage.setProducer')).toEqual([
      { peerId: 'me-1', producerId: 'mine-microphone', paused: true },
      { peerId: 'me-1', producerId: 'mine-microphone', paused: false },
    ])
  })

  test('a microphone that disappears is reported as lost, and the next one stays muted', async () => {
    const headset = new FakeMediaStreamTrack({ kind: 'audio' })
    const builtIn = track('audio')
    await media.sending.publish('microphone', headset as unknown as MediaStreamTrack)
    await media.sending.setPaused('microphone', true)
    headset.remoteStop()
    await settle()
    expect(media.store.getState().sent.microphone).toMatchObject({ paused: true, lost: true })
    expect(stage.requests('stage.closeProducer')).toEqual([])
    await media.sending.publish('microphone', builtIn)
    expect(builtIn.enabled).toBe(false)
    expect(media.store.getState().sent.microphone).toEqual({ track: builtIn, paused: true, lost: false })
    expect(stage.requests('stage.produce')).toHaveLength(1)
    const told = stage.requests('stage.setProducer').map(({ paused, lost }) => ({ paused, lost }))
    expect(told).toEqual([{ paused: true }, { paused: true, lost: true }, { paused: true }])
  })

  test('a camera that was off stays off with another camera, and is on again after a press only', async () => {
    const other = track('video')
    await media.sending.publish('camera', track('video'))
    await media.sending.setPaused('camera', true)
    await media.sending.publish('camera', other)
    expect(other.enabled).toBe(false)
    await media.sending.setPaused('camera', false)
    expect(other.enabled).toBe(true)
  })

  test('a source that starts muted is never sent before it is unmuted', async () => {
    const voice = track('audio')
    await media.sending.publish('microphone', voice, true)
    expect(voice.enabled).toBe(false)
    expect(stage.requests('stage.setProducer')).toEqual([
      { peerId: 'me-1', producerId: 'mine-microphone', paused: true },
    ])
  })

  test('what is muted, and which device is chosen, while the source is being opened holds in the end', async () => {
    const first = track('audio')
    const second = track('audio')
    const opened = media.sending.publish('microphone', first)
    const changed = media.sending.publish('microphone', second)
    const muted = media.sending.setPaused('microphone', true)
    await Promise.all([opened, changed, muted])
    await settle()
    expect(stage.requests('stage.produce')).toHaveLength(1)
    expect(second.enabled).toBe(false)
    expect(stage.requests('stage.setProducer').at(-1)).toMatchObject({ paused: true })
  })

  test('a device that is gone does not keep the page from joining again', async () => {
    const voice = new FakeMediaStreamTrack({ kind: 'audio' })
    await media.sending.publish('microphone', voice as unknown as MediaStreamTrack)
    await media.sending.publish('camera', track('video'))
    voice.remoteStop()
    stage.emit('stage.peerClosed', { peerId: 'me-1', reason: 'worker_died' })
    await settle()
    expect(page.phase).toBe('joined')
    expect(stage.requests('stage.produce').filter(({ peerId }) => peerId === 'me-2')).toHaveLength(1)
  })

  test('stops a source and says so', async () => {
    const slides = track('video')
    await media.sending.publish('screen', slides)
    await media.sending.unpublish('screen')
    expect(slides.readyState).toBe('ended')
    expect(stage.requests('stage.closeProducer')).toEqual([{ peerId: 'me-1', producerId: 'mine-screen' }])
    expect(media.store.getState().sent).toEqual({})
  })

  test('a screen share ended from the browser itself is taken off the stage', async () => {
    const slides = new FakeMediaStreamTrack({ kind: 'video' })
    await media.sending.publish('screen', slides as unknown as MediaStreamTrack)
    slides.remoteStop()
    await settle()
    expect(stage.requests('stage.closeProducer')).toHaveLength(1)
    expect(media.store.getState().sent).toEqual({})
  })

  test('after a node was lost everything that was sent is sent again, and who was muted stays muted', async () => {
    const voice = track('audio')
    await media.sending.publish('camera', track('video'))
    await media.sending.publish('microphone', voice)
    await media.sending.setPaused('microphone', true)
    stage.emit('stage.peerClosed', { peerId: 'me-1', reason: 'worker_died' })
    await settle()
    const again = stage.requests('stage.produce').filter(({ peerId }) => peerId === 'me-2')
    expect(again.map(({ source }) => source).sort()).toEqual(['camera', 'microphone'])
    expect(stage.requests('stage.setProducer').at(-1)).toEqual({
      peerId: 'me-2',
      producerId: 'mine-microphone',
      paused: true,
    })
    expect(voice.enabled).toBe(false)
    expect(voice.readyState).toBe('live')
  })

  test('leaving releases the devices', async () => {
    const picture = track('video')
    await media.sending.publish('camera', picture)
    media.stop()
    expect(picture.readyState).toBe('ended')
    expect(stage.requests('stage.leave')).toEqual([{ peerId: 'me-1' }])
  })
})
