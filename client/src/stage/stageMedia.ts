// The media engine of one page on one stage. It is declarative: it consumes what the latest state puts
// on stage and releases everything else, so the next message makes up for a missed one. No React.
import { AppError, errors } from '@lectern/shared/errors'
import type { ConsumerParameters, RtpCapabilities, Source } from '@lectern/shared/media'
import type { Joined } from '@lectern/shared/stage'
import type { Device } from 'mediasoup-client'
import type { ConnectionState, Consumer, Producer, Transport } from 'mediasoup-client/types'
import { canRetry } from '../live/appError.ts'
import type { Connection } from '../live/connection.ts'
import type { Ahead } from './ahead.ts'
import { encodingOf, layersOf } from './encodings.ts'
import { decodedFrames, qualityBetween, readSample, type Sample } from './quality.ts'
import {
  createStageStore,
  isOff,
  type Sent,
  type StageStore,
  takeStage,
  wantedProducers,
} from './stageStore.ts'
import { type Direction, openConsumer, openTransport } from './transports.ts'

/** `preview`: staff who check what viewers see. */
export type StageRole = 'viewer' | 'preview' | 'presenter'

export interface StageMediaOptions {
  connection: Connection
  sessionId: string
  role: StageRole
  /** A device that has loaded the routers' capabilities. */
  loadDevice: () => Promise<Device>
  /** What a viewer's page has prepared, if it has. */
  ahead?: Ahead | undefined
  /** How to join the stage, if not by `stage.present` or `stage.watch`. */
  join?: (rtpCapabilities: RtpCapabilities) => Promise<Joined>
}

/** How long (ms) a lost transport may recover by itself, and how long an ICE restart may take. */
const mendMs = 1500
const restartMs = 6000
const sampleMs = 2000
const firstRetryMs = 500
const lastRetryMs = 8000

const wait = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))
/** Another device or page of the person has their place on the stage. */
export const isElsewhere = (problem: AppError | null): boolean =>
  problem?.code === 'present_elsewhere' || problem?.code === 'taken_over'
const isCode = (error: unknown, code: string): boolean => error instanceof AppError && error.code === code

export class StageMedia {
  readonly store: StageStore = createStageStore()
  readonly #options: StageMediaOptions
  readonly #transports = new Map<Direction, Transport>()
  /** By producer id. */
  readonly #consumers = new Map<string, Consumer>()
  readonly #producers = new Map<Source, Producer>()
  /** By source: the transport on which it is being opened. */
  readonly #producing = new Map<Source, Transport>()
  readonly #stopListening: (() => void)[] = []
  readonly #mending = new Set<Direction>()
  #reconciling = false
  #reconcileAgain = false
  #joining: Promise<void> | undefined
  #lastSample: Sample | undefined
  #decodedFrames = new Map<string, number>()
  #ahead: Ahead | undefined
  #takesOver = false
  #stopped = false

  constructor(options: StageMediaOptions) {
    this.#options = options
    this.#ahead = options.ahead
  }

