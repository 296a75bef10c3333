// The two transports of a peer's media on this page: created from the server's reply, wired to its commands.
import type { Source, TransportParameters } from '@lectern/shared/media'
import type { Joined } from '@lectern/shared/stage'
import type { Device } from 'mediasoup-client'
import type { ConnectionState, Transport } from 'mediasoup-client/types'
import type { Connection } from '../live/connection.ts'

export type Direction = 'send' | 'receive'

/**
 * A new transport that takes longer than this (ms) to connect
 * has failed; a browser that finds no way may never say so.
 */
const connectMs = 10_000

/** `onState`: of its connection; after a network loss, an ICE restart may recover it. */
export function openTransport(
  device: Device,
  direction: Direction,
  parameters: TransportParameters,
  { peerId, iceServers }: Joined,
  connection: Connection,
  onState: (state: ConnectionState) => void,
): Transport {
  const options = { ...parameters, iceServers }
  const transport =
    direction === 'send' ? device.createSendTransport(options) : device.createRecvTransport(options)
  transport.on('connect', ({ dtlsParameters }, done, fail) => {
    const timer = setTimeout(() => {
      if (transport.connectionState === 'new' || transport.connectionState === 'connecting') onState('failed')
    }, connectMs)
    transport.observer.once('close', () => clearTimeout(timer))
    connection.send('stage.connect', { peerId, direction, dtlsParameters }).then(() => done(), fail)
  })
  transport.on('produce', ({ kind, rtpParameters, appData }, done, fail) => {
    const source = appData.source as Source
    connection
      .send('stage.produce', { peerId, kind, source, rtpParameters })
      .then(({ producerId }) => done({ id: producerId }), fail)
  })
  transport.on('connectionstatechange', onState)
  return transport
}
