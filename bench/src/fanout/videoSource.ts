// A stream that a relay takes for VP8: 30 frames of four packets and one keyframe a second, 1 Mbps.
import { createSocket, type Socket } from 'node:dgram'
import { setTimeout as wait } from 'node:timers/promises'
import { protector } from '../../../sfu/src/testing/srtp.ts'
import type { StreamTarget } from './side.ts'

const framesPerSecond = 30
const packetsPerFrame = 4
const packetsPerSecond = framesPerSecond * packetsPerFrame
const payloadBytes = 1040
const headerBytes = 12

/** RFC 7741: a descriptor marks a frame's start, its first byte keyframes; then start code and size. */
const keyframeStart = [0x10, 0x10, 0x02, 0x00, 0x9d, 0x01, 0x2a, 0x80, 0x02, 0x68, 0x01]
const frameStart = [0x10, 0x11, 0x02, 0x00]
const frameRest = [0x00]

export class VideoSource {
  readonly #target: StreamTarget
  readonly #socket: Socket = createSocket('udp4')
  readonly #protect: (packet: Buffer) => Buffer
  #sent = 0

  constructor(target: StreamTarget) {
    this.#target = target
    this.#protect = target.srtpKey === undefined ? (packet) => packet : protector(target.srtpKey)
  }

  /** Sends evenly for `seconds`, starting with a keyframe. Resolves to the number of packets. */
  async send(seconds: number): Promise<number> {
    const count = seconds * packetsPerSecond
    const startedAt = performance.now()
    for (let sent = 0; sent < count; ) {
      const due = Math.min(count, Math.ceil(((performance.now() - startedAt) / 1000) * packetsPerSecond))
      for (; sent < due; sent++)
        this.#socket.send(this.#protect(this.#next()), this.#target.port, '127.0.0.1')
      await wait(4)
    }
    return count
  }

  close(): void {
    this.#socket.close()
  }

  #next(): Buffer {
    const { payloadType, ssrc } = this.#target
    const index = this.#sent++
    const frame = Math.floor(index / packetsPerFrame)
    const place = index % packetsPerFrame
    const packet = Buffer.alloc(headerBytes + payloadBytes)
    packet[0] = 0x80
    packet[1] = payloadType | (place === packetsPerFrame - 1 ? 0x80 : 0)
    packet.writeUInt16BE(index & 0xffff, 2)
    packet.writeUInt32BE((frame * (90_000 / framesPerSecond)) >>> 0, 4)
    packet.writeUInt32BE(ssrc, 8)
    const start = frame % framesPerSecond === 0 ? keyframeStart : frameStart
    packet.set(place === 0 ? start : frameRest, headerBytes)
    return packet
  }
}
