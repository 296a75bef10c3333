// RTP sent by tests: packets made by hand, so that arrivals can be counted.
import { createSocket } from 'node:dgram'
import type { RtpTarget } from '@lectern/shared/stage'
import { protector } from './srtp.ts'

/** The ids that the packets of one stream carry. */
export type RtpNumbers = Pick<RtpTarget, 'payloadType' | 'ssrc' | 'clockRate'>

/** The id of the audio level extension (RFC 6464), if a packet has one. */
export const audioLevelId = 1
const packetsPerSecond = 50

// A keyframe of 16 by 16 pixels in one packet, as far as a relay looks into it; and 20 ms of Opus.
const vp8Keyframe = Buffer.alloc(30)
vp8Keyframe.set([0x10, 0x10, 0x02, 0x00, 0x9d, 0x01, 0x2a, 0x10, 0x00, 0x10, 0x00])
const vp8Change = Buffer.alloc(30)
vp8Change.set([0x10, 0x11, 0x02, 0x00])
const opusFrame = Buffer.alloc(20, 0xf8)

/** `level`: below full loudness, 0 to 127 dB. */
function audioLevelExtension(level: number): Buffer {
  const extension = Buffer.alloc(8)
  extension.writeUInt16BE(0xbede, 0)
  extension.writeUInt16BE(1, 2)
  extension.set([audioLevelId << 4, 0x80 | level], 4)
  return extension
}

interface StreamOptions {
  /** Loudness in dB below full. */
  level?: number
  /** False: no keyframes, so a new viewer cannot decode the picture. */
  keyframes?: boolean
}

/** Returns a function that makes a stream's next packet on each call. */
export function packetsOf(
  { payloadType, ssrc, clockRate }: RtpNumbers,
  { level, keyframes = true }: StreamOptions = {},
): () => Buffer {
  let sequence = 0
  const picture = keyframes ? vp8Keyframe : vp8Change
  const payload = clockRate === 90_000 ? picture : opusFrame
  const extension = level === undefined ? Buffer.alloc(0) : audioLevelExtension(level)
  return () => {
    const header = Buffer.alloc(12)
    header[0] = extension.length > 0 ? 0x90 : 0x80
    header[1] = 0x80 | payloadType
    header.writeUInt16BE(sequence & 0xffff, 2)
    header.writeUInt32BE((sequence * clockRate) / packetsPerSecond, 4)
    header.writeUInt32BE(ssrc, 8)
    sequence++
    return Buffer.concat([header, extension, payload])
  }
}

/** Calls `send` with fifty packets a second until the returned function is called. */
export function stream(next: () => Buffer, send: (packet: Buffer) => void): () => void {
  const timer = setInterval(() => send(next()), 1000 / packetsPerSecond)
  return () => clearInterval(timer)
}

/** Plays into an ingest over UDP, as an encoder would; the returned function ends it. */
export function playInto(target: RtpTarget, options?: StreamOptions): () => void {
  const socket = createSocket('udp4')
  const protect = protector(target.srtpKey)
  const stop = stream(packetsOf(target, options), (packet) =>
    socket.send(protect(packet), target.port, target.host),
  )
  return () => {
    stop()
    socket.close()
  }
}

/** A far end's report on one stream (RFC 3550 §6.4.2). `fractionLost`: since its last report, 0 to 1. */
export function receiverReport(
  ssrc: number,
  { fractionLost, jitter }: { fractionLost: number; jitter: number },
) {
  const report = Buffer.alloc(32)
  report.set([0x81, 201])
  report.writeUInt16BE(report.length / 4 - 1, 2)
  report.writeUInt32BE(1, 4)
  report.writeUInt32BE(ssrc, 8)
  report[12] = Math.round(fractionLost * 256)
  report.writeUInt32BE(jitter, 20)
  return report
}

/** A keyframe request (RFC 4585 §6.3.1): it says nothing about what was received. */
export function pictureLoss(ssrc: number): Buffer {
  const request = Buffer.alloc(12)
  request.set([0x81, 206])
  request.writeUInt16BE(request.length / 4 - 1, 2)
  request.writeUInt32BE(1, 4)
  request.writeUInt32BE(ssrc, 8)
  return request
}

/** The SSRC of mediasoup's bandwidth probes. */
const probeSsrc = 1234

/** Whether a received packet is media; reports have RTCP packet types. */
export const isMedia = (packet: Buffer): boolean =>
  (packet[1]! < 192 || packet[1]! > 223) && packet.readUInt32BE(8) !== probeSsrc
