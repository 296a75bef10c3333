import type { SessionView } from '@lectern/shared/program'
import { useNow } from '../live/useConnection.ts'
import { PhaseBadge } from '../program/PhaseBadge.tsx'
import { PhaseButtons } from '../program/PhaseButtons.tsx'
import { Part } from '../ui/ErrorBoundary.tsx'
import { PageHeading } from '../ui/PageHeading.tsx'
import { stopwatch } from '../words/durations.ts'

/** The session's state, and what starts and ends it. `watching`: null while nobody can. */
export function DeskHead({ view, watching }: { view: SessionView; watching: number | null }) {
  const { session, state } = view
  return (
    <div className="desk-head">
      <PhaseBadge phase={state.phase} />
      <PageHeading size="h3" title={`Desk – ${session.title}`} className="desk-title">
        {session.title}
      </PageHeading>
      {state.liveAt !== null && <RunningFor liveAt={state.liveAt} endedAt={state.endedAt} />}
      {watching !== null && (
        <span className="figures" data-testid="watching">
          {watching} watching
        </span>
      )}
      <Part name="The bar that starts and ends the session">
        <PhaseButtons state={state} hasKeys />
      </Part>
    </div>
  )
}

/** On its own, so that a second redraws nothing else. */
function RunningFor({ liveAt, endedAt }: { liveAt: number; endedAt: number | null }) {
  const now = useNow()
  return (
    <span className="figures" role="timer" aria-live="off" aria-label="Running for">
      {stopwatch((endedAt ?? now) - liveAt)}
    </span>
  )
}
