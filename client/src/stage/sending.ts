// What this page sends: a track for each source, and its producer once there is a transport.
import type { Source } from '@lectern/shared/media'
import type { Producer, Transport } from 'mediasoup-client/types'
import type { Connection } from '../live/connection.ts'
import { encodingOf, layersOf } from './encodings.ts'
import type { Sent, StageStore } from './stageStore.ts'

export interface SendingOptions {
  store: StageStore
  connection: Connection
  /** Undefined while the page has no place on the stage. */
  transport: () => Transport | undefined
}

export class Sending {
  readonly #options: SendingOptions
  readonly #producers = new Map<Source, Producer>()
  /** By source: the transport on which it is being opened. */
  readonly #producing = new Map<Source, Transport>()

  constructor(options: SendingOptions) {
    this.#options = options
  }

  get #store(): StageStore {
    return this.#options.store
  }

  /**
   * Sends a track. It replaces the source's previous track, without a gap if it has as many layers. A
   * muted or disabled source stays so with any device; `paused` applies to a source not sent before.
   */
  async publish(source: Source, track: MediaStreamTrack, paused = false): Promise<void> {
    const before = this.#store.getState().sent[source]
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
    this.#store.getState().sent[source]?.track.stop()
    this.#setSent(source, undefined)
    const producer = this.#producers.get(source)
    const { peerId } = this.#store.getState()
    if (!producer || !peerId) return
    this.#producers.delete(source)
    producer.close()
    await this.#options.connection.send('stage.closeProducer', { peerId, producerId: producer.id })
  }

  /** Mutes or unmutes without releasing the device. */
  async setPaused(source: Source, paused: boolean): Promise<void> {
    const sent = this.#store.getState().sent[source]
    if (!sent) return
    sent.track.enabled = !paused
    this.#setSent(source, { ...sent, paused })
    await this.#tellSent(source)
  }

  /** The device stopped or resumed sending without a press: muted stays muted. */
  async setLost(source: Source, lost: boolean): Promise<void> {
    const sent = this.#store.getState().sent[source]
    if (!sent || sent.lost === lost) return
    this.#setSent(source, { ...sent, lost })
    await this.#tellSent(source)
  }

  async #tellSent(source: Source): Promise<void> {
    const sent = this.#store.getState().sent[source]
    const producer = this.#producers.get(source)
    const { peerId } = this.#store.getState()
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

  #setSent(source: Source, sent: Sent | undefined): void {
    const { [source]: _, ...others } = this.#store.getState().sent
    this.#store.setState({ sent: sent ? { ...others, [source]: sent } : others })
  }

  /** Sends every source on a new transport. */
  async resume(): Promise<void> {
    for (const source of Object.keys(this.#store.getState().sent) as Source[]) await this.#produce(source)
  }

  /** Its transport is closed. */
  clear(): void {
    this.#producers.clear()
  }

  async #produce(source: Source): Promise<void> {
    const transport = this.#options.transport()
    const sent = this.#store.getState().sent[source]
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
    const now = this.#store.getState().sent[source]
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
}
