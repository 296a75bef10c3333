// How long something lasts, in words and as a clock shows it.
import { counted } from './counts.ts'

const seconds = { hour: 3600, minute: 60, second: 1 }
type Unit = keyof typeof seconds

/** Intl's English abbreviations are "hr" and "sec"; these are the international ones. */
const symbols: Record<Unit, string> = { hour: 'h', minute: 'min', second: 's' }

// Intl.DurationFormat would need browsers newer than those that we serve, and it separates the parts by
// commas.
const inParts = (ms: number, units: Unit[], format: (count: number, unit: Unit) => string): string => {
  let rest = Math.round(ms / 1000)
  const parts = units.flatMap((unit) => {
    const count = Math.floor(rest / seconds[unit])
    rest %= seconds[unit]
    return count > 0 ? [format(count, unit)] : []
  })
  return parts.join(' ') || format(0, units.at(-1)!)
}

const withSymbol = (count: number, unit: Unit): string => `${count} ${symbols[unit]}`

/** 190 s → "3 min 10 s" */
export const durationOf = (ms: number): string => inParts(ms, ['minute', 'second'], withSymbol)

/** 100 minutes → "1 h 40 min" */
export const longDurationOf = (ms: number): string => inParts(ms, ['hour', 'minute'], withSymbol)

/** How long ago, as briefly as a list needs it: "now", "2 min", "1 h 40 min" */
export const ageOf = (ms: number): string => (ms < 60_000 ? 'now' : longDurationOf(ms - (ms % 60_000)))

/** 90 s → "1 minute 30 seconds" */
export const durationWords = (ms: number): string => inParts(ms, ['minute', 'second'], counted)

/** As follows "every": "minute", "2 minutes", "30 seconds" */
export const intervalWords = (ms: number): string => durationWords(ms).replace(/^1 (\w+)$/, '$1')

/** "less than a minute", "1 minute", "12 minutes" */
export const minutesWords = (minutes: number): string =>
  minutes < 1 ? 'less than a minute' : counted(Math.floor(minutes), 'minute')

export const secondsLeft = (closesAt: number, now: number): number =>
  Math.max(0, Math.ceil((closesAt - now) / 1000))

const clockParts = (ms: number): [hours: number, minutes: number, seconds: number] => {
  const whole = Math.max(0, Math.floor(ms / 1000))
  return [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60]
}
const twoDigits = new Intl.NumberFormat('en', { minimumIntegerDigits: 2 })

/** 00:31:07 */
export const stopwatch = (ms: number): string => clockParts(ms).map(twoDigits.format).join(':')

/** "0:24", "31:07", "1:05:07" */
export function clockTime(ms: number): string {
  const [hours, minutes, rest] = clockParts(ms)
  const tail = twoDigits.format(rest)
  return hours > 0 ? `${hours}:${twoDigits.format(minutes)}:${tail}` : `${minutes}:${tail}`
}
