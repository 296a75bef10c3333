import { useMe } from '../live/me.ts'
import { useFollowed } from '../live/useFollowed.ts'
import { keptChoices } from './keptChoices.ts'
import { Polls } from './pollsStore.ts'

export const pollsKey = (personId: string, sessionId: string): string => `polls ${personId} ${sessionId}`

/** A session's polls for the signed-in person, shared by the page's panel, card, stage and desk. */
export function usePolls(sessionId: string): Polls {
  const personId = useMe().data?.person.id ?? ''
  return useFollowed(
    pollsKey(personId, sessionId),
    (connection) => new Polls({ connection, sessionId, kept: keptChoices(personId, sessionId) }),
  )
}
