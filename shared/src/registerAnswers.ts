// A register's answer in lines, one for each record: text, CSV, or the HTML of a mail. Pure.

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

/** Without those in which nothing stands. */
export const answerLines = (text: string): string[] =>
  (isHtml.test(text) ? textOfHtml(text) : text)
    .split(/\r\n?|[\n\u2028\u2029]/)
    .map((line) => line.replace(/^\ufeff/, '').trim())
    .filter((line) => line !== '')
