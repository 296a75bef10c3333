// SRTP as an encoder sends it (RFC 3711: AES-CM 128, HMAC-SHA1-80), for one stream's packets in order.
import { createCipheriv, createHmac } from 'node:crypto'

/** The key stream of AES in counter mode. */
const keyStream = (key: Buffer, counter: Buffer, length: number): Buffer =>
  createCipheriv('aes-128-ctr', key, counter).update(Buffer.alloc(length))

const xor = (a: Buffer, b: Buffer): Buffer => Buffer.from(a.map((byte, i) => byte ^ b[i]!))

/** Key derivation (RFC 3711 §4.3): `label` 0 for encryption, 1 for authentication, 2 for the salt. */
function derive(masterKey: Buffer, masterSalt: Buffer, label: number, length: number): Buffer {
  const counter = Buffer.concat([masterSalt, Buffer.alloc(2)])
  counter[7]! ^= label
  return keyStream(masterKey, counter, length)
}

/** Returns a function that protects the next packet. `keyBase64`: master key and salt. */
export function protector(keyBase64: string): (packet: Buffer) => Buffer {
  const master = Buffer.from(keyBase64, 'base64')
  const [masterKey, masterSalt] = [master.subarray(0, 16), master.subarray(16, 30)]
  const key = derive(masterKey, masterSalt, 0, 16)
  const authKey = derive(masterKey, masterSalt, 1, 20)
  const salt = derive(masterKey, masterSalt, 2, 14)
  let rollovers = 0
  let last = -1
  return (packet) => {
    const sequence = packet.readUInt16BE(2)
    if (sequence < last) rollovers++
    last = sequence
    const headerLength = 12 + (packet[0]! & 0x10 ? 4 + 4 * packet.readUInt16BE(14) : 0)
    const index = Buffer.alloc(16)
    packet.copy(index, 4, 8, 12)
    index.writeUInt32BE(rollovers, 8)
    index.writeUInt16BE(sequence, 12)
    const counter = xor(index, Buffer.concat([salt, Buffer.alloc(2)]))
    const payload = packet.subarray(headerLength)
    const encrypted = xor(payload, keyStream(key, counter, payload.length))
    const protectedPart = Buffer.concat([packet.subarray(0, headerLength), encrypted])
    const roc = Buffer.alloc(4)
    roc.writeUInt32BE(rollovers)
    const tag = createHmac('sha1', authKey).update(protectedPart).update(roc).digest().subarray(0, 10)
    return Buffer.concat([protectedPart, tag])
  }
}
