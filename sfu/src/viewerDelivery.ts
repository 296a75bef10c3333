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
 * Of the packets since the last report: 30%. Opus conceals and repairs losses up to about here, and
 * video is retransmitted; beyond it nobody can follow a talk.
 */
const lossBound = 0.3

interface Reports {
  /** The worker's figures after the last report. It does not count reports, but each changes these. */
  figures: string
  readAt: number
  /** When a new report was last noticed, and the share of packets that it stated as lost. */
  reportedAt: number
  lost: number
}

/** A consumer that has not been reported on. */
const noFigures = '0,0,0,0'

/** What a sample says of a viewer. */
export interface Sampled {
  /** Whether media reached the viewer since the last sample. */
  isReached: boolean
  /** The largest share of lost packets (0 to 1) in a report that is new; null without one. */
  lost: number | null
}

export interface ViewerDelivery {
  /**
   * `flowing`: the producers on stage that sent anything since the last sample. `now`: ms on a clock that
   * never jumps.
   */
  sample(now: number, flowing: ReadonlySet<string>): Promise<Sampled>
}

const notReached: Sampled = { isReached: false, lost: null }

/** `openedAt`: a time no later than when the peer was opened, or the previous sample. */
export function createViewerDelivery(peer: StagePeer, openedAt: number): ViewerDelivery {
  let before = { at: openedAt, sent: 0, received: 0 }
  let heardAt = Number.NEGATIVE_INFINITY
  const reports = new Map<string, Reports>()

  const proves = ({ reportedAt, lost }: Reports, now: number): boolean =>
    now - reportedAt <= reportHoldsMs && lost < lossBound

  /** The share of lost packets that the consumer's last report states; null unless it is new. */
  async function readReport(consumer: Consumer, now: number): Promise<number | null> {
    const reported = reports.get(consumer.id)!
    const stats = (await consumer.getStats()).find(({ type }) => type === 'outbound-rtp')
    if (!stats) return null
    const { packetsLost, fractionLost, jitter, roundTripTime = 0 } = stats
    const figures = [packetsLost, fractionLost, jitter, roundTripTime].join()
    // A change since long ago says nothing about now.
    const isNew = figures !== reported.figures && now - reported.readAt <= reportHoldsMs
    const lost = fractionLost / 256
    reports.set(consumer.id, { ...(isNew ? { reportedAt: now, lost } : reported), figures, readAt: now })
    return isNew ? lost : null
  }

  /** A consumer missing at the last sample has been opened since. */
  function keepReports(consumed: Consumed[], now: number): void {
    for (const { consumer } of consumed) {
      if (reports.has(consumer.id)) continue
      const reportedAt = Number.NEGATIVE_INFINITY
      reports.set(consumer.id, { figures: noFigures, readAt: before.at, reportedAt, lost: 0 })
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
      if (!transport) return notReached
      const [stats] = await transport.getStats()
      if (!stats) return notReached
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
      if (!isHeard) return notReached
      if (!isSent) {
        if (incoming.length > 0) return notReached
        keepYoung(elapsedMs)
        return { isReached: wanted.length > 0 && hearsAll(wanted), lost: null }
      }
      // Video first, since it is reported more often: one new report of little loss is enough.
      incoming.sort((a, b) => Number(b.consumer.kind === 'video') - Number(a.consumer.kind === 'video'))
      let lost: number | null = null
      for (const { consumer } of incoming) {
        const reported = await readReport(consumer, now)
        if (reported === null) continue
        lost = Math.max(lost ?? 0, reported)
        if (reported < lossBound) return { isReached: true, lost }
      }
      return { isReached: [...reports.values()].some((each) => proves(each, now)), lost }
    },
  }
}
