// How an audience stayed: from the bitmaps of the final record.
import { slotMs } from '@lectern/shared/attendance'
import { slotsPerMinute } from '@lectern/shared/slots'
import { hasBit } from '@lectern/shared/watchTime'

interface Marks {
  present: Uint8Array
  delivered: Uint8Array
}

/** Adds people one by one, so that thousands need not be in memory together. */
export function createRetention(lengthMs: number) {
  const slots = Math.max(0, Math.ceil(lengthMs / slotMs))
  const retention = Array.from({ length: Math.ceil(slots / slotsPerMinute) }, () => 0)
  let people = 0
  let watched = 0
  let watchedSlots = 0
  return {
    /** Someone was there in a slot if their page played the stage, and its media reached them. */
    add({ present, delivered }: Marks): void {
      people += 1
      let own = 0
      let lastMinute = -1
      for (let slot = 0; slot < slots; slot++) {
        if (!hasBit(present, slot) || !hasBit(delivered, slot)) continue
        own += 1
        const minute = Math.floor(slot / slotsPerMinute)
        if (minute !== lastMinute) retention[minute]! += 1
        lastMinute = minute
      }
      if (own < slotsPerMinute) return
      watched += 1
      watchedSlots += own
    },
    result: () => ({
      people,
      watched,
      meanMinutes: watched === 0 ? 0 : watchedSlots / watched / slotsPerMinute,
      retention,
    }),
  }
}

/** How many of the times fall into each minute from `begin` to `end`, all in ms. */
export function perMinute(times: readonly number[], begin: number, end: number): number[] {
  const counts = Array.from({ length: Math.max(0, Math.ceil((end - begin) / 60_000)) }, () => 0)
  for (const at of times) {
    const minute = Math.floor((at - begin) / 60_000)
    if (at <= end && minute >= 0 && minute < counts.length) counts[minute]! += 1
  }
  return counts
}
