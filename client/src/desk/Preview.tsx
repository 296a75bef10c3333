import type { SessionState } from '@lectern/shared/program'
import { type RefObject, useRef } from 'react'
import { useStore } from 'zustand'
import { PollOnStage } from '../polls/PollOnStage.tsx'
import { PinnedQuestion } from '../questions/PinnedQuestion.tsx'
import { BreakStage } from '../stage/BreakStage.tsx'
import { StageView } from '../stage/StageView.tsx'
import type { StageMedia } from '../stage/stageMedia.ts'
import { Part } from '../ui/ErrorBoundary.tsx'
import { Night } from '../ui/Night.tsx'

interface PreviewProps {
  media: StageMedia | undefined
  state: SessionState
}

/** The stage as viewers see it, with the pinned question and the poll on stage. */
export function Preview({ media, state }: PreviewProps) {
  const stage = useRef<HTMLDivElement>(null)
  return (
    <Night component="section" className="desk-preview" aria-label="The stage, as viewers see it">
      <Part name="The preview">
        {state.phase === 'paused' ? (
          <BreakStage state={state} stageRef={stage} />
        ) : media ? (
          <RunningStage media={media} stageRef={stage} />
        ) : (
          <div className="stage" data-kind="empty">
            <div className="stage-notice">Viewers see the lobby until you start the session.</div>
          </div>
        )}
      </Part>
      {media && (
        <>
          <Part name="The pinned question">
            <PinnedQuestion sessionId={state.sessionId} stage={stage} />
          </Part>
          <Part name="The poll on stage">
            <PollOnStage sessionId={state.sessionId} stage={stage} />
          </Part>
        </>
      )}
    </Night>
  )
}

interface RunningStageProps {
  media: StageMedia
  stageRef: RefObject<HTMLDivElement | null>
}

function RunningStage({ media, stageRef }: RunningStageProps) {
  const problem = useStore(media.store, (state) => state.problem)
  return (
    <StageView
      media={media}
      stageRef={stageRef}
      empty={problem?.message ?? 'No one is on stage. Viewers see “Waiting for the speaker …”.'}
    />
  )
}
