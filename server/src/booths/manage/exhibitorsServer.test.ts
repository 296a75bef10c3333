// The exhibitors of a conference, for its organisers: invitations over a real mail server, staff hours,
// counts.
import { randomUUID } from 'node:crypto'
import { describe, expect, test } from '@jest/globals'
import type { ManagedBooth, ManagedStaff } from '@lectern/shared/booths'
import type { ProgramClient } from '../../../../scripts/programClient.ts'
import { freePort } from '../../../../scripts/testing/freePort.ts'
import { eventually } from '../../mail/testing/eventually.ts'
import { smtpError, startMailServer } from '../../mail/testing/mailServer.ts'
import { codeOf } from '../../testing/answers.ts'
import { createCast, words } from '../../testing/booths.ts'
import { startServers } from '../../testing/servers.ts'

let refuses = true
const smtp = await startMailServer({
  onRcptTo({ address }, _session, answer) {
    answer(refuses && address.startsWith('gone') ? smtpError(550, 'No such mailbox') : null)
  },
})
const port = await freePort()
const server = await startServers({
  noMistakes: true,
  settings: {
    SMTP_URL: smtp.url,
    MAIL_FROM: 'Riverside Institute <cme@example.org>',
    PORT: String(port),
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    MAIL_PER_MINUTE: '10000',
  },
})
const withoutSmtp = await startServers({ noMistakes: true })
const { booth, learner } = createCast(server)
const unmailed = createCast(withoutSmtp)

async function managedBy(office: ProgramClient, boothId: string): Promise<ManagedBooth> {
  const { booths } = await office.send('booths.manage', {})
  return booths.find((each) => each.booth.id === boothId)!
}
const memberOf = async (office: ProgramClient, boothId: string, staffId: string): Promise<ManagedStaff> =>
  (await managedBy(office, boothId)).staff.find((member) => member.staffId === staffId)!
const until = (office: ProgramClient, boothId: string, staffId: string, status: string) =>
  eventually(async () => {
    const { invitation } = await memberOf(office, boothId, staffId)
    expect(invitation?.status).toBe(status)
    return invitation!
  })

describe('invitations by mail', () => {
  test('a new member of staff is invited at their address, once, and their link opens the booth', async () => {
    const { boothId, office } = await booth()
    const email = `lena-${randomUUID().slice(0, 8)}@exhibitor.example`
    const request = { boothId, staffId: randomUUID(), name: 'Lena Holm', email }
    const { staffId, link } = await office.send('booths.inviteStaff', request)
    expect(link).toBeNull()
    await office.send('booths.inviteStaff', request)
    await until(office, boothId, staffId, 'sent')
    await office.send('booths.mailStaff', { boothId, staffIds: [staffId] })
    const mails = smtp.received.filter(({ to }) => to.includes(email))
    expect(mails).toHaveLength(1)
    const [address] = /http:\S*\/s\/\S+/.exec(mails[0]!.mail.text ?? '')!
    const client = await server.connectWith(await server.enter(address!.split('?')[0]!))
    expect(await client.send('booths.myBooth', {})).toMatchObject({ id: boothId })
  })

  test('one that was refused says so, and is sent again by a press', async () => {
    const { boothId, office } = await booth()
    const email = `gone-${randomUUID().slice(0, 8)}@exhibitor.example`
    const { staffId } = await office.send('booths.inviteStaff', { boothId, name: 'Gone Away', email })
    expect((await until(office, boothId, staffId, 'refused')).words).toContain('No such mailbox')
    refuses = false
    await office.send('booths.mailStaff', { boothId, staffIds: [staffId] })
    await until(office, boothId, staffId, 'sent')
    refuses = true
  })

  test('somebody without an address is told about, and an address that another person has is taken', async () => {
    const { boothId, office, ann } = await booth()
    expect((await memberOf(office, boothId, ann.staffId)).invitation).toBeNull()
    const { staff } = await office.send('booths.mailStaff', { boothId, staffIds: [ann.staffId] })
    expect(staff.find(({ staffId }) => staffId === ann.staffId)?.invitation).toMatchObject({
      status: 'not_sent',
      words: expect.stringContaining('no mail address'),
    })
    const shared = { boothId, email: 'same@exhibitor.example' }
    for (const name of ['One', 'Two'])
      expect(await codeOf(office.send('booths.inviteStaff', { ...shared, name }))).toBe('ok')
    expect(await codeOf(office.send('booths.inviteStaff', { boothId, name: 'X', email: 'nowhere' }))).toBe(
      'invalid_request',
    )
  })

  test('without a mail server the link is passed on, until it was used', async () => {
    const { boothId, office } = await unmailed.booth()
    const email = 'lena@exhibitor.example'
    const { staffId } = await office.send('booths.inviteStaff', { boothId, name: 'Lena Holm', email })
    await until(office, boothId, staffId, 'listed')
    const { link } = await office.send('booths.staffLink', { boothId, staffId })
    expect(await office.send('booths.staffLink', { boothId, staffId })).toEqual({ link })
    await withoutSmtp.enter(link.split('?')[0]!)
    await until(office, boothId, staffId, 'used')
    expect(await codeOf(office.send('booths.staffLink', { boothId, staffId }))).toBe('conflict')
  })

  test('the link of somebody with other roles is the CE office’s alone', async () => {
    const { boothId, office, exhibitorId } = await unmailed.booth()
    const { personId } = await withoutSmtp.invite({
      name: 'Both Roles',
      roles: ['exhibitor', 'organiser'],
      exhibitorId,
    })
    await office.send('booths.mailStaff', { boothId, staffIds: [personId] })
    const request = { boothId, staffId: personId }
    expect(await codeOf(office.send('booths.staffLink', request))).toBe('forbidden')
    const ito = await withoutSmtp.connect('ito')
    expect((await ito.send('booths.staffLink', request)).link).toContain('/s/')
  })
})

