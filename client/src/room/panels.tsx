// The tabs beside the picture: a feature adds one line here.
import type { SessionView } from '@lectern/shared/program'
import { Stack } from '@mantine/core'
import type { ComponentType } from 'react'
import { Faculty } from '../attendance/Faculty.tsx'
import { plannedRows } from '../attendance/facultyRows.ts'
import { RoomDisclosures } from '../attendance/RoomDisclosures.tsx'
import { Handouts } from '../handouts/Handouts.tsx'
import { PollsCount } from '../polls/PollsCount.tsx'
import { PollsPanel } from '../polls/PollsPanel.tsx'
import { ReportBias } from '../program/ReportBias.tsx'
import { SessionAbout } from '../program/SessionAbout.tsx'
import { QuestionsPanel } from '../questions/QuestionsPanel.tsx'
import { UnseenQuestions } from '../questions/UnseenQuestions.tsx'

export interface Panel {
  id: string
  label: string
  Content: ComponentType<{ sessionId: string; view: SessionView }>
  /** It takes the whole panel and scrolls itself. */
  fills?: boolean
  /** A number on the tab. */
  Count?: ComponentType<{ sessionId: string }>
}

function Details({ view }: { view: SessionView }) {
  return (
    <Stack gap="md">
      <SessionAbout session={view.session} />
      {view.session.activityId ? (
        <RoomDisclosures session={view.session} />
      ) : (
        <Faculty rows={plannedRows(view.session)} />
      )}
      <Handouts sessionId={view.session.id} order={2} />
      <div>
        <ReportBias sessionId={view.session.id} />
      </div>
    </Stack>
  )
}

export const panels: Panel[] = [
  { id: 'questions', label: 'Questions', Content: QuestionsPanel, Count: UnseenQuestions, fills: true },
  { id: 'polls', label: 'Polls', Content: PollsPanel, Count: PollsCount },
  { id: 'details', label: 'Details', Content: Details },
]
