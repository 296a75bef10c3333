// The media engine of one page on one stage: joins it, and stays joined through lost sockets, networks,
// servers and media nodes. What it sends and receives is declared, so the next message makes up for a missed
// one. No React.
import { AppError, errors } from '@lectern/shared/errors'
import type { RtpCapabilities } from '@lectern/shared/media'
import type { Joined } from '@lectern/shared/stage'
import type { Device } from 'mediasoup-client'
import type { ConnectionState, Transport } from 'mediasoup-client/types'
import { canRetry } from '../live/appError.ts'
import type { Connection } from '../live/connection.ts'
import type { Ahead } from './ahead.ts'
import { Receiving } from './receiving.ts'
import { Sending } from './sending.ts'
import { createStageStore, type StageStore, takeStage } from './stageStore.ts'
import { type Direction, openTransport } from './transports.ts'

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
  readonly sending: Sending
  readonly receiving: Receiving
  readonly #options: StageMediaOptions
  readonly #transports = new Map<Direction, Transport>()
  readonly #stopListening: (() => void)[] = []
  readonly #mending = new Set<Direction>()
  #joining: Promise<void> | undefined
  #ahead: Ahead | undefined
  #takesOver = false
  #stopped = false

  constructor(options: StageMediaOptions) {
    this.#options = options
    this.#ahead = options.ahead
    const { store } = this
    const { connection, role } = options
    this.sending = new Sending({ store, connection, transport: () => this.#transports.get('send') })
    this.receiving = new Receiving({
      store,
      connection,
      isViewer: role !== 'presenter',
      transport: () => this.#transports.get('receive'),
      onPeerGone: () => void this.#join(),
    })
  }

  /** Joins, and stays joined until `stop`, through lost sockets, networks, servers and media nodes. */
  start(): void {
    const { connection, sessionId } = this.#options
    let isFirst = true
    const online = () => {
      for (const direction of this.#transports.keys()) void this.#mend(direction)
    }
    window.addEventListener('online', online)
    const sampler = setInterval(() => void this.receiving.sample(), sampleMs)
    this.#stopListening.push(
      () => clearInterval(sampler),
      () => window.removeEventListener('online', online),
      connection.on('stage.state', (stage) => {
        if (stage.sessionId === sessionId && takeStage(this.store, stage)) this.receiving.reconcile()
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
    this.receiving.stop()
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
    await this.receiving.takeAll(joined.consumers)
    this.store.setState({ phase: 'joined', problem: null })
    this.receiving.reconcile()
    await this.sending.resume()
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
      if (still.has(parameters.id)) this.receiving.keep(parameters, consumer)
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
    this.sending.clear()
    this.receiving.clear()
  }

  /** The socket is back, perhaps on another server: within the grace time the media never stopped. */
  async #reattach(): Promise<void> {
    const { peerId, stage: before } = this.store.getState()
    if (!peerId || this.#joining) return
    try {
      const held = await this.#options.connection.send('stage.attach', { peerId })
      const alive = new Set(held.consumerIds)
      this.receiving.drop((_, consumer) => !alive.has(consumer.id))
      takeStage(this.store, held.state, before)
      this.receiving.reconcile()
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
        this.receiving.reconcile()
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
}
