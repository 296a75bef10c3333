import type { FrameSeen } from './browser/watchFrames.ts'

/**
 * How long after the speaker's camera took a frame the viewer's screen showed it, in ms. Frames that only one
 * of them saw are left out. Numbers repeat when the recording starts again: the latest taking before the
 * showing counts.
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
    // A frame that stays on the screen arrived when it was first seen.
    if (frame === before) continue
    before = frame
    const taken = takenAt.get(frame)?.findLast((time) => time <= at)
    if (taken !== undefined) latencies.push(at - taken)
  }
  return latencies
}
