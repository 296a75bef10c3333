// A register's answer as text: what spreadsheets, mails and wrong encodings do to its lines. Pure.

/** The bytes of UTF-16, each taken for a letter: every other one is a zero. */
const isUtf16 = (text: string): boolean => {
  const sample = text.slice(0, 400)
  return sample.length >= 8 && sample.replace(/[^\0]/g, '').length > sample.length / 3
}

/** Without the mark of its encoding, in whatever encoding that was taken for. */
export const readable = (text: string): string =>
  (isUtf16(text) ? text.replace(/^(?:\u00ff\u00fe|\u00fe\u00ff)/, '').replaceAll('\0', '') : text).replace(
    /^(?:\ufeff|\u00ef\u00bb\u00bf)/,
    '',
  )

/** A quoted field may have lines of its own; a quotation mark that is never closed is one. */
const quoted = /(^|[,;\t|])"((?:[^"]|""){0,2000})"(?=[,;\t|]|\r?$)/gm
export const joinedQuotes = (text: string): string =>
  text.replace(quoted, (whole, before: string, field: string) =>
    /[\r\n]/.test(field) ? `${before}"${field.replace(/\s*[\r\n]+\s*/g, ' ')}"` : whole,
  )

const field =
  /^((?:certificate|credit|record|learner|person|unique|activity)?[ _-]?(?:id|code|number|no\.?)?|npi|licen[cs]e|name|efn|status|state|result|outcome|reason|message|error|remark|description|date|ergebnis|grund|meldung|hinweis|esito|stato|motivo|messaggio|errore|nome|codice fiscale)\s*[:=]\s*(\S.*)$/i
const outcome = /^(?:status|result|outcome|ergebnis|esito|stato)\s*[:=]/i

/**
 * A record over several lines, each with the name of a field before it, becomes one line of their values. It
 * ends with any other line, and where a name comes again.
 */
export function joinedFields(lines: readonly string[]): string[] {
  const joined: string[] = []
  let record: { name: string; value: string; line: string }[] = []
  const end = () => {
    const isRecord = record.length > 1 && record.some(({ line }) => outcome.test(line))
    if (isRecord) joined.push(record.map(({ value }) => value).join('\t'))
    else joined.push(...record.map(({ line }) => line))
    record = []
  }
  for (const line of lines) {
    const [, name = '', value = ''] = field.exec(line) ?? []
    if (name === '' || record.some((one) => one.name === name)) end()
    if (name === '') joined.push(line)
    else record.push({ name, value, line })
  }
  end()
  return joined
}
