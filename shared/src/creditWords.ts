// Numbers and lists as the reasons print them.
import type { CreditReason } from './credit.ts'
import type { Watched } from './creditTime.ts'

/** A reason whose `by`, where it has none of its own, is the deadline for claiming. */
export type UndatedReason = Omit<CreditReason, 'by'> & { by?: number }

export const says = (
  code: CreditReason['code'],
  blocks: boolean,
  message: string,
  todo = false,
): UndatedReason => ({
  code,
  blocks,
  todo,
  message,
})

export const counted = (count: number, one: string): string => `${count} ${one}${count === 1 ? '' : 's'}`

export function duration(ms: number): string {
  const all = Math.round(ms / 1000)
  const minutes = Math.floor(all / 60)
  const seconds = all % 60
  if (seconds === 0) return counted(minutes, 'minute')
  return minutes === 0 ? counted(seconds, 'second') : `${minutes} min ${seconds} s`
}

/** 90 s → "1 min 30 s", 60 s → "1 min" */
function short(ms: number): string {
  const all = Math.round(ms / 1000)
  const [minutes, seconds] = [Math.floor(all / 60), all % 60]
  if (seconds === 0) return `${minutes} min`
  return minutes === 0 ? `${seconds} s` : `${minutes} min ${seconds} s`
}

/**
 * "52 of 60 minutes (86%)", or "47 min 50 s of 60 min (79%)" if either has seconds. Percentages are rounded
 * down, so that an insufficient share never looks sufficient.
 */
export function ofPossible({ credited, possible }: Watched): string {
  const isWhole = credited % 60_000 === 0 && possible % 60_000 === 0
  const watched = isWhole
    ? `${credited / 60_000} of ${duration(possible)}`
    : `${short(credited)} of ${short(possible)}`
  return `${watched} (${Math.floor((credited * 100) / possible)}%)`
}

export const perCent = (share: number): string => `${Math.round(share * 1000) / 10}%`

export const listed = (words: string[]): string =>
  words.length < 2 ? words.join() : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`
