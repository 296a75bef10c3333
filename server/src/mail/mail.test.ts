// Mail from whole servers, over a real mail server.
import { expect, test } from '@jest/globals'
import type { GroupCount, MailGroup, MailPage, MailRow, OneMail } from '@lectern/shared/mail'
import { freePort } from '../../../scripts/testing/freePort.ts'
import { everythingIn, valuesIn } from '../../../scripts/testing/redis.ts'
import { type Method, startServers } from '../testing/servers.ts'
import { eventually } from './testing/eventually.ts'
import { startMailServer } from './testing/mailServer.ts'

const smtp = await startMailServer()
const port = await freePort()
const publicUrl = `http://127.0.0.1:${port}`
const server = await startServers({
  noMistakes: true,
  settings: {
    SMTP_URL: smtp.url,
    MAIL_FROM: 'Riverside Institute <cme@example.org>',
    PORT: String(port),
    PUBLIC_URL: publicUrl,
    MAIL_PER_MINUTE: '10000',
  },
})
await server.start({ PORT: '0' })
const office = 'ito'
const ask = async <Answer>(method: Method, path: string, body?: unknown, on = 0): Promise<Answer> =>
  (await (
    await server.request(`/api/office/mail${path}`, { as: office, method, body, server: on })
  ).json()) as Answer
const codeOf = async (method: Method, path: string, body?: unknown): Promise<string> =>
  (await ask<{ error?: { code: string } }>(method, path, body)).error?.code ?? 'ok'

let people = 0
/** A person with a mail address of their own. */
async function person(fields: Record<string, unknown> = {}) {
  const address = `p${++people}@example.org`
  const { personId } = await server.invite({
    name: `Person ${people}`,
    roles: ['clinician'],
    email: address,
    ...fields,
  } as never)
  return { personId, address }
}
const send = (group: MailGroup, kind = 'invitation', sendId: string = crypto.randomUUID(), on = 0) =>
  ask<GroupCount>('POST', '/sends', { kind, group, sendId }, on)
const mailsTo = async (personId: string): Promise<MailRow[]> =>
  (await ask<MailPage>('GET', `?personId=${personId}`)).mails
const settled = (personId: string, status = 'sent') =>
  eventually(async () => {
    const [mail] = await mailsTo(personId)
    expect(mail?.status).toBe(status)
    return mail!
  })
const receivedBy = (address: string) => smtp.received.filter(({ to }) => to.includes(address))
const linkIn = (text: string) => /http:\/\/127\.0\.0\.1\S*\/s\/\S+/.exec(text)![0]

test('an invitation arrives, its link signs in, and no token is in Redis', async () => {
  const { personId, address } = await person({ name: 'Zoë Müller' })
  expect(await send({ personIds: [personId] })).toMatchObject({ people: 1, toSend: 1, already: 0 })
  const mail = await settled(personId)
  const [{ mail: came, from }] = receivedBy(address) as [(typeof smtp.received)[number]]
  expect(from).toBe('cme@example.org')
  expect(came.messageId).toBe(`<lectern.${mail.id}@example.org>`)
  expect(came.text).toContain('Dear Zoë Müller')
  const link = linkIn(came.text!)
  expect(came.html).toContain(link.replaceAll('&', '&amp;'))
  const token = link.split('/s/')[1]!.split('?')[0]!
  const cookie = await server.enter(`${server.servers[0]!.address}/s/${token}`)
  expect((await server.request('/api/me', { cookie })).status).toBe(200)
  const everything = await everythingIn(server.connection)
  expect(everything).toContain(mail.id)
  expect(everything).not.toContain(token)
  const { content } = await ask<OneMail>('GET', `/mails/${mail.id}`)
  expect(content!.text).toContain('Zoë Müller')
  expect(content!.text).toContain('[personal link]')
})

test('nobody gets a mail twice, whichever server is asked and however often', async () => {
  const all = await Promise.all([person(), person(), person()])
  const group = { personIds: all.map(({ personId }) => personId) }
  const sendId = crypto.randomUUID()
  await Promise.all([
    send(group, 'thanks', sendId, 0),
    send(group, 'thanks', sendId, 1),
    send(group, 'thanks'),
  ])
  for (const { personId } of all) await settled(personId)
  expect(await send(group, 'thanks')).toMatchObject({ toSend: 0, already: 3 })
  for (const { address } of all) expect(receivedBy(address)).toHaveLength(1)
})

