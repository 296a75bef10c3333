// What the office decides about a mail that failed, or of which nobody knows whether it arrived.
import { errors } from '@lectern/shared/errors'
import { type AddressesOf, beginsFor } from './begins.ts'
import type { Outbox } from './outbox.ts'
import type { PostOptions } from './post.ts'

export interface MailActingOptions extends Pick<PostOptions, 'subscriptions' | 'hasSmtp' | 'wake'> {
  outbox: Pick<Outbox, 'find' | 'act'>
  addressesOf: AddressesOf
}

export type MailAct = (
  conferenceId: string,
  decided: { mailId: string; act: 'again' | 'arrived'; version: number },
) => Promise<void>

/** Throws `not_found`, `stale` if the mail has changed since, or `conflict` if its status forbids it. */
export const createMailActing =
  ({ outbox, subscriptions, addressesOf, hasSmtp, wake }: MailActingOptions): MailAct =>
  async (conferenceId, decided) => {
    const mail = await outbox.find(conferenceId, decided.mailId)
    if (!mail) throw errors.notFound('mail')
    const [[address = ''], [isUnsubscribed = false]] = await Promise.all([
      addressesOf([mail.personId]),
      subscriptions.isUnsubscribed(conferenceId, [mail.personId]),
    ])
    await outbox.act(conferenceId, decided, beginsFor(mail.kind, { address, isUnsubscribed, hasSmtp }))
    if (hasSmtp) await wake(conferenceId, 1)
  }
