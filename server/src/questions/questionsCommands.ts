import { errors } from '@lectern/shared/errors'
import type { questionCommands as declared } from '@lectern/shared/questions'
import type { Caller } from '../live/connection.ts'
import type { Handlers } from '../live/handlers.ts'
import { channelOf, rooms } from '../live/rooms.ts'
import { findAskers } from './askers.ts'
import { createModerating, type ModeratingOptions } from './moderatingCommands.ts'
import { questionsFor, toOwnQuestion } from './questionViews.ts'

export function createQuestionsCommands(options: ModeratingOptions): Handlers<typeof declared> {
  const { store, program, findPerson, broadcast, changes } = options

  /** Tells the desk on which question a moderator is. */
  async function tellDesk(
    name: 'questions.editing' | 'questions.cursor',
    { sessionId, questionId }: { sessionId: string; questionId: string | null },
    { person }: Caller,
  ): Promise<Record<string, never>> {
    if (questionId !== null && !(await store.has(sessionId, questionId))) throw errors.notFound('question')
    const at = { sessionId, personId: person.id, name: person.name, questionId }
    broadcast(rooms.desk(sessionId), name, at)
    return {}
  }

  return {
    ...createModerating(options),

    'questions.list': async ({ sessionId }, { person }) => {
      const [session, snapshot] = await Promise.all([
        program.session(sessionId),
        store.snapshot(sessionId, person.id),
      ])
      // Announce what a server that died could not.
      if (snapshot.sent < snapshot.version) changes.changed(sessionId)
      const channel = channelOf(session, person)
      const { version, settings, questions, votedFor, muted } = snapshot
      const askerOf = await findAskers(findPerson, channel === 'desk' ? questions : [], muted)
      return {
        sessionId,
        version,
        settings,
        questions: questionsFor(channel, questions, askerOf),
        mine: questions
          .filter(({ askerId }) => askerId === person.id)
          .map((own) =>
            toOwnQuestion(
              own,
              questions.find(({ id }) => id === own.mergedInto),
            ),
          ),
        votedFor,
        muted: muted.has(person.id),
      }
    },

    'questions.ask': async ({ sessionId, questionId, text }, { person }) => {
      if ((await program.state(sessionId)).phase === 'ended') throw errors.sessionEnded()
      const asked = await store.ask(sessionId, person.id, text, questionId)
      changes.changed(sessionId)
      return toOwnQuestion(asked, undefined)
    },

    'questions.vote': async ({ sessionId, questionId, up }, { person }) => {
      const { changed, ...counted } = await store.vote(sessionId, person.id, questionId, up)
      if (changed) changes.changed(sessionId)
      return { ...counted, up }
    },

    'questions.set': async ({ sessionId, settings }) => {
      if (await store.set(sessionId, settings)) changes.changed(sessionId)
      return settings
    },

    'questions.mute': async ({ sessionId, questionId, muted }) => {
      const { changed, personId } = await store.mute(sessionId, questionId, muted)
      if (changed) {
        changes.changed(sessionId)
        broadcast(rooms.person(personId), 'questions.muted', { sessionId, muted })
      }
      return { muted }
    },

    'questions.editing': (request, caller) => tellDesk('questions.editing', request, caller),
    'questions.cursor': (request, caller) => tellDesk('questions.cursor', request, caller),
  }
}
