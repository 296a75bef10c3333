import type { SessionView } from '@lectern/shared/program'
import { Button } from '@mantine/core'
import { CrewDesk } from '../crew/CrewDesk.tsx'
import { useNow } from '../live/useConnection.ts'
import type { StageMedia } from '../stage/stageMedia.ts'
import type { StageOverview } from '../stage/useStageState.ts'
import { Part } from '../ui/ErrorBoundary.tsx'
import { Keycap, useKeyName } from '../ui/Keycap.tsx'
import { Loading } from '../ui/Loading.tsx'
import { DeskSound } from './DeskSound.tsx'
import { LayoutChoice } from './LayoutChoice.tsx'
import { PresenterLists } from './PresenterLists.tsx'
import { Preview } from './Preview.tsx'

interface StageColumnProps {
  view: SessionView
  preview: StageMedia | undefined
  overview: StageOverview
  onHelp: () => void
}

/** The stage as viewers have it, its people and the crew. Toasts appear over its last row. */
export function StageColumn({ view, preview, overview, onHelp }: StageColumnProps) {
  const { session, state } = view
  const { stage, activeSpeaker } = overview
  const hasEnded = state.phase === 'ended'
  const now = useNow()
  const keyName = useKeyName()
  return (
    <div className="desk-stage">
      <div className="desk-stage-parts">
        {!hasEnded && (
          <>
            <Preview media={preview} state={state} />
            {preview && (
              <Part name="The sound of the talk">
                <DeskSound media={preview} />
              </Part>
            )}
            {stage && (
              <Part name="The choice of layout">
                <LayoutChoice stage={stage} />
              </Part>
            )}
            {stage ? (
              <Part name="The list of speakers">
                <PresenterLists stage={stage} now={now} activeSpeaker={activeSpeaker} media={preview} />
              </Part>
            ) : (
              <Loading />
            )}
          </>
        )}
        <Part name="The crew chat">
          <CrewDesk sessionId={session.id} hasEnded={hasEnded} />
        </Part>
      </div>
      <div className="desk-foot">
        <Button
          size="compact-sm"
          variant="subtle"
          color="gray"
          onClick={onHelp}
          aria-keyshortcuts={keyName('?')}
        >
          Keyboard shortcuts&nbsp;
          <Keycap of="?" />
        </Button>
      </div>
    </div>
  )
}
