import { expect, test } from '@jest/globals'
import { defaultTemplates } from './mailDefaults.ts'
import { type MailKind, mailKindNames, namesOf } from './mailKinds.ts'
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
