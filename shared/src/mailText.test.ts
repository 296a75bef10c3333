import { expect, test } from '@jest/globals'
import { defaultTemplates } from './mailDefaults.ts'
import { languageSent, type MailKind, mailKindNames, namesOf } from './mailKinds.ts'
import { type MailValues, renderMail, templateProblems } from './mailText.ts'

const problems = (kind: MailKind, subject: string, text: string) =>
  templateProblems(kind, { subject, text }).map(({ field, message }) => `${field}: ${message}`)
const values: MailValues = {
  name: 'Clara Nwosu',
  conference: 'Cardiology 2026',
  link: 'https://c.example/s/abc?next=%2F',
  unsubscribe: 'https://c.example/u/x',
}

test.each(mailKindNames)(
  'the product’s own text of %s has no problem and uses every name with a value',
  (kind) => {
    const template = defaultTemplates[kind]
    expect(problems(kind, template.subject, template.text)).toEqual([])
    const all = Object.fromEntries(namesOf(kind).map((name) => [name, `<${name}>`]))
    expect(renderMail(template, all, 'en').text).not.toContain('{{')
  },
)

test('an unknown name, a name of another kind, an open brace and a link in the subject are refused', () => {
  const fit = '{{link}} {{unsubscribe}}'
  expect(problems('thanks', 'Hi', `${fit} {{nme}}`)).toEqual([expect.stringContaining('no {{nme}}')])
  expect(problems('thanks', 'Hi', `${fit} {{booth}}`)).toEqual([
    expect.stringContaining('{{booth}} is not known'),
  ])
  expect(problems('thanks', 'Hi', `${fit} {{name`)).toEqual([expect.stringContaining('not closed')])
  expect(problems('thanks', '{{link}}', fit)).toEqual([expect.stringContaining('A subject cannot')])
})

test('a text without the links that its kind needs is refused', () => {
  expect(problems('invitation', 'Hi {{name}}', 'Come!')).toEqual([
    expect.stringContaining('{{link}} is missing'),
    expect.stringContaining('{{unsubscribe}} is missing'),
  ])
  expect(problems('my_link', 'Hi', '{{link}}')).toEqual([])
})

test('what people wrote is text in HTML, and begins no line and no header', () => {
  const { subject, text, html } = renderMail(
    { subject: 'Hello {{name}}', text: 'Dear {{name}},\n\n{{link: Go & see}}' },
    { ...values, name: '<b>Eve</b>\r\nBcc: all@example.org' },
    'en',
  )
  expect(subject).toBe('Hello <b>Eve</b> Bcc: all@example.org')
  expect(text).toBe('Dear <b>Eve</b> Bcc: all@example.org,\n\nGo & see: https://c.example/s/abc?next=%2F')
  expect(html).toContain('&lt;b&gt;Eve&lt;/b&gt;')
  expect(html).not.toContain('<b>')
  expect(html).toMatch(/<a href="https:\/\/c\.example\/s\/abc\?next=%2F" [^>]*>Go &amp; see<\/a>/)
})

test('a line whose names have no value is left out, and so is the gap that it would leave', () => {
  const template = { subject: 'Credit', text: 'Ready.\n\nUntil {{deadline}}.\n\n{{link}}' }
  expect(renderMail(template, values, 'en').text).toBe('Ready.\n\nhttps://c.example/s/abc?next=%2F')
  expect(renderMail(template, { ...values, deadline: 'Monday' }, 'en').text).toContain('Until Monday.')
})

test('lines that begin with a hyphen are a list', () => {
  expect(renderMail({ subject: '', text: '- one\n- {{name}}' }, values, 'en').html).toContain(
    '<ul><li dir="auto">one</li><li dir="auto">Clara Nwosu</li></ul>',
  )
})

const arabic = {
  subject: 'دعوة إلى {{conference}}',
  text: '{{name}}، مرحبا بك في {{conference}}.\n\n{{session}}\n\n- {{name}}\n\n{{link: افتح البرنامج}}',
}

test('a mail in Arabic reads from the right, in HTML and in plain text, whatever names are in it', () => {
  const { subject, text, html } = renderMail(arabic, { ...values, session: 'ECG rounds' }, 'ar')
  expect(html).toContain('<html lang="ar" dir="rtl">')
  expect(html).toContain('<div dir="rtl" ')
  // The Latin name at its beginning does not turn the paragraph around, and stays in one piece.
  expect(html).toContain('<p dir="rtl" style="margin:0 0 16px"><bdi>Clara Nwosu</bdi>، مرحبا بك')
  expect(html).toContain('<p dir="rtl" style="margin:0 0 16px"><bdi>ECG rounds</bdi></p>')
  expect(html).toContain('<li dir="rtl"><bdi>Clara Nwosu</bdi></li>')
  expect(subject).toBe('دعوة إلى \u2068Cardiology 2026\u2069')
  expect(text.split('\n')).toEqual([
    '\u200f\u2068Clara Nwosu\u2069، مرحبا بك في \u2068Cardiology 2026\u2069.',
    '',
    '\u200f\u2068ECG rounds\u2069',
    '',
    '\u200f- \u2068Clara Nwosu\u2069',
    '',
    'افتح البرنامج: https://c.example/s/abc?next=%2F',
  ])
})

test('a paragraph in English of a mail in Arabic reads from the left', () => {
  const { html } = renderMail({ subject: '', text: 'Dear {{name}}' }, { name: 'نورة' }, 'ar')
  expect(html).toContain('<p dir="ltr" style="margin:0 0 16px">Dear نورة</p>')
})

test('a mail in German reads from the left, and an Arabic name in it stays in one piece', () => {
  const german = { subject: 'Grüße, {{name}}', text: 'Guten Tag {{name}}, 3 Sitzungen.' }
  const { subject, text, html } = renderMail(german, { name: 'نورة الغامدي' }, 'de')
  expect(html).toContain('<html lang="de" dir="ltr">')
  expect(html).toContain(
    '<p dir="auto" style="margin:0 0 16px">Guten Tag <bdi>نورة الغامدي</bdi>, 3 Sitzungen.</p>',
  )
  expect(text).toBe('Guten Tag \u2068نورة الغامدي\u2069, 3 Sitzungen.')
  expect(subject).toBe('Grüße, \u2068نورة الغامدي\u2069')
  expect(renderMail(german, values, 'de').text).toBe('Guten Tag Clara Nwosu, 3 Sitzungen.')
})

test.each([
  ['their own, if it has a text', ['ar', 'de'], ['ar', 'de'], 'ar'],
  ['the conference’s, if it has none in theirs', ['ar', 'de'], ['de'], 'de'],
  ['English, if it has neither', ['ar', 'de'], [], 'en'],
  ['English, if they want it', ['en', 'de'], ['de'], 'en'],
  ['the conference’s, if they want none', [null, 'de'], ['de'], 'de'],
] as const)('the language of the text that somebody gets is %s', (_, wanted, own, sent) => {
  expect(languageSent(wanted, (language) => (own as readonly string[]).includes(language))).toBe(sent)
})
