// How every feature makes mails: stored first, then a job is asked to send them.
import { isOptional } from '@lectern/shared/mailKinds'
import { type AddressesOf, beginsFor } from './begins.ts'
import type { NewMail, Outbox } from './outbox.ts'

import type { Subscriptions } from './subscriptions.ts'

export type PostedMail = Omit<NewMail, 'personId' | 'begins'> & { person: { id: string } }
/** Returns how many are new: no person gets a mail of a kind about a thing twice. */
export type Post = (conferenceId: string, mails: readonly PostedMail[]) => Promise<number>

export interface PostOptions {
  outbox: Outbox
  subscriptions: Subscriptions
  addressesOf: AddressesOf
  hasSmtp: boolean
  /** Has a server send what is due. */
  wake: (conferenceId: string, count: number) => Promise<void>
}

export const createPost =
  ({ outbox, subscriptions, addressesOf, hasSmtp, wake }: PostOptions): Post =>
  async (conferenceId, mails) => {
    if (mails.length === 0) return 0
    const personIds = mails.map(({ person }) => person.id)
    const [unsubscribed, addresses] = await Promise.all([
      subscriptions.isUnsubscribed(conferenceId, personIds),
      addressesOf(personIds),
    ])
    const added = await outbox.add(
      conferenceId,
      mails.map(({ person, ...mail }, i): NewMail => {
        const isUnsubscribed = unsubscribed[i] === true && isOptional(mail.kind) && !mail.isTest
        const begins = beginsFor(mail.kind, { address: addresses[i]!, isUnsubscribed, hasSmtp })
        return { ...mail, personId: person.id, ...(begins && { begins }) }
      }),
    )
    if (added > 0 && hasSmtp) await wake(conferenceId, added)
    return added
  }
