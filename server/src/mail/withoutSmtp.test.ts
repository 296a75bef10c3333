// Without SMTP the office passes links on by hand; and a mail server that is away holds mail back.
import { expect, test } from '@jest/globals'
import type { MailPage, MailRow } from '@lectern/shared/mail'
import { freePort } from '../../../scripts/testing/freePort.ts'
import { startServers } from '../testing/servers.ts'
import { eventually } from './testing/eventually.ts'

const server = await startServers({ noMistakes: true })
const port = await freePort()
const away = await startServers({
  noMistakes: true,
  settings: {
    SMTP_URL: 'smtp://127.0.0.1:1',
    MAIL_FROM: 'cme@example.org',
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    PORT: String(port),
  },
})
const office = 'ito'
type Servers = typeof server
const list = async (personId: string, at: Servers = server): Promise<MailPage> =>
  (await (await at.request(`/api/office/mail?personId=${personId}`, { as: office })).json()) as MailPage
const invite = (personId: string, at: Servers = server) =>
  at.request('/api/office/mail/sends', {
    as: office,
    method: 'POST',
    body: { kind: 'invitation', group: { personIds: [personId] }, sendId: crypto.randomUUID() },
  })
const first = (personId: string, status: string): Promise<MailRow> =>
  eventually(async () => {
    const [mail] = (await list(personId)).mails
    expect(mail?.status).toBe(status)
    return mail!
  })

test('an invitation is listed with its link until the link is used, then only that it was', async () => {
  const { personId } = await server.invite({ name: 'Ann', roles: ['clinician'] } as never)
  expect((await list(personId)).transport.isConfigured).toBe(false)
  await invite(personId)
  const { link } = await first(personId, 'listed')
  expect(link).toMatch(/\/s\/[\w-]+$/)
  // Looking again shows the same link.
  expect((await list(personId)).mails[0]!.link).toBe(link)
  const cookie = await server.enter(`${server.servers[0]!.address}/s/${link!.split('/s/')[1]}`)
  expect((await server.request('/api/me', { cookie })).status).toBe(200)
  expect(await first(personId, 'used')).toMatchObject({ link: null })
})

test('an organiser, who is not of the office, sees the mail without its link', async () => {
  const { personId } = await server.invite({ name: 'Org', roles: ['organiser'] } as never)
  const answer = await server.request('/api/office/mail', { as: personId })
  const { mails } = (await answer.json()) as MailPage
  expect(mails.length).toBeGreaterThan(0)
  const listed = await server.invite({ name: 'Cara', roles: ['clinician'] } as never)
  await invite(listed.personId)
  await first(listed.personId, 'listed')
  const own = await server.request(`/api/office/mail?personId=${listed.personId}`, { as: personId })
  expect(((await own.json()) as MailPage).mails).toMatchObject([{ status: 'listed', link: null }])
})

test('links are not mailed, and the sign-in page does not offer it', async () => {
  const answer = await server.request('/api/sign-in/mail', {
    method: 'POST',
    body: { address: 'a@example.org' },
  })
  expect(answer.status).toBe(503)
  expect(await (await server.request('/api/sign-in/ways')).json()).toMatchObject({ byMail: false })
})

test('while no mail server answers, mails wait and the office reads why', async () => {
  const { personId } = await away.invite({
    name: 'Ben',
    roles: ['clinician'],
    email: 'ben@example.org',
  } as never)
  await invite(personId, away)
  await eventually(async () => {
    const { transport, mails } = await list(personId, away)
    expect(transport.problem?.words).toContain('Nothing answers at 127.0.0.1:1')
    expect(mails[0]).toMatchObject({ status: 'waiting', attempts: 0 })
  })
})
