// How good the connection is, from the browser's counters. Pure arithmetic over two samples.
import type { Playing, Quality, StagePhase } from './stageStore.ts'

export interface Sample {
  /** ms */
  at: number
  packetsReceived: number
  packetsLost: number
  bytesReceived: number
  /** Seconds frozen, over all pictures. */
  frozen: number
}

export function readSample(report: Iterable<Record<string, unknown>>, at: number): Sample {
  const sum: Sample = { at, packetsReceived: 0, packetsLost: 0, bytesReceived: 0, frozen: 0 }
  for (const entry of report) {
    if (entry.type !== 'inbound-rtp') continue
    sum.packetsReceived += Number(entry.packetsReceived ?? 0)
    sum.packetsLost += Number(entry.packetsLost ?? 0)
    sum.bytesReceived += Number(entry.bytesReceived ?? 0)
    sum.frozen += Number(entry.totalFreezesDuration ?? 0)
  }
  return sum
}

/** Decoded frames of each picture, by track id. */
export function decodedFrames(report: Iterable<Record<string, unknown>>): Map<string, number> {
  const frames = new Map<string, number>()
  for (const { type, trackIdentifier, framesDecoded } of report)
    if (type === 'inbound-rtp' && typeof trackIdentifier === 'string' && typeof framesDecoded === 'number')
      frames.set(trackIdentifier, framesDecoded)
  return frames
}

/** `expectsMedia`: someone on stage is sending. Thresholds: 2 % loss is audible, 8 % spoils a picture. */
export function qualityBetween(before: Sample, after: Sample, expectsMedia: boolean): Quality {
  if (!expectsMedia) return 'good'
  const received = after.packetsReceived - before.packetsReceived
  if (received <= 0) return 'lost'
  const lost = Math.max(0, after.packetsLost - before.packetsLost)
  const loss = lost / (received + lost)
  const frozenShare = (after.frozen - before.frozen) / Math.max(0.001, (after.at - before.at) / 1000)
  if (loss > 0.08 || frozenShare > 0.3) return 'poor'
  return loss > 0.02 || frozenShare > 0.05 ? 'fair' : 'good'
}

interface Shown {
  phase: StagePhase
  quality: Quality
  hasPicture: boolean
  hasSound: boolean
  playing: Playing
}

/** Media that arrives but is not shown or played counts as lost. */
export function shownQuality({ phase, quality, hasPicture, hasSound, playing }: Shown): Quality {
  if (phase !== 'joined' || (hasPicture && !playing.picture) || (hasSound && !playing.sound)) return 'lost'
  return quality
}