test('a group is chosen by role, profession, session and whether somebody has signed in', async () => {
  const nurse = await person({ profession: 'nurse' })
  const optometrist = await person({ profession: 'optometrist' })
  const count = async (group: MailGroup) => ask<GroupCount>('POST', '/group', { kind: 'thanks', group })
  expect(await count({ profession: 'optometrist' })).toMatchObject({
    people: 1,
    sample: [{ personId: optometrist.personId }],
  })
  const both = { personIds: [nurse.personId, optometrist.personId] }
  expect((await count({ ...both, notSignedIn: true })).people).toBe(2)
  await server.cookieOf(nurse.personId)
  expect((await count({ ...both, notSignedIn: true })).people).toBe(1)
  await server.request('/api/agenda/heart-failure', { as: nurse.personId, method: 'PUT' })
  expect((await count({ ...both, sessionId: 'heart-failure' })).people).toBe(1)
  expect((await count({ sessionId: 'heart-failure', role: 'speaker' })).people).toBeGreaterThan(0)
  expect(await codeOf('POST', '/group', { kind: 'thanks', group: { sessionId: 'nowhere' } })).toBe(
    'not_found',
  )
})

test('a person without an address gets none until they have one', async () => {
  const { personId } = await server.invite({ name: 'No address', roles: ['clinician'] } as never)
  expect(await send({ personIds: [personId] })).toMatchObject({ toSend: 0, withoutAddress: 1 })
  const { id } = await settled(personId, 'not_sent')
  await server.operate('POST', 'people', { id: personId, email: 'late@example.org' })
  const { version } = await ask<OneMail>('GET', `/mails/${id}`)
  await ask('POST', `/mails/${id}`, { act: 'again', version })
  await settled(personId)
  expect(receivedBy('late@example.org')).toHaveLength(1)
})

test('unsubscribing takes a press, or one request of a mail program; then only what was asked for comes', async () => {
  const { personId, address } = await person()
  await send({ personIds: [personId] })
  await settled(personId)
  const [{ mail }] = receivedBy(address) as [(typeof smtp.received)[number]]
  const { url } = (mail.headers.get('list') as unknown as { unsubscribe: { url: string } }).unsubscribe
  const path = new URL(url).pathname
  expect(mail.headerLines.find(({ key }) => key === 'list-unsubscribe-post')?.line).toContain('One-Click')
  const token = path.split('/').at(-1)!
  const state = async () =>
    (await (
      await server.request('/api/mail/subscription', { method: 'POST', body: { token } })
    ).json()) as unknown
  expect((await server.request(path)).headers.get('content-type')).toContain('text/html')
  expect(await state()).toMatchObject({ isSubscribed: true })
  const oneClick = await fetch(server.servers[1]!.address + path, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: 'List-Unsubscribe=One-Click',
  })
  expect(oneClick.status).toBe(200)
  expect(await state()).toMatchObject({ isSubscribed: false })
  expect(await send({ personIds: [personId] }, 'thanks')).toMatchObject({ toSend: 0, unsubscribed: 1 })
  await send({ personIds: [personId] }, 'my_link')
  await eventually(async () => expect(receivedBy(address)).toHaveLength(2))
  const forged = await server.request('/api/mail/subscription', {
    method: 'POST',
    body: { token: `${token}x` },
  })
  expect(forged.status).toBe(404)
})

test('a text is edited, previewed for a real person, tested, and two editors do not overwrite each other', async () => {
  await server.operate('POST', 'people', { id: office, email: 'ito@example.org' })
  const { personId } = await person({ name: 'Preview Person' })
  const draft = {
    kind: 'thanks',
    language: 'en',
    subject: 'Bye {{name}}',
    text: 'Thanks, {{name}}. {{unsubscribe: Stop}}',
  }
  expect(await ask('POST', '/preview', { ...draft, personId })).toMatchObject({
    subject: 'Bye Preview Person',
    text: expect.stringContaining('Thanks, Preview Person. Stop: '),
  })
  const { mailId } = await ask<{ mailId: string }>('POST', '/test', { ...draft, testId: 'a' })
  await eventually(async () => expect(receivedBy('ito@example.org')).toHaveLength(1))
  expect(receivedBy('ito@example.org')[0]!.mail.subject).toMatch(/^Bye /)
  expect((await ask<OneMail>('GET', `/mails/${mailId}`)).mail.isTest).toBe(true)
  expect(await codeOf('PUT', '/templates', { ...draft, version: 0 })).toBe('ok')
  expect(await codeOf('PUT', '/templates', { ...draft, subject: 'Mine', version: 0 })).toBe('stale')
  expect(await codeOf('PUT', '/templates', { ...draft, text: 'Thanks {{nme}}', version: 1 })).toBe(
    'invalid_request',
  )
  await ask('POST', '/templates/reset', { kind: 'thanks', language: 'en' })
})

/** What a person chooses under "My details". */
const choose = async (personId: string, language: string | null) =>
  (await server.request('/api/account/language', { as: personId, method: 'PUT', body: { language } })).status

