// A network between a far end and the node that a test can cut: what either sends after that is lost.
import { createSocket, type RemoteInfo } from 'node:dgram'
import { once } from 'node:events'
import type { TransportParameters } from '@lectern/shared/media'
import { leftovers } from './trial.ts'

async function openSocket() {
  const socket = createSocket('udp4')
  socket.bind(0, '127.0.0.1')
  await once(socket, 'listening')
  return socket
}

/** `transport`: as the far end gets it, with the line's address in place of the node's. */
export async function openLine(
  node: TransportParameters,
): Promise<{ transport: TransportParameters; cut(): void }> {
  const candidate = node.iceCandidates.find(({ protocol }) => protocol === 'udp')!
  const [toFarEnd, toNode] = await Promise.all([openSocket(), openSocket()])
  let farEnd: RemoteInfo | undefined
  let isCut = false
  toFarEnd.on('message', (packet, from) => {
    farEnd = from
    if (!isCut) toNode.send(packet, candidate.port, candidate.ip)
  })
  toNode.on('message', (packet) => {
    if (!isCut && farEnd) toFarEnd.send(packet, farEnd.port, farEnd.address)
  })
  leftovers.push(() => {
    toFarEnd.close()
    toNode.close()
  })
  const { address } = toFarEnd.address()
  const through = { ...candidate, ip: address, address, port: toFarEnd.address().port }
  return {
    transport: { ...node, iceCandidates: [through] },
    cut() {
      isCut = true
    },
  }
}
