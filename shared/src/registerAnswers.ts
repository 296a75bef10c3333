// A register's answer in lines, one for each record: text, CSV, JSON, XML, or the HTML of a mail. Pure.
import { htmlText, isHtml, xmlValue } from './answerMarkup.ts'
import { joinedFields, joinedQuotes, readable } from './answerText.ts'
import { jsonOf, linesOfValue } from './answerValues.ts'

/** Undefined for what is neither JSON nor XML. */
function linesOfRecords(text: string): string[] | undefined {
  const value = jsonOf(text) ?? (isHtml(text) ? undefined : xmlValue(text))
  return value === undefined ? undefined : linesOfValue(value)
}

const textLines = (text: string): string[] =>
  joinedQuotes(isHtml(text) ? htmlText(text) : text)
    .split(/\r\n?|[\n\u2028\u2029]/)
    .map((line) => line.replace(/^\ufeff/, '').trim())

/** A record of JSON that has a line to itself. */
const lineOfJson = (line: string): string => {
  const value = line.startsWith('{') && line.endsWith('}') ? jsonOf(line) : undefined
  return value === undefined ? line : linesOfValue(value).join('\t')
}

/** Without those in which nothing stands. The lines of these lines are the same. */
export function answerLines(answer: string): string[] {
  const text = readable(answer)
  const lines = linesOfRecords(text) ?? joinedFields(textLines(text)).map(lineOfJson)
  return lines.filter((line) => line !== '')
}
