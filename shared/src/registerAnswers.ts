// A register's answer in lines, one for each record: text, CSV, JSON, or the HTML of a mail. Pure.

/** Longer lines are cut where they are shown or stored. */
export const answerLineMax = 500

const isHtml = /<(?:table|tr|td|p|div|li|br)\b[^<>]*>/i
/** What stands in a line of its own. */
const blocks = /<\/?(?:table|tr|p|div|li|br|h[1-6])\b[^<>]*>/gi
const cells = /<\/t[dh]\s*>/gi
const tags = /<[^<>]*>/g
const entity = /&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,8}));/gi
const entities: Readonly<Record<string, string>> = {
  amp: '&',
  apos: "'",
  gt: '>',
  lt: '<',
  nbsp: ' ',
  quot: '"',
}

const letterOf = (point: number): string =>
  point > 0 && point <= 0x10ffff ? String.fromCodePoint(point).toWellFormed() : ' '

const textOfHtml = (html: string): string =>
  html
    .replace(/[\r\n]+/g, ' ')
    .replace(blocks, '\n')
    .replace(cells, '\t')
    .replace(tags, ' ')
    .replace(entity, (whole, decimal?: string, hex?: string, name?: string) => {
      if (decimal) return letterOf(Number(decimal))
      if (hex) return letterOf(Number.parseInt(hex, 16))
      return entities[name!.toLowerCase()] ?? whole
    })

/** Deeper ones are no register's answer, and would exhaust the stack. */
const depthMax = 50

type Json = string | number | boolean | null | undefined | Json[] | { [name: string]: Json }

/** What stands around a record is repeated in the line of each. */
const aroundMax = 20

/**
 * A line for each innermost object of a list, with what stands in the objects around it: of a report with two
 * credits each is a line, with the status of the report. Values alone: a field's name is no reason.
 */
function linesOfJson(value: Json, around: readonly string[] = [], depth = 0): string[] {
  if (depth > depthMax || value === null) return []
  if (typeof value !== 'object') return [[`${value}`.slice(0, answerLineMax), ...around].join('\t')]
  if (Array.isArray(value)) return value.flatMap((each) => linesOfJson(each, around, depth + 1))
  const own: string[] = []
  const lists: Json[] = []
  function gather(object: { [name: string]: Json }, at: number) {
    for (const each of Object.values(object))
      if (Array.isArray(each)) lists.push(each)
      else if (each !== null && typeof each === 'object' && at < depthMax) gather(each, at + 1)
      else if (typeof each !== 'object') own.push(`${each}`.slice(0, answerLineMax).replace(/\s+/g, ' '))
  }
  gather(value, depth)
  const inner = lists.flatMap((list) => linesOfJson(list, [...own, ...around].slice(0, aroundMax), depth + 1))
  return inner.length > 0 ? inner : [[...own, ...around].join('\t')]
}

/** Undefined for anything that is no JSON of objects. */
function jsonIn(text: string): string | undefined {
  const bare = text.replace(/^\ufeff/, '').trim()
  if (!/^[[{]/.test(bare)) return undefined
  try {
    return linesOfJson(JSON.parse(bare) as Json).join('\n')
  } catch {
    return undefined
  }
}

/** Without those in which nothing stands. */
export const answerLines = (text: string): string[] =>
  (jsonIn(text) ?? (isHtml.test(text) ? textOfHtml(text) : text))
    .split(/\r\n?|[\n\u2028\u2029]/)
    .map((line) => line.replace(/^\ufeff/, '').trim())
    .filter((line) => line !== '')
