// Reads JSON of a declared shape, strictly, without any package. Every problem is collected with its path.

/** Collects what is wrong; `at` is the path to the value. */
type Report = (at: string, problem: string) => void
/** Returns the value as it was read; what was reported makes the result worthless. */
export type Field = (value: unknown, at: string, report: Report) => unknown

const within = (at: string, name: string): string => (at === '' ? name : `${at}.${name}`)

const isVisible = (words: string): boolean => /[^\s\p{Default_Ignorable_Code_Point}]/u.test(words)
/** Overrides and isolates of direction: they would turn what stands behind them around. */
const turnsText = /[\u202A-\u202E\u2066-\u2069]/

export const text =
  (max: number, { lines = false } = {}): Field =>
  (value, at, report) => {
    if (typeof value !== 'string') report(at, 'expected text')
    else if (value.length > max) report(at, `at most ${max} characters`)
    else if (!isVisible(value)) report(at, 'nothing that can be seen')
    else if ((lines ? /(?!\n)\p{Cc}/u : /\p{Cc}/u).test(value) || turnsText.test(value))
      report(at, 'a character that cannot be printed')
    return value
  }

export const matching =
  (pattern: RegExp, what: string): Field =>
  (value, at, report) => {
    if (typeof value !== 'string' || value.length > 64 || !pattern.test(value)) report(at, what)
    return value
  }

/** A day of the calendar, e.g. "2026-11-30". */
export const day: Field = (value, at, report) => {
  const time = typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) ? Date.parse(value) : Number.NaN
  if (Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== value)
    report(at, 'not a day like 2026-11-30')
  return value
}

export const number =
  ({ least = 0, most = 1e6, isWhole = false }: { least?: number; most?: number; isWhole?: boolean }): Field =>
  (value, at, report) => {
    if (typeof value !== 'number' || !Number.isFinite(value)) report(at, 'expected a number')
    else if (isWhole && !Number.isInteger(value)) report(at, 'expected a whole number')
    else if (value < least || value > most) report(at, `from ${least} to ${most}`)
    return value
  }

export const flag: Field = (value, at, report) => {
  if (typeof value !== 'boolean') report(at, 'expected true or false')
  return value
}

export const oneOf =
  (choices: readonly string[]): Field =>
  (value, at, report) => {
    if (!choices.includes(value as string)) report(at, `one of ${choices.join(', ')}`)
    return value
  }

export const orNull =
  (field: Field): Field =>
  (value, at, report) =>
    value === null ? null : field(value, at, report)

export const list =
  (item: Field, most: number, least = 0): Field =>
  (value, at, report) => {
    if (!Array.isArray(value)) report(at, 'expected a list')
    else if (value.length < least || value.length > most) report(at, `${least} to ${most} items`)
    else return value.map((each, i) => item(each, `${at}[${i}]`, report))
    return value
  }

/** A field that may be left out: it then has this value, or none. */
export interface Optional {
  field: Field
  otherwise?: unknown
}
export const optional = (field: Field, otherwise?: unknown): Optional => ({ field, otherwise })

/** An object with these fields and no others. */
export const record =
  (fields: Readonly<Record<string, Field | Optional>>): Field =>
  (value, at, report) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      report(at, 'expected an object')
      return value
    }
    const unknown = Object.keys(value).filter((name) => !Object.hasOwn(fields, name))
    if (unknown.length > 0)
      report(
        at,
        `Unrecognized key${unknown.length === 1 ? '' : 's'}: ${unknown.map((name) => `"${name}"`).join(', ')}`,
      )
    const read: Record<string, unknown> = {}
    for (const [name, given] of Object.entries(fields)) {
      const { field, otherwise } = typeof given === 'function' ? { field: given } : (given as Optional)
      const isGiven = Object.hasOwn(value, name)
      if (isGiven) read[name] = field((value as Record<string, unknown>)[name], within(at, name), report)
      else if (typeof given === 'function') report(within(at, name), 'missing')
      else if (otherwise !== undefined) read[name] = otherwise
    }
    return read
  }
