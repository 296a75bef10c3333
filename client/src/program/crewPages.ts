// Where the people who run a session work. Pure.
import type { Person } from '@lectern/shared/accounts'
import type { SessionView } from '@lectern/shared/program'

const names = (people: { personId: string }[], id: string) => people.some(({ personId }) => personId === id)

export interface CrewPage {
  to: string
  words: string
}

/**
 * This person's pages of the session: the desk of those who direct it, the speakers' green room; none once it
 * has ended.
 */
export function crewPages({ session, state }: SessionView, { id, roles }: Person): CrewPage[] {
  if (state.phase === 'ended') return []
  const directs = names(session.moderators, id) || roles.includes('organiser')
  const pageAt = (name: string, words: string) => ({ to: `/sessions/${session.id}/${name}`, words })
  return [
    ...(directs ? [pageAt('desk', 'Open desk')] : []),
    ...(names(session.speakers, id) ? [pageAt('green-room', 'Green room')] : []),
  ]
}
