import type { SessionState } from '@lectern/shared/program'
import { QuestionsLeft } from '../questions/QuestionsLeft.tsx'
import { breakWords } from '../stage/BreakStage.tsx'
import { Notice } from '../ui/Notice.tsx'

/** What a break means, and what is left once the session has ended. */
export function DeskNotices({ state }: { state: SessionState }) {
  if (state.phase === 'paused')
    return (
      <Notice role="status">
        {breakWords(state)}. Viewers neither see nor hear the stage. Whoever is on it is back when you resume.
      </Notice>
    )
  if (state.phase === 'ended')
    return (
      <Notice color="gray" role="status">
        The session has ended. Its questions and polls are closed.{' '}
        <QuestionsLeft sessionId={state.sessionId} /> The results of the polls can be downloaded.
      </Notice>
    )
  return null
}
