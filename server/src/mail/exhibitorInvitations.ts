// The invitations of exhibitors' staff, for the page on which their booths are managed.
import type { Person } from '@lectern/shared/accounts'
import { AppError } from '@lectern/shared/errors'
import { type MailStatus, mayRepeat } from '@lectern/shared/mailKinds'
import type { MailAct } from './acting.ts'
import type { Groups } from './groups.ts'
import type { MailIds } from './mailIds.ts'
import type { StoredMail } from './mailStore.ts'
import type { MailViews } from './mailViews.ts'
import type { Outbox } from './outbox.ts'
import type { Post } from './post.ts'

export interface Invitation {
  mailId: string
  status: MailStatus
  /** Why, in words for the organiser; empty if there is nothing to say. */
  words: string
  /** When the status last changed, in ms. */
  at: number
}

export interface InvitationsOptions {
  outbox: Pick<Outbox, 'findAll'>
  ids: MailIds
  groups: Pick<Groups, 'invitationOf'>
  views: Pick<MailViews, 'current' | 'linkOf'>
  post: Post
  act: MailAct
}

export function createExhibitorInvitations({ outbox, ids, groups, views, post, act }: InvitationsOptions) {
  const mailsOf = (conferenceId: string, people: readonly Person[]) =>
    outbox.findAll(
      conferenceId,
      people.map(({ id: personId, exhibitorId = '' }) =>
        ids.of({ conferenceId, kind: 'exhibitor_invitation', personId, thing: exhibitorId }),
      ),
    )

  /** Somebody else who presses at the same moment has had it sent. */
  const again = (conferenceId: string, { id: mailId, version }: StoredMail): Promise<void> =>
    act(conferenceId, { mailId, act: 'again', version }).catch((error: unknown) => {
      if (!(error instanceof AppError && error.code === 'stale')) throw error
    })

  return {
    /** In the order of the people; undefined for whoever was not invited. */
    async of(conferenceId: string, people: readonly Person[]): Promise<(Invitation | undefined)[]> {
      const mails = await mailsOf(conferenceId, people)
      return Promise.all(
        mails.map(async (found) => {
          if (!found) return undefined
          const { id: mailId, status, words, changedAt: at } = await views.current(conferenceId, found)
          return { mailId, status, words, at }
        }),
      )
    },

    /** Invites them, each once; an invitation that failed or may not have arrived is sent again. */
    async send(conferenceId: string, people: readonly Person[]): Promise<void> {
      const mails = await mailsOf(conferenceId, people)
      const fresh = people.filter((_, i) => mails[i] === undefined)
      const made = await Promise.all(fresh.map((person) => groups.invitationOf(conferenceId, person)))
      await post(
        conferenceId,
        made.filter((mail) => mail !== undefined),
      )
      for (const mail of mails) if (mail && mayRepeat.includes(mail.status)) await again(conferenceId, mail)
    },

    /** The link to pass on where no mail can be sent; null if there is none, or it was used. */
    async linkOf(conferenceId: string, person: Person): Promise<string | null> {
      const [mail] = await mailsOf(conferenceId, [person])
      return mail ? views.linkOf(conferenceId, await views.current(conferenceId, mail)) : null
    },
  }
}
