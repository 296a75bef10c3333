import type { GroupCount, SavedMailTemplate } from '@lectern/shared/mail'
import { defaultTemplates } from '@lectern/shared/mailDefaults'
import { mailKindNames } from '@lectern/shared/mailKinds'
import { cleanup, screen, within } from '@testing-library/react'
import { drawAt, text } from '../testing/drawAt.tsx'
import { nextTurn, violations } from '../testing/drawPage.tsx'
import { FakeHttp } from '../testing/fakeHttp.ts'
import { mailPage, mailRow, oneMail } from './fakeMail.ts'
import MailPage from './MailPage.tsx'

const { id } = mailRow()
const count: GroupCount = {
  people: 120,
  toSend: 112,
  already: 5,
  withoutAddress: 2,
  unsubscribed: 1,
  sample: [{ personId: 'clara', name: 'Clara Nwosu' }],
}
const templates: SavedMailTemplate[] = mailKindNames.map((kind) => ({
  kind,
  ...defaultTemplates[kind],
  isOwn: false,
  version: 0,
}))
let server: FakeHttp
beforeEach(() => {
  server = new FakeHttp()
  Object.assign(server.answers, {
    'GET /api/office/mail': mailPage(),
    [`GET /api/office/mail/mails/${id}`]: oneMail({ status: 'unknown' }),
    'GET /api/office/mail/settings': { off: ['reminder_day'], reminders: 'agenda', language: 'en' },
    'GET /api/office/mail/templates?language=en': { templates },
    'POST /api/office/mail/preview': {
      to: 'clara@example.org',
      subject: 'Hi',
      text: 'Hi Clara',
      html: '<p>Hi</p>',
    },
    'POST /api/office/mail/group': count,
  })
})
afterEach(cleanup)
const page = (address = '') => drawAt(server, '/office/mail/:tab?', `/office/mail${address}`, <MailPage />)

test('every mail stands in the list with what became of it', async () => {
  await page()
  const rows = screen.getAllByRole('row').slice(1)
  expect(rows).toHaveLength(9)
  for (const words of [
    'Waiting',
    'Sent',
    'Unknown',
    'Refused',
    'Bounced',
    'Not sent',
    'To pass on',
    'Link used',
  ])
    expect(text()).toContain(words)
  expect(await violations()).toEqual([])
})

test('an installation without a mail server says so, and gives the link of each mail', async () => {
  const page_ = mailPage({ mails: [mailRow({ status: 'listed', link: 'https://c.example/s/abc' })] })
  server.answers['GET /api/office/mail'] = {
    ...page_,
    transport: { ...page_.transport, isConfigured: false },
  }
  await page()
  expect(text()).toContain('has not set SMTP_URL')
  expect(screen.getByRole('button', { name: 'Copy the link of Clara Nwosu' })).toBeTruthy()
})

test('why no mail goes out is said, and that nothing is lost', async () => {
  const page_ = mailPage()
  const problem = { words: 'The mail server refused the password.', at: 0 }
  server.answers['GET /api/office/mail'] = { ...page_, transport: { ...page_.transport, problem } }
  await page()
  expect(text()).toContain('The mail server refused the password.')
  expect(text()).toContain('Nothing is lost')
})

test('a mail whose fate nobody knows is sent again by a press, or noted as arrived', async () => {
  const { user } = await page(`?mail=${id}`)
  const drawer = within(screen.getByRole('dialog'))
  expect(drawer.getByText(/Nobody knows whether this mail arrived/)).toBeTruthy()
  server.answers[`POST /api/office/mail/mails/${id}`] = oneMail({ status: 'sent' })
  server.answers[`GET /api/office/mail/mails/${id}`] = oneMail({ status: 'sent' })
  await user.click(drawer.getByRole('button', { name: 'It arrived' }))
  await nextTurn()
  expect(server.bodies(`POST /api/office/mail/mails/${id}`)).toEqual([{ act: 'arrived', version: 3 }])
  expect(drawer.queryByRole('button', { name: 'It arrived' })).toBeNull()
})

test('a mail that was accepted offers nothing to press', async () => {
  server.answers[`GET /api/office/mail/mails/${id}`] = oneMail({ status: 'sent' })
  await page(`?mail=${id}`)
  expect(within(screen.getByRole('dialog')).queryByRole('button', { name: 'Send again' })).toBeNull()
})

