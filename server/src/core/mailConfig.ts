// The settings of mail.
import { wholeNumber } from '@lectern/shared/configReader'
import { z } from 'zod'

const urlOf = (protocols: string[], example: string) =>
  z
    .string()
    .refine((url) => URL.canParse(url) && protocols.includes(new URL(url).protocol), {
      error: `must be ${example}. In its password, write / as %2F, ? as %3F, # as %23 and @ as %40`,
      abort: true,
    })
    .refine((url) => new URL(url).hostname !== '', 'names no host')

const plainAddress = /^[^\s<>()[\]\\,;:"@\p{Cc}]+@[^\s<>()[\]\\,;:"@\p{Cc}]+$/u
const address = z.string().max(254).regex(plainAddress, 'must be a mail address like bounces@example.org')

/** "Riverside Institute <cme@example.org>", or the address alone. */
const sender = z
  .string()
  .max(400)
  .transform((text, context) => {
    const named = /^\s*"?([^<>"\p{Cc}]*?)"?\s*<([^<>]*)>\s*$/u.exec(text)
    const [name, found] = named ? [named[1]!, named[2]!] : ['', text.trim()]
    if (plainAddress.test(found)) return { name, address: found }
    context.addIssue({
      code: 'custom',
      message: 'must be an address, or a name and an address: Riverside Institute <cme@example.org>',
    })
    return z.NEVER
  })

export const mailSettingsOfServer = {
  /** The mail server, with user and password; without it the office sees a list of mails with their links. */
  SMTP_URL: urlOf(
    ['smtp:', 'smtps:'],
    'smtp://user:password@host:587 or smtps://user:password@host:465',
  ).optional(),
  /** STARTTLS for smtp://; `required` by default where the URL has a password. */
  SMTP_TLS: z.enum(['required', 'optional', 'off']).optional(),
  MAIL_FROM: sender.optional(),
  /** What the provider allows. */
  MAIL_PER_MINUTE: wholeNumber(1, 100_000).default(100),
  /** Where bounces are sent, each with the mail's id: bounces+mID@example.org. */
  MAIL_BOUNCES_TO: address.optional(),
  /** The mailbox from which bounces are read: imaps://user:password@host/INBOX. */
  BOUNCE_IMAP_URL: urlOf(['imap:', 'imaps:'], 'imaps://user:password@host/INBOX').optional(),
}

type MailConfig = z.output<z.ZodObject<typeof mailSettingsOfServer>> & { PUBLIC_URL?: string | undefined }

const isLoopback = (host: string): boolean => host === 'localhost' || host === '[::1]' || /^127\./.test(host)

/** Contradictions, as [setting, what is wrong]. */
export function mailContradictions(config: MailConfig): [string, string][] {
  const { SMTP_URL, SMTP_TLS, MAIL_FROM, MAIL_BOUNCES_TO, BOUNCE_IMAP_URL, PUBLIC_URL } = config
  const url = SMTP_URL === undefined ? undefined : new URL(SMTP_URL)
  const without = (name: string, value: unknown): [string, string][] =>
    value !== undefined && !url
      ? [[name, 'SMTP_URL is not set, so no mail is sent. Set SMTP_URL, or leave this out']]
      : []
  return [
    ...without('MAIL_FROM', MAIL_FROM),
    ...without('SMTP_TLS', SMTP_TLS),
    ...without('MAIL_BOUNCES_TO', MAIL_BOUNCES_TO),
    ...without('BOUNCE_IMAP_URL', BOUNCE_IMAP_URL),
    ...(url && !MAIL_FROM
      ? ([['MAIL_FROM', 'SMTP_URL names a mail server, but no mail has a sender. Set MAIL_FROM']] as const)
      : []),
    ...(url && !PUBLIC_URL
      ? ([
          ['PUBLIC_URL', 'mails hold links to this address. Set it to the address that people open'],
        ] as const)
      : []),
    ...(url?.protocol === 'smtps:' && SMTP_TLS !== undefined && SMTP_TLS !== 'required'
      ? ([
          ['SMTP_TLS', 'smtps:// in SMTP_URL is TLS from the first byte. Leave SMTP_TLS out, or use smtp://'],
        ] as const)
      : []),
    ...(url?.password && SMTP_TLS !== undefined && SMTP_TLS !== 'required' && !isLoopback(url.hostname)
      ? ([['SMTP_TLS', 'the password in SMTP_URL could travel in the clear. Leave SMTP_TLS out']] as const)
      : []),
  ].map(([name, problem]) => [name, problem])
}
