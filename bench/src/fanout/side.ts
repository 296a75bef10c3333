// A side of the comparison: receives one stream as RTP, or SRTP with a key, and has viewers.
import type { DtlsParameters, RtpCapabilities } from '@lectern/shared/media'

export interface StreamTarget {
  port: number
  payloadType: number
  ssrc: number
  srtpKey?: string
}

interface OpenedViewer {
  // biome-ignore lint/suspicious/noExplicitAny: mediasoup's own parameters, as the offer takes them
  transport: any
  consumer: { kind: string; rtpParameters: { codecs: { payloadType: number }[] } }
  connect(dtlsParameters: DtlsParameters): Promise<unknown>
}

export interface Side {
  target: StreamTarget
  openViewer(rtpCapabilities: RtpCapabilities): Promise<OpenedViewer>
  /** The media worker, and the Node process around it. */
  pids: { worker: number; node: number }
}
