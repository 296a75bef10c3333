// A person's mails, in the lists of their data, merged with another's, and erased.
import { mailKinds } from '@lectern/shared/mailKinds'
import type { PersonRecords } from '../accounts/personRecords.ts'
import type { Outbox } from './outbox.ts'
import type { Subscriptions } from './subscriptions.ts'

export interface MailRecordsOptions {
  outbox: Pick<Outbox, 'list' | 'move' | 'forget'>
  subscriptions: Pick<Subscriptions, 'isUnsubscribed' | 'change'>
  conferenceIds: () => Promise<string[]>
}

/** Mails that a person's own copy of their data lists, of each conference. */
const listedMax = 1000

export function createMailRecords({
  outbox,
  subscriptions,
  conferenceIds,
}: MailRecordsOptions): PersonRecords {
  const everywhere = async (run: (conferenceId: string) => Promise<unknown>): Promise<void> => {
    for (const conferenceId of await conferenceIds()) await run(conferenceId)
  }
  return {
    async collect(personId) {
      const all: unknown[] = []
      await everywhere(async (conferenceId) => {
        for (const { kind, status, to, createdAt } of await outbox.list(
          conferenceId,
          { personId },
          listedMax,
        ))
          all.push({
            conference: conferenceId,
            mail: mailKinds[kind].label,
            to: to ?? '',
            status,
            at: new Date(createdAt).toISOString(),
          })
      })
      return { Mails: all }
    },
    move: (from, to) =>
      everywhere(async (conferenceId) => {
        await outbox.move(conferenceId, from, to)
        const [isUnsubscribed] = await subscriptions.isUnsubscribed(conferenceId, [from])
        if (isUnsubscribed) await subscriptions.change(conferenceId, to, false)
        await subscriptions.change(conferenceId, from, true)
      }),
    erase: (personId) =>
      everywhere(async (conferenceId) => {
        await outbox.forget(conferenceId, personId)
        await subscriptions.change(conferenceId, personId, true)
      }),
  }
}
