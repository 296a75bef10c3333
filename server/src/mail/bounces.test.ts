import { expect, test } from '@jest/globals'
import { memoryLog } from '../../../scripts/testing/log.ts'
import { fileRedis } from '../testing/redis.ts'
import { bounceSettingsOf, createBounces } from './bounces.ts'
import { bounceIn } from './dsn.ts'
import { createMailProblems } from './problems.ts'
import { startMailbox } from './testing/mailbox.ts'

const redis = await fileRedis()
async function emptied() {
  const connection = redis.connect()
  await connection.flushall()
  return connection
}

const id = '0123456789abcdef01234567'
interface Report {
  action?: string
  status?: string
  diagnostic?: string
  to?: string
  returned?: string
}
const lines = (...all: string[]): string => `${all.join('\r\n')}\r\n`
const report = ({
  action = 'failed',
  status = '5.1.1',
  diagnostic = 'smtp; 550 5.1.1 <gone@example.org>: no such\r\n user here',
  to = 'cme@example.org',
  returned = `Message-ID: <lectern.${id}@example.org>`,
}: Report = {}): string =>
  lines(
    'From: MAILER-DAEMON@mx.example',
    `To: ${to}`,
    'Subject: Undelivered mail',
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
    '',
    '--b',
    'Content-Type: text/plain',
    '',
    'It could not be delivered.',
    '--b',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mx.example',
    '',
    'Final-Recipient: rfc822; gone@example.org',
    `Action: ${action}`,
    `Status: ${status}`,
    `Diagnostic-Code: ${diagnostic}`,
    '',
    '--b',
    'Content-Type: text/rfc822-headers',
    '',
    returned,
    'Subject: Your invitation',
    '',
    '--b--',
  )
const read = (text: string) => bounceIn(Buffer.from(text))

test('a failure is matched by the message’s id, and says why in words', async () => {
  expect(await read(report())).toEqual({
    mailIds: [id],
    words:
      'There is no such mailbox. The mail server said: “550 5.1.1 <gone@example.org>: no such user here”',
  })
  expect((await read(report({ status: '5.2.2', diagnostic: '' })))!.words).toBe('The mailbox is full.')
})

test('a failure without the message is matched by the address it came to, in any case', async () => {
  const to = `bounces+M${id.toUpperCase()}@example.org`
  expect(await read(report({ to, returned: 'X-Nothing: 1' }))).toMatchObject({ mailIds: [id] })
})

test.each([
  ['a delay', report({ action: 'delayed', status: '4.4.1' })],
  ['a confirmation', report({ action: 'delivered', status: '2.0.0' })],
  ['a bounce of somebody else’s mail', report({ returned: 'Message-ID: <x@example.org>' })],
  ['a mail that only mentions one', lines('Subject: hi', '', `<lectern.${id}@example.org> failed`)],
  ['nothing', ''],
  ['noise', '\0\0\r\n--b\r\nContent-Type: message/delivery-status'],
])('%s marks nothing', async (_, text) => {
  expect(await read(text)).toBeUndefined()
})

test('each message of the mailbox is read once, also by several servers and after it was made anew', async () => {
  const connection = await emptied()
  const mailbox = await startMailbox()
  const marked: string[] = []
  const bounces = () =>
    createBounces({
      redis: connection,
      settings: bounceSettingsOf(`imap://me:secret@127.0.0.1:${mailbox.port}/INBOX`)!,
      problems: createMailProblems(connection, Date.now),
      bounced: async (mailId) => void marked.push(mailId),
      clock: Date.now,
      log: memoryLog().log,
    })
  await bounces().read()
  mailbox.messages.push(report(), report({ action: 'delayed' }))
  await bounces().read()
  expect(marked).toEqual([id])
  mailbox.messages.push(report({ returned: `Message-ID: <lectern.${'f'.repeat(24)}@example.org>` }))
  await bounces().read()
  await bounces().read()
  expect(marked).toEqual([id, 'f'.repeat(24)])
  mailbox.uidValidity = 2
  mailbox.messages.splice(0, 1)
  await bounces().read()
  expect(marked).toEqual([id, 'f'.repeat(24), 'f'.repeat(24)])
})

test('a mailbox that cannot be opened is said, and is over once it can', async () => {
  const connection = await emptied()
  const mailbox = await startMailbox({ password: 'right' })
  const problems = createMailProblems(connection, Date.now)
  const bouncesBy = (url: string) =>
    createBounces({
      redis: connection,
      settings: bounceSettingsOf(url)!,
      problems,
      bounced: async () => undefined,
      clock: Date.now,
      log: memoryLog().log,
    })
  await bouncesBy(`imap://me:wrong@127.0.0.1:${mailbox.port}`).read()
  expect((await problems.find('bounces'))!.words).toContain('refused the user name or the password')
  await bouncesBy('imap://me:right@127.0.0.1:1').read()
  expect((await problems.find('bounces'))!.words).toContain('cannot be opened')
  const good = bouncesBy(`imap://me:right@127.0.0.1:${mailbox.port}`)
  expect(await good.isDue()).toBe(false)
  await good.read()
  expect(await problems.find('bounces')).toBeUndefined()
})