test('a booth’s counts say how much happened there, and nothing of whom', async () => {
  const { boothId, office, ann, exhibitorId } = await booth()
  await ann.client.send('booths.desk', { boothId })
  const [one, two] = [await learner(), await learner()]
  for (const { client } of [one, two]) await client.send('booths.visit', { boothId })
  await one.client.send('booths.say', { boothId, ...words('What does it cost?') })
  const call = await one.client.send('booths.requestCall', { boothId })
  await ann.client.send('booths.acceptCall', { boothId, callId: call.callId })
  await ann.client.send('booths.endCall', { boothId, callId: call.callId })
  await two.client.send('booths.consent', {
    boothId,
    consent: { fields: ['name', 'email'], values: { name: 'Zephyr Quill', email: 'zq@post.example' } },
  })
  const managed = await managedBy(office, boothId)
  expect(managed).toMatchObject({ visitors: 2, counts: { chats: 1, calls: 1, leads: 1 } })
  const said = JSON.stringify(managed)
  for (const mark of [one.personId, two.personId, 'Zephyr', 'zq@post', 'What does it cost'])
    expect(said).not.toContain(mark)
  await two.client.send('booths.withdrawConsent', { boothId })
  expect((await managedBy(office, boothId)).counts.leads).toBe(0)
  // To other companies it is nothing at all.
  expect(await codeOf(ann.client.send('booths.manage', {}))).toBe('forbidden')
  expect(exhibitorId).toBe(managed.booth.exhibitorId)
})

// Last: from here on there are two conferences.
test('only organisers of the conference invite, and only the staff of that booth', async () => {
  const [mine, other] = [await booth(), await booth()]
  const { boothId } = mine
  const staffIds = [mine.ann.staffId]
  await server.request('/api/office/conferences', {
    as: 'ito',
    method: 'POST',
    body: { id: 'elsewhere', title: 'Elsewhere', timeZone: 'UTC' },
  })
  await server.operateAt('elsewhere', 'POST', 'people', {
    ...{ id: 'organiser-elsewhere', name: 'Olga', roles: ['organiser'] },
  })
  const strangers: [ProgramClient, string][] = [
    [await server.connect('moreau'), 'forbidden'],
    [await server.connect('clara'), 'forbidden'],
    [await server.connect('okafor'), 'forbidden'],
    [other.ann.client, 'forbidden'],
    [mine.ann.client, 'forbidden'],
    [await server.connect('organiser-elsewhere', 0, 'elsewhere'), 'not_found'],
  ]
  for (const [client, code] of strangers) {
    const outcomes = await Promise.all([
      codeOf(client.send('booths.mailStaff', { boothId, staffIds })),
      codeOf(client.send('booths.staffLink', { boothId, staffId: staffIds[0]! })),
      codeOf(client.send('booths.inviteStaff', { boothId, name: 'X', email: 'x@exhibitor.example' })),
    ])
    expect(outcomes).toEqual([code, code, code])
  }
  const { office } = mine
  for (const staffId of [other.ann.staffId, 'clara', 'nobody'])
    expect(await codeOf(office.send('booths.mailStaff', { boothId, staffIds: [staffId] }))).toBe('not_found')
})
