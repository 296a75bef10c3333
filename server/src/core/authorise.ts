import type { Person } from '@lectern/shared/accounts'
import { errors } from '@lectern/shared/errors'
import type { Session } from '@lectern/shared/program'
import type { Role } from '@lectern/shared/roles'

const isOf = (people: readonly { personId: string }[], { id }: Pick<Person, 'id'>): boolean =>
  people.some((member) => member.personId === id)

export const isSpeakerOf = (session: Session, person: Pick<Person, 'id'>): boolean =>
  isOf(session.speakers, person)
const isModeratorOf = (session: Session, person: Person): boolean => isOf(session.moderators, person)

/** People who see what viewers do not: the queue, backstage, the audience's size. */
export const isFacultyOf = (session: Session, person: Person): boolean =>
  person.roles.includes('organiser') || isModeratorOf(session, person) || isSpeakerOf(session, person)

/** A session's directors: its moderators and organisers, or its speakers if it has no moderator. */
const directs = (session: Session, person: Person): boolean =>
  person.roles.includes('organiser') ||
  isModeratorOf(session, person) ||
  (session.moderators.length === 0 && isSpeakerOf(session, person))

/** Whether the person has a role in `who`. With a session, speaker and moderator mean: of that session. */
export function mayRun(who: readonly Role[], person: Person, session: Session | undefined): boolean {
  return person.roles.some((role) => {
    if (!who.includes(role)) return false
    if (session && role === 'speaker') return isSpeakerOf(session, person)
    if (session && role === 'moderator') return isModeratorOf(session, person)
    return true
  })
}

/** Throws `not_signed_in`, or `forbidden` if none of the person's roles may. */
export function requireRole(who: readonly Role[], person: Person | undefined): asserts person is Person {
  if (!person) throw errors.notSignedIn()
  if (!mayRun(who, person, undefined)) throw errors.forbidden('this is for other roles')
}

export function requireDirector(session: Session, person: Person): void {
  if (!directs(session, person))
    throw errors.forbidden(
      session.moderators.length > 0
        ? 'in this session only its moderators do that'
        : 'only the speakers of this session do that',
    )
}