test('each gets a mail in their own language, else in the conference’s, else in English', async () => {
  const [german, arabic, french, anybody] = await Promise.all([1, 2, 3, 4].map(() => person()))
  expect(await choose(german!.personId, 'de')).toBe(200)
  expect(await choose(arabic!.personId, 'ar')).toBe(200)
  expect(await choose(french!.personId, 'fr')).toBe(200)
  expect(await choose(anybody!.personId, 'xx')).toBe(400)
  const write = (language: string, subject: string, words: string) => {
    const text = `${words}\n\n{{link}}\n\n{{unsubscribe}}`
    return codeOf('PUT', '/templates', { kind: 'invitation', language, subject, text, version: 0 })
  }
  expect(await write('de', 'Einladung', 'Guten Tag {{name}}')).toBe('ok')
  expect(await write('ar', 'دعوة', '{{name}}، أهلا')).toBe('ok')
  const everybody = [german!, arabic!, french!, anybody!]
  await send({ personIds: everybody.map(({ personId }) => personId) })
  await Promise.all(everybody.map(({ personId }) => settled(personId)))
  const got = everybody.map(({ address }) => {
    const { mail } = receivedBy(address)[0]!
    const { lang, dir } = /<html lang="(?<lang>\w+)" dir="(?<dir>\w+)">/.exec(mail.html as string)!.groups!
    return [mail.subject, mail.headers.get('content-language'), lang, dir]
  })
  const english = [expect.stringContaining('invitation'), 'en', 'en', 'ltr']
  expect(got).toEqual([['Einladung', 'de', 'de', 'ltr'], ['دعوة', 'ar', 'ar', 'rtl'], english, english])
  expect(receivedBy(arabic!.address)[0]!.mail.text).toMatch(/^\u200f\u2068Person \d+\u2069، أهلا/)
  const [row] = await mailsTo(arabic!.personId)
  expect((await ask<OneMail>('GET', `/mails/${row!.id}`)).content!.html).toContain(
    '<html lang="ar" dir="rtl">',
  )
  for (const language of ['de', 'ar']) await ask('POST', '/templates/reset', { kind: 'invitation', language })
})

test('who registers gets a link by mail that signs in, once for each request', async () => {
  const address = 'registered@example.org'
  const body = { mode: 'open', code: '', limit: null }
  const opened = await server.request('/api/office/registration', { as: office, method: 'PUT', body })
  expect(opened.status).toBe(200)
  const register = () =>
    server.request('/api/registration', {
      method: 'POST',
      body: { givenName: 'Nina', familyName: 'Berg', email: address, profession: 'nurse', code: '' },
    })
  expect((await register()).status).toBeLessThan(300)
  await eventually(async () => expect(receivedBy(address)).toHaveLength(1))
  const { mail } = receivedBy(address)[0]!
  expect(mail.headers.get('content-language')).toBe('en')
  const token = linkIn(mail.text!).split('/s/')[1]!.split('?')[0]
  const owner = await server.request('/api/sign-in/link', { method: 'POST', body: { token } })
  expect(await owner.json()).toMatchObject({ name: 'Nina Berg' })
  expect((await register()).status).toBeLessThan(300)
  await eventually(async () => expect(receivedBy(address)).toHaveLength(2))
})

test('“Email me my link” answers the same for any address, and mails at most three an hour', async () => {
  const { address } = await person()
  const askFor = (to: string) =>
    server.request('/api/sign-in/mail', { method: 'POST', body: { address: to } })
  const answers = await Promise.all([address, 'nobody@example.org', 'nonsense'].map(askFor))
  const bodies = await Promise.all(answers.map(async (answer) => [answer.status, await answer.text()]))
  expect(new Set(bodies.map(String)).size).toBe(1)
  for (let i = 0; i < 4; i++) await askFor(address.toUpperCase())
  await eventually(async () => expect(receivedBy(address)).toHaveLength(3))
  const waiting = await server.connection.hlen('{mail}:link-requests')
  await eventually(async () => expect(await server.connection.hlen('{mail}:link-requests')).toBe(0))
  expect([waiting, receivedBy(address).length]).toEqual([expect.any(Number), 3])
  expect(linkIn(receivedBy(address)[0]!.mail.text!)).toContain('/s/')
})

test('logs and jobs hold ids only', async () => {
  const everything = JSON.stringify(server.log.lines)
  expect(everything).not.toMatch(/@example\.org|Person \d/)
  const jobs = (await valuesIn(server.connection, '{jobs}*')).filter(({ type }) => type === 'hash')
  const data = jobs.map(({ value }) => (value as Record<string, string>).data)
  expect(data.filter(Boolean).length).toBeGreaterThan(0)
  expect(data.join()).not.toMatch(/@|Person/)
})
