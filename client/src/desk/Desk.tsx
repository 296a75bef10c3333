import './desk.css'
import type { SessionView } from '@lectern/shared/program'
import { SegmentedControl } from '@mantine/core'
import { useState } from 'react'
import { PollsDesk } from '../polls/PollsDesk.tsx'
import { QuestionsDesk } from '../questions/QuestionsDesk.tsx'
import { useStageMedia } from '../stage/useStageMedia.ts'
import { useStageState } from '../stage/useStageState.ts'
import { Part } from '../ui/ErrorBoundary.tsx'
import { useHeader } from '../ui/headerKind.ts'
import { Page } from '../ui/Page.tsx'
import { useShortcuts } from '../ui/shortcuts.ts'
import { DeskHead } from './DeskHead.tsx'
import { DeskNotices } from './DeskNotices.tsx'
import { KeyHelp } from './KeyHelp.tsx'
import { StageColumn } from './StageColumn.tsx'

/** Where the window is too narrow for all three, one of them is shown. */
const parts = [
  { value: 'stage', label: 'Stage' },
  { value: 'questions', label: 'Questions' },
  { value: 'polls', label: 'Polls' },
]

/** The whole session on one screen: the stage and the crew, the questions, the polls. */
export function Desk({ view }: { view: SessionView }) {
  useHeader('tool')
  const { session, state } = view
  const runs = state.phase === 'live' || state.phase === 'paused'
  const preview = useStageMedia(session.id, 'preview', runs)
  const overview = useStageState(session.id)
  const [isHelping, setHelping] = useState(false)
  const [shown, show] = useState('questions')
  useShortcuts([{ key: '?', does: 'this list', run: () => setHelping(true) }])
  return (
    <Page width="tool">
      <div className="session-desk" data-shown={shown}>
        <DeskHead view={view} watching={runs ? overview.watching : null} />
        <DeskNotices view={view} />
        <SegmentedControl
          className="desk-parts"
          aria-label="Part of the desk"
          fullWidth
          data={parts}
          value={shown}
          onChange={show}
        />
        <div className="desk-grid">
          <StageColumn view={view} preview={preview} overview={overview} onHelp={() => setHelping(true)} />
          <div className="desk-questions">
            <Part name="The desk of questions">
              <QuestionsDesk view={view} />
            </Part>
          </div>
          <div className="desk-polls">
            <Part name="The desk of polls">
              <PollsDesk sessionId={session.id} hasEnded={state.phase === 'ended'} />
            </Part>
          </div>
        </div>
        <KeyHelp opened={isHelping} onClose={() => setHelping(false)} />
      </div>
    </Page>
  )
}
