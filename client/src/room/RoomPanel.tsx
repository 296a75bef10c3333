import type { SessionView } from '@lectern/shared/program'
import { Skeleton, Tabs } from '@mantine/core'
import { useRef, useState } from 'react'
import { PollBar } from '../polls/PollBar.tsx'
import { Part } from '../ui/ErrorBoundary.tsx'
import { scrollable } from '../ui/scrollable.ts'
import { panels } from './panels.tsx'

/** Beside the picture: what is new in one line, the tabs, and the content of the chosen one. */
export function RoomPanel({ view }: { view: SessionView }) {
  const { id: sessionId } = view.session
  const [tab, setTab] = useState<string>(panels[0]!.id)
  const content = useRef<HTMLDivElement>(null)
  return (
    <Tabs
      ref={content}
      className="room-tabs"
      value={tab}
      onChange={(chosen) => setTab(chosen ?? tab)}
      keepMounted={false}
    >
      <Part name="The notice of a new poll">
        <PollBar
          sessionId={sessionId}
          isPanelBusy={() => isBusy(content.current)}
          onOpen={() => setTab('polls')}
        />
      </Part>
      <Tabs.List grow>
        {panels.map(({ id, label, Count }) => (
          <Tabs.Tab key={id} value={id}>
            {label}
            {Count && (
              <Part name="The count">
                <Count sessionId={sessionId} />
              </Part>
            )}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {panels.map(({ id, label, Content, fills }) => (
        <Tabs.Panel key={id} value={id} {...(fills ? { 'data-fills': '' } : scrollable)}>
          <Part name={`The panel “${label}”`}>
            <Content view={view} sessionId={sessionId} />
          </Part>
        </Tabs.Panel>
      ))}
    </Tabs>
  )
}

/** Somebody writes there, or goes through it by keyboard: the focus would be lost with the tab. */
function isBusy(panel: HTMLElement | null): boolean {
  const focused = document.activeElement
  return (
    focused !== null &&
    panel?.contains(focused) === true &&
    focused.closest('[role="tabpanel"]') !== null &&
    focused.matches(':focus-visible')
  )
}

/** Until the picture is there. */
export const PanelSkeleton = () => (
  <div className="room-skeleton" role="status" aria-label="Loading the questions">
    <Skeleton h={28} />
    <Skeleton h={48} mt="md" />
    <Skeleton h={48} />
    <Skeleton h={48} />
  </div>
)
