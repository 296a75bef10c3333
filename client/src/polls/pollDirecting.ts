// A moderator's commands for polls; each may fail, and then says why.
import type { AppError } from '@lectern/shared/errors'
import type { Poll, PollDraft } from '@lectern/shared/polls'
import { useCommand } from '../live/useCommand.ts'
import type { Polls } from './pollsClient.ts'

type Known = Pick<Poll, 'id' | 'version'>

export function directing(polls: Polls) {
  const { connection, sessionId } = polls
  const change = ({ id, version }: Known) => ({ sessionId, pollId: id, version })
  const taken = async (answer: Promise<Poll>): Promise<Poll> => {
    const poll = await answer
    polls.take(poll)
    return poll
  }
  return {
    create: (draft: PollDraft) => taken(connection.send('polls.create', { sessionId, draft })),
    edit: (poll: Known, draft: PollDraft) => taken(connection.send('polls.edit', { ...change(poll), draft })),
    open: (poll: Known) => taken(connection.send('polls.open', change(poll))),
    close: (poll: Known) => taken(connection.send('polls.close', change(poll))),
    setOnStage: (poll: Known, onStage: boolean) =>
      taken(connection.send('polls.setOnStage', { ...change(poll), onStage })),
    delete: (poll: Known) => connection.send('polls.delete', change(poll)),
    answers: async ({ id }: Known) =>
      (await connection.send('polls.answers', { sessionId, pollId: id })).answers,
  }
}

export const refusalWords = ({ code, message }: AppError): string =>
  code === 'stale'
    ? 'Somebody changed this poll before you pressed. It is shown as it is now; press again if it is still right.'
    : message

/** A refusal may mean that the page shows an old state. */
export const usePollCommand = (polls: Polls) =>
  useCommand({ onRefused: (_problem, isOutdated) => isOutdated && void polls.reload() })
