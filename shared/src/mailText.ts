// Turns a text with placeholders into a mail's subject, plain text and HTML. Pure, so that the office's
// preview and the mail that is sent are the same.
import { type MailKind, namesOf, type Placeholder, placeholders, rulesOf } from './mailKinds.ts'
import {
  type Direction,
  directionOfLanguage,
  directionOfText,
  isolated,
  readsAgainst,
  rightToLeftMark,
} from './textDirection.ts'

export interface MailTemplate {
  subject: string
  text: string
}
export type MailValues = Partial<Record<Placeholder, string>>
export interface RenderedMail {
  subject: string
  text: string
  html: string
}

/** `{{name}}`, or with words for a link: `{{link: Open the programme}}`. */
const pattern = /\{\{([^{}\n]*)\}\}/g
const links: readonly string[] = ['link', 'unsubscribe'] satisfies Placeholder[]

interface Named {
  name: string
  words: string
}
const namedIn = (inside: string): Named => {
  const at = inside.indexOf(':')
  return at < 0
    ? { name: inside.trim(), words: '' }
    : { name: inside.slice(0, at).trim(), words: inside.slice(at + 1).trim() }
}

/** Problems of a text, in words for the person who wrote it; none if it can be sent. */
export function templateProblems(
  kind: MailKind,
  { subject, text }: MailTemplate,
): { field: 'subject' | 'text'; message: string }[] {
  const allowed: readonly string[] = namesOf(kind)
  const inField = (field: 'subject' | 'text', words: string) => {
    const found = [...words.matchAll(pattern)].map(([, inside]) => namedIn(inside!))
    const unknown = found.filter(({ name }) => !allowed.includes(name))
    const messages = [...new Set(unknown.map(({ name }) => name))].map((name) =>
      name in placeholders
        ? `{{${name}}} is not known for this kind of mail.`
        : `There is no {{${name}}}. Choose one of the names below the text.`,
    )
    if (/\{\{|\}\}/.test(words.replace(pattern, '')))
      messages.push('A placeholder is not closed: write {{name}}, with two braces on each side.')
    if (field === 'subject' && found.some(({ name }) => links.includes(name)))
      messages.push('A subject cannot hold a link.')
    return { found, problems: messages.map((message) => ({ field, message })) }
  }
  const [head, body] = [inField('subject', subject), inField('text', text)]
  const present = new Set([...head.found, ...body.found].map(({ name }) => name))
  const inText = new Set(body.found.map(({ name }) => name))
  const missing = rulesOf(kind).needs.filter((name) =>
    links.includes(name) ? !inText.has(name) : !present.has(name),
  )
  return [
    ...head.problems,
    ...body.problems,
    ...missing.map((name) => ({
      field: 'text' as const,
      message: `{{${name}}} is missing: a mail of this kind needs ${placeholders[name]}.`,
    })),
  ]
}

const escapes: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (sign) => escapes[sign]!)

/** Controls and line breaks become spaces, so that no value can begin a line or a header. */
const oneLine = (value: string): string => value.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim()

/**
 * Leaves out each line whose placeholders all have no value: "Until {{deadline}}" where there is no deadline.
 */
function withoutEmptyLines(text: string, values: MailValues): string {
  const hasWords = (line: string): boolean => {
    const named = [...line.matchAll(pattern)].map(([, inside]) => namedIn(inside!).name)
    return named.length === 0 || named.some((name) => values[name as Placeholder])
  }
  return text
    .split('\n')
    .filter(hasWords)
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}

function fillPlain(words: string, values: MailValues, direction: Direction): string {
  return words.replace(pattern, (_, inside: string) => {
    const { name, words: label } = namedIn(inside)
    const value = oneLine(values[name as Placeholder] ?? '')
    // An address stays as it is, for programs that make a link of it.
    if (links.includes(name)) return label ? `${label}: ${value}` : value
    return readsAgainst(value, direction) ? isolated(value) : value
  })
}

/** Lines of a text that reads from the right begin there, whatever name they begin with. */
const beginAtRight = (text: string): string =>
  text.replace(/^.+$/gm, (line) => (directionOfText(line) === 'ltr' ? rightToLeftMark + line : line))

const buttonStyle =
  'display:inline-block;padding:10px 18px;background:#0f766e;color:#ffffff;border-radius:8px;text-decoration:none;font-weight:500'

/** `isAlone`: the link is a paragraph of its own, and is drawn as a button. */
function fillHtml(words: string, values: MailValues, isAlone: boolean, direction: Direction): string {
  const parts: string[] = []
  let from = 0
  for (const match of words.matchAll(pattern)) {
    parts.push(escapeHtml(words.slice(from, match.index)))
    from = match.index + match[0].length
    const { name, words: label } = namedIn(match[1]!)
    const plain = oneLine(values[name as Placeholder] ?? '')
    const value = escapeHtml(plain)
    if (!links.includes(name)) parts.push(readsAgainst(plain, direction) ? `<bdi>${value}</bdi>` : value)
    else {
      const style = isAlone && name === 'link' ? buttonStyle : 'color:#0f766e'
      parts.push(`<a href="${value}" style="${style}">${label ? escapeHtml(label) : value}</a>`)
    }
  }
  parts.push(escapeHtml(words.slice(from)))
  return parts.join('').replaceAll('\n', '<br>\n')
}

/** By the office's own words: a name at their beginning decides nothing. */
const directionAttribute = (words: string, direction: Direction): string =>
  direction === 'ltr' ? 'auto' : (directionOfText(words.replace(pattern, '')) ?? direction)

function paragraphHtml(paragraph: string, values: MailValues, direction: Direction): string {
  const lines = paragraph.split('\n')
  const dir = directionAttribute(paragraph, direction)
  if (lines.every((line) => line.startsWith('- '))) {
    const items = lines.map((line) => fillHtml(line.slice(2), values, false, direction))
    return `<ul>${items.map((item) => `<li dir="${dir}">${item}</li>`).join('')}</ul>`
  }
  const isAlone = /^\{\{[^{}\n]*\}\}$/.test(paragraph.trim())
  return `<p dir="${dir}" style="margin:0 0 16px">${fillHtml(paragraph, values, isAlone, direction)}</p>`
}

/** The mail as it is sent. `language`: of the text, e.g. "en". */
export function renderMail(template: MailTemplate, values: MailValues, language: string): RenderedMail {
  const direction = directionOfLanguage(language)
  const subject = oneLine(fillPlain(template.subject, values, direction))
  const shown = withoutEmptyLines(template.text, values)
  const filled = fillPlain(shown, values, direction)
  const text = direction === 'rtl' ? beginAtRight(filled) : filled
  const paragraphs = shown.split(/\n{2,}/).filter((each) => each.trim() !== '')
  const html = `<!doctype html>
<html lang="${escapeHtml(language)}" dir="${direction}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(subject)}</title></head>
<body style="margin:0;padding:24px;background:#f4f6f7;color:#17252a;font:16px/1.5 system-ui,sans-serif">
<div dir="${direction}" style="max-width:600px;margin:0 auto;padding:24px;background:#ffffff;border-radius:8px">
${paragraphs.map((each) => paragraphHtml(each, values, direction)).join('\n')}
</div></body></html>
`
  return { subject, text, html }
}

/** What a preview shows in place of a secret. */
export const hiddenLink = '[personal link]'
