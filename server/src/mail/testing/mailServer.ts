// A real SMTP server for tests, whose answers a test decides.
import type { AddressInfo } from 'node:net'
import { type ParsedMail, simpleParser } from 'mailparser'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import { atEnd } from '../../testing/atEnd.ts'

export interface Received {
  from: string
  to: string[]
  raw: string
  mail: ParsedMail
}

export const smtpError = (code: number, words: string): Error =>
  Object.assign(new Error(words), { responseCode: code })

export async function startMailServer(options: SMTPServerOptions = {}) {
  const received: Received[] = []
  const waiting: { count: number; resolve: () => void }[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    disableReverseLookup: true,
    closeTimeout: 50,
    logger: false,
    onData(stream, session, answer) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', async () => {
        const raw = Buffer.concat(chunks)
        const { mailFrom, rcptTo } = session.envelope
        received.push({
          from: mailFrom === false ? '' : mailFrom.address,
          to: rcptTo.map(({ address }) => address),
          raw: raw.toString('utf8'),
          mail: await simpleParser(raw),
        })
        for (const { count, resolve } of waiting) if (received.length >= count) resolve()
        answer(null)
      })
    },
    ...options,
  })
  // A connection that a test breaks off.
  server.on('error', () => undefined)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  atEnd(() => new Promise<void>((resolve) => server.close(() => resolve())))
  const { port } = server.server.address() as AddressInfo
  return {
    port,
    url: `smtp://127.0.0.1:${port}`,
    received,
    /** Resolves once so many mails have come in all. */
    async came(count: number): Promise<Received[]> {
      if (received.length < count) await new Promise<void>((resolve) => waiting.push({ count, resolve }))
      return received
    },
  }
}
