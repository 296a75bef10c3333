// The control connection from this server to one media node.
import type { Acknowledgement } from '@lectern/shared/command'
import { isProof, newNonce, proofOf } from '@lectern/shared/controlProof'
import { AppError, errors } from '@lectern/shared/errors'
import {
  type ControlChallenge,
  type SfuClientEvents,
  type SfuCommandName,
  type SfuHandshake,
  type SfuMomentName,
  type SfuReply,
  type SfuReportName,
  type SfuRequest,
  type SfuServerEvents,
  sfuCommands,
  sfuMoments,
  sfuReports,
  type TakenReport,
} from '@lectern/shared/sfuContract'
import { io, type Socket } from 'socket.io-client'

/** No two machines' clocks drift apart faster than this share. */
const driftBound = 0.0002

/**
 * How much longer than usual a message took, in ms: this process may have stalled when it arrived. The
 * fastest message seen gives the offset between the two clocks, which are otherwise unrelated.
 */
export function createTransit() {
  let quickest = { offset: Number.POSITIVE_INFINITY, at: 0 }
  return {
    of(sentAt: number, receivedAt: number): number {
      const usual = quickest.offset + (receivedAt - quickest.at) * driftBound
      const offset = receivedAt - sentAt
      if (offset <= usual) quickest = { offset, at: receivedAt }
      return Math.max(0, offset - usual)
    },
  }
}

/** A node that does not answer within this time (ms) counts as away. */
const answerMs = 5000

export class SfuLink {
  readonly nodeId: string
  readonly controlUrl: string
  readonly #socket: Socket<SfuServerEvents, SfuClientEvents>
  #onMalformed: (name: string) => void = () => undefined
  readonly #secret: string
  readonly #transit = createTransit()
  #nonce = newNonce()
  /** The answer to the node's challenge, for the next attempt. */
  #answer: Required<Pick<SfuHandshake, 'proof' | 'nodeNonce'>> | undefined
  /** The node has proved its identity on the current connection. */
  #isProved = false

  /** `secret` is proved to the node once the node has proved that it holds it too; it is never sent. */
  constructor(nodeId: string, controlUrl: string, secret: string, name: string) {
    this.nodeId = nodeId
    this.controlUrl = controlUrl
    this.#secret = secret
    this.#socket = io(controlUrl, {
      transports: ['websocket'],
      auth: (give) => {
        const answer = this.#answer
        this.#answer = undefined
        this.#isProved = answer !== undefined
        if (!answer) this.#nonce = newNonce()
        give({ name, nonce: this.#nonce, ...answer } satisfies SfuHandshake)
      },
      reconnectionDelay: 200,
      reconnectionDelayMax: 1000,
    })
    this.#socket.on('connect_error', (error: Error & { data?: ControlChallenge }) => {
      if (!this.#isNode(error.data)) return
      const nodeNonce = error.data.nonce
      this.#answer = { nodeNonce, proof: proofOf(this.#secret, 'server', this.#about(nodeNonce)) }
      this.#socket.connect()
    })
    // A node that admits this server without a challenge is not genuine.
    this.#socket.on('connect', () => {
      if (!this.#isProved) this.#socket.disconnect()
    })
  }

  #about(nodeNonce: string) {
    return { controlUrl: this.controlUrl, serverNonce: this.#nonce, nodeNonce }
  }

  /** Whether the challenge comes from a media node of this cluster at exactly this address. */
  #isNode(challenge: ControlChallenge | undefined): challenge is ControlChallenge {
    if (typeof challenge?.nonce !== 'string') return false
    return isProof(challenge.proof, proofOf(this.#secret, 'node', this.#about(challenge.nonce)))
  }

  get connected(): boolean {
    return this.#socket.connected && this.#isProved
  }

  on<Name extends SfuMomentName>(name: Name, listener: SfuServerEvents[Name]): void {
    const take = (event: unknown) => {
      if (!this.#isProved) return
      const parsed = sfuMoments[name].safeParse(event)
      if (parsed.success) listener(parsed.data as never)
      else this.#onMalformed(name)
    }
    this.#socket.on(name, take as never)
  }

  /** `listener` gets the name of each malformed event, which is dropped. */
  onMalformed(listener: (name: string) => void): void {
    this.#onMalformed = listener
  }

  /**
   * The report counts as taken once `take` resolves; if it rejects, the node retries here or at another
   * server.
   */
  onReport<Name extends SfuReportName>(
    name: Name,
    take: (report: TakenReport<Name>) => Promise<unknown>,
  ): void {
    const listener = (raw: unknown, acknowledge: unknown) => {
      // Events in the first packet arrive before the connection counts as refused.
      if (!this.#isProved) return
      if (typeof acknowledge !== 'function') return this.#onMalformed(name)
      const parsed = sfuReports[name].given.safeParse(raw)
      if (!parsed.success) {
        this.#onMalformed(name)
        // It would be just as malformed the next time.
        return acknowledge(true)
      }
      const { sentAt, ...report } = parsed.data
      const lateMs = Math.round(this.#transit.of(sentAt, performance.now()))
      take({ ...report, agoMs: report.agoMs + lateMs } as unknown as TakenReport<Name>).then(
        () => acknowledge(true),
        () => acknowledge(false),
      )
    }
    this.#socket.on(name, listener as never)
  }

  /** `listener` runs after the first and every later connect. */
  onConnect(listener: () => void): void {
    this.#socket.on('connect', () => {
      if (this.#isProved) listener()
    })
  }

  /**
   * `isDead`: its machine says that nothing listens there any more. A node's id is its process's, so that
   * node never returns; any other failure may be the network's.
   */
  onRefused(listener: (reason: string, isDead: boolean) => void): void {
    this.#socket.on('connect_error', (error: Error & { description?: { error?: { code?: string } } }) => {
      if (this.#answer === undefined)
        listener(error.message, error.description?.error?.code === 'ECONNREFUSED')
    })
    this.#socket.on('connect', () => {
      if (!this.#isProved) listener('it did not prove that it holds the control secret', false)
    })
  }

  /** Throws the node's AppError, or `stage_unavailable` if it does not answer. */
  async call<Name extends SfuCommandName>(name: Name, request: SfuRequest<Name>): Promise<SfuReply<Name>> {
    // Never queue a request for a node that may not return.
    if (!this.connected) throw errors.stageUnavailable()
    let answer: Acknowledgement
    try {
      answer = await this.#socket.timeout(answerMs).emitWithAck('command', name, request)
    } catch {
      throw errors.stageUnavailable()
    }
    if (!answer.ok) throw AppError.fromBody(answer.error)
    return sfuCommands[name].reply.parse(answer.value) as SfuReply<Name>
  }

  close(): void {
    this.#socket.disconnect()
  }
}
