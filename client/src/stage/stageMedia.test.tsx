// The media engine against a stage that is played by the test: the transports are mediasoup-client's own, over its fake
// handler. (`.tsx` because the engine listens to the window: these tests run in the project that has one.)
import { jest } from '@jest/globals'
import type { CommandName } from '@lectern/shared/commands'
import { AppError, type ErrorCode } from '@lectern/shared/errors'
import type { ConsumerParameters, Source } from '@lectern/shared/media'
import type { Joined, Presenter, StageState } from '@lectern/shared/stage'
import { FakeMediaStreamTrack } from 'fake-mediastreamtrack'
import { Device } from 'mediasoup-client'
import * as fakeParameters from 'mediasoup-client/fakeParameters'
import { FakeHandler } from 'mediasoup-client/handlers/FakeHandler'
import type { Transport } from 'mediasoup-client/types'
import { createStore } from 'zustand/vanilla'
import type { Connection, ConnectionState } from '../connection/connection.ts'
import { StageMedia, type StageRole } from './stageMedia.ts'

const sessionId = 'heart'
const refusal = (code: ErrorCode) => new AppError(code, code)

const presenter = (name: string, sources: Source[], onStageAt: number | null = 0): Presenter => ({
  peerId: `peer-of-${name}`,
  personId: name,
  name,
  credentials: '',
  onStageAt,
  producers: sources.map((source) => ({
    producerId: `${name}-${source}`,
    kind: source === 'microphone' ? 'audio' : 'video',
    source,
    paused: false,
  })),
})

type Answer = (request: never) => unknown

/** A server and media node as the contract describes them, and a page's connection to it. */
class PlayedStage {
  state: StageState = { sessionId, version: 1, layout: 'auto', spotlight: null, presenters: [] }
  readonly sent: { name: string; request: Record<string, unknown> }[] = []
  readonly transports: Transport[] = []
  readonly refusals: Partial<Record<CommandName, AppError[]>> = {}
  readonly status = createStore<ConnectionState>(() => ({
    status: 'connected',
    refusal: null,
    clockOffset: 0,
  }))
  /** What the node holds for the page's peer. */
  held: string[] = []
  readonly #listeners = new Map<string, Set<(event: never) => void>>()
  readonly #connected = new Set<() => void>()
  #joins = 0
  #consumers = 0

  readonly connection = {
    store: this.status,
    send: async (name: CommandName, request: Record<string, unknown>) => {
      this.sent.push({ name, request })
      const refused = this.refusals[name]?.shift()
      if (refused) throw refused
      return this.#answers[name]?.(request as never) ?? {}
    },
    on: (name: string, listener: (event: never) => void) => {
      const listeners = this.#listeners.get(name) ?? new Set()
      this.#listeners.set(name, listeners.add(listener))
      return () => listeners.delete(listener)
    },
    onConnected: (listener: () => void) => {
      this.#connected.add(listener)
      if (this.status.getState().status === 'connected') listener()
      return () => this.#connected.delete(listener)
    },
    now: () => Date.now(),
    close: () => undefined,
  } as unknown as Connection

  readonly #answers: Partial<Record<CommandName, Answer>> = {
    'stage.watch': () => this.#join('viewer'),
    'stage.present': () => this.#join('presenter'),
    'stage.consume': ({ producerIds }: { producerIds: string[] }) => ({
      consumers: producerIds.map((producerId) => this.#consume(producerId)),
    }),
    'stage.produce': ({ source }: { source: Source }) => ({ producerId: `mine-${source}` }),
    'stage.attach': () => ({ state: this.state, consumerIds: this.held, producerIds: [] }),
    'stage.restartIce': () => ({
      iceParameters: fakeParameters.generateTransportRemoteParameters().iceParameters,
    }),
  }

  #join(role: StageRole): Joined {
    this.held = []
    const transport = () => fakeParameters.generateTransportRemoteParameters() as unknown as Joined['receive']
    return {
      peerId: `me-${++this.#joins}`,
      iceServers: [],
      receive: transport(),
      ...(role === 'presenter' && { send: transport() }),
      consumers: this.state.presenters.flatMap(({ producers }) =>
        producers.map(({ producerId }) => this.#consume(producerId)),
      ),
      state: this.state,
    }
  }

