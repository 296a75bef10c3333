// What a page knows of a session's crew: its chat and the current cue. Pure.
import type { CrewList, CrewMessage, Cue } from '@lectern/shared/crew'
import { crewMessagesMax } from '@lectern/shared/limits'
import { type FollowedState, notLoaded } from '../live/followed.ts'

export interface CrewState extends FollowedState {
  status: 'loading' | 'ready' | 'failed'
  version: number
  messages: readonly CrewMessage[]
  cue: Cue | null
}

export const noCrew: CrewState = { ...notLoaded, version: 0, messages: [], cue: null }

export const withList = (_state: CrewState, { version, messages, cue }: CrewList): Partial<CrewState> => ({
  version,
  messages,
  cue,
})

/** A person's own message comes twice: as the reply, and as news. */
export const withMessage = ({ messages }: CrewState, message: CrewMessage): Partial<CrewState> =>
  messages.some(({ id }) => id === message.id)
    ? {}
    : { messages: [...messages, message].slice(-crewMessagesMax) }

/** The cue that is still to be shown large to this person. */
export const unconfirmed = (cue: Cue | null, personId: string): Cue | null =>
  cue && !cue.seenBy.some((person) => person.personId === personId) ? cue : null
