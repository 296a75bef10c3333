// Whether media reached one viewer: what was sent to it, what was heard from it, and what its receiver reports say.
import type { Consumer } from 'mediasoup/types'
import type { Consumed, StagePeer } from './stage.ts'

/**
 * A report proves reception for this long (ms). Browsers report on video about each second, on sound 2.5 to 7.5 s after the
 * last report; one sample more until it is noticed.
 */
const reportHoldsMs = 10_000
/**
 * Where only sound is received, reports may be the only thing heard, and so far apart (ms): the worker does not count the
 * checks of the connection itself (ICE consent).
 */
const soundReportsMs = 7500
/**
 * Of the packets since the report before, in 1/256: 30%. Opus conceals and repairs losses up to about here, and video is
 * sent anew; nobody can follow a talk beyond.
 */
const lossBound = 0.3 * 256

interface Reports {
  /** What the last report left in the worker's figures. The worker does not count reports, but each rewrites these. */
  figures: string
  readAt: number
  /** When a new report was last noticed, and the loss that it told. */
  reportedAt: number
  fractionLost: number
}

/** Of a consumer that nothing was reported of yet. */
const noFigures = '0,0,0,0'

export interface ViewerDelivery {
  /**
   * Whether media reached the viewer since the sample before. `flowing`: the producers on stage that sent anything in that
   * time. `now` is in ms on a clock that never jumps.
   */
  sample(now: number, flowing: ReadonlySet<string>): Promise<boolean>
}

/** `openedAt`: not after the peer was opened, or the sample before that. */
export function createViewerDelivery(peer: StagePeer, openedAt: number): ViewerDelivery {
  let before = { at: openedAt, sent: 0, received: 0 }
  let heardAt = Number.NEGATIVE_INFINITY
  const reports = new Map<string, Reports>()

  const proves = ({ reportedAt, fractionLost }: Reports, now: number): boolean =>
    now - reportedAt <= reportHoldsMs && fractionLost < lossBound

  /** Whether the consumer's last report is a new one and tells of little loss. */
  async function readReport(consumer: Consumer, now: number): Promise<boolean> {
    const reported = reports.get(consumer.id)!
    const stats = (await consumer.getStats()).find(({ type }) => type === 'outbound-rtp')
    if (!stats) return false
    const { packetsLost, fractionLost, jitter, roundTripTime = 0 } = stats
    const figures = [packetsLost, fractionLost, jitter, roundTripTime].join()
    // A change since long ago tells nothing of now.
    const isNew = figures !== reported.figures && now - reported.readAt <= reportHoldsMs
    reports.set(consumer.id, {
      ...(isNew ? { reportedAt: now, fractionLost } : reported),
      figures,
      readAt: now,
    })
    return isNew && fractionLost < lossBound
  }

  /** A consumer that was not there at the sample before has been opened since. */
  function keepReports(consumed: Consumed[], now: number): void {
    for (const { consumer } of consumed) {
      if (reports.has(consumer.id)) continue
      const reportedAt = Number.NEGATIVE_INFINITY
      reports.set(consumer.id, { figures: noFigures, readAt: before.at, reportedAt, fractionLost: 0 })
    }
    const held = new Set(consumed.map(({ consumer }) => consumer.id))
    for (const [consumerId, { reportedAt }] of reports)
      if (!held.has(consumerId) && now - reportedAt > reportHoldsMs) reports.delete(consumerId)
  }

  /** No report can come of what is not sent: that time does not count against those that there are. */
  function keepYoung(elapsedMs: number): void {
    for (const reported of reports.values()) {
      reported.readAt += elapsedMs
      reported.reportedAt += elapsedMs
    }
  }

  /**
   * Where there was nothing to be sent, that the connection stands is enough for whoever would have heard every word: not for
   * whoever takes only what is silent.
   */
  function hearsAll(wanted: Consumed[]): boolean {
    const heard = new Set(wanted.map(({ media }) => media.producer.id))
    return peer.stage.media.every(
      (media) =>
        media.producer.kind !== 'audio' || !peer.stage.isOnStage(media) || heard.has(media.producer.id),
    )
  }

  return {
    async sample(now, flowing) {
      const transport = peer.receiveTransport
      if (!transport) return false
      const [stats] = await transport.getStats()
      if (!stats) return false
      const isSent = stats.rtpBytesSent > before.sent
      const isHeardAnew = stats.bytesReceived > before.received
      if (isHeardAnew) heardAt = now
      const { consumed } = peer
      keepReports(consumed, now)
      const elapsedMs = now - before.at
      before = { at: now, sent: stats.rtpBytesSent, received: stats.bytesReceived }

      const wanted = consumed.filter(({ consumer }) => !consumer.paused)
      const incoming = wanted.filter(({ media }) => flowing.has(media.producer.id))
      const hasVideo = incoming.some(({ consumer }) => consumer.kind === 'video')
      const isHeard = isHeardAnew || (!hasVideo && now - heardAt <= soundReportsMs)
      if (!isHeard) return false
      if (!isSent) {
        if (incoming.length > 0) return false
        keepYoung(elapsedMs)
        return wanted.length > 0 && hearsAll(wanted)
      }
      // Video first, for it is reported on more often: one new report is enough.
      incoming.sort((a, b) => Number(b.consumer.kind === 'video') - Number(a.consumer.kind === 'video'))
      for (const { consumer } of incoming) if (await readReport(consumer, now)) return true
      return [...reports.values()].some((reported) => proves(reported, now))
    },
  }
}
