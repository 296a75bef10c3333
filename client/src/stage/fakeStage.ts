// For tests of the media engine: a fake stage. The transports are mediasoup-client's
// own, over its fake handler; the fake server and media node reply as the contract says.
import { jest } from '@jest/globals'
import type { CommandName } from '@lectern/shared/commands'
import { AppError, type ErrorCode } from '@lectern/shared/errors'
import type { ConsumerParameters, Source } from '@lectern/shared/media'
import type { Joined, Prepared, Presenter, StageState } from '@lectern/shared/stage'
import { FakeMediaStreamTrack } from 'fake-mediastreamtrack'
import { Device } from 'mediasoup-client'
import * as fakeParameters from 'mediasoup-client/fakeParameters'
import { FakeHandler } from 'mediasoup-client/handlers/FakeHandler'
import type { Transport } from 'mediasoup-client/types'
import { createStore } from 'zustand/vanilla'
import type { Connection, ConnectionState } from '../live/connection.ts'
import { StageMedia, type StageRole } from './stageMedia.ts'

export const sessionId = 'heart'
export const refusal = (code: ErrorCode) => new AppError(code, code)

export const presenter = (name: string, sources: Source[], onStageAt: number | null = 0): Presenter => ({
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

/** A server and media node as the contract describes them, with a page's connection. */
export class FakeStage {
  state: StageState = { sessionId, version: 1, layout: 'auto', spotlight: null, presenters: [] }
  readonly sent: { name: string; request: Record<string, unknown> }[] = []
  readonly transports: Transport[] = []
  readonly refusals: Partial<Record<CommandName, AppError[]>> = {}
  readonly status = createStore<ConnectionState>(() => ({
    status: 'connected',
    refusal: null,
    signedOut: null,
    clockOffset: 0,
  }))
  /** What the node has for the page's peer. */
  held: string[] = []
  readonly #listeners = new Map<string, Set<(event: never) => void>>()
  readonly #connected = new Set<() => void>()
  #prepared: Prepared | undefined
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
    'stage.watch': ({ prepared }: { prepared?: string }) => this.#begin(prepared) ?? this.#join('viewer'),
    'stage.prepare': () => {
      const { state: _, ...prepared } = this.#join('viewer')
      this.#prepared = prepared
      return prepared
    },
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

  /** The prepared peer, if the node still has it, with what is on stage now. */
  #begin(peerId: string | undefined): Joined | undefined {
    const prepared = this.#prepared
    if (!prepared || prepared.peerId !== peerId) return
    const consumers = this.state.presenters.flatMap(({ producers }) =>
      producers.map(
        ({ producerId }) =>
          prepared.consumers.find((consumer) => consumer.producerId === producerId) ??
          this.#consume(producerId),
      ),
    )
    return { ...prepared, consumers, state: this.state }
  }

  /** The node gives up what was prepared; without `tell`, its message is lost. */
  giveUp(tell: boolean): void {
    const { peerId } = this.#prepared!
    this.#prepared = undefined
    if (tell) this.emit('stage.peerClosed', { peerId, reason: 'grace_over' })
  }

  #join(role: StageRole): Joined {
    this.held = []
    const transport = () => fakeParameters.generateTransportRemoteParameters()
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
      rtpParameters,
      presenterPeerId: owner.peerId,
      source,
      producerPaused: paused,
    }
  }

  /** The stage changes; if `tell` is false, its message is lost. */
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

export const track = (kind: 'audio' | 'video') =>
  new FakeMediaStreamTrack({ kind }) as unknown as MediaStreamTrack

/** Lets everything happen that can happen within `ms`; replies are immediate, so only timers take time. */
export async function settle(ms = 0): Promise<void> {
  const answers = async () => {
    for (let round = 0; round < 8; round++) {
      for (let i = 0; i < 50; i++) await Promise.resolve()
      await jest.advanceTimersByTimeAsync(0)
    }
  }
  await answers()
  await jest.advanceTimersByTimeAsync(ms)
  await answers()
}

/** A page on the fake stage. */
export class PlayedPage {
  readonly stage = new FakeStage()
  readonly media: StageMedia

  constructor(role: StageRole = 'viewer') {
    const { connection, loadDevice } = this.stage
    this.media = new StageMedia({ connection, sessionId, role, loadDevice })
  }

  get received(): string[] {
    return Object.keys(this.media.store.getState().received).sort()
  }

  get phase(): string {
    return this.media.store.getState().phase
  }

  trackOf(producerId: string): MediaStreamTrack | undefined {
    return this.media.store.getState().received[producerId]?.track
  }
}
