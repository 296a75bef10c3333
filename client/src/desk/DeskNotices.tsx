import type { SessionView } from '@lectern/shared/program'
import { StillMissing } from '../program/StillMissing.tsx'
import { QuestionsLeft } from '../questions/QuestionsLeft.tsx'
import { breakWords } from '../stage/BreakStage.tsx'
import { Notice } from '../ui/Notice.tsx'

/** What keeps it from going live, what a break means, and what is left once the session has ended. */
export function DeskNotices({ view }: { view: SessionView }) {
  const { state } = view
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
  return <StillMissing view={view} />
}
