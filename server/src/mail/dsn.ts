// Delivery status notifications (RFC 3464): which of our mails came back, and why.
import { simpleParser } from 'mailparser'
import { mailIdsIn } from './mailIds.ts'
import { cleaned } from './smtpWords.ts'

export interface Bounce {
  mailIds: string[]
  /** For the office. */
  words: string
}

/** One message returns one mail; a few more are tolerated, a list of thousands is not. */
const idsMax = 5

type Fields = Map<string, string>

/** The groups of fields of a report: one about the message, then one for each recipient. */
function fieldGroups(report: string): Fields[] {
  const groups = report
    .replace(/\r\n?/g, '\n')
    .trim()
    .split(/\n{2,}/)
  return groups.map((group) => {
    const lines = group.replace(/\n[ \t]+/g, ' ').split('\n')
    return new Map(
      lines.flatMap((line): [string, string][] => {
        const at = line.indexOf(':')
        return at < 1 ? [] : [[line.slice(0, at).trim().toLowerCase(), line.slice(at + 1).trim()]]
      }),
    )
  })
}

const meanings: [RegExp, string][] = [
  [/^5\.1\.[0136]/, 'There is no such mailbox.'],
  [/^5\.1\.2|^5\.4\.[134]/, 'There is no such mail domain, or no mail server answers for it.'],
  [/^[45]\.2\.2/, 'The mailbox is full.'],
  [/^5\.2\.1/, 'The mailbox is closed.'],
  [/^5\.7/, 'The recipient’s mail server refused the mail by its rules.'],
  [/^4\./, 'It could not be delivered for days, and the mail server gave up.'],
]

function wordsFor(recipient: Fields): string {
  const status = /\d\.\d{1,3}\.\d{1,3}/.exec(recipient.get('status') ?? '')?.[0] ?? ''
  const meaning = meanings.find(([pattern]) => pattern.test(status))?.[1] ?? 'The mail came back.'
  const diagnostic = cleaned((recipient.get('diagnostic-code') ?? '').replace(/^[\w-]+;\s*/, ''))
  return diagnostic ? `${meaning} The mail server said: “${diagnostic}”` : meaning
}

/** Undefined for anything that is not a failure of one of our mails: delays, confirmations, other mail. */
export async function bounceIn(source: Buffer): Promise<Bounce | undefined> {
  const mail = await simpleParser(source, {
    keepDeliveryStatus: true,
    skipTextToHtml: true,
    skipHtmlToText: true,
  })
  const report = mail.attachments.find(({ contentType }) => contentType === 'message/delivery-status')
  if (!report) return undefined
  const [, ...recipients] = fieldGroups(report.content.toString('utf8'))
  const failed = recipients.find((fields) => fields.get('action')?.toLowerCase() === 'failed')
  if (!failed) return undefined
  // The returned message or its headers, and the address that the bounce came to.
  const mailIds = mailIdsIn(source.toString('latin1')).slice(0, idsMax)
  return mailIds.length === 0 ? undefined : { mailIds, words: wordsFor(failed) }
}
