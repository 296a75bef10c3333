// Whether media reached one viewer, judged by what was sent, what came back, and the receiver reports.
import type { Consumer } from 'mediasoup/types'
import type { Consumed, StagePeer } from './stage.ts'

/**
 * How long a report proves reception (ms). Browsers report on video about every second, on sound 2.5 to 7.5 s
 * after the last report; plus one sample until it is noticed.
 */
const reportHoldsMs = 10_000
/**
 * A viewer receiving only sound may send nothing but reports, at intervals up to this (ms): the worker does
 * not count the connection's own checks (ICE consent).
 */
const soundReportsMs = 7500
/**
 * Of the packets since the last report, in 1/256: 30%. Opus conceals and repairs losses up to about here, and
 * video is retransmitted; beyond it nobody can follow a talk.
 */
const lossBound = 0.3 * 256

interface Reports {
  /** The worker's figures after the last report. It does not count reports, but each changes these. */
  figures: string
  readAt: number
  /** When a new report was last noticed, and the loss it stated. */
  reportedAt: number
  fractionLost: number
}

/** A consumer that has not been reported on. */
const noFigures = '0,0,0,0'

export interface ViewerDelivery {
  /**
   * Whether media reached the viewer since the last sample. `flowing`: the producers on stage that sent
   * anything in that time. `now`: ms on a clock that never jumps.
   */
  sample(now: number, flowing: ReadonlySet<string>): Promise<boolean>
}

/** `openedAt`: a time no later than when the peer was opened, or the previous sample. */
export function createViewerDelivery(peer: StagePeer, openedAt: number): ViewerDelivery {
  let before = { at: openedAt, sent: 0, received: 0 }
  let heardAt = Number.NEGATIVE_INFINITY
  const reports = new Map<string, Reports>()

  const proves = ({ reportedAt, fractionLost }: Reports, now: number): boolean =>
    now - reportedAt <= reportHoldsMs && fractionLost < lossBound

  /** Whether the consumer's last report is new and states little loss. */
  async function readReport(consumer: Consumer, now: number): Promise<boolean> {
    const reported = reports.get(consumer.id)!
    const stats = (await consumer.getStats()).find(({ type }) => type === 'outbound-rtp')
    if (!stats) return false
    const { packetsLost, fractionLost, jitter, roundTripTime = 0 } = stats
    const figures = [packetsLost, fractionLost, jitter, roundTripTime].join()
    // A change since long ago says nothing about now.
    const isNew = figures !== reported.figures && now - reported.readAt <= reportHoldsMs
    reports.set(consumer.id, {
      ...(isNew ? { reportedAt: now, fractionLost } : reported),
      figures,
      readAt: now,
    })
    return isNew && fractionLost < lossBound
  }

  /** A consumer missing at the last sample has been opened since. */
  function keepReports(consumed: Consumed[], now: number): void {
    for (const { consumer } of consumed) {
      if (reports.has(consumer.id)) continue
      const reportedAt = Number.NEGATIVE_INFINITY
      reports.set(consumer.id, { figures: noFigures, readAt: before.at, reportedAt, fractionLost: 0 })
    }
    const current = new Set(consumed.map(({ consumer }) => consumer.id))
    for (const [consumerId, { reportedAt }] of reports)
      if (!current.has(consumerId) && now - reportedAt > reportHoldsMs) reports.delete(consumerId)
  }

  /** While nothing is sent no reports can arrive, so pause their ageing. */
  function keepYoung(elapsedMs: number): void {
    for (const reported of reports.values()) {
      reported.readAt += elapsedMs
      reported.reportedAt += elapsedMs
    }
  }

  /**
   * If nothing was sent, a standing connection is enough for a viewer who would have heard every word, but
   * not for one who takes only silent producers.
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
      // Video first, since it is reported more often: one new report is enough.
      incoming.sort((a, b) => Number(b.consumer.kind === 'video') - Number(a.consumer.kind === 'video'))
      for (const { consumer } of incoming) if (await readReport(consumer, now)) return true
      return [...reports.values()].some((reported) => proves(reported, now))
    },
  }
}
