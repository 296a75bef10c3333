// The invitations of auditors, for the page on which their access is given. Each giving of access is invited
// once.
import type { MailStatus } from '@lectern/shared/mailKinds'
import type { MailIds } from './mailIds.ts'
import type { MailViews } from './mailViews.ts'
import type { Outbox } from './outbox.ts'
import type { Post } from './post.ts'

/** Access as it was given. */
export interface GivenAccess {
  personId: string
  /** When, in ms. */
  givenAt: number
}

export interface AuditorInvitation {
  status: MailStatus
  /** Why, in words for the office; empty if there is nothing to say. */
  words: string
  /** To pass on where no mail is sent; null if there is none, or it was used. */
  link: string | null
}

export interface AuditorInvitationsOptions {
  outbox: Pick<Outbox, 'find'>
  ids: MailIds
  views: Pick<MailViews, 'current' | 'linkOf'>
  post: Post
}

const kind = 'auditor_invitation'
/** Where the link leads. */
const path = '/audit'

export function createAuditorInvitations({ outbox, ids, views, post }: AuditorInvitationsOptions) {
  const thingOf = ({ givenAt }: GivenAccess): string => String(givenAt)

  return {
    /** `given`: the activities' titles, and the day on which the access ends. A repeat mails nothing more. */
    async send(
      conferenceId: string,
      access: GivenAccess,
      given: { activity: string; until: string },
    ): Promise<void> {
      const person = { id: access.personId }
      await post(conferenceId, [{ kind, person, thing: thingOf(access), path, given }])
    },

    async find(conferenceId: string, access: GivenAccess): Promise<AuditorInvitation | null> {
      const { personId } = access
      const id = ids.of({ conferenceId, kind, personId, thing: thingOf(access) })
      const stored = await outbox.find(conferenceId, id)
      if (!stored) return null
      const mail = await views.current(conferenceId, stored)
      const { status, words } = mail
      return { status, words, link: await views.linkOf(conferenceId, mail) }
    },
  }
}
export type AuditorInvitations = ReturnType<typeof createAuditorInvitations>
