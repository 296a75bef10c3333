// What a person writes in fields of dates and times; `zoneTime.ts` says which moment that is.

const dayMs = 86_400_000

const twoDigits = (count: number): string => String(count).padStart(2, '0')

/** For `<input type="date">`. */
export const dateInput = (day: number): string => new Date(day * dayMs).toISOString().slice(0, 10)
/** For `<input type="time">`. */
export const timeInput = (minutes: number): string =>
  `${twoDigits(Math.floor(minutes / 60))}:${twoDigits(minutes % 60)}`

/** Undefined unless it is a date like "2026-11-28". */
export function dayOfInput(text: string): number | undefined {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return undefined
  const at = Date.parse(`${text}T00:00:00Z`)
  return Number.isNaN(at) ? undefined : at / dayMs
}

/** Undefined unless it is a time like "09:05". */
export function minutesOfInput(text: string): number | undefined {
  const [, hours, minutes] = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(text) ?? []
  return hours === undefined ? undefined : Number(hours) * 60 + Number(minutes)
}
