// A register's answer as JSON, or what XML says as JSON would: a line for each record. Pure.

/** Longer lines are cut where they are shown or stored. */
export const answerLineMax = 500

/** Deeper ones are no register's answer, and would exhaust the stack. */
export const depthMax = 50

export type Value = string | number | boolean | null | undefined | Value[] | { [name: string]: Value }

/** What stands around a record is repeated in the line of each. */
const aroundMax = 20

/** A number of somebody or of a certificate: no name of a field, no code of an error, and no date. */
const isNumber = (word: string): boolean =>
  word.length >= 6 &&
  !/^\d{4}-\d\d-\d\d/.test(word) &&
  (word.replace(/\D/g, '').length >= 5 || word.split('-').length > 3 || /^ccid:/i.test(word))
const hasNumber = (text: string): boolean => text.split(/\s+/).some(isNumber)

/** Names of lists and elements that say what became of the records in them. */
const saysOutcome = (name: string): boolean =>
  /accept|reject|succe|fail|error|refus|denied|invalid|unmatched|not_?found/i.test(name)

/** "isValid", "is_valid" → "is valid" */
const wordsOf = (name: string): string =>
  name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replace(/[_-]+/g, ' ')
    .toLowerCase()

const flat = (value: string | number): string =>
  `${value}`.slice(0, answerLineMax).replace(/\s+/g, ' ').trim()

/** Whether a list is of records: what names none (the errors of one record) belongs to the record around it. */
function isOfRecords(value: Value, depth: number): boolean {
  if (depth > depthMax || value === null || value === undefined) return false
  if (typeof value !== 'object') return hasNumber(`${value}`.slice(0, answerLineMax))
  return Object.entries(value).some(
    ([name, each]) => (!Array.isArray(value) && isNumber(name)) || isOfRecords(each, depth + 1),
  )
}

interface Gathered {
  own: string[]
  /** `label`: what its name says about each of its records. */
  lists: { label: string[]; items: Value }[]
}

function gather(value: Value, name: string, into: Gathered, depth: number): void {
  if (depth > depthMax || value === null || value === undefined) return
  if (isNumber(name)) into.lists.push({ label: [name], items: [value] })
  else if (typeof value === 'boolean') into.own.push(`${value ? '' : 'not '}${wordsOf(name)}`)
  else if (typeof value !== 'object') into.own.push(flat(value))
  else if (isOfRecords(value, depth) && (Array.isArray(value) || saysOutcome(name)))
    into.lists.push({ label: saysOutcome(name) ? [wordsOf(name)] : [], items: value })
  else if (Array.isArray(value)) for (const each of value) gather(each, '', into, depth + 1)
  else for (const [inner, each] of Object.entries(value)) gather(each, inner, into, depth + 1)
}

/**
 * A line for each innermost record of a list, with what stands in the objects around it: of a report with two
 * credits each is a line, with the status of the report. Values alone: a field's name is no reason, unless it
 * is a number of somebody, says what became of all in it, or is true or false.
 */
export function linesOfValue(value: Value, around: readonly string[] = [], depth = 0): string[] {
  if (depth > depthMax || value === null || value === undefined) return []
  if (Array.isArray(value)) return value.flatMap((each) => linesOfValue(each, around, depth + 1))
  const into: Gathered = { own: [], lists: [] }
  if (typeof value === 'object')
    for (const [name, each] of Object.entries(value)) gather(each, name, into, depth)
  else into.own.push(flat(`${value}`))
  const inner = into.lists.flatMap(({ label, items }) =>
    linesOfValue(items, [...label, ...into.own, ...around].slice(0, aroundMax), depth + 1),
  )
  return inner.length > 0 ? inner : [[...into.own, ...around].join('\t')]
}

/** Undefined for anything that is no JSON of objects. */
export function jsonOf(text: string): Value {
  const bare = text.trim()
  if (!/^[[{]/.test(bare)) return undefined
  try {
    return JSON.parse(bare) as Value
  } catch {
    return undefined
  }
}
