// The active speaker: the loudest presenter on stage, reported only when it changes.
import type { AudioLevelObserver, Producer, Router } from 'mediasoup/types'

/** Quieter than this (dBov) is silence. */
const threshold = -55
/** How often levels are compared, in ms. */
const interval = 400

export class Speaking {
  readonly #observer: AudioLevelObserver
  readonly #peerOf = new Map<string, string>()
  #allowed: ReadonlySet<string> = new Set()
  #current: string | null = null
  #tell: (peerId: string | null) => void = () => undefined

  private constructor(observer: AudioLevelObserver) {
    this.#observer = observer
    observer.on('volumes', (volumes) => {
      const loudest = volumes.find(({ producer }) => this.#allowed.has(this.#peerOf.get(producer.id) ?? ''))
      this.#set(loudest ? (this.#peerOf.get(loudest.producer.id) ?? null) : null)
    })
    observer.on('silence', () => this.#set(null))
  }

  static async create(router: Router): Promise<Speaking> {
    return new Speaking(await router.createAudioLevelObserver({ maxEntries: 8, threshold, interval }))
  }

  onChange(tell: (peerId: string | null) => void): void {
    this.#tell = tell
  }

  add(producer: Producer, peerId: string): void {
    this.#peerOf.set(producer.id, peerId)
    producer.observer.once('close', () => this.#peerOf.delete(producer.id))
    // Fails only if the producer has closed meanwhile.
    this.#observer.addProducer({ producerId: producer.id }).catch(() => undefined)
  }

  /** Only these peers' voices count. */
  limitTo(peerIds: ReadonlySet<string>): void {
    this.#allowed = peerIds
    if (this.#current !== null && !peerIds.has(this.#current)) this.#set(null)
  }

  #set(peerId: string | null): void {
    if (peerId === this.#current) return
    this.#current = peerId
    this.#tell(peerId)
  }
}
