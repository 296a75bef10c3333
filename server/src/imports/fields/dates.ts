// Dates, times and durations as people write them in tables.
import type { ImportMapping } from '@lectern/shared/imports'

export interface Day {
  year: number
  month: number
  day: number
}

/** What is wrong with a value, as the end of a sentence that begins with the value. */
export interface Misread {
  problem: string
}

export const isMisread = (read: object | number): read is Misread =>
  typeof read === 'object' && 'problem' in read

const monthLanguages = ['en', 'de', 'fr', 'es', 'it', 'pt', 'nl']
const plain = (word: string): string =>
  word
    .normalize('NFKD')
    .replace(/[^\p{L}]/gu, '')
    .toLowerCase()

/** "november", "nov", "novembre", … → 11 */
const months = new Map(
  monthLanguages.flatMap((language) =>
    (['long', 'short'] as const).flatMap((month) => {
      const format = new Intl.DateTimeFormat(language, { month, timeZone: 'UTC' })
      return Array.from(
        { length: 12 },
        (_, i) => [plain(format.format(Date.UTC(2026, i, 15))), i + 1] as const,
      )
    }),
  ),
)

const fullYear = (digits: string): number => Number(digits) + (digits.length === 2 ? 2000 : 0)

function checked(year: number, month: number, day: number): Day | Misread {
  const date = new Date(Date.UTC(year, month - 1, day))
  const exists = date.getUTCMonth() === month - 1 && date.getUTCDate() === day
  if (!exists || month < 1 || month > 12) return { problem: 'is not a date: there is no such day' }
  if (year < 2000 || year > 2100) return { problem: `is in the year ${year}: check it` }
  return { year, month, day }
}

/** Day 1 of spreadsheets, for dates that were saved as plain numbers. */
const spreadsheetEpoch = Date.UTC(1899, 11, 30)
const dayMs = 86_400_000

function fromSerial(text: string): Day | undefined {
  if (!/^[2-7]\d{4}(\.\d+)?$/.test(text)) return undefined
  const date = new Date(spreadsheetEpoch + Math.floor(Number(text)) * dayMs)
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() }
}

function fromWords(text: string): Day | Misread | undefined {
  const parts = text.split(/[\s,.]+/).filter(Boolean)
  const month = parts.map((part) => months.get(plain(part))).find((found) => found !== undefined)
  const numbers = parts
    .filter((part) => /^\d{1,4}(?:st|nd|rd|th)?$/.test(part))
    .map((part) => Number.parseInt(part, 10))
  if (month === undefined || numbers.length !== 2) return undefined
  const year = numbers.find((number) => number > 31)
  const day = numbers.find((number) => number <= 31)
  return year === undefined || day === undefined ? undefined : checked(year, month, day)
}

/** `order`: which comes first where both would be possible; null: that is a problem. */
export function readDay(text: string, order: ImportMapping['dateOrder']): Day | Misread {
  const iso = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)/.exec(text)
  if (iso) return checked(Number(iso[1]), Number(iso[2]), Number(iso[3]))
  const dotted = /^(?:\p{L}+\.?,?\s+)?(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4}|\d{2})(?!\d)/u.exec(text)
  if (dotted) return checked(fullYear(dotted[3]!), Number(dotted[2]), Number(dotted[1]))
  const other = /^(\d{1,2})[-/](\d{1,2})[-/](\d{4}|\d{2})(?!\d)/.exec(text)
  if (!other)
    return (
      fromSerial(text) ??
      fromWords(text) ?? { problem: 'is not a date: write it like 2026-11-24 or 24.11.2026' }
    )
  const [first, second] = [Number(other[1]), Number(other[2])]
  const isDayFirst = first > 12 || (second <= 12 && order === 'day') || first === second
  if (second <= 12 && first <= 12 && order === null && first !== second)
    return { problem: 'can be read in two ways: choose above whether the day or the month comes first' }
  const [day, month] = isDayFirst ? [first, second] : [second, first]
  return checked(fullYear(other[3]!), month, day)
}

/** "day" or "month" if some date of the column can be read in one way only. */
export function guessDateOrder(dates: Iterable<string>): ImportMapping['dateOrder'] {
  for (const text of dates) {
    const [, first, second] = /^(\d{1,2})[-/](\d{1,2})[-/]\d{2,4}/.exec(text) ?? []
    if (Number(first) > 12) return 'day'
    if (Number(second) > 12) return 'month'
  }
  return null
}

/** Minutes since midnight, as a clock shows them. */
export function readTime(text: string): number | Misread {
  if (/^0?\.\d+$/.test(text)) return Math.round(Number(text) * 24 * 60)
  const clock =
    /^(\d{1,2})(?:[:.hH](\d{2})?)?(?::\d{2}(?:\.\d+)?)?\s*(?:(?:uhr|h)\s*)?(a\.?m\.?|p\.?m\.?)?$/i.exec(text)
  if (!clock) return { problem: 'is not a time: write it like 14:30' }
  const [hours, minutes] = [Number(clock[1]), Number(clock[2] ?? 0)]
  const half = clock[3]?.toLowerCase()[0]
  const ofDay = half ? (hours % 12) + (half === 'p' ? 12 : 0) : hours
  if (ofDay > 23 || minutes > 59 || (half && (hours < 1 || hours > 12)))
    return { problem: 'is not a time: the day has 24 hours' }
  return ofDay * 60 + minutes
}

/** In minutes. */
export function readDuration(text: string): number | Misread {
  const clock = /^(\d{1,3})[:hH](\d{2})(?::\d{2})?$/.exec(text)
  const words =
    /^(?:(\d+(?:[.,]\d+)?)\s*(?:h|hrs?|hours?|std\.?|stunden?|heures?|horas?|ore)\s*)?(?:(\d+)\s*(?:m|min|mins|minutes?|minuten|minutos|minuti|['′])?\.?)?$/i.exec(
      text,
    )
  const minutes = clock
    ? Number(clock[1]) * 60 + Number(clock[2])
    : words && text !== ''
      ? Math.round(Number((words[1] ?? '0').replace(',', '.')) * 60) + Number(words[2] ?? 0)
      : undefined
  if (minutes === undefined) return { problem: 'is not a duration: write it like 45 or 0:45' }
  if (minutes === 0) return { problem: 'is no time at all' }
  return minutes
}
