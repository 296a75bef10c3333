// Announces changes of a session's questions to everyone in it: the first at once, then at most four times a
// second, however many people vote. One server at a time takes the changes from Redis, so nothing is
// announced twice.
import type { Log } from '../core/log.ts'
import type { Broadcast } from '../live/broadcast.ts'
import { rooms } from '../live/rooms.ts'
import { type FindPerson, findAskers } from './askers.ts'
import type { Flushed, QuestionsStore } from './questionsStore.ts'
import { type AskerOf, changesFor } from './questionViews.ts'

export interface QuestionsBroadcastOptions {
  store: Pick<QuestionsStore, 'flush'>
  findPerson: FindPerson
  broadcast: Broadcast
  log: Log
  /** Runs something later; tests set the time. */
  later?: (run: () => void, ms: number) => void
}

export interface QuestionsBroadcast {
  /** Call it after every change. */
  changed(sessionId: string): void
  close(): void
}

/** Minimum time between two broadcasts for one session. */
const everyMs = 250

const unnamed: AskerOf = () => {
  throw new Error('only the desk is told who asks')
}
/** Makes every client with an older version reload the list. */
const nudge = (flushed: Flushed): Flushed => ({ ...flushed, from: flushed.version, changed: [] })

export function createQuestionsBroadcast(options: QuestionsBroadcastOptions): QuestionsBroadcast {
  const { store, broadcast, log } = options
  const later = options.later ?? ((run, ms) => void setTimeout(run, ms).unref())
  /** Sessions with a broadcast less than `everyMs` ago, and whether more has changed since. */
  const recent = new Map<string, { more: boolean; inDoubt: boolean }>()
  let closed = false

  async function send(sessionId: string, inDoubt: boolean): Promise<void> {
    const flushed = await store.flush(sessionId)
    // If the previous flush's reply was lost, its changes may be gone; send even an empty update, so clients
    // notice the gap.
    if (flushed.from === flushed.version && !inDoubt) return
    broadcast(
      rooms.session(sessionId),
      'questions.changes',
      changesFor('audience', sessionId, flushed, unnamed),
    )
    broadcast(rooms.panel(sessionId), 'questions.changes', changesFor('panel', sessionId, flushed, unnamed))
    const named = await findAskers(options.findPerson, flushed.changed, flushed.muted)
      .then((askerOf) => changesFor('desk', sessionId, flushed, askerOf))
      .catch(() => changesFor('desk', sessionId, nudge(flushed), unnamed))
    broadcast(rooms.desk(sessionId), 'questions.changes', named)
  }

  function tell(sessionId: string, state: { more: boolean; inDoubt: boolean }): void {
    const { inDoubt } = state
    state.more = false
    state.inDoubt = false
    const sent = send(sessionId, inDoubt).catch((error: unknown) => {
      log.warn({ sessionId, err: error }, 'changed questions were not broadcast')
      state.more = true
      state.inDoubt = true
    })
    later(() => {
      void sent.then(() => {
        if (closed) return
        if (state.more) tell(sessionId, state)
        else recent.delete(sessionId)
      })
    }, everyMs)
  }

  return {
    changed(sessionId) {
      const state = recent.get(sessionId)
      if (state) {
        state.more = true
        return
      }
      const fresh = { more: false, inDoubt: false }
      recent.set(sessionId, fresh)
      tell(sessionId, fresh)
    },
    close: () => {
      closed = true
    },
  }
}