  #consume(producerId: string): ConsumerParameters {
    const owner = this.state.presenters.find(({ producers }) =>
      producers.some((producer) => producer.producerId === producerId),
    )!
    const { kind, source, paused } = owner.producers.find((producer) => producer.producerId === producerId)!
    const id = `consumer-${++this.#consumers}`
    this.held.push(id)
    const { rtpParameters } = fakeParameters.generateConsumerRemoteParameters({
      codecMimeType: kind === 'audio' ? 'audio/opus' : 'video/VP8',
    })
    return {
      id,
      producerId,
      kind,
      rtpParameters: rtpParameters as unknown as ConsumerParameters['rtpParameters'],
      presenterPeerId: owner.peerId,
      source,
      producerPaused: paused,
    }
  }

  /** The stage changes; with `tell` false its message is lost on the way. */
  change(presenters: Presenter[], tell = true): void {
    this.state = { ...this.state, version: this.state.version + 1, presenters }
    if (tell) this.emit('stage.state', this.state)
  }

  emit(name: string, event: unknown): void {
    for (const listener of this.#listeners.get(name) ?? []) listener(event as never)
  }

  loseSocket(): void {
    this.status.setState({ status: 'reconnecting' })
  }

  bringSocketBack(): void {
    this.status.setState({ status: 'connected' })
    for (const listener of this.#connected) listener()
  }

  readonly loadDevice = async (): Promise<Device> => {
    const device = new Device({ handlerFactory: FakeHandler.createFactory(fakeParameters) })
    device.observer.on('newtransport', (transport) => this.transports.push(transport))
    await device.load({ routerRtpCapabilities: fakeParameters.generateRouterRtpCapabilities() })
    return device
  }

  setIce(transport: Transport, state: 'connected' | 'disconnected' | 'failed'): void {
    ;(transport.handler as FakeHandler).setConnectionState(state)
  }

  requests(name: CommandName): Record<string, unknown>[] {
    return this.sent.filter((command) => command.name === name).map(({ request }) => request)
  }
}

let stage: PlayedStage
let media: StageMedia
/** Lets everything happen that can happen within `ms`; answers come at once, so only timers take time. */
async function settle(ms = 0): Promise<void> {
  const answers = async () => {
    for (let i = 0; i < 200; i++) await Promise.resolve()
  }
  await answers()
  await jest.advanceTimersByTimeAsync(ms)
  await answers()
}

function open(role: StageRole = 'viewer'): void {
  const { connection, loadDevice } = stage
  media = new StageMedia({ connection, sessionId, role, loadDevice })
  media.start()
}
const received = () => Object.keys(media.store.getState().received).sort()
const phase = () => media.store.getState().phase
const trackOf = (producerId: string) => media.store.getState().received[producerId]?.track
const track = (kind: 'audio' | 'video') => new FakeMediaStreamTrack({ kind }) as unknown as MediaStreamTrack

beforeEach(() => {
  jest.useFakeTimers()
  stage = new PlayedStage()
})
afterEach(() => {
  media.stop()
  jest.useRealTimers()
})

describe('joining', () => {
  test('is one command: the transport and all that is on stage come with its answer', async () => {
    stage.change([presenter('okafor', ['camera', 'microphone'])])
    open()
    await settle()
    expect(phase()).toBe('joined')
    expect(received()).toEqual(['okafor-camera', 'okafor-microphone'])
    expect(media.store.getState().received['okafor-camera']).toMatchObject({
      kind: 'video',
      source: 'camera',
      presenterPeerId: 'peer-of-okafor',
    })
    expect(stage.sent.map(({ name }) => name)).toEqual(['stage.watch', 'stage.connect'])
    expect(stage.requests('stage.connect')[0]).toMatchObject({ peerId: 'me-1', direction: 'receive' })
  })

  test('asks with what the device can receive', async () => {
    open()
    await settle()
    const { sessionId: asked, rtpCapabilities } = stage.requests('stage.watch')[0]!
    expect(asked).toBe(sessionId)
    expect((rtpCapabilities as { codecs: unknown[] }).codecs.length).toBeGreaterThan(0)
  })

  test('a stage that cannot be reached is tried again by itself', async () => {
    stage.refusals['stage.watch'] = [refusal('stage_unavailable'), refusal('no_answer')]
    open()
    await settle()
    expect(phase()).toBe('interrupted')
    expect(media.store.getState().problem?.code).toBe('stage_unavailable')
    await settle(10_000)
    expect(phase()).toBe('joined')
    expect(media.store.getState().problem).toBeNull()
    expect(stage.requests('stage.watch')).toHaveLength(3)
  })

  test.each<ErrorCode>(['forbidden', 'not_found', 'session_ended', 'codec_unsupported'])(
    '%s is final and is shown, not repeated',
    async (code) => {
      stage.refusals['stage.watch'] = [refusal(code)]
      open()
      await settle(60_000)
      expect(phase()).toBe('failed')
      expect(media.store.getState().problem?.code).toBe(code)
      expect(stage.requests('stage.watch')).toHaveLength(1)
    },
  )

  test('before the session starts it waits, and joins when it is told to', async () => {
    stage.refusals['stage.watch'] = [refusal('session_not_started')]
    open()
    await settle(60_000)
    expect(phase()).toBe('waiting')
    expect(stage.requests('stage.watch')).toHaveLength(1)
    media.retry()
    await settle()
    expect(phase()).toBe('joined')
  })

  test('a page left while it joins leaves no peer behind', async () => {
    open()
    media.stop()
    await settle()
    expect(stage.requests('stage.leave')).toEqual([{ peerId: 'me-1' }])
    expect(stage.transports).toHaveLength(0)
  })
})

describe('what is received follows the stage', () => {
  test('who comes is consumed, who goes is let go', async () => {
    stage.change([presenter('okafor', ['camera'])])
    open()
    await settle()
    stage.change([presenter('okafor', ['camera']), presenter('rao', ['camera', 'microphone'])])
    await settle()
    expect(received()).toEqual(['okafor-camera', 'rao-camera', 'rao-microphone'])
    expect(stage.requests('stage.consume')).toEqual([
      { peerId: 'me-1', producerIds: ['rao-camera', 'rao-microphone'] },
    ])
    const gone = trackOf('okafor-camera')
    stage.change([presenter('rao', ['camera', 'microphone'])])
    await settle()
    expect(received()).toEqual(['rao-camera', 'rao-microphone'])
    expect(gone?.readyState).toBe('ended')
  })

  test('a message that was missed heals with the next one', async () => {
    open()
    await settle()
    stage.change([presenter('okafor', ['camera'])], false)
    stage.change([presenter('okafor', ['camera']), presenter('rao', ['camera'])], true)
    await settle()
    expect(received()).toEqual(['okafor-camera', 'rao-camera'])
  })

  test('changes that come while it is still asking are not lost, and nothing is asked for twice', async () => {
    open()
    await settle()
    stage.change([presenter('okafor', ['camera'])])
    stage.change([presenter('okafor', ['camera', 'microphone'])])
    stage.change([presenter('okafor', ['camera', 'microphone', 'screen'])])
    await settle()
    expect(received()).toEqual(['okafor-camera', 'okafor-microphone', 'okafor-screen'])
    const asked = stage.requests('stage.consume').flatMap(({ producerIds }) => producerIds as string[])
    expect(asked.sort()).toEqual([...new Set(asked)])
  })

  test("another session's stage is none of its business", async () => {
    open()
    await settle()
    stage.emit('stage.state', {
      ...stage.state,
      sessionId: 'ecg',
      version: 99,
      presenters: [presenter('x', ['camera'])],
    })
    stage.emit('stage.activeSpeaker', { sessionId: 'ecg', peerId: 'x' })
    await settle()
    expect(received()).toEqual([])
    expect(media.store.getState().activeSpeaker).toBeNull()
  })

  test('it knows who speaks and, for staff, how many watch', async () => {
    open()
    await settle()
    stage.emit('stage.activeSpeaker', { sessionId, peerId: 'peer-of-rao' })
    stage.emit('stage.audience', { sessionId, watching: 412 })
    expect(media.store.getState()).toMatchObject({ activeSpeaker: 'peer-of-rao', watching: 412 })
  })

  test("a tile's size and a hidden tab reach the node as the consumer's layer and pause", async () => {
    stage.change([presenter('okafor', ['camera'])])
    open()
    await settle()
    await media.setShown('okafor-camera', { paused: true, spatialLayer: 1 })
    await media.setShown('nobody-camera', { paused: true, spatialLayer: 1 })
    expect(stage.requests('stage.setConsumer')).toEqual([
      { peerId: 'me-1', consumerId: stage.held[0], paused: true, spatialLayer: 1 },
    ])
  })
})

describe('when the socket was away', () => {
  test('the peer is taken back, and the media never stopped', async () => {
    stage.change([presenter('okafor', ['camera'])])
    open()
    await settle()
    const before = trackOf('okafor-camera')
    stage.loseSocket()
    stage.bringSocketBack()
    await settle()
    expect(stage.requests('stage.attach')).toEqual([{ peerId: 'me-1' }])
    expect(stage.requests('stage.watch')).toHaveLength(1)
    expect(trackOf('okafor-camera')).toBe(before)
    expect(before?.readyState).toBe('live')
  })

  test('what came and went meanwhile is caught up on', async () => {
    stage.change([presenter('okafor', ['camera'])])
    open()
    await settle()
    stage.loseSocket()
    stage.change([presenter('rao', ['camera'])], false)
    stage.bringSocketBack()
    await settle()
    expect(received()).toEqual(['rao-camera'])
  })

  test('a consumer that the node has closed meanwhile is replaced, though the stage looks the same', async () => {
    stage.change([presenter('okafor', ['camera'])])
    open()
    await settle()
    const before = trackOf('okafor-camera')
    stage.loseSocket()
    stage.held = []
    stage.bringSocketBack()
    await settle()
    expect(stage.requests('stage.consume')).toEqual([{ peerId: 'me-1', producerIds: ['okafor-camera'] }])
    expect(trackOf('okafor-camera')).not.toBe(before)
    expect(trackOf('okafor-camera')?.readyState).toBe('live')
  })

  test('a peer whose grace time is over joins anew by itself', async () => {
    stage.change([presenter('okafor', ['camera'])])
    open()
    await settle()
    stage.refusals['stage.attach'] = [refusal('peer_gone')]
    stage.loseSocket()
    stage.bringSocketBack()
    await settle()
    expect(media.store.getState()).toMatchObject({ phase: 'joined', peerId: 'me-2' })
    expect(trackOf('okafor-camera')?.readyState).toBe('live')
  })
})

describe('when the media is lost', () => {
  beforeEach(async () => {
    stage.change([presenter('okafor', ['camera'])])
    open()
    await settle()
    stage.setIce(stage.transports[0]!, 'connected')
  })

  test('a closed peer joins anew; the last picture stays until the new one is there', async () => {
    const before = trackOf('okafor-camera')
    stage.refusals['stage.watch'] = [refusal('stage_unavailable')]
    stage.emit('stage.peerClosed', { peerId: 'me-1', reason: 'worker_died' })
    await settle()
    expect(phase()).toBe('interrupted')
    expect(trackOf('okafor-camera')).toBe(before)
    await settle(5000)
    expect(media.store.getState()).toMatchObject({ phase: 'joined', peerId: 'me-2' })
    expect(trackOf('okafor-camera')).not.toBe(before)
    expect(stage.transports[0]!.closed).toBe(true)
  })

  test("somebody else's closed peer changes nothing", async () => {
    stage.emit('stage.peerClosed', { peerId: 'me-0', reason: 'grace_over' })
    await settle(5000)
    expect(stage.requests('stage.watch')).toHaveLength(1)
    expect(phase()).toBe('joined')
  })

  test('a moment without network mends itself and nothing is asked', async () => {
    stage.setIce(stage.transports[0]!, 'disconnected')
    await settle(500)
    stage.setIce(stage.transports[0]!, 'connected')
    await settle(20_000)
    expect(stage.requests('stage.restartIce')).toHaveLength(0)
    expect(phase()).toBe('joined')
  })

  test('a changed network is mended by an ICE restart on the same peer', async () => {
    stage.setIce(stage.transports[0]!, 'disconnected')
    await settle(3000)
    expect(phase()).toBe('interrupted')
    expect(stage.requests('stage.restartIce')).toEqual([{ peerId: 'me-1', direction: 'receive' }])
    stage.setIce(stage.transports[0]!, 'connected')
    await settle(1000)
    expect(media.store.getState()).toMatchObject({ phase: 'joined', peerId: 'me-1' })
    expect(stage.requests('stage.watch')).toHaveLength(1)
  })

  test('where an ICE restart does not help, it joins anew', async () => {
    stage.setIce(stage.transports[0]!, 'failed')
    await settle(15_000)
    expect(media.store.getState()).toMatchObject({ phase: 'joined', peerId: 'me-2' })
    expect(received()).toEqual(['okafor-camera'])
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

  test('a page that has left stays away, whatever happens', async () => {
    media.stop()
    stage.emit('stage.peerClosed', { peerId: 'me-1', reason: 'worker_died' })
    stage.change([presenter('rao', ['camera'])])
    stage.bringSocketBack()
    await settle(30_000)
    expect(stage.sent.map(({ name }) => name)).toEqual(['stage.watch', 'stage.connect', 'stage.leave'])
  })
})

describe('a presenter', () => {
  beforeEach(async () => {
    open('presenter')
    await settle()
  })

  test('sends each source under its name', async () => {
    await media.publish('camera', track('video'))
    await media.publish('microphone', track('audio'))
    expect(
      stage.requests('stage.produce').map(({ peerId, kind, source }) => ({ peerId, kind, source })),
    ).toEqual([
      { peerId: 'me-1', kind: 'video', source: 'camera' },
      { peerId: 'me-1', kind: 'audio', source: 'microphone' },
    ])
    expect(Object.keys(media.store.getState().sent).sort()).toEqual(['camera', 'microphone'])
  })

  test('the camera goes out in three layers, the screen in one', async () => {
    await media.publish('camera', track('video'))
    await media.publish('screen', track('video'))
    const layers = stage
      .requests('stage.produce')
      .map(({ rtpParameters }) => (rtpParameters as { encodings: unknown[] }).encodings.length)
    expect(layers).toEqual([3, 1])
  })

  test('never consumes itself', async () => {
    await media.publish('camera', track('video'))
    stage.change([{ ...presenter('me', ['camera']), peerId: 'me-1' }, presenter('rao', ['camera'])])
    await settle()
    expect(received()).toEqual(['rao-camera'])
  })

  test('changes the device without a second producer', async () => {
    const first = track('video')
    const second = track('video')
    await media.publish('camera', first)
    await media.publish('camera', second)
    expect(stage.requests('stage.produce')).toHaveLength(1)
    expect(first.readyState).toBe('ended')
    expect(media.store.getState().sent.camera?.track).toBe(second)
  })

  test('mutes and unmutes without letting go of the device', async () => {
    const voice = track('audio')
    await media.publish('microphone', voice)
    await media.setPaused('microphone', true)
    expect(voice.enabled).toBe(false)
    expect(voice.readyState).toBe('live')
    await media.setPaused('microphone', false)
    expect(voice.enabled).toBe(true)
    expect(stage.requests('stage.setProducer')).toEqual([
      { peerId: 'me-1', producerId: 'mine-microphone', paused: true },
      { peerId: 'me-1', producerId: 'mine-microphone', paused: false },
    ])
  })

  test('stops a source and says so', async () => {
    const slides = track('video')
    await media.publish('screen', slides)
    await media.unpublish('screen')
    expect(slides.readyState).toBe('ended')
    expect(stage.requests('stage.closeProducer')).toEqual([{ peerId: 'me-1', producerId: 'mine-screen' }])
    expect(media.store.getState().sent).toEqual({})
  })

  test('a screen share ended from the browser itself is taken off the stage', async () => {
    const slides = new FakeMediaStreamTrack({ kind: 'video' })
    await media.publish('screen', slides as unknown as MediaStreamTrack)
    slides.remoteStop()
    await settle()
    expect(stage.requests('stage.closeProducer')).toHaveLength(1)
    expect(media.store.getState().sent).toEqual({})
  })

  test('after a node was lost everything that was sent is sent again, and who was muted stays muted', async () => {
    const voice = track('audio')
    await media.publish('camera', track('video'))
    await media.publish('microphone', voice)
    await media.setPaused('microphone', true)
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

  test('leaving lets go of the devices', async () => {
    const picture = track('video')
    await media.publish('camera', picture)
    media.stop()
    expect(picture.readyState).toBe('ended')
    expect(stage.requests('stage.leave')).toEqual([{ peerId: 'me-1' }])
  })
})
