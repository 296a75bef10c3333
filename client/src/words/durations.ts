// Seconds, said and shown.
const counted = (count: number, one: string): string => `${count} ${one}${count === 1 ? '' : 's'}`

/** 90 → "1 minute 30 seconds" */
export function inWords(seconds: number): string {
  const parts = [
    seconds >= 60 && counted(Math.floor(seconds / 60), 'minute'),
    seconds % 60 > 0 && counted(seconds % 60, 'second'),
  ]
  return parts.filter(Boolean).join(' ')
}

export const secondsLeft = (closesAt: number, now: number): number =>
  Math.max(0, Math.ceil((closesAt - now) / 1000))

/** 24 → "0:24" */
export const countdown = (seconds: number): string =>
  `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
