// A mail server that keeps every mail that Lectern sends.
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { type ParsedMail, simpleParser } from 'mailparser'
import { SMTPServer } from 'smtp-server'

export interface Mailbox {
  /** The server's settings that send there. */
  env: { SMTP_URL: string; MAIL_FROM: string }
  received: ParsedMail[]
  /** The newest mail to the address with such a subject, as soon as there is one. */
  mailTo(address: string, subject: RegExp): Promise<ParsedMail>
  close(): Promise<void>
}

export async function openMailbox(): Promise<Mailbox> {
  const received: ParsedMail[] = []
  const arrivals = new EventTarget()
  const smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData: (stream, _, answer) =>
      void simpleParser(stream).then((mail) => {
        received.push(mail)
        arrivals.dispatchEvent(new Event('mail'))
        answer(null)
      }),
  })
  await new Promise<void>((resolve) => smtp.listen(0, '127.0.0.1', resolve))
  const { port } = smtp.server.address() as AddressInfo
  return {
    env: { SMTP_URL: `smtp://127.0.0.1:${port}`, MAIL_FROM: 'Riverside Institute <cme@example.org>' },
    received,
    async mailTo(address, subject) {
      for (;;) {
        const mail = received.findLast(
          (each) => recipientsOf(each).includes(`<${address}>`) && subject.test(each.subject ?? ''),
        )
        if (mail) return mail
        await once(arrivals, 'mail')
      }
    },
    close: () => new Promise<void>((resolve) => smtp.close(() => resolve())),
  }
}

export const recipientsOf = ({ to }: ParsedMail): string =>
  (Array.isArray(to) ? to : [to!]).map(({ text }) => text).join()

/** The personal link in a mail. */
export const linkIn = ({ text }: ParsedMail): string => /http:\/\/\S+\/s\/\S+/.exec(text!)![0]
