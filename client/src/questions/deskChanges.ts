// The desk's requests to the server, each with the expected result for the question. No React.
import type { StaffQuestion } from '@lectern/shared/questions'
import { beforeFor, orderBefore } from './columns.ts'
import type { ActionName } from './deskActions.ts'
import type { Moderation } from './moderation.ts'
import { type AnyQuestion, type ById, isStaffQuestion, queueOf } from './questionsState.ts'

type Change = (question: StaffQuestion) => Promise<unknown>

/** Actions that need only the question. */
export const changesOf = (
  moderation: Moderation,
  byId: ById<AnyQuestion>,
): Partial<Record<ActionName, Change>> => {
  const change = moderation.change.bind(moderation)
  return {
    approve: (question) => {
      const order = orderBefore(queueOf(byId), null)
      return change('questions.approve', question, {}, 'Approved', { status: 'approved', order })
    },
    goLive: (question) => change('questions.goLive', question, {}, 'On air', { status: 'live' }),
    takeOver: (question) =>
      change('questions.goLive', question, { pin: true }, 'On air and pinned', {
        status: 'live',
        pinned: true,
      }),
    answered: (question) =>
      change('questions.answer', question, { answer: null }, 'Marked as answered', { status: 'answered' }),
    pin: (question) => {
      const pinned = !question.pinned
      return change('questions.pin', question, { pinned }, pinned ? 'Pinned' : 'Unpinned', { pinned })
    },
    askLive: (question) => {
      const askLive = !question.askLive
      const did = askLive ? 'To be asked aloud' : 'Not to be asked aloud'
      return change('questions.setAskLive', question, { askLive }, did, { askLive })
    },
    mute: (question) => moderation.mute(question, !question.asker?.muted),
  }
}

export const unmerge = (moderation: Moderation, part: StaffQuestion): void =>
  void moderation.change('questions.unmerge', part, {}, 'Unmerged', { mergedInto: null })

/** Moves a queued question to the place of `over`. */
export function move(moderation: Moderation, byId: ById<AnyQuestion>, id: string, over: string): void {
  const queue = queueOf(byId)
  const question = byId[id]
  const before = beforeFor(queue, id, over)
  if (before === undefined || !question || !isStaffQuestion(question)) return
  const others = queue.filter((other) => other.id !== id)
  const order = orderBefore(others, before)
  void moderation.change('questions.move', question, { before }, 'Moved', { order })
}
