import type { SessionView } from '@lectern/shared/program'
import { Button } from '@mantine/core'
import type { RefObject } from 'react'
import { PollNews } from '../polls/PollNews.tsx'
import { PollOnStage } from '../polls/PollOnStage.tsx'
import { PinnedQuestion } from '../questions/PinnedQuestion.tsx'
import { BreakStage } from '../stage/BreakStage.tsx'
import { StageView } from '../stage/StageView.tsx'
import type { StageMedia } from '../stage/stageMedia.ts'
import type { StageClientState } from '../stage/stageStore.ts'
import { Part } from '../ui/ErrorBoundary.tsx'

interface PictureProps extends Pick<StageClientState, 'phase' | 'problem'> {
  view: SessionView
  media: StageMedia
  stage: RefObject<HTMLDivElement | null>
  onPicture: () => void
}

/** The stage, or why it is not there. */
export function Picture({ view: { state }, media, phase, problem, stage, onPicture }: PictureProps) {
  if (phase === 'failed')
    return (
      <div className="stage" data-kind="empty">
        <div className="stage-notice" role="alert">
          <div>
            <p>{problem?.message}</p>
            <Button onClick={() => media.retry()}>Try again</Button>
          </div>
        </div>
      </div>
    )
  if (state.phase === 'paused') return <BreakStage state={state} stageRef={stage} />
  const empty =
    phase === 'joining'
      ? 'Connecting to the stage…'
      : phase === 'interrupted'
        ? `Reconnecting. ${problem?.message ?? 'Your minutes are safe.'}`
        : 'Waiting for the speaker …'
  return (
    <Part name="The video">
      <StageView media={media} stageRef={stage} onPicture={onPicture} empty={empty} />
    </Part>
  )
}

interface OnStageProps {
  sessionId: string
  stage: RefObject<HTMLDivElement | null>
  isBreak: boolean
}

/** What moderators put below the pictures. */
export function OnStage({ sessionId, stage, isBreak }: OnStageProps) {
  return (
    <>
      {!isBreak && (
        <Part name="The question on stage">
          <PinnedQuestion sessionId={sessionId} stage={stage} />
        </Part>
      )}
      <Part name="The poll on stage">
        <PollOnStage sessionId={sessionId} stage={stage} />
      </Part>
      <Part name="The notice of polls">
        <PollNews sessionId={sessionId} />
      </Part>
    </>
  )
}
