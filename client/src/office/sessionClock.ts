// Times within a session as the CE office writes them: h:mm:ss or m:ss since it went live, like the room
// clock.
import type { Gap } from '@lectern/shared/attendance'
import { clockTime } from '../words/durations.ts'

/** 610 s → "10:10"; 3907 s → "1:05:07" */
export const clockOf = (minutes: number): string => clockTime(Math.round(minutes * 60) * 1000)

/** "31" (minutes), "31:07", "0:31:07" → minutes; undefined for anything else. */
export function minutesOf(written: string): number | undefined {
  if (!/^\s*\d{1,4}(:[0-5]?\d){0,2}\s*$/.test(written)) return undefined
  const parts = written.trim().split(':').map(Number)
  const [hours, minutes, seconds] = parts.length === 3 ? parts : [0, parts[0], parts[1] ?? 0]
  return (hours! * 3600 + minutes! * 60 + seconds!) / 60
}

/** A gap in minutes of its session. */
export const stretchOf = ({ from, to }: Pick<Gap, 'from' | 'to'>, liveAt: number) => ({
  fromMinute: Math.max(0, (from - liveAt) / 60_000),
  toMinute: (to - liveAt) / 60_000,
})

/** What an appeal is most likely about. */
export const longestOf = (gaps: readonly Gap[]): Gap | undefined =>
  gaps.reduce<Gap | undefined>(
    (longest, gap) => (longest && longest.to - longest.from >= gap.to - gap.from ? longest : gap),
    undefined,
  )
