// The ids of mails. One kind, person and thing have one id, so that no mail is made twice, whichever server
// makes it. Nobody can guess one: a forged bounce would otherwise mark a mail.
import { createHmac } from 'node:crypto'
import type { MailKind } from '@lectern/shared/mailKinds'

export interface MailIdentity {
  conferenceId: string
  kind: MailKind
  personId: string
  thing: string
}

const idLength = 24

export const createMailIds = (secret: string) => ({
  of: ({ conferenceId, kind, personId, thing }: MailIdentity): string =>
    createHmac('sha256', secret)
      .update(JSON.stringify(['mail', conferenceId, kind, personId, thing]))
      .digest('hex')
      .slice(0, idLength),
})
export type MailIds = ReturnType<typeof createMailIds>

/** Stable, so that a mail that arrives twice is shown once by most mail programs. */
export const messageIdOf = (mailId: string, domain: string): string => `<lectern.${mailId}@${domain}>`

/** Ids of mails in a text such as headers or a returned message. */
export const mailIdsIn = (text: string): string[] => [
  ...new Set(
    [...text.matchAll(/<lectern\.([0-9a-f]{24})@/gi), ...text.matchAll(/\+m([0-9a-f]{24})@/gi)].map(
      ([, id]) => id!.toLowerCase(),
    ),
  ),
]

/** The envelope's sender, to which bounces of this mail come: `bounces+mID@example.org`. */
export const returnPathOf = (bounceAddress: string, mailId: string): string => {
  const at = bounceAddress.lastIndexOf('@')
  return `${bounceAddress.slice(0, at)}+m${mailId}${bounceAddress.slice(at)}`
}
