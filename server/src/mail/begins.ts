// How a mail begins: it waits to be sent, unless it cannot be sent.
import type { MailKind } from '@lectern/shared/mailKinds'
import { isOptional } from '@lectern/shared/mailKinds'
import type { NewMail } from './outbox.ts'

/** The mail addresses of people, empty for whoever has none, in their order. */
export type AddressesOf = (personIds: string[]) => Promise<string[]>

export interface Reachable {
  address: string
  isUnsubscribed: boolean
  hasSmtp: boolean
}

export const noAddressWords = 'This person has no mail address. Enter one, then send again.'
export const unsubscribedWords = 'This person has unsubscribed from mails that they did not ask for.'

export function beginsFor(
  kind: MailKind,
  { address, isUnsubscribed, hasSmtp }: Reachable,
): NewMail['begins'] {
  if (isUnsubscribed && isOptional(kind)) return { status: 'not_sent', words: unsubscribedWords }
  if (!hasSmtp) return { status: 'listed', words: '' }
  return address ? undefined : { status: 'not_sent', words: noAddressWords }
}
