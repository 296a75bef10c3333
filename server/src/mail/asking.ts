// The mail that asks one person for their disclosure form, at a press in the office.
import type { AskDelivery } from '@lectern/shared/disclosures'
import { dayOf } from '@lectern/shared/zoneTime'
import type { Clock } from '../core/clock.ts'
import type { MailIds } from './mailIds.ts'
import type { Outbox } from './outbox.ts'
import type { Post } from './post.ts'

export interface AskingOptions {
  outbox: Pick<Outbox, 'find'>
  ids: MailIds
  post: Post
  conference: (conferenceId: string) => Promise<{ timeZone: string }>
  clock: Clock
}

const kind = 'disclosure_request'

/** The first request is the one that goes to groups, too; after it, there is one a day. */
export const createAsking =
  ({ outbox, ids, post, conference, clock }: AskingOptions) =>
  async (conferenceId: string, personId: string): Promise<AskDelivery> => {
    const { timeZone } = await conference(conferenceId)
    const again = `again ${dayOf(clock(), timeZone)}`
    const make = (thing: string) =>
      post(conferenceId, [{ kind, person: { id: personId }, thing, path: '/disclosure' }])
    const isFirst = (await make('')) === 1
    const isNew = isFirst || (await make(again)) === 1
    const thing = isFirst ? '' : again
    const mail = await outbox.find(conferenceId, ids.of({ conferenceId, kind, personId, thing }))
    if (mail?.status === 'listed' || mail?.status === 'used') return 'listed'
    if (mail?.status === 'not_sent') return 'no_address'
    return isNew ? 'mailed' : 'already'
  }