test('a group is counted and previewed, and asked about once more before it is sent', async () => {
  server.answers['POST /api/office/mail/sends'] = count
  const { user } = await page('/send')
  expect(text()).toContain('112')
  expect(text()).toContain('Clara Nwosu and 111 others')
  await user.selectOptions(screen.getByLabelText('Role'), 'speaker')
  await user.click(screen.getByLabelText('Only people who have not signed in yet'))
  await nextTurn()
  await user.click(screen.getByRole('button', { name: 'Send to 112 people …' }))
  expect(server.bodies('POST /api/office/mail/sends')).toEqual([])
  await user.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Send' }))
  await nextTurn()
  expect(server.bodies('POST /api/office/mail/sends')).toEqual([
    { kind: 'invitation', group: { role: 'speaker', notSignedIn: true }, sendId: expect.any(String) },
  ])
})

test('a text with an unknown name is not sent to the server, and says which name', async () => {
  const { user } = await page('/texts')
  const field = screen.getByRole('textbox', { name: 'Text' })
  await user.click(field)
  await user.paste('{{nme}}')
  await user.click(screen.getByRole('button', { name: 'Save' }))
  expect(text()).toContain('There is no {{nme}}')
  expect(server.bodies('PUT /api/office/mail/templates')).toEqual([])
  expect(document.activeElement).toBe(field)
})

test('a text is saved with the version that was edited, and tested', async () => {
  server.answers['PUT /api/office/mail/templates'] = { ...templates[0], isOwn: true, version: 1 }
  server.answers['POST /api/office/mail/test'] = { mailId: id, to: 'me@example.org' }
  const { user } = await page('/texts')
  await user.type(screen.getByRole('textbox', { name: 'Subject' }), '!')
  await user.click(screen.getByRole('button', { name: 'Save' }))
  await nextTurn()
  expect(server.bodies('PUT /api/office/mail/templates')).toEqual([
    expect.objectContaining({
      kind: 'invitation',
      language: 'en',
      version: 0,
      subject: 'Your invitation to {{conference}}!',
    }),
  ])
  await user.click(screen.getByRole('button', { name: 'Send a test to me' }))
  await nextTurn()
  expect(server.bodies('POST /api/office/mail/test')).toHaveLength(1)
})

test('a text in another language says what is sent as long as there is none, and is previewed in it', async () => {
  server.answers['GET /api/office/mail/templates?language=de'] = { templates }
  const { user } = await page('/texts?language=de')
  await nextTurn()
  expect(text()).toContain('no text in Deutsch yet. People who want that language get it in English.')
  await user.type(screen.getByRole('textbox', { name: 'Subject' }), '!')
  await nextTurn(500)
  const bodies = server.bodies('POST /api/office/mail/preview') as { language: string }[]
  expect(bodies.at(-1)!.language).toBe('de')
})

test('a group’s mail is previewed for people of each language, with the text that they get', async () => {
  const own = templates.map((each) => ({ ...each, isOwn: true, subject: 'Willkommen' }))
  server.answers['GET /api/office/mail/templates?language=de'] = { templates: own }
  server.answers['GET /api/office/mail/templates?language=ar'] = { templates }
  const { user } = await page('/send')
  const previewed = async (language: string) => {
    await user.selectOptions(screen.getByRole('combobox', { name: 'For people who want' }), language)
    await nextTurn()
    const bodies = server.bodies('POST /api/office/mail/preview') as { language: string; subject: string }[]
    return bodies.at(-1)
  }
  expect(await previewed('Deutsch')).toMatchObject({ language: 'de', subject: 'Willkommen' })
  expect(await previewed('العربية')).toMatchObject({ language: 'en', subject: templates[0]!.subject })
  expect(text()).toContain('no text in العربية yet')
  expect(await violations()).toEqual([])
})

test('automatic mails are turned on and off', async () => {
  server.answers['PUT /api/office/mail/settings'] = { off: [], reminders: 'agenda', language: 'en' }
  const { user } = await page('/automatic')
  const reminder = screen.getByLabelText('Reminder a day before')
  expect((reminder as HTMLInputElement).checked).toBe(false)
  await user.click(reminder)
  await user.click(screen.getByRole('button', { name: 'Save' }))
  await nextTurn()
  expect(server.bodies('PUT /api/office/mail/settings')).toEqual([
    { off: [], reminders: 'agenda', language: 'en' },
  ])
  expect(text()).toContain('Saved.')
  expect(await violations()).toEqual([])
})
