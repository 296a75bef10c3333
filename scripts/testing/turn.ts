// A minimal TURN client (RFC 8656 over TCP or TLS), to test what a TURN server permits.
import { createHash, createHmac, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { isIPv6 } from 'node:net'
import type { Duplex } from 'node:stream'

export interface TurnCredentials {
  username: string
  credential: string
}

/** The server's answer: 0 for success, otherwise STUN's error code: 401, 403 … */
export type TurnAnswer = number

const methods = { allocate: 0x003, createPermission: 0x008, channelBind: 0x009 }
const attributes = {
  username: 0x0006,
  integrity: 0x0008,
  errorCode: 0x0009,
  channel: 0x000c,
  peer: 0x0012,
  realm: 0x0014,
  nonce: 0x0015,
  family: 0x0017,
  transport: 0x0019,
}
const transports = { udp: 17, tcp: 6 }
const cookie = Buffer.from('2112a442', 'hex')
const headerBytes = 20

function attribute(type: number, value: Buffer): Buffer {
  const head = Buffer.alloc(4)
  head.writeUInt16BE(type, 0)
  head.writeUInt16BE(value.length, 2)
  return Buffer.concat([head, value, Buffer.alloc(-value.length & 3)])
}

function header(type: number, length: number, id: Buffer): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt16BE(type, 0)
  bytes.writeUInt16BE(length, 2)
  return Buffer.concat([bytes, cookie, id])
}

/** Sixteen bytes of an IPv6 address, four of an IPv4 one. */
function addressBytes(address: string): Buffer {
  if (!isIPv6(address)) return Buffer.from(address.split('.').map(Number))
  const [head, tail] = new URL(`http://[${address}]`).hostname.slice(1, -1).split('::')
  const groups = (text: string | undefined) => (text ? text.split(':') : [])
  const missing = 8 - groups(head).length - groups(tail).length
  const all = [...groups(head), ...Array<string>(missing).fill('0'), ...groups(tail)]
  return Buffer.from(all.map((group) => group.padStart(4, '0')).join(''), 'hex')
}

function peerAttribute(address: string, port: number, id: Buffer): Buffer {
  const head = Buffer.from([0, isIPv6(address) ? 2 : 1, 0, 0])
  head.writeUInt16BE(port ^ 0x2112, 2)
  const mask = Buffer.concat([cookie, id])
  return attribute(
    attributes.peer,
    Buffer.concat([head, addressBytes(address).map((byte, i) => byte ^ mask[i]!)]),
  )
}

function parse(message: Buffer): Map<number, Buffer> {
  const parsed = new Map<number, Buffer>()
  for (let at = headerBytes; at + 4 <= message.length; ) {
    const length = message.readUInt16BE(at + 2)
    parsed.set(message.readUInt16BE(at), message.subarray(at + 4, at + 4 + length))
    at += 4 + length + (-length & 3)
  }
  return parsed
}

/** `socket`: connected to the server; its creator closes it. One request at a time. */
export function turnClient(socket: Duplex, { username, credential }: TurnCredentials) {
  let realm = ''
  let nonce: Buffer = Buffer.alloc(0)
  let received: Buffer = Buffer.alloc(0)

  async function answer(): Promise<Buffer> {
    for (;;) {
      const end = received.length < headerBytes ? Number.NaN : headerBytes + received.readUInt16BE(2)
      if (received.length >= end) {
        const message = received.subarray(0, end)
        received = received.subarray(end)
        return message
      }
      const [data] = (await once(socket, 'data')) as [Buffer]
      received = Buffer.concat([received, data])
    }
  }

  function signed(body: Buffer, type: number, id: Buffer): Buffer {
    const known = Buffer.concat([
      body,
      attribute(attributes.username, Buffer.from(username)),
      attribute(attributes.realm, Buffer.from(realm)),
      attribute(attributes.nonce, nonce),
    ])
    const key = createHash('md5').update(`${username}:${realm}:${credential}`).digest()
    const integrityBytes = 24
    const before = Buffer.concat([header(type, known.length + integrityBytes, id), known])
    return Buffer.concat([
      before,
      attribute(attributes.integrity, createHmac('sha1', key).update(before).digest()),
    ])
  }

  async function send(type: number, bodyOf: (id: Buffer) => Buffer[]): Promise<TurnAnswer> {
    const id = randomBytes(12)
    const body = Buffer.concat(bodyOf(id))
    socket.write(realm ? signed(body, type, id) : Buffer.concat([header(type, body.length, id), body]))
    const fields = parse(await answer())
    const error = fields.get(attributes.errorCode)
    realm = fields.get(attributes.realm)?.toString() ?? realm
    nonce = fields.get(attributes.nonce) ?? nonce
    return error ? error[2]! * 100 + error[3]! : 0
  }

  return {
    /**
     * Requests a relay; the first attempt without credentials, as every client does. `wants`: UDP or TCP (RFC
     * 6062), IPv4 or IPv6.
     */
    async allocate(wants: { transport?: 'udp' | 'tcp'; family?: 4 | 6 } = {}): Promise<TurnAnswer> {
      const { transport = 'udp', family = 4 } = wants
      const body = () => [
        attribute(attributes.transport, Buffer.from([transports[transport], 0, 0, 0])),
        ...(family === 6 ? [attribute(attributes.family, Buffer.from([2, 0, 0, 0]))] : []),
      ]
      if (!realm) await send(methods.allocate, body)
      return send(methods.allocate, body)
    },
    /** May the relay exchange packets with this address? */
    permit: (address: string, port = 0): Promise<TurnAnswer> =>
      send(methods.createPermission, (id) => [peerAttribute(address, port, id)]),
    bindChannel: (channel: number, address: string, port: number): Promise<TurnAnswer> =>
      send(methods.channelBind, (id) => [
        attribute(attributes.channel, Buffer.from([channel >> 8, channel & 0xff, 0, 0])),
        peerAttribute(address, port, id),
      ]),
  }
}
