// A register's answer as XML, or in the HTML of a mail. Pure; each character is looked at a few times.
import { depthMax, type Value } from './answerValues.ts'

const html = /<(?:html|table|tr|td|p|div|li|br)\b[^<>]*>/i
export const isHtml = (text: string): boolean => html.test(text)
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

const withoutEntities = (text: string): string =>
  text.replace(entity, (whole, decimal?: string, hex?: string, name?: string) => {
    if (decimal) return letterOf(Number(decimal))
    if (hex) return letterOf(Number.parseInt(hex, 16))
    return entities[name!.toLowerCase()] ?? whole
  })

export const htmlText = (text: string): string =>
  withoutEntities(
    text
      .replace(/[\r\n]+/g, ' ')
      .replace(blocks, '\n')
      .replace(cells, '\t')
      .replace(tags, ' '),
  )

interface Element {
  name: string
  text: string
  children: [name: string, value: Value][]
}
const newElement = (name: string): Element => ({ name, text: '', children: [] })

/** What JSON would say: elements of one name are a list, and one that has text alone is that text. */
function jsonLike({ text, children }: Element): Value {
  const own = withoutEntities(text).trim()
  if (children.length === 0) return own
  const byName = Map.groupBy(children, ([name]) => name)
  const fields = [...byName].map(([name, all]): [string, Value] => [
    name,
    all.length === 1 ? all[0]![1] : all.map(([, value]) => value),
  ])
  return Object.fromEntries(own === '' ? fields : [...fields, ['', own]])
}

/** Characters of one tag that are read. */
const tagMax = 2000
const attribute = /([^\s="'<>/]{1,60})\s*=\s*(?:"([^"]*)"|'([^']*)')/g
const attributesOf = (tag: string): [string, Value][] =>
  [...tag.matchAll(attribute)]
    .filter(([, name]) => !/^xmlns/i.test(name!))
    .map(([, name, double, single]) => [name!, withoutEntities(double ?? single ?? '')])

/** Without what a namespace is called. */
const nameIn = (tag: string): string => /^\/?(?:[^\s/:]+:)?([^\s/]*)/.exec(tag)![1]!

/** Tags and what stands between them; ends with what is never closed. */
function* partsOf(xml: string): Iterable<{ tag?: string; text?: string }> {
  let at = 0
  for (;;) {
    const open = xml.indexOf('<', at)
    yield { text: xml.slice(at, open === -1 ? undefined : open) }
    if (open === -1) return
    const close = xml.startsWith('<!--', open) ? '-->' : xml.startsWith('<![CDATA[', open) ? ']]>' : '>'
    const end = xml.indexOf(close, open)
    if (end === -1) return
    if (close === ']]>') yield { text: xml.slice(open + 9, end).replaceAll('&', '&amp;') }
    else if (close === '>') yield { tag: xml.slice(open + 1, Math.min(end, open + tagMax)) }
    at = end + close.length
  }
}

/** It begins with an element, whatever stands before that for programs alone, and some element ends. */
function isXml(xml: string): boolean {
  if (!/<\/|\/>/.test(xml)) return false
  for (const { tag, text } of partsOf(xml)) {
    if (text !== undefined && text.trim() !== '') return false
    if (tag !== undefined && !/^[?!]/.test(tag)) return /^[\p{L}_][\p{L}\p{N}_:.-]*(?:[\s/]|$)/u.test(tag)
  }
  return false
}

/** Undefined for what is no XML. */
export function xmlValue(xml: string): Value {
  if (!isXml(xml)) return undefined
  const open = [newElement('')]
  const leave = (until: number) => {
    while (open.length > until) {
      const element = open.pop()!
      open.at(-1)!.children.push([element.name, jsonLike(element)])
    }
  }
  for (const { tag, text } of partsOf(xml)) {
    if (text !== undefined) open.at(-1)!.text += text
    if (tag === undefined || /^[?!]/.test(tag)) continue
    const name = nameIn(tag)
    if (tag.startsWith('/')) {
      const from = open.findLastIndex((element) => element.name === name)
      if (from > 0) leave(from)
    } else if (open.length < depthMax) {
      open.push({ ...newElement(name), children: attributesOf(tag) })
      if (tag.endsWith('/')) leave(open.length - 1)
    }
  }
  leave(1)
  return jsonLike(open[0]!)
}
