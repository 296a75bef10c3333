import type { Identity } from '@lectern/shared/accounts'
import type { CrewMessage, Cue, crewCommands as declared } from '@lectern/shared/crew'
import type { Broadcast } from '../live/broadcast.ts'
import type { Handlers } from '../live/handlers.ts'
import { rooms } from '../live/rooms.ts'
import type { ProgramStore } from '../program/programStore.ts'
import type { CrewStore, CueChange, StoredCue, StoredMessage } from './crewStore.ts'

interface CrewCommandsOptions {
  store: CrewStore
  program: Pick<ProgramStore, 'session'>
  findPerson: (personId: string) => Promise<Identity | undefined>
  broadcast: Broadcast
}

export function createCrewCommands(options: CrewCommandsOptions): Handlers<typeof declared> {
  const { store, program, findPerson, broadcast } = options

  /** Names by id. A person who was erased has none. */
  async function namesOf(personIds: string[]): Promise<Map<string, string>> {
    const found = await Promise.all([...new Set(personIds)].map(findPerson))
    return new Map(found.flatMap((person) => (person ? [[person.id, person.name] as const] : [])))
  }
  /** Without the messages of people who were erased. */
  async function named(messages: StoredMessage[]): Promise<CrewMessage[]> {
    const names = await namesOf(messages.map(({ personId }) => personId))
    return messages.flatMap((message) => {
      const name = names.get(message.personId)
      return name === undefined ? [] : [{ ...message, name }]
    })
  }
  async function shown(cue: StoredCue | null): Promise<Cue | null> {
    if (!cue) return null
    const names = await namesOf(cue.seenBy)
    return { ...cue, seenBy: [...names].map(([personId, name]) => ({ personId, name })) }
  }
  async function done(sessionId: string, changing: Promise<CueChange>): Promise<{ cue: Cue | null }> {
    const { version, cue: stored, isChanged } = await changing
    const cue = await shown(stored)
    if (isChanged)
      broadcast(rooms.staff(sessionId), 'crew.cue', { sessionId, from: version - 1, version, cue })
    return { cue }
  }

  return {
    'crew.list': async ({ sessionId }) => {
      const { version, messages, cue } = await store.list(sessionId)
      return { sessionId, version, messages: await named(messages), cue: await shown(cue) }
    },
    'crew.say': async ({ sessionId, messageId, text }, { person }) => {
      const session = await program.session(sessionId)
      const said = await store.say(session, { id: messageId, personId: person.id, text })
      const message = { ...said.message, name: person.name }
      const { version } = said
      if (said.isNew)
        broadcast(rooms.staff(sessionId), 'crew.message', { sessionId, from: version - 1, version, message })
      return message
    },
    'crew.giveCue': async ({ sessionId, cueId, kind, minutes }) =>
      done(sessionId, store.giveCue(await program.session(sessionId), { id: cueId, kind, minutes })),
    'crew.takeBackCue': async ({ sessionId, cueId }) =>
      done(sessionId, store.takeBackCue(await program.session(sessionId), cueId)),
    'crew.confirmCue': async ({ sessionId, cueId }, { person }) =>
      done(sessionId, store.confirmCue(await program.session(sessionId), cueId, person.id)),
  }
}
