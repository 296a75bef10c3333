// A real SMTP server, and sockets that behave worse than one.
import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { describe, expect, test } from '@jest/globals'
import { atEnd } from '../testing/atEnd.ts'
import { compose } from './compose.ts'
import { Smtp, type SmtpMessage, type SmtpTimes } from './smtp.ts'
import type { SmtpSettings } from './smtpSettings.ts'
import { smtpError, startMailServer } from './testing/mailServer.ts'
import { smtpSettings } from './testing/smtpSettings.ts'

const short: SmtpTimes = { connectMs: 400, greetingMs: 200, silentMs: 300, mailMs: 1000 }
const message = (more: Partial<SmtpMessage> = {}): SmtpMessage => ({
  from: 'cme@example.org',
  to: 'clara@example.org',
  raw: Buffer.from('Subject: hello\r\n\r\nhello\r\n'),
  beforeData: async () => true,
  ...more,
})
const open: Smtp[] = []
atEnd(() => {
  for (const smtp of open) smtp.close()
})
function connectTo(port: number, more: Partial<SmtpSettings> = {}, times?: SmtpTimes): Smtp {
  const smtp = new Smtp(smtpSettings(port, more), times)
  open.push(smtp)
  return smtp
}
async function outcome(smtp: Smtp, more: Partial<SmtpMessage> = {}) {
  const handed = await smtp.send(message(more))
  return handed === 'taken_over' ? handed : handed.outcome
}

