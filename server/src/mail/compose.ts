// A mail as it goes over the wire (RFC 5322, MIME). nodemailer encodes and folds every header, so nothing
// that a person wrote can begin one.
import type { RenderedMail } from '@lectern/shared/mailText'
import MailComposer from 'nodemailer/lib/mail-composer'

export interface Composed {
  sender: { name: string; address: string }
  /** The name by which replies go elsewhere; absent: to the sender. */
  replyTo?: string | undefined
  to: { name: string; address: string }
  messageId: string
  /** In ms. */
  date: number
  content: RenderedMail
  language: string
  /** Of a mail that can be ended with one press (RFC 8058). */
  unsubscribeUrl?: string | undefined
}

export function compose(mail: Composed): Promise<Buffer> {
  const { sender, replyTo, to, messageId, date, content, language, unsubscribeUrl } = mail
  const composer = new MailComposer({
    from: sender,
    to,
    ...(replyTo && { replyTo }),
    subject: content.subject,
    text: content.text,
    html: content.html,
    messageId,
    date: new Date(date),
    headers: {
      'Auto-Submitted': 'auto-generated',
      'Content-Language': language,
      ...(unsubscribeUrl && {
        'List-Unsubscribe': { prepared: true, value: `<${unsubscribeUrl}>` },
        'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      }),
    },
    disableFileAccess: true,
    disableUrlAccess: true,
    newline: '\r\n',
  })
  return composer.compile().build()
}
