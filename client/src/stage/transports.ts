// The two transports of a peer's media on this page: created from the server's reply, wired to its commands.
import type { ConsumerParameters, Source, TransportParameters } from '@lectern/shared/media'
import type { Joined } from '@lectern/shared/stage'
import type { Device } from 'mediasoup-client'
import type { ConnectionState, Consumer, RtpParameters, Transport } from 'mediasoup-client/types'
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
  { peerId, iceServers }: Pick<Joined, 'peerId' | 'iceServers'>,
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

/** Receives what the node sends by these parameters. */
export const openConsumer = (
  transport: Transport,
  { id, producerId, kind, rtpParameters, presenterPeerId, source }: ConsumerParameters,
): Promise<Consumer> =>
  transport.consume({
    id,
    producerId,
    kind,
    // mediasoup-client handles one header extension (toffset) that its types lack.
    rtpParameters: rtpParameters as RtpParameters,
    // Keeps a presenter's sound and picture in sync.
    streamId: `${presenterPeerId}-${source.startsWith('screen') ? 'screen' : 'camera'}`,
  })