/** A server that speaks lines as `answer` says; null hangs up. */
async function scripted(
  answer: (line: string, socket: Socket) => string | null | undefined,
): Promise<number> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined)
    const say = (line: string) => {
      const words = answer(line, socket)
      if (words === null) socket.destroy()
      else if (words !== undefined) socket.write(`${words}\r\n`)
    }
    say('')
    socket.on('data', (data) => {
      for (const line of data.toString().split('\r\n').filter(Boolean)) say(line)
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  atEnd(() => server.close())
  return (server.address() as AddressInfo).port
}
/** Friendly, but for the lines that a test answers. */
const friendly =
  (own: (line: string) => string | null | undefined) =>
  (line: string): string | null | undefined => {
    const words = own(line)
    if (words !== undefined) return words
    if (line === '') return '220 test'
    if (/^(EHLO|HELO|MAIL|RCPT)/.test(line)) return '250 OK'
    if (line === 'DATA') return '354 go on'
    return line === '.' ? '250 taken' : ''
  }

test('mails go over one connection, one after the other', async () => {
  const server = await startMailServer()
  const smtp = connectTo(server.port)
  expect(await outcome(smtp)).toMatchObject({ is: 'sent', words: expect.stringContaining('250') })
  expect(await outcome(smtp, { to: 'noah@example.org' })).toMatchObject({ is: 'sent' })
  expect(server.received.map(({ to }) => to)).toEqual([['clara@example.org'], ['noah@example.org']])
})

test('names and addresses beyond ASCII arrive as they are written, and nothing begins a header', async () => {
  const server = await startMailServer()
  const raw = await compose({
    sender: { name: 'Königin-Luise-Klinik, Ärzte', address: 'cme@example.org' },
    to: { name: '林 美玲 "x"\r\nBcc: all@example.org', address: 'mei@bücher.example' },
    messageId: '<a@example.org>',
    date: 0,
    content: { subject: 'Größe\r\nX-Evil: 1', text: 'ä', html: '<p>ä</p>' },
    language: 'de',
    unsubscribeUrl: 'https://c.example/api/mail/unsubscribe/t',
  })
  expect(await outcome(connectTo(server.port), { raw, to: 'mei@bücher.example' })).toMatchObject({
    is: 'sent',
  })
  const [{ mail, to }] = server.received as [(typeof server.received)[number]]
  expect(to).toEqual(['mei@bücher.example'])
  expect(mail.from!.value[0]!.name).toBe('Königin-Luise-Klinik, Ärzte')
  expect(mail.subject).not.toContain('\n')
  expect([mail.headers.has('x-evil'), mail.headers.has('bcc')]).toEqual([false, false])
  expect(mail.headers.get('list-unsubscribe-post') ?? mail.headers.get('list')).toBeDefined()
})

describe('a refusal', () => {
  test.each([
    ['of the address for good', 'onRcptTo', 550, 'refused', 'refused the address'],
    ['of the address for now', 'onRcptTo', 451, 'later', 'refused the address'],
    ['of the sender', 'onMailFrom', 553, 'refused', 'refused the sender'],
  ] as const)('%s', async (_, hook, code, is, words) => {
    const server = await startMailServer({
      [hook]: (_address: unknown, _session: unknown, answer: (error: Error) => void) =>
        answer(smtpError(code, 'because\u0007 of https://evil.example/x rules')),
    })
    const became = await outcome(connectTo(server.port))
    expect(became).toMatchObject({ is, words: expect.stringContaining(words) })
    expect(became).toMatchObject({ words: expect.stringContaining('of … rules') })
  })

  test.each([
    [554, 'refused'],
    [452, 'later'],
  ] as const)('of the whole message with %i', async (code, is) => {
    const server = await startMailServer({
      onData: (stream, _, answer) => {
        stream.resume()
        stream.on('end', () => answer(smtpError(code, 'no')))
      },
    })
    const smtp = connectTo(server.port)
    expect(await outcome(smtp)).toMatchObject({ is, words: expect.stringContaining('refused the mail') })
  })

  test('of the password holds mail back and says so', async () => {
    const server = await startMailServer({
      authOptional: false,
      allowInsecureAuth: true,
      onAuth: (_auth, _session, answer) => answer(smtpError(535, 'wrong')),
    })
    const became = await outcome(connectTo(server.port, { user: 'cme', password: 'wrong' }))
    expect(became).toMatchObject({
      is: 'blocked',
      words: expect.stringContaining('user name or the password'),
    })
  })

  test('of whoever has not signed in holds mail back', async () => {
    const server = await startMailServer({ authOptional: false, allowInsecureAuth: true })
    expect(await outcome(connectTo(server.port))).toMatchObject({ is: 'blocked' })
  })

  test('of a connection without TLS, where TLS is required', async () => {
    const server = await startMailServer()
    const became = await outcome(connectTo(server.port, { tls: 'required' }))
    expect(became).toMatchObject({ is: 'blocked', words: expect.stringContaining('offers no TLS') })
    expect(server.received).toEqual([])
  })

  test('of a certificate that nobody signed', async () => {
    const server = await startMailServer({ disabledCommands: [] })
    const became = await outcome(connectTo(server.port, { tls: 'required' }))
    expect(became).toMatchObject({ is: 'blocked', words: expect.stringContaining('certificate') })
  })
})

describe('a server that is not there or hangs', () => {
  test('nothing listens', async () => {
    const server = createServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    server.close()
    expect(await outcome(connectTo(port))).toMatchObject({
      is: 'blocked',
      words: expect.stringContaining('Nothing answers'),
    })
  })

  test('no such host', async () => {
    const smtp = connectTo(25, { host: 'nowhere.invalid' }, short)
    expect(await outcome(smtp)).toMatchObject({
      is: 'blocked',
      words: expect.stringContaining('nowhere.invalid'),
    })
  })

  test('no greeting comes', async () => {
    const port = await scripted(() => undefined)
    const became = await outcome(connectTo(port, {}, short))
    expect(became).toMatchObject({ is: 'blocked', words: expect.stringContaining('says nothing') })
  })

  test.each([
    ['EHLO', 'blocked'],
    ['MAIL', 'later'],
    ['RCPT', 'later'],
    ['DATA', 'later'],
  ] as const)('it says nothing to %s', async (command, is) => {
    let hung = false
    const port = await scripted((line) => {
      hung ||= line.startsWith(command)
      return hung ? undefined : friendly(() => undefined)(line)
    })
    expect(await outcome(connectTo(port, {}, short))).toMatchObject({ is })
  })

  test('it says nothing to the whole message: nobody knows', async () => {
    let isData = false
    const port = await scripted((line) => {
      if (isData) return undefined
      isData = line === 'DATA'
      return friendly(() => undefined)(line)
    })
    expect(await outcome(connectTo(port, {}, short))).toMatchObject({ is: 'unknown' })
  })
})

describe('a connection that is lost', () => {
  test('before the message: it is tried again', async () => {
    const port = await scripted(friendly((line) => (line === 'DATA' ? null : undefined)))
    expect(await outcome(connectTo(port))).toMatchObject({ is: 'later' })
  })

  test('within the message: nobody knows', async () => {
    const port = await scripted(friendly((line) => (line.startsWith('Subject:') ? null : undefined)))
    expect(await outcome(connectTo(port))).toMatchObject({
      is: 'unknown',
      words: expect.stringContaining('may have accepted it'),
    })
  })

  test('between two mails: the next one goes over a new one', async () => {
    const port = await scripted(friendly(() => undefined))
    const smtp = connectTo(port)
    expect(await outcome(smtp)).toMatchObject({ is: 'sent' })
    smtp.close()
    expect(await outcome(smtp)).toMatchObject({ is: 'sent' })
  })
})

test('a mail that another server has by now is not sent', async () => {
  const server = await startMailServer()
  const smtp = connectTo(server.port)
  expect(await outcome(smtp, { beforeData: async () => false })).toBe('taken_over')
  expect(await outcome(smtp)).toMatchObject({ is: 'sent' })
  expect(server.received).toHaveLength(1)
})
