// Whether a mail about a session still comes at the right time: reminders are for the session's time as it is
// when they are sent, not as it was when they were made.
import type { Person } from '@lectern/shared/accounts'
import { isDraft, seesDraft } from '@lectern/shared/drafts'
import type { Session } from '@lectern/shared/program'
import type { StoredMail } from './mailStore.ts'
import type { Outcome } from './outbox.ts'
import { sessionIdOf } from './writing.ts'

const minute = 60_000
const hour = 60 * minute

/** How long before the start a reminder is sent, and until when it is of use, in ms before the start. */
export const reminderTimes = {
  reminder_day: { leadMs: 24 * hour, leastMs: hour },
  reminder_soon: { leadMs: 15 * minute, leastMs: 0 },
} as const
export type ReminderKind = keyof typeof reminderTimes

const isReminder = (kind: StoredMail['kind']): kind is ReminderKind => kind in reminderTimes

/** A session that was moved by less is reminded of at once, rather than put off. */
const slackMs = 5 * minute

/** Undefined if it is to be sent now. A session that is being planned again is not written about yet. */
export function standingOfSession(
  mail: Pick<StoredMail, 'kind' | 'thing'>,
  session: Session | undefined,
  now: number,
  reader?: Pick<Person, 'id' | 'roles'>,
): Outcome | undefined {
  if (sessionIdOf(mail) === undefined) return undefined
  if (!session) return { is: 'not_sent', words: 'The session was taken off the programme.' }
  const { startsAt } = session
  if (isReminder(mail.kind)) {
    const { leadMs, leastMs } = reminderTimes[mail.kind]
    if (startsAt - now > leadMs + slackMs) return { is: 'postponed', until: startsAt - leadMs }
    if (startsAt - now <= leastMs) return { is: 'not_sent', words: 'It would have come too late.' }
  } else {
    const told = mail.thing.split(' ')[1]
    if (told !== undefined && Number(told) !== startsAt)
      return { is: 'not_sent', words: 'The time changed again; a later mail says the new one.' }
    if (startsAt <= now) return { is: 'not_sent', words: 'It would have come too late.' }
  }
  const isHidden = reader && isDraft(session, 'scheduled') && !seesDraft(session, reader)
  return isHidden ? { is: 'postponed', until: now + slackMs } : undefined
}