  /** Joins, and stays joined until `stop`, through lost sockets, networks, servers and media nodes. */
  start(): void {
    const { connection, sessionId } = this.#options
    let isFirst = true
    const online = () => {
      for (const direction of this.#transports.keys()) void this.#mend(direction)
    }
    window.addEventListener('online', online)
    const sampler = setInterval(() => void this.#sample(), sampleMs)
    this.#stopListening.push(
      () => clearInterval(sampler),
      () => window.removeEventListener('online', online),
      connection.on('stage.state', (stage) => {
        if (stage.sessionId === sessionId && takeStage(this.store, stage)) this.#reconcile()
      }),
      connection.on('stage.activeSpeaker', (event) => {
        if (event.sessionId === sessionId) this.store.setState({ activeSpeaker: event.peerId })
      }),
      connection.on('stage.audience', (event) => {
        if (event.sessionId === sessionId) this.store.setState({ watching: event.watching })
      }),
      connection.on('stage.peerClosed', ({ peerId, reason }) => {
        if (peerId !== this.store.getState().peerId) return
        if (reason === 'taken_over') this.#giveWay()
        else void this.#join()
      }),
      connection.onConnected(() => {
        if (!isFirst) void this.#reattach()
      }),
    )
    isFirst = false
    void this.#join()
  }

  stop(): void {
    if (this.#stopped) return
    this.#stopped = true
    for (const stopListening of this.#stopListening) stopListening()
    this.#takeAhead()?.close()
    const { peerId, sent } = this.store.getState()
    this.#closeTransports()
    for (const { track } of Object.values(sent)) track.stop()
    // Without this the server notices after the grace time.
    if (peerId) this.#options.connection.send('stage.leave', { peerId }).catch(() => undefined)
  }

  /** Retries after a failure that needed the person. If another device has the place, this one takes it. */
  retry(): void {
    this.#takesOver = isElsewhere(this.store.getState().problem)
    void this.#join()
  }

  /** Another of the person's devices has taken this page's place. */
  #giveWay(): void {
    this.#closeTransports()
    this.store.setState({ phase: 'failed', problem: errors.takenOver(), peerId: null, received: {} })
  }

  /**
   * Sends a track. It replaces the source's previous track, without a gap if it has as many layers. A
   * muted or disabled source stays so with any device; `paused` applies to a source not sent before.
   */
  async publish(source: Source, track: MediaStreamTrack, paused = false): Promise<void> {
    const before = this.store.getState().sent[source]
    const sent = { track, paused: before?.paused ?? paused, lost: false }
    // Before anything can send it: the server learns of it only later.
    track.enabled = !sent.paused
    this.#setSent(source, sent)
    if (before && before.track !== track) before.track.stop()
    const producer = this.#producers.get(source)
    if (!producer) return this.#produce(source)
    await this.#replaceTrack(source, producer, track)
    if (before?.lost) await this.#tellSent(source)
  }

  async unpublish(source: Source): Promise<void> {
    this.store.getState().sent[source]?.track.stop()
    this.#setSent(source, undefined)
    const producer = this.#producers.get(source)
    const { peerId } = this.store.getState()
    if (!producer || !peerId) return
    this.#producers.delete(source)
    producer.close()
    await this.#options.connection.send('stage.closeProducer', { peerId, producerId: producer.id })
  }

  /** Mutes or unmutes without releasing the device. */
  async setPaused(source: Source, paused: boolean): Promise<void> {
    const sent = this.store.getState().sent[source]
    if (!sent) return
    sent.track.enabled = !paused
    this.#setSent(source, { ...sent, paused })
    await this.#tellSent(source)
  }

  /** The device stopped or resumed sending without a press: muted stays muted. */
  async setLost(source: Source, lost: boolean): Promise<void> {
    const sent = this.store.getState().sent[source]
    if (!sent || sent.lost === lost) return
    this.#setSent(source, { ...sent, lost })
    await this.#tellSent(source)
  }

  async #tellSent(source: Source): Promise<void> {
    const sent = this.store.getState().sent[source]
    const producer = this.#producers.get(source)
    const { peerId } = this.store.getState()
    if (!sent || !producer || !peerId) return
    const { paused, lost } = sent
    if (paused) producer.pause()
    else producer.resume()
    await this.#options.connection.send('stage.setProducer', {
      peerId,
      producerId: producer.id,
      paused,
      ...(lost && { lost }),
    })
  }

  /** Follows a tile: hidden pictures pause, small ones take a small layer (0 to 2). */
  async setShown(producerId: string, shown: { paused: boolean; spatialLayer: number }): Promise<void> {
    const consumer = this.#consumers.get(producerId)
    const { peerId } = this.store.getState()
    if (!consumer || !peerId) return
    await this.#options.connection.send('stage.setConsumer', { peerId, consumerId: consumer.id, ...shown })
  }

  /** Decoded frames of a received picture at the last sample; undefined if the browser does not say. */
  decodedFrames(track: MediaStreamTrack): number | undefined {
    return this.#decodedFrames.get(track.id)
  }

  #setSent(source: Source, sent: Sent | undefined): void {
    const { [source]: _, ...others } = this.store.getState().sent
    this.store.setState({ sent: sent ? { ...others, [source]: sent } : others })
  }

  /** From nothing to media; one at a time. */
  #join(): Promise<void> {
    this.#joining ??= this.#joinUntilDone().finally(() => {
      this.#joining = undefined
    })
    return this.#joining
  }

  async #joinUntilDone(): Promise<void> {
    const wasJoined = this.store.getState().peerId !== null
    this.store.setState({ phase: wasJoined ? 'interrupted' : 'joining', problem: null })
    for (let delay = firstRetryMs; !this.#stopped; delay = Math.min(delay * 2, lastRetryMs)) {
      try {
        return await this.#joinOnce()
      } catch (error) {
        const problem = error instanceof AppError ? error : errors.stageUnavailable()
        if (problem.code === 'session_not_started') return this.store.setState({ phase: 'waiting', problem })
        if (!canRetry(problem)) return this.store.setState({ phase: 'failed', problem })
        this.store.setState({ phase: 'interrupted', problem })
        await wait(delay)
      }
    }
  }

  /** Asks the server for a place on the stage. `prepared`: the peer that this page has there already. */
  #ask(device: Device, prepared: string | undefined): Promise<Joined> {
    const { connection, sessionId, role, join } = this.#options
    const rtpCapabilities = device.recvRtpCapabilities
    const { peerId: instead } = this.store.getState()
    if (join) return join(rtpCapabilities)
    if (role === 'presenter')
      return connection.send('stage.present', {
        sessionId,
        rtpCapabilities,
        ...(instead && { instead }),
        ...(this.#takesOver && { takeOver: true }),
      })
    return connection.send('stage.watch', {
      sessionId,
      rtpCapabilities,
      ...(instead && { again: true }),
      ...(role === 'preview' && { preview: true }),
      ...(prepared !== undefined && { prepared }),
    })
  }

  async #joinOnce(): Promise<void> {
    const device = await this.#options.loadDevice()
    const ahead = this.#takeAhead()
    const prepared = await ahead?.peerId()
    const { stage: before } = this.store.getState()
    const joined = await this.#ask(device, prepared).catch((error: unknown) => {
      ahead?.close()
      throw error
    })
    const isPrepared = prepared !== undefined && prepared === joined.peerId
    if (!isPrepared || this.#stopped) ahead?.close()
    this.#takesOver = false
    if (this.#stopped) {
      this.#options.connection.send('stage.leave', { peerId: joined.peerId }).catch(() => undefined)
      return
    }
    this.#closeTransports()
    this.store.setState({ peerId: joined.peerId })
    takeStage(this.store, joined.state, before)
    const isTaken = isPrepared && ahead && (await this.#takeMedia(ahead, joined))
    if (this.#stopped) return
    if (!isTaken) this.#openTransports(device, joined)
    const missing = joined.consumers.filter(({ producerId }) => !this.#consumers.has(producerId))
    await Promise.all(missing.map((parameters) => this.#take(parameters)))
    this.store.setState({ phase: 'joined', problem: null })
    this.#reconcile()
    for (const source of Object.keys(this.store.getState().sent) as Source[]) await this.#produce(source)
  }

  /**
   * Continues with a prepared transport, and with those consumers that are still on stage. False if nothing
   * was on stage when it was prepared: then nothing is connected yet.
   */
  async #takeMedia(ahead: Ahead, joined: Joined): Promise<boolean> {
    const media = await ahead.take(this.#followerOf('receive'))
    if (!media) return false
    if (this.#stopped) media.transport.close()
    this.#transports.set('receive', media.transport)
    const still = new Set(joined.consumers.map(({ id }) => id))
    for (const { consumer, parameters } of media.consumers)
      if (still.has(parameters.id)) this.#keep(parameters, consumer)
      else consumer.close()
    return true
  }

  #openTransports(device: Device, joined: Joined): void {
    for (const direction of ['receive', 'send'] as const) {
      const parameters = joined[direction]
      if (!parameters) continue
      this.#transports.set(
        direction,
        openTransport(
          device,
          direction,
          parameters,
          joined,
          this.#options.connection,
          this.#followerOf(direction),
        ),
      )
    }
  }

  /** What was prepared serves the first join only. */
  #takeAhead(): Ahead | undefined {
    const ahead = this.#ahead
    this.#ahead = undefined
    return ahead
  }

  /**
   * A broken transport is recovered. One that never connected,
   * though the server responds, found no way through the network.
   */
  #followerOf(direction: Direction): (state: ConnectionState) => void {
    let wasConnected = false
    return (state) => {
      if (state === 'connected') wasConnected = true
      const isOnline = this.#options.connection.store.getState().status === 'connected'
      const isBlocked = state === 'failed' && !wasConnected && isOnline
      if (direction === 'receive' && (isBlocked || state === 'connected'))
        this.store.setState({ blocked: isBlocked })
      if (state === 'disconnected' || state === 'failed') void this.#mend(direction)
    }
  }

  #closeTransports(): void {
    for (const transport of this.#transports.values()) transport.close()
    this.#transports.clear()
    this.#consumers.clear()
    this.#producers.clear()
    this.#lastSample = undefined
  }

  async #produce(source: Source): Promise<void> {
    const transport = this.#transports.get('send')
    const sent = this.store.getState().sent[source]
    if (!transport || !sent || sent.track.readyState === 'ended') return
    if (this.#producers.has(source) || this.#producing.get(source) === transport) return
    this.#producing.set(source, transport)
    let producer: Producer
    try {
      producer = await transport.produce({
        track: sent.track,
        ...encodingOf(source, sent.track),
        stopTracks: false,
        appData: { source },
      })
    } finally {
      if (this.#producing.get(source) === transport) this.#producing.delete(source)
    }
    this.#producers.set(source, producer)
    producer.on('trackended', () => {
      // Sharing was ended from the browser's own button; a camera or microphone only counts as lost.
      const gone = source.startsWith('screen') ? this.unpublish(source) : this.setLost(source, true)
      gone.catch(() => undefined)
    })
    // Changes made meanwhile: stopped, another device, muted.
    const now = this.store.getState().sent[source]
    if (!now) return this.unpublish(source)
    if (now.track !== sent.track) await this.#replaceTrack(source, producer, now.track)
    if (now.paused || now.lost) await this.#tellSent(source)
  }

  /**
   * A picture of another size may need another number of layers,
   * hence a new producer; the node closes the old one.
   */
  async #replaceTrack(source: Source, producer: Producer, track: MediaStreamTrack): Promise<void> {
    if (producer.rtpParameters.encodings?.length === layersOf(source, track))
      return producer.replaceTrack({ track })
    this.#producers.delete(source)
    producer.close()
    await this.#produce(source)
  }

  async #take(parameters: ConsumerParameters): Promise<void> {
    const transport = this.#transports.get('receive')
    if (!transport) return
    this.#keep(parameters, await openConsumer(transport, parameters))
  }

  #keep({ producerId, kind, presenterPeerId, source }: ConsumerParameters, consumer: Consumer): void {
    this.#consumers.set(producerId, consumer)
    const received = { producerId, presenterPeerId, kind, source, track: consumer.track }
    this.store.setState((state) => ({ received: { ...state.received, [producerId]: received } }))
  }

  /** Consumes what is on stage and releases the rest; a call during a run makes it run once more. */
  #reconcile(): void {
    this.#reconcileAgain = true
    if (this.#reconciling) return
    this.#reconciling = true
    void this.#reconcileUntilDone().finally(() => {
      this.#reconciling = false
    })
  }

  async #reconcileUntilDone(): Promise<void> {
    while (this.#reconcileAgain && !this.#stopped) {
      this.#reconcileAgain = false
      try {
        await this.#reconcileOnce()
      } catch (error) {
        if (isCode(error, 'peer_gone')) void this.#join()
      }
    }
  }

  async #reconcileOnce(): Promise<void> {
    const { stage, peerId, phase } = this.store.getState()
    if (!stage || !peerId || phase !== 'joined') return
    const wanted = new Set(wantedProducers(stage, peerId, this.#options.role !== 'presenter'))
    this.#dropConsumers((producerId) => !wanted.has(producerId))
    const kept = Object.entries(this.store.getState().received).filter(([producerId]) =>
      wanted.has(producerId),
    )
    this.store.setState({ received: Object.fromEntries(kept) })
    const missing = [...wanted].filter((producerId) => !this.#consumers.has(producerId))
    if (missing.length === 0) return
    const { consumers } = await this.#options.connection.send('stage.consume', {
      peerId,
      producerIds: missing,
    })
    if (peerId !== this.store.getState().peerId) return
    await Promise.all(consumers.map((parameters) => this.#take(parameters)))
  }

  #dropConsumers(isOver: (producerId: string, consumer: Consumer) => boolean): void {
    for (const [producerId, consumer] of this.#consumers) {
      if (!isOver(producerId, consumer)) continue
      consumer.close()
      this.#consumers.delete(producerId)
    }
  }

  /** The socket is back, perhaps on another server: within the grace time the media never stopped. */
  async #reattach(): Promise<void> {
    const { peerId, stage: before } = this.store.getState()
    if (!peerId || this.#joining) return
    try {
      const held = await this.#options.connection.send('stage.attach', { peerId })
      const alive = new Set(held.consumerIds)
      this.#dropConsumers((_, consumer) => !alive.has(consumer.id))
      takeStage(this.store, held.state, before)
      this.#reconcile()
      for (const [direction, { connectionState }] of this.#transports)
        if (connectionState !== 'connected' && connectionState !== 'new') void this.#mend(direction)
    } catch (error) {
      if (!isCode(error, 'no_answer')) await this.#join()
    }
  }

  /** The network changed or was lost: restart ICE; if that does not help, join again. */
  async #mend(direction: Direction): Promise<void> {
    const transport = this.#transports.get(direction)
    if (!transport || this.#mending.has(direction)) return
    const isCurrent = () => this.#transports.get(direction) === transport && !this.#stopped
    const isBack = () => transport.connectionState === 'connected'
    this.#mending.add(direction)
    try {
      await wait(mendMs)
      if (!isCurrent() || isBack()) return
      this.store.setState({ phase: 'interrupted' })
      await this.#connected()
      const { peerId } = this.store.getState()
      if (!peerId || !isCurrent()) return
      const { iceParameters } = await this.#options.connection.send('stage.restartIce', { peerId, direction })
      await transport.restartIce({ iceParameters })
      for (let waited = 0; waited < restartMs && isCurrent() && !isBack(); waited += 100) await wait(100)
      if (!isCurrent()) return
      if (isBack()) {
        this.store.setState({ phase: 'joined' })
        this.#reconcile()
      } else await this.#join()
    } catch {
      if (isCurrent()) await this.#join()
    } finally {
      this.#mending.delete(direction)
    }
  }

  #connected(): Promise<void> {
    const { store } = this.#options.connection
    if (store.getState().status === 'connected') return Promise.resolve()
    return new Promise((resolve) => {
      const stop = store.subscribe(({ status }) => {
        if (status !== 'connected') return
        stop()
        resolve()
      })
    })
  }

  async #sample(): Promise<void> {
    const transport = this.#transports.get('receive')
    const expectsMedia = [...this.#consumers.keys()].some((producerId) => this.#isSending(producerId))
    const stats = await transport?.getStats().catch(() => undefined)
    if (!stats) return
    const report = [...stats.values()] as Record<string, unknown>[]
    this.#decodedFrames = decodedFrames(report)
    if (document.hidden) return
    const sample = readSample(report, Date.now())
    const before = this.#lastSample
    this.#lastSample = sample
    if (before) this.store.setState({ quality: qualityBetween(before, sample, expectsMedia) })
  }

  /** Silence is not sent: only a picture that is on proves that something should arrive. */
  #isSending(producerId: string): boolean {
    const producers =
      this.store.getState().stage?.presenters.flatMap((presenter) => presenter.producers) ?? []
    const producer = producers.find((candidate) => candidate.producerId === producerId)
    return producer?.kind === 'video' && !isOff(producer)
  }
}
