import type { FrameSeen } from './browser/watchFrames.ts'

/**
 * How long after the speaker's camera captured a frame the viewer's screen showed it, in ms. Frames seen by
 * only one of them are left out. Numbers repeat when the recording restarts: the latest capture before the
 * display counts.
 */
export function frameLatencies(speaker: readonly FrameSeen[], viewer: readonly FrameSeen[]): number[] {
  const takenAt = new Map<number, number[]>()
  for (const [frame, at] of speaker) {
    const times = takenAt.get(frame) ?? []
    takenAt.set(frame, times)
    times.push(at)
  }
  const latencies: number[] = []
  let before: number | undefined
  for (const [frame, at] of viewer) {
    // A frame that stays on the screen appeared when it was first seen.
    if (frame === before) continue
    before = frame
    const taken = takenAt.get(frame)?.findLast((time) => time <= at)
    if (taken !== undefined) latencies.push(at - taken)
  }
  return latencies
}
