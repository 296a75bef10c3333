// Moderators' acts on questions, and undoing them. A moderator whom another one outran gets the question as
// it is now.
import { errors } from '@lectern/shared/errors'
import type { questionCommands as declared, StaffQuestion } from '@lectern/shared/questions'
import { newId } from '../core/newId.ts'
import type { Broadcast } from '../live/broadcast.ts'
import type { Handlers } from '../live/handlers.ts'
import { rooms } from '../live/rooms.ts'
import type { ProgramStore } from '../program/programStore.ts'
import { type FindPerson, findAskers } from './askers.ts'
import type { QuestionsBroadcast } from './questionsBroadcast.ts'
import type { Act, ActName, Changed, Outcome, QuestionRecord, QuestionsStore } from './questionsStore.ts'
import { toOwnQuestion, toStaffQuestion } from './questionViews.ts'
import { refusalOf } from './refusals.ts'

export interface ModeratingOptions {
  store: QuestionsStore
  program: ProgramStore
  findPerson: FindPerson
  broadcast: Broadcast
  /** Announces changes to the session, a few times a second at most. */
  changes: QuestionsBroadcast
}

type Moderating = Pick<Handlers<typeof declared>, `questions.${ActName | 'undo'}`>

/** A question's state as its asker sees it. */
const fate = ({ status, text, answer, reason, mergedInto }: QuestionRecord): string =>
  JSON.stringify([status, text, answer, reason, mergedInto])

/** Returns the function that turns the outcome of acts into replies, and tells whom it concerns. */
function createSettling({ store, findPerson, broadcast, changes }: Omit<ModeratingOptions, 'program'>) {
  async function asStaff(sessionId: string, records: QuestionRecord[]): Promise<StaffQuestion[]> {
    const askerOf = await findAskers(findPerson, records, await store.muted(sessionId))
    return records.map((record) => toStaffQuestion(record, askerOf(record)))
  }

  /** Includes askers whose question is part of a changed group. */
  async function tellAskers(sessionId: string, changed: Changed[]): Promise<void> {
    const decided = changed.filter(({ before, after }) => fate(before) !== fate(after))
    const ids = decided.flatMap(({ after }) => [after.id, ...after.members.split(' ').filter(Boolean)])
    const records = await store.find(sessionId, [...new Set(ids)])
    const rootIds = records.flatMap(({ mergedInto }) => mergedInto ?? [])
    const roots = await store.find(sessionId, [...new Set(rootIds)])
    for (const record of records) {
      const question = toOwnQuestion(
        record,
        roots.find(({ id }) => id === record.mergedInto),
      )
      broadcast(rooms.person(record.askerId), 'questions.mine', { sessionId, question })
    }
  }

  /** The changed questions as they are now; any other outcome is thrown. */
  async function settle(
    sessionId: string,
    name: ActName | 'undo',
    outcome: Outcome,
  ): Promise<StaffQuestion[]> {
    if (outcome.kind === 'unknown') throw errors.notFound('question')
    if (outcome.kind === 'expired') throw errors.stale('This can no longer be undone.')
    if (outcome.kind === 'refused') throw refusalOf(name as ActName, outcome.why, outcome.status)
    if (outcome.kind === 'stale') {
      const [question] = await asStaff(sessionId, [outcome.question])
      throw errors.stale('Somebody else has changed this question in the meantime.', { question })
    }
    changes.changed(sessionId)
    await tellAskers(sessionId, outcome.changes)
    return asStaff(
      sessionId,
      outcome.changes.map(({ after }) => after),
    )
  }

  return settle
}

export function createModerating(options: ModeratingOptions): Moderating {
  const { store, program } = options
  const settle = createSettling(options)

  async function act(sessionId: string, what: Act): Promise<{ question: StaffQuestion; undoId: string }> {
    const undoId = newId()
    const [question] = await settle(sessionId, what.name, await store.act(sessionId, what, undoId))
    return { question: question!, undoId }
  }

  return {
    'questions.approve': ({ sessionId, ...on }) => act(sessionId, { name: 'approve', ...on }),
    'questions.dismiss': ({ sessionId, ...on }) => act(sessionId, { name: 'dismiss', ...on }),
    'questions.edit': ({ sessionId, ...on }) => act(sessionId, { name: 'edit', ...on }),
    'questions.merge': ({ sessionId, ...on }) => act(sessionId, { name: 'merge', ...on }),
    'questions.unmerge': ({ sessionId, ...on }) => act(sessionId, { name: 'unmerge', ...on }),
    'questions.assign': async ({ sessionId, ...on }) => {
      const { speakers, moderators } = await program.session(sessionId)
      const faculty = [...speakers, ...moderators]
      if (on.personId !== null && !faculty.some(({ personId }) => personId === on.personId))
        throw errors.conflict('This person is not on the faculty of this session.')
      return act(sessionId, { name: 'assign', ...on })
    },
    'questions.setAskLive': ({ sessionId, ...on }) => act(sessionId, { name: 'setAskLive', ...on }),
    'questions.move': ({ sessionId, ...on }) => act(sessionId, { name: 'move', ...on }),
    'questions.pin': ({ sessionId, ...on }) => act(sessionId, { name: 'pin', ...on }),
    'questions.goLive': ({ sessionId, ...on }) => act(sessionId, { name: 'goLive', ...on }),
    'questions.answer': ({ sessionId, ...on }) => act(sessionId, { name: 'answer', ...on }),

    'questions.undo': async ({ sessionId, undoId }) => ({
      questions: await settle(sessionId, 'undo', await store.undo(sessionId, undoId)),
    }),
  }
}
